// SPDX-License-Identifier: MIT
#include "engine/media/video_decoder.h"
#include "engine/render/contact_sheet.h"
#include "engine/render/png_file.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <fstream>

using namespace soundlocus;
namespace fs = std::filesystem;

/// PNG files and contact sheets, read back by the picture reader.
class TestPictures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pngKeepsEveryPixel();
    void mapBecomes16BitGrey();
    void sheetHasACellPerFrame_data();
    void sheetHasACellPerFrame();
    void sheetWithoutFramesIsRefused();
    void sheetKeepsTheSidesOfAPicture_data();
    void sheetKeepsTheSidesOfAPicture();
    void emptyPictureIsRefused();
    void unwritableFolderIsSaid();
};

namespace {

Frame gradient(Size size)
{
    std::vector<std::uint8_t> bytes(static_cast<std::size_t>(size.width * size.height * 3));
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::uint8_t>(i * 7);
    return Frame(std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes)),
                 size,
                 size.width * 3);
}

} // namespace

void TestPictures::pngKeepsEveryPixel()
{
    const QTemporaryDir folder;
    const fs::path path = test::pathOf(folder) / "a.png";
    const Frame frame = gradient({31, 18});
    SL_VERIFY_RESULT(writePng(path, frame));
    const auto read = readPicture(path);
    SL_VERIFY_RESULT(read);
    QVERIFY(samePixels(*read, frame));
}

void TestPictures::mapBecomes16BitGrey()
{
    const auto bytes = encodePng16(Heatmap({-1, 0, 1, 5}, {2, 2}, HeatmapScale::Cosine));
    SL_VERIFY_RESULT(bytes);
    // PNG: IHDR at 16 holds width, height, bit depth 16, colour type 0 (grey).
    QCOMPARE(static_cast<int>((*bytes)[19]), 2);
    QCOMPARE(static_cast<int>((*bytes)[24]), 16);
    QCOMPARE(static_cast<int>((*bytes)[25]), 0);
    const QTemporaryDir folder;
    const fs::path path = test::pathOf(folder) / "m.png";
    std::ofstream(path, std::ios::binary) << *bytes;
    const auto read = readPicture(path);
    SL_VERIFY_RESULT(read);
    QCOMPARE(static_cast<int>(read->row(0)[0]), 0);
    QCOMPARE(static_cast<int>(read->row(1)[0]), 255);
    QCOMPARE(static_cast<int>(read->row(1)[3]), 255); // beyond the range
}

void TestPictures::sheetHasACellPerFrame_data()
{
    QTest::addColumn<int>("frames");
    QTest::addColumn<QString>("title");
    QTest::newRow("one") << 1 << "";
    QTest::newRow("three and a title") << 3 << "dog.mp4";
    QTest::newRow("twelve") << 12 << QString::fromUtf8("ünïcode 音");
}

void TestPictures::sheetHasACellPerFrame()
{
    QFETCH(int, frames);
    QFETCH(QString, title);
    const QTemporaryDir folder;
    const fs::path path = test::pathOf(folder) / "sheet.png";
    std::vector<std::uint8_t> white(64 * 36 * 3, 255);
    const Frame frame(
            std::make_shared<const std::vector<std::uint8_t>>(std::move(white)), {64, 36}, 64 * 3);
    ContactSheetOptions options;
    options.title = title.toStdString();
    const std::vector<Frame> all(static_cast<std::size_t>(frames), frame);
    SL_VERIFY_RESULT(writeContactSheet(path, all, options));
    const auto sheet = readPicture(path);
    SL_VERIFY_RESULT(sheet);
    // White cells of 320 x 180 on a dark page.
    std::int64_t whitePixels = 0;
    for (int y = 0; y < sheet->height(); ++y) {
        for (int x = 0; x < sheet->width(); ++x)
            whitePixels += sheet->row(y)[x * 3] == 255 ? 1 : 0;
    }
    QCOMPARE(whitePixels / (320 * 180), std::int64_t{frames});
}

void TestPictures::sheetWithoutFramesIsRefused()
{
    SL_COMPARE_CODE(writeContactSheet("sheet.png", {}), ErrorCode::InvalidArgument);
}

void TestPictures::sheetKeepsTheSidesOfAPicture_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::addColumn<double>("pixelAspect");
    QTest::addColumn<double>("shownAspect");
    QTest::newRow("upright") << 36 << 64 << 1.0 << 36.0 / 64;
    QTest::newRow("very upright") << 10 << 100 << 1.0 << 0.1;
    QTest::newRow("anamorphic") << 36 << 32 << 16.0 / 9 << 2.0;
}

void TestPictures::sheetKeepsTheSidesOfAPicture()
{
    QFETCH(int, width);
    QFETCH(int, height);
    QFETCH(double, pixelAspect);
    QFETCH(double, shownAspect);
    const QTemporaryDir folder;
    const fs::path path = test::pathOf(folder) / "sheet.png";
    std::vector<std::uint8_t> white(static_cast<std::size_t>(width * height * 3), 255);
    Frame frame(std::make_shared<const std::vector<std::uint8_t>>(std::move(white)),
                {width, height},
                width * 3);
    frame.pixelAspect = pixelAspect;
    SL_VERIFY_RESULT(writeContactSheet(path, std::vector<Frame>{frame}));
    const auto sheet = readPicture(path);
    SL_VERIFY_RESULT(sheet);
    int right = -1, left = sheet->width(), top = sheet->height(), bottom = -1;
    for (int y = 0; y < sheet->height(); ++y) {
        for (int x = 0; x < sheet->width(); ++x) {
            if (sheet->row(y)[x * 3] != 255)
                continue;
            left = std::min(left, x);
            right = std::max(right, x);
            top = std::min(top, y);
            bottom = std::max(bottom, y);
        }
    }
    const double found = static_cast<double>(right - left + 1) / (bottom - top + 1);
    QVERIFY2(std::abs(found / shownAspect - 1) < 0.01, std::to_string(found).c_str());
}

void TestPictures::emptyPictureIsRefused()
{
    const QTemporaryDir folder;
    const fs::path path = test::pathOf(folder) / "none.png";
    SL_COMPARE_CODE(writePng(path, Frame()), ErrorCode::InvalidArgument);
    SL_COMPARE_CODE(encodePng16(Heatmap()), ErrorCode::InvalidArgument);
    QVERIFY(!fs::exists(path));
}

void TestPictures::unwritableFolderIsSaid()
{
    SL_COMPARE_CODE(writePng("/proc/none/a.png", gradient({2, 2})), ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestPictures)
#include "tst_pictures.moc"

// SPDX-License-Identifier: MIT
#include "engine/media/library_noise.h"
#include "engine/media/video_decoder.h"
#include "tests/engine/media/media_cases.h"

#include <QCryptographicHash>
#include <QTemporaryFile>
#include <QTest>

#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <latch>
#include <thread>

using namespace soundlocus;

namespace {

QByteArray sha256(const Frame &frame)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (int y = 0; y < frame.height(); ++y)
        hash.addData(QByteArrayView(frame.row(y), 3 * frame.width()));
    return hash.result().toHex();
}

void appendBig(std::string &to, std::uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        to += static_cast<char>(value >> shift & 0xFFU);
}

} // namespace

class TstPicture : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void goldenPixels_data();
    void goldenPixels();
    void kinds_data();
    void kinds();
    void orientationTag();
    void tooLarge();
    void damaged_data();
    void damaged();
    void noiseOfLibrariesOnly();
    void noiseSideBySide();
};

void TstPicture::goldenPixels_data()
{
    QTest::addColumn<QString>("input");
    QTest::addColumn<QByteArray>("expected");
    const std::filesystem::path part = test::goldenPart("preprocess");
    if (part.empty()) {
        QTest::newRow("none") << QString() << QByteArray();
        return;
    }
    const nlohmann::json golden = test::readJson(part / "golden.json");
    for (const auto &image : golden.at("images")) {
        const auto input = test::goldenInput(part, image.at("input").get<std::string>());
        QTest::newRow(image.at("id").get<std::string>().c_str())
                << QString::fromStdString(input.string())
                << QByteArray::fromStdString(image.at("decoded_rgb_sha256").get<std::string>());
    }
}

void TstPicture::goldenPixels()
{
    QFETCH(QString, input);
    SL_REQUIRE_PATH(std::filesystem::path(input.toStdString()), "the golden picture");
    const Result<Frame> picture = readPicture(input.toStdString(), Orientation::Ignore);
    SL_VERIFY_RESULT(picture);
    QTEST(sha256(*picture), "expected");
}

void TstPicture::kinds_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"gray_pytorch.jpg",
                             "gray_pytorch.png",
                             "grayalpha_pytorch.png",
                             "palette_pytorch.png",
                             "rgb_pytorch.png",
                             "rgb_pytorch16.png",
                             "rgbalpha_pytorch.png"}) {
        QTest::newRow(name) << QString::fromUtf8(name);
    }
}

void TstPicture::kinds()
{
    QFETCH(QString, name);
    const auto path = test::mediaPath("corner-cases/pictures/" + name.toStdString());
    SL_REQUIRE_PATH(path, "real media");
    const Result<Frame> picture = readPicture(path);
    SL_VERIFY_RESULT(picture);
    QVERIFY(picture->width() >= 100 && picture->height() >= 100);
    // Told by content: the same under a wrong name.
    const QTemporaryDir folder;
    const auto renamed = test::pathOf(folder) / "picture.mp4";
    std::filesystem::copy_file(path, renamed);
    const Result<MediaFile> file = MediaFile::open(renamed);
    SL_VERIFY_RESULT(file);
    QVERIFY(file->isPicture());
    QVERIFY(!file->hasAudio());
    QCOMPARE(file->facts().video.front().displaySize, picture->size());
    QVERIFY(samePixels(*readPicture(renamed), *picture));
}

void TstPicture::orientationTag()
{
    // A JPEG with an EXIF tag 6 (turn clockwise to show) behind its start marker.
    const auto source = test::mediaPath("images/imagenet/n02129165_lion.jpg");
    SL_REQUIRE_PATH(source, "real media");
    std::ifstream in(source, std::ios::binary);
    std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    using namespace std::string_literals;
    const std::string exif = "\xFF\xE1\x00\x22"s
                             "Exif\0\0"s
                             "MM\0*\0\0\0\x08"s
                             "\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00"s
                             "\x00\x00\x00\x00"s;
    bytes.insert(2, exif);
    const QTemporaryDir folder;
    const auto path = test::pathOf(folder) / "turned.jpg";
    std::ofstream(path, std::ios::binary) << bytes;
    const Result<Frame> stored = readPicture(path, Orientation::Ignore);
    const Result<Frame> shown = readPicture(path);
    SL_VERIFY_RESULT(stored);
    SL_VERIFY_RESULT(shown);
    QVERIFY(samePixels(*stored, *readPicture(source)));
    QCOMPARE(shown->size(), (Size{stored->height(), stored->width()}));
    for (int c = 0; c < 3; ++c)
        QCOMPARE(shown->row(0)[3 * (shown->width() - 1) + c], stored->row(0)[c]);
    const Result<MediaFile> file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    QCOMPARE(file->facts().video.front().displaySize, shown->size());
}

void TstPicture::tooLarge()
{
    // Only the header is read: the rest of this 20,000 x 20,000 picture is not even there.
    std::string bytes("\x89PNG\r\n\x1A\n");
    appendBig(bytes, 13);
    bytes += "IHDR";
    appendBig(bytes, 20000);
    appendBig(bytes, 20000);
    bytes += std::string("\x08\x02\x00\x00\x00", 5);
    appendBig(bytes, 0);
    const QTemporaryDir folder;
    const auto path = test::pathOf(folder) / "huge.png";
    std::ofstream(path, std::ios::binary) << bytes;
    const Result<Frame> picture = readPicture(path);
    QVERIFY(!picture);
    QVERIFY(picture.error().code == ErrorCode::TooLarge);
    QVERIFY(picture.error().message.find("huge.png") != std::string::npos);
}

void TstPicture::damaged_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isReadable");
    // Partly damaged ones show what is there; one is cut off before anything can be seen.
    QTest::newRow("bad Huffman code") << "bad_huffman.jpg" << true;
    QTest::newRow("damaged in the middle") << "corrupt.jpg" << true;
    QTest::newRow("nearly nothing there") << "corrupt34_2.jpg" << false;
}

void TstPicture::damaged()
{
    QFETCH(QString, name);
    const auto path = test::mediaPath("corner-cases/pictures/" + name.toStdString());
    SL_REQUIRE_PATH(path, "real media");
    const Result<Frame> picture = readPicture(path);
    QTEST(picture.has_value(), "isReadable");
    if (!picture)
        QVERIFY(picture.error().code == ErrorCode::CorruptData);
}

void TstPicture::noiseOfLibrariesOnly()
{
    QTemporaryFile shown;
    QVERIFY(shown.open());
    const int saved = ::dup(STDERR_FILENO);
    ::dup2(shown.handle(), STDERR_FILENO);
    const std::string noise = catchLibraryNoise([] {
        std::fputs("of a library\n", stderr);
        std::thread([] { std::cerr << "of another thread" << std::endl; }).join();
    });
    ::dup2(saved, STDERR_FILENO);
    ::close(saved);
    QCOMPARE(noise, std::string("of a library\n"));
    QVERIFY(shown.seek(0));
    QCOMPARE(shown.readAll(), QByteArray("of another thread\n"));
    QCOMPARE(catchLibraryNoise([] {}), std::string());
    const std::string endless = catchLibraryNoise([] {
        for (int i = 0; i < 10'000; ++i)
            std::fputs("again\n", stderr);
    });
    QCOMPARE(endless.size(), std::size_t{4096});
}

void TstPicture::noiseSideBySide()
{
    std::latch bothInside(2);
    const auto noiseOf = [&bothInside](const char *text) {
        return catchLibraryNoise([&bothInside, text] {
            bothInside.arrive_and_wait(); // for ever, if calls went one after the other
            for (int i = 0; i < 100; ++i)
                std::fputs(text, stderr);
        });
    };
    std::string first;
    std::thread thread([&] { first = noiseOf("one\n"); });
    const std::string second = noiseOf("two\n");
    thread.join();
    QCOMPARE(first.size(), std::size_t{400});
    QVERIFY(first.find("two") == std::string::npos);
    QCOMPARE(second.size(), std::size_t{400});
    QVERIFY(second.find("one") == std::string::npos);
}

QTEST_GUILESS_MAIN(TstPicture)
#include "tst_picture.moc"

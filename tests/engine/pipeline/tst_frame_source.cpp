// SPDX-License-Identifier: MIT
#include "engine/pipeline/frame_source.h"

#include "engine/core/file_io.h"
#include "engine/media/video_writer.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include <QTest>

using namespace soundlocus;
using namespace soundlocus::test;
namespace fs = std::filesystem;

class TestFrameSource final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void damageLeavesTheNumbers_data();
    void damageLeavesTheNumbers();

private:
    QTemporaryDir m_folder;
    fs::path m_root = pathOf(m_folder);
};

namespace {

constexpr int kFrames = 30;
constexpr int kLost = 9;
constexpr MediaTime kStep(40'000);

} // namespace

/// A video of key frames of which one cannot be decoded.
void TestFrameSource::initTestCase()
{
    const fs::path path = m_root / "damaged.mkv";
    VideoWriterOptions encoder;
    encoder.codec = "mjpeg";
    auto writer = VideoWriter::create(path, {64, 48}, 1.0, encoder);
    SL_VERIFY_RESULT(writer);
    for (int n = 0; n < kFrames; ++n) {
        Frame frame = squarePicture({64, 48});
        frame.pts = n * kStep;
        SL_VERIFY_RESULT(writer->write(frame));
    }
    SL_VERIFY_RESULT(writer->finish());
    std::string bytes = readWholeFile(path, 1 << 24).value();
    std::size_t picture = 0;
    for (int n = 0; n <= kLost; ++n)
        picture = bytes.find("\xFF\xD8\xFF", picture + 1);
    QVERIFY(picture != std::string::npos);
    constexpr std::size_t kHeader = 200;
    bytes.replace(picture, kHeader, kHeader, '\0');
    SL_VERIFY_RESULT(writeWholeFile(path, bytes));
}

void TestFrameSource::damageLeavesTheNumbers_data()
{
    QTest::addColumn<int>("first"); // -1: no range
    QTest::addColumn<bool>("isIndexKept");
    QTest::newRow("whole") << -1 << true;
    QTest::newRow("whole, no folder for the index") << -1 << false;
    QTest::newRow("from before the damage") << 3 << true;
    QTest::newRow("from behind the damage") << 15 << true;
}

/// A picture that is lost keeps its number, wherever a run begins.
void TestFrameSource::damageLeavesTheNumbers()
{
    QFETCH(int, first);
    QFETCH(bool, isIndexKept);
    const auto file = MediaFile::open(m_root / "damaged.mkv");
    SL_VERIFY_RESULT(file);
    FrameRange range;
    if (first >= 0)
        range.start = first * kStep;
    auto source = FrameSource::open(
            *file, range, isIndexKept ? m_root / "index" : fs::path(), Orientation::Apply, {});
    SL_VERIFY_RESULT(source);
    std::vector<std::int64_t> numbers;
    for (;;) {
        const auto frame = source->next({});
        SL_VERIFY_RESULT(frame);
        if (!*frame)
            break;
        numbers.push_back((**frame).index);
        QCOMPARE(qint64((**frame).pts / kStep), qint64(numbers.back()));
    }
    std::vector<std::int64_t> expected;
    for (int n = std::max(first, 0); n < kFrames; ++n) {
        if (n != kLost)
            expected.push_back(n);
    }
    QCOMPARE(numbers, expected);
    QVERIFY(first > kLost || source->damagedPackets() > 0);
}

QTEST_GUILESS_MAIN(TestFrameSource)
#include "tst_frame_source.moc"

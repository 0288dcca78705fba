// SPDX-License-Identifier: MIT
#include "engine/media/video_writer.h"

#include "engine/media/ffmpeg_handles.h"
#include "engine/media/video_decoder.h"
#include "tests/engine/media/made_frames.h"
#include "tests/engine/media/media_cases.h"
#include "tests/support/fixtures.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <random>

using namespace soundlocus;
namespace fs = std::filesystem;

namespace {

using Color = std::array<std::uint8_t, 3>;

Frame solidFrame(Size size, Color color, MediaTime pts)
{
    auto pixels = std::make_shared<std::vector<std::uint8_t>>();
    for (int i = 0; i < size.width * size.height; ++i)
        pixels->insert(pixels->end(), color.begin(), color.end());
    Frame frame(std::move(pixels), size, 3 * size.width);
    frame.pts = pts;
    return frame;
}

/// What no encoder makes small.
Frame noiseFrame(Size size, unsigned seed, MediaTime pts)
{
    auto pixels = std::make_shared<std::vector<std::uint8_t>>(
            static_cast<std::size_t>(3 * size.width * size.height));
    std::minstd_rand random(seed + 1);
    for (std::uint8_t &value : *pixels)
        value = static_cast<std::uint8_t>(random() >> 8);
    Frame frame(std::move(pixels), size, 3 * size.width);
    frame.pts = pts;
    return frame;
}

int filesIn(const fs::path &folder)
{
    int count = 0;
    for ([[maybe_unused]] const auto &entry : fs::directory_iterator(folder))
        ++count;
    return count;
}

constexpr Size kSize{96, 64};

} // namespace

class TstVideoWriter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsTimes_data();
    void keepsTimes();
    void keepsColors_data();
    void keepsColors();
    void keepsOddSize_data();
    void keepsOddSize();
    void keepsPixelAspect();
    void dropLeavesNothing();
    void fullFileLeavesNothing();
    void refusals_data();
    void refusals();
    void qualityIsHeeded_data();
    void qualityIsHeeded();
    void checksWithoutFile();
    void abandonedEncodersEnd_data();
    void abandonedEncodersEnd();
    void refusesWrongFrames();
};

void TstVideoWriter::keepsTimes_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("codec");
    QTest::addColumn<int>("first");       // ms
    QTest::addColumn<int>("toleranceUs"); // half a tick of the container
    QTest::newRow("mp4 x264") << "a.mp4"
                              << "libx264" << 0 << 0;
    QTest::newRow("mp4 x264 late") << "a.mp4"
                                   << "libx264" << 1234 << 0;
    QTest::newRow("mov x264") << "a.mov"
                              << "libx264" << 0 << 0;
    QTest::newRow("mkv x264") << "a.mkv"
                              << "libx264" << 0 << 0;
    QTest::newRow("mkv x264 late") << "a.mkv"
                                   << "libx264" << 700 << 0;
    QTest::newRow("mkv ffv1") << "a.mkv"
                              << "ffv1" << 0 << 0;
    QTest::newRow("mp4 mpeg4") << "a.mp4"
                               << "mpeg4" << 0 << 0;
    QTest::newRow("webm vp9") << "a.webm"
                              << "libvpx-vp9" << 0 << 0;
    QTest::newRow("mp4 x265") << "a.mp4"
                              << "libx265" << 0 << 0;
}

void TstVideoWriter::keepsTimes()
{
    QFETCH(QString, name);
    QFETCH(QString, codec);
    QFETCH(int, first);
    QFETCH(int, toleranceUs);
    if (avcodec_find_encoder_by_name(qPrintable(codec)) == nullptr)
        QSKIP("this FFmpeg has not that encoder");
    const QTemporaryDir folder;
    const fs::path path = test::pathOf(folder) / name.toStdString();
    VideoWriterOptions options;
    options.codec = codec.toStdString();
    options.timeBase = {1, 1000};
    auto writer = VideoWriter::create(path, kSize, 1.0, options);
    SL_VERIFY_RESULT(writer);
    std::vector<MediaTime> times;
    int ms = first;
    for (int n = 0; n < 70; ++n) {
        times.push_back(std::chrono::milliseconds(ms));
        ms += std::array{40, 17, 83, 1, 120}[static_cast<std::size_t>(n % 5)];
        SL_VERIFY_RESULT(writer->write(test::barFrame(kSize, n, times.back())));
    }
    QVERIFY(!fs::exists(path));
    SL_VERIFY_RESULT(writer->finish());
    const std::vector<Frame> frames = test::readFrames(path);
    QCOMPARE(frames.size(), times.size());
    for (std::size_t n = 0; n < frames.size(); ++n) {
        const auto off = std::abs((frames[n].pts - times[n]).count());
        QVERIFY2(off <= toleranceUs,
                 qPrintable(QStringLiteral("frame %1 is at %2 us, not %3")
                                    .arg(n)
                                    .arg(frames[n].pts.count())
                                    .arg(times[n].count())));
    }
    QCOMPARE(filesIn(test::pathOf(folder)), 1);
}

void TstVideoWriter::keepsColors_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("codec");
    QTest::addColumn<int>("height");
    QTest::newRow("x264 sd") << "a.mp4"
                             << "libx264" << 64;
    QTest::newRow("x264 hd") << "a.mp4"
                             << "libx264" << 720;
    QTest::newRow("ffv1 sd") << "a.mkv"
                             << "ffv1" << 64;
    QTest::newRow("ffv1 hd") << "a.mkv"
                             << "ffv1" << 720;
    QTest::newRow("mjpeg, full range") << "a.avi"
                                       << "mjpeg" << 64;
    QTest::newRow("huffyuv") << "a.mkv"
                             << "huffyuv" << 64;
    QTest::newRow("png") << "a.mkv"
                         << "png" << 64;
}

void TstVideoWriter::keepsColors()
{
    QFETCH(QString, name);
    QFETCH(QString, codec);
    QFETCH(int, height);
    const std::array<Color, 6> colors{{{255, 255, 255},
                                       {0, 0, 0},
                                       {200, 30, 40},
                                       {20, 180, 60},
                                       {30, 50, 210},
                                       {128, 128, 128}}};
    const QTemporaryDir folder;
    const fs::path path = test::pathOf(folder) / name.toStdString();
    VideoWriterOptions options;
    options.codec = codec.toStdString();
    options.crf = 0;
    const Size size{96, height};
    auto writer = VideoWriter::create(path, size, 1.0, options);
    SL_VERIFY_RESULT(writer);
    for (std::size_t n = 0; n < colors.size(); ++n) {
        const auto pts = std::chrono::milliseconds(40 * static_cast<int>(n));
        SL_VERIFY_RESULT(writer->write(solidFrame(size, colors[n], pts)));
    }
    SL_VERIFY_RESULT(writer->finish());
    const std::vector<Frame> frames = test::readFrames(path);
    QCOMPARE(frames.size(), colors.size());
    for (std::size_t n = 0; n < frames.size(); ++n) {
        for (const int x : {0, 50, 95}) {
            const std::uint8_t *pixel = frames[n].row(height - 1) + 3 * x;
            for (std::size_t c = 0; c < 3; ++c) {
                QVERIFY2(std::abs(pixel[c] - colors[n][c]) <= 3,
                         qPrintable(QStringLiteral("color %1 channel %2: %3 instead of %4")
                                            .arg(n)
                                            .arg(c)
                                            .arg(pixel[c])
                                            .arg(colors[n][c])));
            }
        }
    }
}

void TstVideoWriter::keepsOddSize_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("height");
    QTest::newRow("both") << 97 << 65;
    QTest::newRow("width") << 97 << 64;
    QTest::newRow("height") << 96 << 65;
    QTest::newRow("one pixel") << 1 << 1;
}

void TstVideoWriter::keepsOddSize()
{
    QFETCH(int, width);
    QFETCH(int, height);
    const QTemporaryDir folder;
    const fs::path path = test::pathOf(folder) / "odd.mkv";
    VideoWriterOptions options;
    options.codec = "ffv1";
    auto writer = VideoWriter::create(path, {width, height}, 1.0, options);
    SL_VERIFY_RESULT(writer);
    SL_VERIFY_RESULT(writer->write(solidFrame({width, height}, {250, 200, 40}, MediaTime{0})));
    SL_VERIFY_RESULT(writer->finish());
    const std::vector<Frame> frames = test::readFrames(path);
    QCOMPARE(frames.size(), std::size_t{1});
    QCOMPARE(frames[0].width(), width + width % 2);
    QCOMPARE(frames[0].height(), height + height % 2);
    const std::uint8_t *last = frames[0].row(frames[0].height() - 1) + 3 * (frames[0].width() - 1);
    QVERIFY(std::abs(last[0] - 250) <= 3 && std::abs(last[1] - 200) <= 3
            && std::abs(last[2] - 40) <= 3);
}

void TstVideoWriter::keepsPixelAspect()
{
    const QTemporaryDir folder;
    for (const char *name : {"a.mp4", "a.mkv"}) {
        const fs::path path = test::pathOf(folder) / name;
        auto writer = VideoWriter::create(path, kSize, 64.0 / 45.0);
        SL_VERIFY_RESULT(writer);
        SL_VERIFY_RESULT(writer->write(test::barFrame(kSize, 0, MediaTime{0})));
        SL_VERIFY_RESULT(writer->finish());
        const auto file = MediaFile::open(path);
        SL_VERIFY_RESULT(file);
        QCOMPARE(file->facts().video.at(0).pixelAspect, (Rational{64, 45}));
    }
}

void TstVideoWriter::dropLeavesNothing()
{
    const QTemporaryDir folder;
    const fs::path path = test::pathOf(folder) / "a.mp4";
    std::ofstream(path) << "older";
    {
        auto writer = VideoWriter::create(path, kSize, 1.0);
        SL_VERIFY_RESULT(writer);
        for (int n = 0; n < 60; ++n)
            SL_VERIFY_RESULT(writer->write(test::barFrame(kSize, n, MediaTime{40'000 * n})));
    }
    QCOMPARE(filesIn(test::pathOf(folder)), 1);
    QCOMPARE(fs::file_size(path), std::uintmax_t{5});
    auto empty = VideoWriter::create(path, kSize, 1.0);
    SL_VERIFY_RESULT(empty);
    SL_COMPARE_CODE(empty->finish(), ErrorCode::InvalidArgument);
    QCOMPARE(filesIn(test::pathOf(folder)), 1);
}

void TstVideoWriter::fullFileLeavesNothing()
{
    const QTemporaryDir folder;
    const fs::path path = test::pathOf(folder) / "a.mkv";
    rlimit old{};
    QCOMPARE(getrlimit(RLIMIT_FSIZE, &old), 0);
    const auto oldHandler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit small{rlim_t{1} << 16, old.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
    VideoWriterOptions options;
    options.codec = "ffv1";
    auto writer = VideoWriter::create(path, {320, 240}, 1.0, options);
    Result<void> status;
    for (int n = 0; writer && status && n < 400; ++n)
        status = writer->write(
                noiseFrame({320, 240}, static_cast<unsigned>(n), MediaTime{40'000 * n}));
    const Result<void> finished = writer ? writer->finish() : Result<void>();
    setrlimit(RLIMIT_FSIZE, &old);
    std::signal(SIGXFSZ, oldHandler);
    SL_VERIFY_RESULT(writer);
    SL_COMPARE_CODE(status, ErrorCode::WriteFailed);
    SL_COMPARE_CODE(finished, ErrorCode::WriteFailed);
    QCOMPARE(filesIn(test::pathOf(folder)), 0);
}

void TstVideoWriter::refusals_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("codec");
    QTest::addColumn<QString>("preset");
    QTest::addColumn<int>("code");
    QTest::addColumn<QString>("text");
    const int invalid = static_cast<int>(ErrorCode::InvalidArgument);
    const int absent = static_cast<int>(ErrorCode::NotFound);
    QTest::newRow("unknown codec") << "a.mp4"
                                   << "libnothing"
                                   << "" << invalid << "libx264";
    QTest::newRow("sound codec") << "a.mp4"
                                 << "aac"
                                 << "" << invalid << "libx264";
    QTest::newRow("not in container") << "a.webm"
                                      << "libx264"
                                      << "" << invalid << "webm";
    QTest::newRow("not in mp4") << "a.mp4"
                                << "ffv1"
                                << "" << invalid << "mp4";
    QTest::newRow("no container") << "a.txt"
                                  << "libx264"
                                  << "" << invalid << ".mkv";
    QTest::newRow("preset") << "a.mp4"
                            << "libx264"
                            << "hasty" << invalid << "hasty";
    QTest::newRow("no folder") << "none/a.mp4"
                               << "libx264"
                               << "veryfast" << absent << "a.mp4";
}

void TstVideoWriter::refusals()
{
    QFETCH(QString, name);
    QFETCH(QString, codec);
    QFETCH(QString, preset);
    QFETCH(int, code);
    QFETCH(QString, text);
    const QTemporaryDir folder;
    VideoWriterOptions options;
    options.codec = codec.toStdString();
    options.preset = preset.toStdString();
    const auto writer = VideoWriter::create(
            test::pathOf(folder) / name.toStdString(), kSize, 1.0, options);
    SL_COMPARE_CODE(writer, static_cast<ErrorCode>(code));
    QVERIFY2(writer.error().message.find(text.toStdString()) != std::string::npos,
             writer.error().message.c_str());
    QCOMPARE(filesIn(test::pathOf(folder)), 0);
}

void TstVideoWriter::qualityIsHeeded_data()
{
    QTest::addColumn<QString>("codec");
    QTest::addColumn<QString>("name");
    QTest::newRow("MPEG-4") << "mpeg4"
                            << "a.mp4";
    QTest::newRow("Motion JPEG") << "mjpeg"
                                 << "a.avi";
    QTest::newRow("H.264") << "libx264"
                           << "a.mp4";
    QTest::newRow("VP9") << "libvpx-vp9"
                         << "a.webm";
}

/// A worse quality makes a much smaller file.
void TstVideoWriter::qualityIsHeeded()
{
    QFETCH(QString, codec);
    QFETCH(QString, name);
    std::vector<std::uintmax_t> bytes;
    for (const int crf : {5, 20, 35}) {
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / name.toStdString();
        VideoWriterOptions options;
        options.codec = codec.toStdString();
        options.crf = crf;
        auto writer = VideoWriter::create(path, kSize, 1.0, options);
        if (!writer)
            QSKIP("this FFmpeg has no such encoder");
        for (int n = 0; n < 5; ++n)
            SL_VERIFY_RESULT(writer->write(
                    noiseFrame(kSize, static_cast<unsigned>(n), MediaTime{40'000 * n})));
        SL_VERIFY_RESULT(writer->finish());
        bytes.push_back(fs::file_size(path));
    }
    QVERIFY2(bytes[1] * 10 < bytes[0] * 9, qPrintable(QString::number(bytes[1])));
    QVERIFY2(bytes[2] * 10 < bytes[1] * 9, qPrintable(QString::number(bytes[2])));
}

void TstVideoWriter::checksWithoutFile()
{
    VideoWriterOptions options;
    options.preset = "hasty";
    const auto refused = VideoWriter::check("overlay.mp4", options);
    SL_COMPARE_CODE(refused, ErrorCode::InvalidArgument);
    const std::string &message = refused.error().message;
    QVERIFY2(message.starts_with("--codec libx264: refuses --preset hasty or --crf 23"),
             message.c_str());
    QVERIFY2(message.find("overlay") == std::string::npos, message.c_str());
    QVERIFY2(refused.error().context.find("invalid preset") != std::string::npos,
             refused.error().context.c_str());
}

void TstVideoWriter::abandonedEncodersEnd_data()
{
    QTest::addColumn<int>("frames");
    QTest::newRow("without a frame") << 0;
    QTest::newRow("after some frames") << 5;
}

void TstVideoWriter::abandonedEncodersEnd()
{
    // SVT-AV1 waited for ever; the test runner's limit would end this.
    QFETCH(int, frames);
    if (avcodec_find_encoder_by_name("libsvtav1") == nullptr)
        QSKIP("this FFmpeg has no libsvtav1");
    const QTemporaryDir folder;
    VideoWriterOptions options;
    options.codec = "libsvtav1";
    SL_VERIFY_RESULT(VideoWriter::check("overlay.webm", options));
    {
        auto writer = VideoWriter::create(test::pathOf(folder) / "a.webm", kSize, 1.0, options);
        SL_VERIFY_RESULT(writer);
        for (int n = 0; n < frames; ++n)
            SL_VERIFY_RESULT(writer->write(test::barFrame(kSize, n, MediaTime{40'000 * n})));
    }
    QCOMPARE(filesIn(test::pathOf(folder)), 0);
}

void TstVideoWriter::refusesWrongFrames()
{
    const QTemporaryDir folder;
    const fs::path path = test::pathOf(folder) / "a.mp4";
    SL_COMPARE_CODE(VideoWriter::create(path, {0, 10}, 1.0), ErrorCode::InvalidArgument);
    auto writer = VideoWriter::create(path, kSize, 1.0);
    SL_VERIFY_RESULT(writer);
    SL_VERIFY_RESULT(writer->write(test::barFrame(kSize, 0, MediaTime{1000})));
    SL_COMPARE_CODE(writer->write(test::barFrame(kSize, 1, MediaTime{1000})),
                    ErrorCode::InvalidArgument);
    SL_COMPARE_CODE(writer->write(test::barFrame(kSize, 1, MediaTime{0})),
                    ErrorCode::InvalidArgument);
    SL_COMPARE_CODE(writer->write(test::barFrame({32, 32}, 1, MediaTime{9000})),
                    ErrorCode::InvalidArgument);
    SL_VERIFY_RESULT(writer->write(test::barFrame(kSize, 1, MediaTime{41'000})));
    SL_VERIFY_RESULT(writer->finish());
    QCOMPARE(test::readFrames(path).size(), std::size_t{2});

    if (geteuid() == 0)
        QSKIP("root may write everywhere");
    fs::permissions(test::pathOf(folder), fs::perms::owner_read | fs::perms::owner_exec);
    SL_COMPARE_CODE(VideoWriter::create(path, kSize, 1.0), ErrorCode::PermissionDenied);
    fs::permissions(test::pathOf(folder), fs::perms::owner_all);
}

QTEST_GUILESS_MAIN(TstVideoWriter)
#include "tst_video_writer.moc"

// SPDX-License-Identifier: MIT
#include "engine/media/video_decoder.h"
#include "tests/engine/media/media_cases.h"

#include <QTest>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstring>
#include <random>
#include <stop_token>
#include <thread>

using namespace soundlocus;

namespace {

/// Enough to recognise a picture without keeping it.
std::uint64_t fingerprint(const Frame &frame)
{
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (int y = 0; y < frame.height(); ++y) {
        const std::uint8_t *row = frame.row(y);
        for (int i = 0; i < 3 * frame.width(); ++i)
            hash = (hash ^ row[i]) * 0x100000001b3U;
    }
    return hash;
}

struct Seen
{
    std::int64_t ticks = 0;
    MediaTime pts{0};
    std::uint64_t pixels = 0;
};

std::vector<Seen> decodeAll(VideoDecoder &decoder)
{
    std::vector<Seen> frames;
    while (true) {
        const Result<std::optional<Frame>> frame = decoder.next();
        if (!frame || !frame->has_value())
            return frames;
        frames.push_back({(*frame)->ptsTicks, (*frame)->pts, fingerprint(**frame)});
    }
}

/// In order, from the first on; none where the file cannot be decoded.
std::vector<Seen> framesOf(const MediaFile &file)
{
    Result<VideoDecoder> decoder = VideoDecoder::open(file);
    return decoder ? decodeAll(*decoder) : std::vector<Seen>();
}

std::array<double, 3> meanRgb(const Frame &frame)
{
    std::array<double, 3> sums{};
    for (int y = 0; y < frame.height(); ++y) {
        for (int x = 0; x < frame.width(); ++x) {
            for (std::size_t c = 0; c < 3; ++c)
                sums[c] += frame.row(y)[3 * static_cast<std::size_t>(x) + c];
        }
    }
    for (double &sum : sums)
        sum /= static_cast<double>(frame.width()) * frame.height();
    return sums;
}

} // namespace

class TstVideoDecoder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void randomAccessEqualsSequential_data();
    void randomAccessEqualsSequential();
    void nearbyPictures_data();
    void nearbyPictures();
    void stepsBackAndForth();
    void anyOrder_data();
    void anyOrder();
    void numbersAndDurations();
    void rotationTurnsPixels_data();
    void rotationTurnsPixels();
    void colours_data();
    void colours();
    void damagedFileGoesOn();
    void outOfRangeAndStop();
    void stillPictureIsOneFrame();
    void missingStream();
    void rgbWhenAskedIsTheSame_data();
    void rgbWhenAskedIsTheSame();
};

void TstVideoDecoder::randomAccessEqualsSequential_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"derived/plain.mp4",
                             "derived/vfr.mp4",
                             "derived/bframes_opengop.mp4",
                             "derived/fragmented.mp4",
                             "derived/hevc10.mkv",
                             "derived/interlaced_mpeg2.ts",
                             "derived/mpeg2_ac3_51.ts",
                             "derived/mpeg4_mp3.avi",
                             "derived/mjpeg_pcm.mov",
                             "derived/vp9_opus.webm",
                             "derived/gif.gif",
                             "derived/rotate90.mp4",
                             "derived/odd_size_321x179_yuv444.mp4",
                             "derived/video_starts_late.mkv",
                             "derived/truncated_faststart.mp4",
                             "derived/one_frame.mp4",
                             "torchcodec/h264_10bits.mp4",
                             "torchcodec/h265_video.mp4",
                             "torchvision/SOX5yA1l24A.mp4",
                             "torchvision/TrumanShow_wave_f_nm_np1_fr_med_26.avi",
                             "torchvision/v_SoccerJuggling_g23_c01.avi"}) {
        QTest::newRow(name) << QString::fromUtf8(name);
    }
}

void TstVideoDecoder::randomAccessEqualsSequential()
{
    QFETCH(QString, name);
    const auto path = test::mediaPath("corner-cases/" + name.toStdString());
    SL_REQUIRE_PATH(path, "real media");
    const Result<MediaFile> file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    const std::vector<Seen> frames = framesOf(*file);
    QVERIFY(!frames.empty());
    const Result<FrameIndex> index = FrameIndex::build(*file, -1);
    SL_VERIFY_RESULT(index);
    QCOMPARE(index->frameCount(), static_cast<std::int64_t>(frames.size()));

    std::vector<std::size_t> order(frames.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::shuffle(order.begin(), order.end(), std::mt19937(7));
    // Every frame by number, and by time without an index.
    Result<VideoDecoder> byNumber = VideoDecoder::open(*file);
    SL_VERIFY_RESULT(byNumber);
    byNumber->setIndex(*index);
    Result<VideoDecoder> byTime = VideoDecoder::open(*file);
    SL_VERIFY_RESULT(byTime);
    for (const std::size_t n : order) {
        const Result<Frame> frame = byNumber->frame(static_cast<std::int64_t>(n));
        SL_VERIFY_RESULT(frame);
        QCOMPARE(frame->index, static_cast<std::int64_t>(n));
        QCOMPARE(frame->ptsTicks, frames[n].ticks);
        QVERIFY2(fingerprint(*frame) == frames[n].pixels, qPrintable(QString::number(n)));
        const MediaTime end = n + 1 < frames.size() ? frames[n + 1].pts - MediaTime(1)
                                                    : frames[n].pts + MediaTime(5'000'000);
        const Result<Frame> shown = byTime->frameAt(n % 2 == 0 ? frames[n].pts : end);
        SL_VERIFY_RESULT(shown);
        QCOMPARE(shown->ptsTicks, frames[n].ticks);
        QVERIFY2(fingerprint(*shown) == frames[n].pixels, qPrintable(QString::number(n)));
    }
    const Result<Frame> early = byTime->frameAt(MediaTime(-10'000'000));
    SL_VERIFY_RESULT(early);
    QCOMPARE(early->ptsTicks, frames.front().ticks);
}

void TstVideoDecoder::nearbyPictures_data()
{
    randomAccessEqualsSequential_data();
}

void TstVideoDecoder::nearbyPictures()
{
    QFETCH(QString, name);
    const auto path = test::mediaPath("corner-cases/" + name.toStdString());
    SL_REQUIRE_PATH(path, "real media");
    const Result<MediaFile> file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    const std::vector<Seen> frames = framesOf(*file);
    QVERIFY(!frames.empty());
    Result<VideoDecoder> decoder = VideoDecoder::open(*file);
    SL_VERIFY_RESULT(decoder);
    std::mt19937 random(3);
    for (const int withinMs : {0, 300, 1'000'000}) {
        const MediaTime within = std::chrono::milliseconds(withinMs);
        for (int i = 0; i < 12; ++i) {
            const std::size_t n = random() % frames.size();
            const Result<Frame> frame = decoder->frameNear(frames[n].pts, within);
            SL_VERIFY_RESULT(frame);
            const auto same = std::ranges::find(frames, frame->ptsTicks, &Seen::ticks);
            QVERIFY(same != frames.end());
            QCOMPARE(fingerprint(*frame), same->pixels);
            QVERIFY(frame->pts <= frames[n].pts && frames[n].pts - frame->pts <= within);
        }
    }
    // What comes next is what follows.
    const Result<Frame> frame = decoder->frameNear(frames.back().pts, std::chrono::hours(1));
    SL_VERIFY_RESULT(frame);
    const auto next = decoder->next();
    SL_VERIFY_RESULT(next);
    const auto same = std::ranges::find(frames, frame->ptsTicks, &Seen::ticks);
    QCOMPARE(next->has_value(), same + 1 != frames.end());
    if (next->has_value())
        QCOMPARE((*next)->ptsTicks, (same + 1)->ticks);
}

void TstVideoDecoder::stepsBackAndForth()
{
    const auto path = test::mediaPath("corner-cases/derived/bframes_opengop.mp4");
    SL_REQUIRE_PATH(path, "real media");
    const Result<MediaFile> file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    const std::vector<Seen> frames = framesOf(*file);
    Result<VideoDecoder> decoder = VideoDecoder::open(*file, {.cachedFrames = 4});
    SL_VERIFY_RESULT(decoder);
    decoder->setIndex(*FrameIndex::build(*file, -1));
    for (std::int64_t n = 100; n >= 60; --n) {
        const Result<Frame> frame = decoder->frame(n);
        SL_VERIFY_RESULT(frame);
        QCOMPARE(fingerprint(*frame), frames[static_cast<std::size_t>(n)].pixels);
    }
    for (std::int64_t n = 61; n < 120; ++n) {
        const Result<std::optional<Frame>> frame = decoder->next();
        SL_VERIFY_RESULT(frame);
        QVERIFY(frame->has_value());
        QCOMPARE((*frame)->index, n);
        QCOMPARE(fingerprint(**frame), frames[static_cast<std::size_t>(n)].pixels);
    }
    const Result<std::optional<Frame>> end = decoder->next();
    SL_VERIFY_RESULT(end);
    QVERIFY(!end->has_value());
}

void TstVideoDecoder::anyOrder_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name : {"derived/bframes_opengop.mp4", "torchvision/SOX5yA1l24A.mp4"})
        QTest::newRow(name) << QString::fromUtf8(name);
}

/// Jumps that are given up on their way, steps and preparations in between: never a wrong picture.
void TstVideoDecoder::anyOrder()
{
    QFETCH(QString, name);
    const auto path = test::mediaPath("corner-cases/" + name.toStdString());
    SL_REQUIRE_PATH(path, "real media");
    const Result<MediaFile> file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    const std::vector<Seen> frames = framesOf(*file);
    Result<VideoDecoder> decoder = VideoDecoder::open(*file, {.threads = 2, .cachedFrames = 24});
    SL_VERIFY_RESULT(decoder);
    decoder->setIndex(*FrameIndex::build(*file, -1));

    std::mt19937 random(11);
    const auto below = [&random](std::size_t n) { return random() % n; };
    std::int64_t last = -1;
    int givenUp = 0;
    for (int i = 0; i < 400; ++i) {
        const auto n = static_cast<std::int64_t>(
                last >= 0 && below(3) == 0 ? std::min<std::size_t>(
                        frames.size() - 1, static_cast<std::size_t>(last) + below(12))
                                           : below(frames.size()));
        if (below(3) == 0) { // given up somewhere
            std::stop_source stop;
            std::jthread later([&stop, wait = below(4000)] {
                std::this_thread::sleep_for(std::chrono::microseconds(wait));
                stop.request_stop();
            });
            const Result<Frame> frame = decoder->frame(n, stop.get_token());
            givenUp += frame ? 0 : 1;
            // Wherever it was given up, what comes then follows each other.
            std::int64_t before = -1;
            for (int step = 0; step < 4 && !frame; ++step) {
                const Result<std::optional<Frame>> next = decoder->next();
                SL_VERIFY_RESULT(next);
                if (!next->has_value())
                    break;
                QVERIFY(before < 0 || (*next)->index == before + 1);
                before = (*next)->index;
                QVERIFY(fingerprint(**next) == frames[static_cast<std::size_t>(before)].pixels);
            }
            if (!frame)
                continue;
        }
        if (below(4) == 0)
            SL_VERIFY_RESULT(decoder->prepareStepsBack());
        const bool isStep = last >= 0 && below(4) == 0;
        if (isStep) {
            const Result<Frame> from = decoder->frame(last);
            SL_VERIFY_RESULT(from);
            const Result<std::optional<Frame>> next = decoder->next();
            SL_VERIFY_RESULT(next);
            if (!next->has_value()) {
                QCOMPARE(last + 1, static_cast<std::int64_t>(frames.size()));
                continue;
            }
            QCOMPARE((*next)->index, last + 1);
            QVERIFY(fingerprint(**next) == frames[static_cast<std::size_t>(last) + 1].pixels);
        }
        const Result<Frame> frame = decoder->frame(n);
        SL_VERIFY_RESULT(frame);
        QCOMPARE(frame->index, n);
        QVERIFY2(fingerprint(*frame) == frames[static_cast<std::size_t>(n)].pixels,
                 qPrintable(QString::number(n)));
        last = n;
    }
    QVERIFY(givenUp > 0);
}

void TstVideoDecoder::numbersAndDurations()
{
    const auto path = test::mediaPath("corner-cases/derived/vfr.mp4");
    SL_REQUIRE_PATH(path, "real media");
    const Result<MediaFile> file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    Result<VideoDecoder> decoder = VideoDecoder::open(*file);
    SL_VERIFY_RESULT(decoder);
    const Result<FrameIndex> index = FrameIndex::build(*file, -1);
    SL_VERIFY_RESULT(index);
    decoder->setIndex(*index);
    for (std::int64_t n = 0; n + 1 < index->frameCount(); ++n) {
        const Result<std::optional<Frame>> frame = decoder->next();
        SL_VERIFY_RESULT(frame);
        QVERIFY(frame->has_value());
        QCOMPARE((*frame)->index, n);
        QCOMPARE((*frame)->pts, index->pts(n));
        QCOMPARE((*frame)->duration, index->pts(n + 1) - index->pts(n));
    }
    QVERIFY(decoder->stream().isFrameCountExact);
}

void TstVideoDecoder::rotationTurnsPixels_data()
{
    // The turned files hold the very stream of plain.mp4 with a display matrix;
    // ffprobe -show_entries stream_side_data=rotation gives the angle against the clock.
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("clockwise");
    QTest::newRow("90 against the clock") << "rotate90.mp4" << 270;
    QTest::newRow("180") << "rotate180.mp4" << 180;
    QTest::newRow("90 with the clock") << "rotate270.mp4" << 90;
}

void TstVideoDecoder::rotationTurnsPixels()
{
    QFETCH(QString, name);
    QFETCH(int, clockwise);
    const auto path = test::mediaPath("corner-cases/derived/" + name.toStdString());
    SL_REQUIRE_PATH(path, "real media");
    const Result<MediaFile> turned = MediaFile::open(path);
    SL_VERIFY_RESULT(turned);
    QCOMPARE(turned->facts().video.front().rotationDegrees, clockwise);
    const Result<MediaFile> plain = MediaFile::open(path.parent_path() / "plain.mp4");
    SL_VERIFY_RESULT(plain);
    const Result<Frame> a = VideoDecoder::open(*turned)->frameAt(MediaTime(1'000'000));
    const Result<Frame> b = VideoDecoder::open(*plain)->frameAt(MediaTime(1'000'000));
    SL_VERIFY_RESULT(a);
    SL_VERIFY_RESULT(b);
    QCOMPARE(a->size(), turned->facts().video.front().displaySize);
    const int w = b->width();
    const int h = b->height();
    QCOMPARE(a->size(), clockwise == 180 ? (Size{w, h}) : (Size{h, w}));
    for (int y = 0; y < h; ++y) {
        for (int x = 0; x < w; ++x) {
            const int tx = clockwise == 90 ? h - 1 - y : clockwise == 180 ? w - 1 - x : y;
            const int ty = clockwise == 90 ? x : clockwise == 180 ? h - 1 - y : w - 1 - x;
            QCOMPARE(std::memcmp(a->row(ty) + 3 * tx, b->row(y) + 3 * x, 3), 0);
        }
    }
}

void TstVideoDecoder::colours_data()
{
    // Mean R, G, B of the first frame in exact arithmetic, from the decoded planes:
    // ffmpeg -i F -frames:v 1 -f rawvideo -pix_fmt <as stored> - | the matrix of the file's colour
    // space (none stated: BT.601, studio range) for every pixel, clipped, mean.
    // tst_frame_converter tells the matrices apart.
    QTest::addColumn<QString>("name");
    QTest::addColumn<double>("red");
    QTest::addColumn<double>("green");
    QTest::addColumn<double>("blue");
    QTest::newRow("no colour space") << "derived/plain.mp4" << 166.63 << 157.23 << 151.91;
    QTest::newRow("BT.709, full range")
            << "torchcodec/bt709_full_range.mp4" << 123.35 << 127.34 << 123.70;
    QTest::newRow("10 bit") << "torchcodec/h264_10bits.mp4" << 115.78 << 117.72 << 125.54;
    QTest::newRow("4:4:4, odd size")
            << "derived/odd_size_321x179_yuv444.mp4" << 166.26 << 157.29 << 151.39;
    QTest::newRow("Motion JPEG") << "derived/mjpeg_pcm.mov" << 166.09 << 157.23 << 151.63;
    QTest::newRow("HEVC 10 bit") << "derived/hevc10.mkv" << 166.19 << 157.33 << 151.63;
}

void TstVideoDecoder::colours()
{
    QFETCH(QString, name);
    const auto path = test::mediaPath("corner-cases/" + name.toStdString());
    SL_REQUIRE_PATH(path, "real media");
    const Result<MediaFile> file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    Result<VideoDecoder> decoder = VideoDecoder::open(*file);
    SL_VERIFY_RESULT(decoder);
    const Result<Frame> frame = decoder->frameAt(MediaTime{0});
    SL_VERIFY_RESULT(frame);
    const std::array<double, 3> mean = meanRgb(*frame);
    QFETCH(double, red);
    QFETCH(double, green);
    QFETCH(double, blue);
    // The fast path of libswscale cuts instead of rounding: about 1 below; a wrong range moves the
    // mean by 4 and more.
    const std::string found = std::to_string(mean[0]) + " " + std::to_string(mean[1]) + " "
                              + std::to_string(mean[2]);
    QVERIFY2(std::abs(mean[0] - red) < 1.5, found.c_str());
    QVERIFY2(std::abs(mean[1] - green) < 1.5, found.c_str());
    QVERIFY2(std::abs(mean[2] - blue) < 1.5, found.c_str());
}

void TstVideoDecoder::damagedFileGoesOn()
{
    const auto path = test::mediaPath("corner-cases/derived/corrupt_bytes.mp4");
    SL_REQUIRE_PATH(path, "real media");
    const Result<MediaFile> file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    Result<VideoDecoder> decoder = VideoDecoder::open(*file);
    SL_VERIFY_RESULT(decoder);
    const std::vector<Seen> frames = decodeAll(*decoder);
    QVERIFY(frames.size() >= 100);
    QVERIFY(decoder->damagedPackets() > 0);
    // A frame that cannot be decoded is an error by number; by time the one before it is shown.
    decoder->setIndex(*FrameIndex::build(*file, -1));
    int errors = 0;
    for (std::int64_t n = 0; n < decoder->index()->frameCount(); ++n) {
        const Result<Frame> frame = decoder->frame(n);
        if (!frame) {
            QVERIFY(frame.error().code == ErrorCode::CorruptData);
            ++errors;
        }
        SL_VERIFY_RESULT(decoder->frameAt(decoder->index()->pts(n)));
    }
    QCOMPARE(errors, 120 - static_cast<int>(frames.size()));
}

void TstVideoDecoder::outOfRangeAndStop()
{
    const auto path = test::mediaPath("corner-cases/derived/plain.mp4");
    SL_REQUIRE_PATH(path, "real media");
    const Result<MediaFile> file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    Result<VideoDecoder> decoder = VideoDecoder::open(*file);
    SL_VERIFY_RESULT(decoder);
    decoder->setIndex(*FrameIndex::build(*file, -1));
    QVERIFY(decoder->frame(120).error().code == ErrorCode::OutOfRange);
    QVERIFY(decoder->frame(-1).error().code == ErrorCode::OutOfRange);
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(decoder->frame(50, stop.get_token()).error().code == ErrorCode::Cancelled);
    SL_VERIFY_RESULT(decoder->frame(50));
}

void TstVideoDecoder::stillPictureIsOneFrame()
{
    const auto path = test::mediaPath("corner-cases/pictures/rgb_pytorch.jpg");
    SL_REQUIRE_PATH(path, "real media");
    const Result<MediaFile> file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    QVERIFY(file->isPicture());
    Result<VideoDecoder> decoder = VideoDecoder::open(*file);
    SL_VERIFY_RESULT(decoder);
    const Result<std::optional<Frame>> first = decoder->next();
    SL_VERIFY_RESULT(first);
    QCOMPARE((*first)->size(), (Size{100, 100}));
    QVERIFY(!decoder->next()->has_value());
    QVERIFY(samePixels(*decoder->frameAt(MediaTime(3'000'000)), **first));
}

void TstVideoDecoder::missingStream()
{
    const auto path = test::mediaPath("corner-cases/derived/audio_only.m4a");
    SL_REQUIRE_PATH(path, "real media");
    const Result<MediaFile> file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    QVERIFY(VideoDecoder::open(*file).error().code == ErrorCode::NoVideo);
    QVERIFY(FrameIndex::build(*file, -1).error().code == ErrorCode::NoVideo);
}

void TstVideoDecoder::rgbWhenAskedIsTheSame_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("hasPlanes");
    QTest::newRow("plain") << "derived/plain.mp4" << true;
    QTest::newRow("turned") << "derived/rotate90.mp4" << true;
    QTest::newRow("JPEG") << "derived/mjpeg_pcm.mov" << true;
    QTest::newRow("4:4:4, odd size") << "derived/odd_size_321x179_yuv444.mp4" << true;
    QTest::newRow("10 bit") << "derived/hevc10.mkv" << false;
    QTest::newRow("palette") << "derived/gif.gif" << false;
}

void TstVideoDecoder::rgbWhenAskedIsTheSame()
{
    QFETCH(QString, name);
    QFETCH(bool, hasPlanes);
    const auto path = test::mediaPath("corner-cases/" + name.toStdString());
    SL_REQUIRE_PATH(path, "real media");
    const Result<MediaFile> file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    Result<VideoDecoder> atOnce = VideoDecoder::open(*file);
    SL_VERIFY_RESULT(atOnce);
    const std::vector<Seen> expected = decodeAll(*atOnce);
    QVERIFY(!expected.empty());
    std::vector<Frame> frames; // asked after the decoder is gone
    {
        Result<VideoDecoder> whenAsked = VideoDecoder::open(
                *file, {.threads = 2, .rgb = VideoDecoderOptions::Rgb::WhenAsked});
        SL_VERIFY_RESULT(whenAsked);
        while (frames.size() < 40) {
            Result<std::optional<Frame>> frame = whenAsked->next();
            SL_VERIFY_RESULT(frame);
            if (!*frame)
                break;
            frames.push_back(std::move(**frame));
        }
    }
    QCOMPARE(frames.size(), std::min<std::size_t>(40, expected.size()));
    for (std::size_t i = 0; i < frames.size(); ++i) {
        QCOMPARE(frames[i].yuv() != nullptr, hasPlanes);
        const std::size_t before = frames[i].bytes();
        QCOMPARE(frames[i].ptsTicks, expected[i].ticks);
        QCOMPARE(fingerprint(frames[i]), expected[i].pixels);
        QCOMPARE(frames[i].bytes() > before, hasPlanes);
    }
}

QTEST_GUILESS_MAIN(TstVideoDecoder)
#include "tst_video_decoder.moc"

// SPDX-License-Identifier: MIT
#include "engine/media/video_writer.h"

#include "engine/media/audio_decoder.h"
#include "engine/media/ffmpeg_input.h"
#include "engine/media/video_decoder.h"
#include "tests/engine/media/media_cases.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <cmath>
#include <csignal>
#include <cstdlib>
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

/// A vertical bar that moves, so that the encoder has work to do.
Frame barFrame(Size size, int n, MediaTime pts)
{
    auto pixels = std::make_shared<std::vector<std::uint8_t>>(
            static_cast<std::size_t>(3 * size.width * size.height), std::uint8_t{40});
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            if ((x + 3 * n) % 32 < 8)
                (*pixels)[static_cast<std::size_t>(3 * (y * size.width + x))] = 220;
        }
    }
    Frame frame(std::move(pixels), size, 3 * size.width);
    frame.pts = pts;
    return frame;
}

std::vector<Frame> readFrames(const fs::path &path)
{
    std::vector<Frame> frames;
    const auto file = MediaFile::open(path);
    if (!file)
        return frames;
    auto decoder = VideoDecoder::open(*file);
    while (decoder) {
        auto frame = decoder->next();
        if (!frame || !frame->has_value())
            break;
        frames.push_back(**frame);
    }
    return frames;
}

struct SoundPackets
{
    std::string codec;
    std::vector<std::string> payloads;
    MediaTime start{0}; // of the first packet on the file's axis
};

SoundPackets readSound(const fs::path &path)
{
    SoundPackets sound;
    auto input = ffmpeg::openInput(path);
    if (!input)
        return sound;
    const int index = av_find_best_stream(
            input->context.get(), AVMEDIA_TYPE_AUDIO, -1, -1, nullptr, 0);
    if (index < 0)
        return sound;
    const AVStream &stream = *input->stream(index);
    sound.codec = avcodec_get_name(stream.codecpar->codec_id);
    const ffmpeg::PacketPtr packet = ffmpeg::makePacket();
    while (av_read_frame(input->context.get(), packet.get()) >= 0) {
        if (packet->stream_index == index) {
            if (sound.payloads.empty())
                sound.start = input->time(packet->pts, stream.time_base);
            sound.payloads.emplace_back(reinterpret_cast<const char *>(packet->data),
                                        static_cast<std::size_t>(packet->size));
        }
        av_packet_unref(packet.get());
    }
    return sound;
}

/// A mono tone, cut into 16-bit samples; silent before `onset`.
void writeWav(const fs::path &path, double seconds, double onset, int rate, int channels)
{
    const auto number = [](std::uint32_t value, int bytes) {
        std::string text;
        for (int i = 0; i < bytes; ++i)
            text += static_cast<char>((value >> (8 * i)) & 0xFF);
        return text;
    };
    const auto samples = static_cast<std::uint32_t>(seconds * rate);
    const auto width = static_cast<std::uint32_t>(2 * channels);
    const auto hz = static_cast<std::uint32_t>(rate);
    std::string wav = "RIFF" + number(36 + samples * width, 4) + "WAVEfmt " + number(16, 4)
                      + number(1, 2) + number(width / 2, 2) + number(hz, 4) + number(hz * width, 4)
                      + number(width, 2) + number(16, 2) + "data" + number(samples * width, 4);
    for (std::uint32_t i = 0; i < samples; ++i) {
        const double time = static_cast<double>(i) / rate;
        const double value = time < onset ? 0 : 12000 * std::sin(2 * M_PI * 440 * time);
        for (int channel = 0; channel < channels; ++channel)
            wav += number(static_cast<std::uint32_t>(static_cast<int>(value)) & 0xFFFF, 2);
    }
    std::ofstream(path, std::ios::binary) << wav;
}

/// First time at which the sound is loud.
double onsetOf(const AudioClip &clip)
{
    for (std::size_t i = 0; i < clip.samples().size(); ++i) {
        if (std::abs(clip.samples()[i]) > 0.1F)
            return toSeconds(clip.start()) + static_cast<double>(i) / clip.sampleRateHz();
    }
    return -1;
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
    void copiesSound_data();
    void copiesSound();
    void keepsOffset_data();
    void keepsOffset();
    void cutsRange_data();
    void cutsRange();
    void encodesWhatContainerRefuses_data();
    void encodesWhatContainerRefuses();
    void withoutSoundNoStream();
    void dropLeavesNothing();
    void fullFileLeavesNothing();
    void refusals_data();
    void refusals();
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
        SL_VERIFY_RESULT(writer->write(barFrame(kSize, n, times.back())));
    }
    QVERIFY(!fs::exists(path));
    SL_VERIFY_RESULT(writer->finish());
    const std::vector<Frame> frames = readFrames(path);
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
    const std::vector<Frame> frames = readFrames(path);
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
    const std::vector<Frame> frames = readFrames(path);
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
        SL_VERIFY_RESULT(writer->write(barFrame(kSize, 0, MediaTime{0})));
        SL_VERIFY_RESULT(writer->finish());
        const auto file = MediaFile::open(path);
        SL_VERIFY_RESULT(file);
        QCOMPARE(file->facts().video.at(0).pixelAspect, (Rational{64, 45}));
    }
}

void TstVideoWriter::copiesSound_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("codec");
    const auto row = [](const char *source, const char *name, const char *codec) {
        QTest::addRow("%s to %s", source, name) << source << name << codec;
    };
    row("plain.mp4", "a.mp4", "libx264");
    row("plain.mp4", "a.mkv", "libx264");
    row("plain.mp4", "a.mov", "libx264");
    row("aac_51.mp4", "a.mp4", "libx264");
    row("audio_starts_late.mkv", "a.mp4", "libx264");
    row("vp9_opus.webm", "a.webm", "libvpx-vp9");
    row("vp9_opus.webm", "a.mkv", "libx264");
    row("mpeg4_mp3.avi", "a.avi", "mpeg4");
    row("mpeg4_mp3.avi", "a.mp4", "libx264");
    row("mpeg2_ac3_51.ts", "a.mkv", "libx264");
    row("mjpeg_pcm.mov", "a.mov", "libx264");
}

namespace {

/// Writes the source's pictures at their times and its sound.
Result<void> copyVideo(const fs::path &source, const fs::path &target, const std::string &codec)
{
    const auto file = MediaFile::open(source);
    if (!file)
        return Unexpected(file.error());
    auto decoder = VideoDecoder::open(*file);
    if (!decoder)
        return Unexpected(decoder.error());
    VideoWriterOptions options;
    options.codec = codec;
    options.preset = "ultrafast";
    options.rate = file->facts().video.at(0).averageRate;
    options.timeBase = file->facts().video.at(0).timeBase;
    options.soundFrom = *file;
    auto writer = VideoWriter::create(target, kSize, 1.0, options);
    if (!writer)
        return Unexpected(writer.error());
    int n = 0;
    while (true) {
        auto frame = decoder->next();
        if (!frame)
            return Unexpected(frame.error());
        if (!frame->has_value())
            return writer->finish();
        if (auto written = writer->write(barFrame(kSize, n++, (*frame)->pts)); !written)
            return written;
    }
}

} // namespace

void TstVideoWriter::copiesSound()
{
    QFETCH(QString, source);
    QFETCH(QString, name);
    QFETCH(QString, codec);
    const fs::path from = test::mediaPath("corner-cases/derived/" + source.toStdString());
    if (from.empty() || !fs::exists(from))
        QSKIP("SOUNDLOCUS_MEDIA_DIR has not that file");
    const QTemporaryDir folder;
    const fs::path path = test::pathOf(folder) / name.toStdString();
    SL_VERIFY_RESULT(copyVideo(from, path, codec.toStdString()));
    const SoundPackets before = readSound(from);
    const SoundPackets after = readSound(path);
    QVERIFY(!before.payloads.empty());
    QCOMPARE(after.codec, before.codec);
    std::string joinedBefore;
    std::string joinedAfter;
    for (const std::string &payload : before.payloads)
        joinedBefore += payload;
    for (const std::string &payload : after.payloads)
        joinedAfter += payload;
    // Where a container cannot mark priming, the packets before 0 are left out.
    if (joinedAfter != joinedBefore && path.extension() == ".mkv" && before.start < MediaTime{0})
        joinedBefore.erase(0, before.payloads.front().size());
    QVERIFY(joinedAfter == joinedBefore);
}

namespace {

/// Seconds that sound may begin early: FFmpeg 6 keeps what comes before an encoder's first sample
/// in Matroska, before time 0.
double mostPriming(const fs::path &path)
{
    return path.extension() == ".mkv" ? 0.05 : 0.001;
}

/// Largest difference of two sounds 0.1 to 0.4 s after the beginning of the first, where the second
/// is moved by up to 1.5 ms: Matroska counts in milliseconds. Theirs is the same rate.
double differenceAtTheSameTime(const AudioClip &first, const AudioClip &second)
{
    const auto rate = static_cast<double>(first.sampleRateHz());
    const auto begin = static_cast<std::ptrdiff_t>(0.1 * rate);
    const auto end = static_cast<std::ptrdiff_t>(0.4 * rate);
    const auto late = static_cast<std::ptrdiff_t>(
            std::lround(toSeconds(first.start() - second.start()) * rate));
    const auto reach = static_cast<std::ptrdiff_t>(0.0015 * rate);
    double least = 1e9;
    for (std::ptrdiff_t shift = late - reach; shift <= late + reach; ++shift) {
        double largest = 0;
        for (std::ptrdiff_t i = begin; i < end; ++i) {
            const std::ptrdiff_t other = i + shift;
            if (i >= std::ssize(first.samples()) || other < 0
                || other >= std::ssize(second.samples()))
                continue;
            largest = std::max(largest,
                               std::abs(static_cast<double>(
                                       first.samples()[static_cast<std::size_t>(i)]
                                       - second.samples()[static_cast<std::size_t>(other)])));
        }
        least = std::min(least, largest);
    }
    return least;
}

} // namespace

void TstVideoWriter::keepsOffset_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("name");
    for (const char *source : {"video_starts_late.mkv",
                               "audio_starts_late.mkv",
                               "plain.mp4",
                               "mpeg2_ac3_51.ts",
                               "vp9_opus.webm",
                               "vfr.mp4"}) {
        for (const char *name : {"a.mp4", "a.mkv", "a.mov"})
            QTest::addRow("%s to %s", source, name) << source << name;
    }
}

void TstVideoWriter::keepsOffset()
{
    QFETCH(QString, source);
    QFETCH(QString, name);
    const fs::path from = test::mediaPath("corner-cases/derived/" + source.toStdString());
    if (from.empty() || !fs::exists(from))
        QSKIP("SOUNDLOCUS_MEDIA_DIR has not that file");
    const QTemporaryDir folder;
    const fs::path path = test::pathOf(folder) / name.toStdString();
    SL_VERIFY_RESULT(copyVideo(from, path, "libx264"));
    const std::vector<Frame> before = readFrames(from);
    const std::vector<Frame> after = readFrames(path);
    QCOMPARE(after.size(), before.size());
    for (std::size_t n = 0; n < after.size(); ++n)
        QVERIFY(std::abs((after[n].pts - before[n].pts).count()) <= 1000);

    const auto oldFile = MediaFile::open(from);
    const auto newFile = MediaFile::open(path);
    SL_VERIFY_RESULT(oldFile);
    SL_VERIFY_RESULT(newFile);
    auto oldSound = AudioDecoder::open(*oldFile);
    auto newSound = AudioDecoder::open(*newFile);
    SL_VERIFY_RESULT(oldSound);
    SL_VERIFY_RESULT(newSound);
    const auto oldClip = oldSound->readAll();
    const auto newClip = newSound->readAll();
    SL_VERIFY_RESULT(oldClip);
    SL_VERIFY_RESULT(newClip);
    const double later = toSeconds(newClip->start() - oldClip->start());
    QVERIFY2(later <= 0.001 && later >= -mostPriming(path),
             qPrintable(QStringLiteral("sound starts %1 s late").arg(later)));
    // Sound that the container cannot hold is encoded again.
    constexpr double kEncodedAgain = 0.05;
    const double distance = differenceAtTheSameTime(*oldClip, *newClip);
    QVERIFY2(distance < kEncodedAgain, qPrintable(QString::number(distance)));
}

void TstVideoWriter::cutsRange_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("codec");
    QTest::addColumn<QString>("sound");
    QTest::addColumn<int>("rate");
    QTest::addColumn<int>("channels");
    QTest::newRow("mp4") << "a.mp4"
                         << "libx264"
                         << "aac" << 44100 << 2;
    QTest::newRow("mp4 mono 16k") << "a.mp4"
                                  << "libx264"
                                  << "aac" << 16000 << 1;
    QTest::newRow("mkv") << "a.mkv"
                         << "libx264"
                         << "aac" << 48000 << 2;
    QTest::newRow("webm resampled") << "a.webm"
                                    << "libvpx-vp9"
                                    << "opus" << 44100 << 1;
    QTest::newRow("mp4 odd rate") << "a.mp4"
                                  << "libx264"
                                  << "aac" << 37800 << 2;
}

void TstVideoWriter::cutsRange()
{
    QFETCH(QString, name);
    QFETCH(QString, codec);
    QFETCH(QString, sound);
    QFETCH(int, rate);
    QFETCH(int, channels);
    const QTemporaryDir folder;
    const fs::path wav = test::pathOf(folder) / "tone.wav";
    writeWav(wav, 6.0, 3.0, rate, channels);
    const auto file = MediaFile::open(wav);
    SL_VERIFY_RESULT(file);
    VideoWriterOptions options;
    options.codec = codec.toStdString();
    options.soundFrom = *file;
    options.soundRange = TimeRange{fromSeconds(1.25), fromSeconds(4.75)};
    const fs::path path = test::pathOf(folder) / name.toStdString();
    auto writer = VideoWriter::create(path, kSize, 1.0, options);
    SL_VERIFY_RESULT(writer);
    for (int n = 0; n < 88; ++n)
        SL_VERIFY_RESULT(writer->write(barFrame(kSize, n, MediaTime{40'000 * n})));
    SL_VERIFY_RESULT(writer->finish());

    const auto result = MediaFile::open(path);
    SL_VERIFY_RESULT(result);
    QCOMPARE(result->facts().audio.size(), std::size_t{1});
    QCOMPARE(result->facts().audio[0].codec, sound.toStdString());
    QCOMPARE(result->facts().audio[0].channels, channels);
    auto decoder = AudioDecoder::open(*result);
    SL_VERIFY_RESULT(decoder);
    const auto clip = decoder->readAll();
    SL_VERIFY_RESULT(clip);
    const double frame = 1024.0 / clip->sampleRateHz();
    const double seconds = static_cast<double>(clip->samples().size()) / clip->sampleRateHz();
    const double start = toSeconds(clip->start());
    QVERIFY2(start <= 0.001 && start >= -mostPriming(path), qPrintable(QString::number(start)));
    QVERIFY2(std::abs(seconds + start - 3.5) <= frame, qPrintable(QString::number(seconds)));
    QVERIFY2(std::abs(onsetOf(*clip) - 1.75) <= 0.003, qPrintable(QString::number(onsetOf(*clip))));
    QCOMPARE(readFrames(path).front().pts.count(), std::int64_t{0});
}

void TstVideoWriter::encodesWhatContainerRefuses_data()
{
    QTest::addColumn<QString>("source");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("codec");
    QTest::newRow("aac to webm") << "plain.mp4"
                                 << "a.webm"
                                 << "libvpx-vp9";
    QTest::newRow("5.1 to webm") << "aac_51.mp4"
                                 << "a.webm"
                                 << "libvpx-vp9";
    QTest::newRow("late aac to webm") << "audio_starts_late.mkv"
                                      << "a.webm"
                                      << "libvpx-vp9";
    QTest::newRow("pcm to webm") << "mjpeg_pcm.mov"
                                 << "a.webm"
                                 << "libvpx-vp9";
}

void TstVideoWriter::encodesWhatContainerRefuses()
{
    QFETCH(QString, source);
    QFETCH(QString, name);
    QFETCH(QString, codec);
    const fs::path from = test::mediaPath("corner-cases/derived/" + source.toStdString());
    if (from.empty() || !fs::exists(from))
        QSKIP("SOUNDLOCUS_MEDIA_DIR has not that file");
    const QTemporaryDir folder;
    const fs::path path = test::pathOf(folder) / name.toStdString();
    SL_VERIFY_RESULT(copyVideo(from, path, codec.toStdString()));
    const auto before = MediaFile::open(from);
    const auto after = MediaFile::open(path);
    SL_VERIFY_RESULT(before);
    SL_VERIFY_RESULT(after);
    auto oldSound = AudioDecoder::open(*before, {.sampleRateHz = 48000});
    auto newSound = AudioDecoder::open(*after, {.sampleRateHz = 48000});
    SL_VERIFY_RESULT(oldSound);
    SL_VERIFY_RESULT(newSound);
    const auto oldClip = oldSound->readAll();
    const auto newClip = newSound->readAll();
    SL_VERIFY_RESULT(oldClip);
    SL_VERIFY_RESULT(newClip);
    QCOMPARE(after->facts().audio[0].channels, before->facts().audio[0].channels);
    QVERIFY(std::abs(toSeconds(newClip->start() - oldClip->start())) <= 0.002);
    const auto difference = static_cast<std::int64_t>(newClip->samples().size())
                            - static_cast<std::int64_t>(oldClip->samples().size());
    QVERIFY2(std::abs(difference) <= 960, qPrintable(QString::number(difference)));
}

void TstVideoWriter::withoutSoundNoStream()
{
    const QTemporaryDir folder;
    const fs::path silent = test::pathOf(folder) / "silent.mp4";
    auto writer = VideoWriter::create(silent, kSize, 1.0);
    SL_VERIFY_RESULT(writer);
    SL_VERIFY_RESULT(writer->write(barFrame(kSize, 0, MediaTime{0})));
    SL_VERIFY_RESULT(writer->finish());
    const auto file = MediaFile::open(silent);
    SL_VERIFY_RESULT(file);
    QVERIFY(!file->hasAudio());

    VideoWriterOptions options;
    options.soundFrom = *file;
    const fs::path again = test::pathOf(folder) / "again.mp4";
    auto second = VideoWriter::create(again, kSize, 1.0, options);
    SL_VERIFY_RESULT(second);
    SL_VERIFY_RESULT(second->write(barFrame(kSize, 0, MediaTime{0})));
    SL_VERIFY_RESULT(second->finish());
    QVERIFY(!MediaFile::open(again)->hasAudio());
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
            SL_VERIFY_RESULT(writer->write(barFrame(kSize, n, MediaTime{40'000 * n})));
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
            SL_VERIFY_RESULT(writer->write(barFrame(kSize, n, MediaTime{40'000 * n})));
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
    SL_VERIFY_RESULT(writer->write(barFrame(kSize, 0, MediaTime{1000})));
    SL_COMPARE_CODE(writer->write(barFrame(kSize, 1, MediaTime{1000})), ErrorCode::InvalidArgument);
    SL_COMPARE_CODE(writer->write(barFrame(kSize, 1, MediaTime{0})), ErrorCode::InvalidArgument);
    SL_COMPARE_CODE(writer->write(barFrame({32, 32}, 1, MediaTime{9000})),
                    ErrorCode::InvalidArgument);
    SL_VERIFY_RESULT(writer->write(barFrame(kSize, 1, MediaTime{41'000})));
    SL_VERIFY_RESULT(writer->finish());
    QCOMPARE(readFrames(path).size(), std::size_t{2});

    if (geteuid() == 0)
        QSKIP("root may write everywhere");
    fs::permissions(test::pathOf(folder), fs::perms::owner_read | fs::perms::owner_exec);
    SL_COMPARE_CODE(VideoWriter::create(path, kSize, 1.0), ErrorCode::PermissionDenied);
    fs::permissions(test::pathOf(folder), fs::perms::owner_all);
}

QTEST_GUILESS_MAIN(TstVideoWriter)
#include "tst_video_writer.moc"

// SPDX-License-Identifier: MIT
#include "engine/media/audio_decoder.h"
#include "engine/media/ffmpeg_input.h"
#include "engine/media/video_decoder.h"
#include "engine/media/video_writer.h"
#include "tests/engine/media/made_frames.h"
#include "tests/engine/media/media_cases.h"
#include "tests/support/fixtures.h"

#include <QTemporaryDir>
#include <QTest>

#include <cmath>
#include <fstream>

using namespace soundlocus;
namespace fs = std::filesystem;

namespace {

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

constexpr Size kSize{96, 64};

} // namespace

class TstVideoWriterSound : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void copiesSound_data();
    void copiesSound();
    void keepsOffset_data();
    void keepsOffset();
    void cutsRange_data();
    void cutsRange();
    void encodesWhatContainerRefuses_data();
    void encodesWhatContainerRefuses();
    void withoutSoundNoStream();
};

void TstVideoWriterSound::copiesSound_data()
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
        if (auto written = writer->write(test::barFrame(kSize, n++, (*frame)->pts)); !written)
            return written;
    }
}

} // namespace

void TstVideoWriterSound::copiesSound()
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

void TstVideoWriterSound::keepsOffset_data()
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

void TstVideoWriterSound::keepsOffset()
{
    QFETCH(QString, source);
    QFETCH(QString, name);
    const fs::path from = test::mediaPath("corner-cases/derived/" + source.toStdString());
    if (from.empty() || !fs::exists(from))
        QSKIP("SOUNDLOCUS_MEDIA_DIR has not that file");
    const QTemporaryDir folder;
    const fs::path path = test::pathOf(folder) / name.toStdString();
    SL_VERIFY_RESULT(copyVideo(from, path, "libx264"));
    const std::vector<Frame> before = test::readFrames(from);
    const std::vector<Frame> after = test::readFrames(path);
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

void TstVideoWriterSound::cutsRange_data()
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

void TstVideoWriterSound::cutsRange()
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
        SL_VERIFY_RESULT(writer->write(test::barFrame(kSize, n, MediaTime{40'000 * n})));
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
    QCOMPARE(test::readFrames(path).front().pts.count(), std::int64_t{0});
}

void TstVideoWriterSound::encodesWhatContainerRefuses_data()
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

void TstVideoWriterSound::encodesWhatContainerRefuses()
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

void TstVideoWriterSound::withoutSoundNoStream()
{
    const QTemporaryDir folder;
    const fs::path silent = test::pathOf(folder) / "silent.mp4";
    auto writer = VideoWriter::create(silent, kSize, 1.0);
    SL_VERIFY_RESULT(writer);
    SL_VERIFY_RESULT(writer->write(test::barFrame(kSize, 0, MediaTime{0})));
    SL_VERIFY_RESULT(writer->finish());
    const auto file = MediaFile::open(silent);
    SL_VERIFY_RESULT(file);
    QVERIFY(!file->hasAudio());

    VideoWriterOptions options;
    options.soundFrom = *file;
    const fs::path again = test::pathOf(folder) / "again.mp4";
    auto second = VideoWriter::create(again, kSize, 1.0, options);
    SL_VERIFY_RESULT(second);
    SL_VERIFY_RESULT(second->write(test::barFrame(kSize, 0, MediaTime{0})));
    SL_VERIFY_RESULT(second->finish());
    QVERIFY(!MediaFile::open(again)->hasAudio());
}

QTEST_GUILESS_MAIN(TstVideoWriterSound)
#include "tst_video_writer_sound.moc"

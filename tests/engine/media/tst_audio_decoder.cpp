// SPDX-License-Identifier: MIT
#include "engine/media/audio_decoder.h"
#include "tests/engine/media/media_cases.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <numbers>
#include <random>

using namespace soundlocus;

namespace {

void appendNumber(std::string &to, std::uint32_t value, int bytes)
{
    for (int i = 0; i < bytes; ++i)
        to += static_cast<char>(value >> (8 * i) & 0xFFU);
}

/// A 16-bit WAV file; samples interleaved.
void writeWav(const std::filesystem::path &path,
              const std::vector<std::int16_t> &samples,
              int channels,
              int rate)
{
    std::string bytes = "RIFF";
    const auto dataBytes = static_cast<std::uint32_t>(2 * samples.size());
    appendNumber(bytes, 36 + dataBytes, 4);
    bytes += "WAVEfmt ";
    appendNumber(bytes, 16, 4);
    appendNumber(bytes, 1, 2);
    appendNumber(bytes, static_cast<std::uint32_t>(channels), 2);
    appendNumber(bytes, static_cast<std::uint32_t>(rate), 4);
    appendNumber(bytes, static_cast<std::uint32_t>(2 * channels * rate), 4);
    appendNumber(bytes, static_cast<std::uint32_t>(2 * channels), 2);
    appendNumber(bytes, 16, 2);
    bytes += "data";
    appendNumber(bytes, dataBytes, 4);
    for (const std::int16_t sample : samples)
        appendNumber(bytes, static_cast<std::uint16_t>(sample), 2);
    std::ofstream(path, std::ios::binary) << bytes;
}

double rmsOf(const AudioClip &clip)
{
    double sum = 0;
    for (const float sample : clip.samples())
        sum += static_cast<double>(sample) * sample;
    return std::sqrt(sum / static_cast<double>(clip.sampleCount()));
}

double largestDifference(const AudioClip &a, const AudioClip &b)
{
    double largest = 0;
    for (std::size_t i = 0; i < a.sampleCount(); ++i)
        largest = std::max(largest, std::abs(double(a.samples()[i]) - b.samples()[i]));
    return largest;
}

} // namespace

class TstAudioDecoder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wholeStream_data();
    void wholeStream();
    void cutsAreExact_data();
    void cutsAreExact();
    void offsetToPicture_data();
    void offsetToPicture();
    void integersAndChannels();
    void resampledTone();
    void oneSample();
    void secondTrack();
    void errorsAndStop();
};

void TstAudioDecoder::wholeStream_data()
{
    // Count, root mean square and middle sample of the mean of the channels, from
    // ffmpeg -i F -map 0:a:0 -c:a pcm_f64le -f f64le - | python3 (array, mean of channels).
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("count");
    QTest::addColumn<double>("rms");
    QTest::addColumn<double>("middle");
    const auto add = [](const char *name, int count, double rms, double middle) {
        QTest::newRow(name) << QString::fromUtf8(name) << count << rms << middle;
    };
    add("derived/plain.mp4", 177152, 0.180565, 0.01065747);
    add("derived/aac_51.mp4", 192512, 0.1442615, -0.001184708);
    add("derived/mpeg2_ac3_51.ts", 192000, 0.1560868, 0.006643387);
    add("derived/stereo_antiphase.mkv", 176400, 1.089914e-07, 0);
    add("derived/audio_96k_float.mkv", 143956, 0.1879027, -0.005103445);
    add("audio-lena/lena.mp3", 541184, 0.1298013, -0.1329226);
    add("audio-lena/lena.m4a", 541696, 0.09206131, 0.08121068);
    add("audio-lena/lena.opus", 589044, 0.1234212, -0.1239785);
    add("audio-lena/lena-vorbis.webm", 541184, 0.1303352, -0.1360283);
    add("audio-lena/lena-ulaw.aiff", 98174, 0.1278007, -0.1112061);
    add("audio-lena/lena.aac", 543744, 0.1298534, 0.1150511);
    add("wav-forms/wav_tag1_2ch_11025Hz_8bit.wav", 14195, 0.2409177, 0);
    add("wav-forms/wav_tag85_2ch_16000Hz_0bit.wav", 14400, 0.2944297, 0.585839);
    add("torchcodec/sine_mono_s32_8000.wav", 32000, 0.2121321, 0.3000004);
}

void TstAudioDecoder::wholeStream()
{
    QFETCH(QString, name);
    QFETCH(int, count);
    QFETCH(double, rms);
    QFETCH(double, middle);
    const auto path = test::mediaPath("corner-cases/" + name.toStdString());
    SL_REQUIRE_PATH(path, "real media");
    const Result<MediaFile> file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    Result<AudioDecoder> decoder = AudioDecoder::open(*file);
    SL_VERIFY_RESULT(decoder);
    const Result<AudioClip> all = decoder->readAll();
    SL_VERIFY_RESULT(all);
    QCOMPARE(static_cast<int>(all->sampleCount()), count);
    QVERIFY(std::abs(rmsOf(*all) - rms) < 1e-6);
    const float found = all->samples()[static_cast<std::size_t>(count / 2)];
    QVERIFY2(std::abs(found - middle) < 2e-6, qPrintable(QString::number(found)));
    QCOMPARE(decoder->damagedPackets(), 0);
}

void TstAudioDecoder::cutsAreExact_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("rate");
    for (const char *name : {"derived/plain.mp4",
                             "derived/aac_51.mp4",
                             "derived/audio_starts_late.mkv",
                             "derived/video_starts_late.mkv",
                             "derived/hevc10.mkv",
                             "derived/fragmented.mp4",
                             "derived/mpeg2_ac3_51.ts",
                             "derived/interlaced_mpeg2.ts",
                             "derived/mpeg4_mp3.avi",
                             "derived/mjpeg_pcm.mov",
                             "derived/stereo_antiphase.mkv",
                             "audio-lena/lena.mp3",
                             "audio-lena/lena.m4a",
                             "audio-lena/lena.aac",
                             "audio-lena/lena.flac",
                             "audio-lena/lena.ogg",
                             "audio-lena/lena.opus",
                             "audio-lena/lena.webm",
                             "audio-lena/lena-vorbis.webm",
                             "audio-lena/lena-alaw.caf",
                             "wav-forms/wav_tag1_1ch_22255Hz_8bit.wav",
                             "wav-forms/wav_tag85_1ch_16000Hz_0bit.wav"}) {
        QTest::addRow("%s native", name) << QString::fromUtf8(name) << 0;
        QTest::addRow("%s at 16 kHz", name) << QString::fromUtf8(name) << 16000;
    }
}

void TstAudioDecoder::cutsAreExact()
{
    QFETCH(QString, name);
    QFETCH(int, rate);
    const auto path = test::mediaPath("corner-cases/" + name.toStdString());
    SL_REQUIRE_PATH(path, "real media");
    const Result<MediaFile> file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    const AudioDecoderOptions options{.sampleRateHz = rate};
    Result<AudioDecoder> whole = AudioDecoder::open(*file, options);
    SL_VERIFY_RESULT(whole);
    const Result<AudioClip> all = whole->readAll();
    SL_VERIFY_RESULT(all);
    // One decoder for all cuts, so that every kind of jump happens; the first has seen nothing.
    Result<AudioDecoder> decoder = AudioDecoder::open(*file, options);
    SL_VERIFY_RESULT(decoder);
    std::mt19937 random(11);
    const std::int64_t length = all->duration().count();
    for (int i = 0; i < 24; ++i) {
        const auto begin = static_cast<std::int64_t>(random() % static_cast<unsigned>(length))
                           - 500'000;
        const MediaTime from = all->start() + MediaTime(begin);
        const TimeRange range{from, from + MediaTime(random() % 3'000'000)};
        const Result<AudioClip> part = (i % 3 == 2 ? whole : decoder)->read(range);
        SL_VERIFY_RESULT(part);
        const AudioClip expected = all->cut(range);
        QCOMPARE(part->sampleCount(), expected.sampleCount());
        QCOMPARE(part->start(), expected.start());
        // Noise substitution of AAC and the like differs where decoding starts anew: not here.
        const double difference = largestDifference(*part, expected);
        QVERIFY2(difference <= 1e-6, qPrintable(QString::number(difference)));
    }
}

void TstAudioDecoder::offsetToPicture_data()
{
    // ffprobe -show_entries stream=start_time; MPEG-TS counts from its earliest stream.
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("startUs");
    QTest::newRow("sound 1.5 s late") << "derived/audio_starts_late.mkv" << 1'477'000;
    QTest::newRow("picture late") << "derived/video_starts_late.mkv" << 0;
    QTest::newRow("Opus delay") << "derived/vp9_opus.webm" << 0;
    QTest::newRow("AAC delay, edit list") << "derived/plain.mp4" << 0;
    QTest::newRow("MP3 delay") << "audio-lena/lena.mp3" << 0;
    QTest::newRow("transport stream") << "derived/mpeg2_ac3_51.ts" << 0;
}

void TstAudioDecoder::offsetToPicture()
{
    QFETCH(QString, name);
    QFETCH(int, startUs);
    const auto path = test::mediaPath("corner-cases/" + name.toStdString());
    SL_REQUIRE_PATH(path, "real media");
    const Result<MediaFile> file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    Result<AudioDecoder> decoder = AudioDecoder::open(*file);
    SL_VERIFY_RESULT(decoder);
    QCOMPARE(decoder->stream().start, MediaTime(startUs));
    const Result<AudioClip> before = decoder->read({MediaTime(-1'000'000), MediaTime(startUs)});
    SL_VERIFY_RESULT(before);
    QVERIFY(before->isEmpty());
    const Result<AudioClip> first = decoder->read({MediaTime(0), MediaTime(startUs + 100'000)});
    SL_VERIFY_RESULT(first);
    QCOMPARE(first->start(), MediaTime(startUs));
    QCOMPARE(first->sampleCount(), static_cast<std::size_t>(decoder->sampleRateHz() / 10));
}

void TstAudioDecoder::integersAndChannels()
{
    const QTemporaryDir folder;
    const auto path = test::pathOf(folder) / "three.wav";
    writeWav(path, {-32768, 0, 32767, 16384, 16384, 16384, 1, 1, -1}, 3, 8000);
    const Result<MediaFile> file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    const Result<AudioClip> mean = AudioDecoder::open(*file)->readAll();
    SL_VERIFY_RESULT(mean);
    QCOMPARE(mean->sampleCount(), std::size_t{3});
    QCOMPARE(mean->samples()[0], static_cast<float>(-1.0 / 3 / 32768));
    QCOMPARE(mean->samples()[1], 0.5F);
    QCOMPARE(mean->samples()[2], static_cast<float>(1.0 / 3 / 32768));
    const Result<AudioClip> left = AudioDecoder::open(*file, {.downmix = Downmix::Left})->readAll();
    SL_VERIFY_RESULT(left);
    QCOMPARE(left->samples()[0], -1.0F);
    QCOMPARE(left->samples()[2], 1.0F / 32768);
}

void TstAudioDecoder::resampledTone()
{
    // 1 kHz at 44.1 kHz, 70 s (longer than the pieces of readAll), to 16 kHz: still the same sine,
    // no shift.
    constexpr int kRate = 44100;
    constexpr int kSeconds = 70;
    std::vector<std::int16_t> samples(static_cast<std::size_t>(kRate) * kSeconds);
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double phase = 2 * std::numbers::pi * 1000.0 * static_cast<double>(i) / kRate;
        samples[i] = static_cast<std::int16_t>(std::lround(16384 * std::sin(phase)));
    }
    const QTemporaryDir folder;
    const auto path = test::pathOf(folder) / "tone.wav";
    writeWav(path, samples, 1, kRate);
    const Result<MediaFile> file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    Result<AudioDecoder> decoder = AudioDecoder::open(*file, {.sampleRateHz = 16000});
    SL_VERIFY_RESULT(decoder);
    const Result<AudioClip> all = decoder->readAll();
    SL_VERIFY_RESULT(all);
    QCOMPARE(all->sampleCount(), std::size_t{16000} * kSeconds);
    double largest = 0;
    for (std::size_t i = 200; i + 200 < all->sampleCount(); ++i) {
        const double phase = 2 * std::numbers::pi * 1000.0 * static_cast<double>(i) / 16000;
        largest = std::max(largest, std::abs(all->samples()[i] - 0.5 * std::sin(phase)));
    }
    QVERIFY2(largest < 2e-3, qPrintable(QString::number(largest)));
    const Result<AudioClip> begin = decoder->readAll(MediaTime(1'500'000));
    SL_VERIFY_RESULT(begin);
    QCOMPARE(begin->sampleCount(), std::size_t{24000});
}

void TstAudioDecoder::oneSample()
{
    const QTemporaryDir folder;
    const auto path = test::pathOf(folder) / "one.wav";
    writeWav(path, {8192}, 1, 16000);
    const Result<MediaFile> file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    Result<AudioDecoder> decoder = AudioDecoder::open(*file);
    SL_VERIFY_RESULT(decoder);
    const Result<AudioClip> all = decoder->readAll();
    SL_VERIFY_RESULT(all);
    QCOMPARE(all->sampleCount(), std::size_t{1});
    QCOMPARE(all->samples()[0], 0.25F);
    const Result<AudioClip> behind = decoder->read({MediaTime(5'000'000), MediaTime(6'000'000)});
    SL_VERIFY_RESULT(behind);
    QVERIFY(behind->isEmpty());
}

void TstAudioDecoder::secondTrack()
{
    const auto path = test::mediaPath("corner-cases/derived/two_audio_tracks.mkv");
    SL_REQUIRE_PATH(path, "real media");
    const Result<MediaFile> file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    // The first track is silent, the second is not.
    const Result<AudioClip> first = AudioDecoder::open(*file)->readAll();
    const Result<AudioClip> second = AudioDecoder::open(*file, {.streamIndex = 2})->readAll();
    SL_VERIFY_RESULT(first);
    SL_VERIFY_RESULT(second);
    QVERIFY(rmsOf(*first) < 1e-4);
    QVERIFY(rmsOf(*second) > 0.05);
    const auto none = AudioDecoder::open(*file, {.streamIndex = 0});
    QVERIFY(none.error().code == ErrorCode::NoAudio);
}

void TstAudioDecoder::errorsAndStop()
{
    const auto silent = test::mediaPath("corner-cases/derived/video_only.mp4");
    SL_REQUIRE_PATH(silent, "real media");
    const Result<MediaFile> file = MediaFile::open(silent);
    SL_VERIFY_RESULT(file);
    QVERIFY(!file->hasAudio());
    QVERIFY(AudioDecoder::open(*file).error().code == ErrorCode::NoAudio);

    const Result<MediaFile> sound = MediaFile::open(silent.parent_path() / "plain.mp4");
    SL_VERIFY_RESULT(sound);
    Result<AudioDecoder> decoder = AudioDecoder::open(*sound);
    SL_VERIFY_RESULT(decoder);
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(decoder->readAll({}, stop.get_token()).error().code == ErrorCode::Cancelled);
    SL_VERIFY_RESULT(decoder->readAll());
    QVERIFY(AudioDecoder::open(*sound, {.sampleRateHz = -5}).error().code
            == ErrorCode::InvalidArgument);
}

QTEST_GUILESS_MAIN(TstAudioDecoder)
#include "tst_audio_decoder.moc"

// SPDX-License-Identifier: MIT
#include "engine/core/file_io.h"
#include "engine/media/audio_decoder.h"
#include "engine/media/listening_stream.h"
#include "tests/engine/media/media_cases.h"
#include "tests/support/fixtures.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace soundlocus;

namespace {

/// Everything from `time` on; one block after the other must follow without a gap.
Result<ListeningBlock> readFrom(ListeningStream &stream, MediaTime time, double tempo = 1.0)
{
    if (const auto started = stream.startAt(time, tempo); !started)
        return Unexpected(started.error());
    ListeningBlock all;
    for (bool isFirst = true;; isFirst = false) {
        auto block = stream.next();
        if (!block)
            return Unexpected(block.error());
        if (!block->has_value())
            return all;
        if (isFirst)
            all.start = (*block)->start;
        const double seconds = toSeconds((*block)->start - all.start);
        const double samples = static_cast<double>(all.sampleCount()) * tempo;
        if (std::abs(seconds * stream.sampleRateHz() - samples) > 0.1)
            return fail(ErrorCode::Internal, "a block does not follow the one before it");
        all.samples.insert(all.samples.end(), (*block)->samples.begin(), (*block)->samples.end());
    }
}

float side(const ListeningBlock &block, std::size_t sample, std::size_t channel)
{
    return block.samples[2 * sample + channel];
}

/// Amplitude of a frequency on the left side: mean over quarter seconds, so that where the tempo
/// filter joins its pieces does not count.
double amplitudeAt(const ListeningBlock &block, double hz, int rate)
{
    const auto length = static_cast<std::size_t>(rate / 4);
    double sum = 0;
    int windows = 0;
    for (std::size_t begin = 0; begin + length <= block.sampleCount(); begin += length, ++windows) {
        double re = 0;
        double im = 0;
        for (std::size_t i = 0; i < length; ++i) {
            const double at = static_cast<double>(i) / static_cast<double>(length);
            const double weight = 1 - std::cos(2 * std::numbers::pi * at);
            const double phase = 2 * std::numbers::pi * hz * static_cast<double>(i) / rate;
            re += weight * side(block, begin + i, 0) * std::cos(phase);
            im += weight * side(block, begin + i, 0) * std::sin(phase);
        }
        sum += 2 * std::hypot(re, im) / static_cast<double>(length);
    }
    return sum / windows;
}

/// One run of a constant in an FLV file: 44.1 kHz, 16-bit stereo PCM.
struct FlvRun
{
    int startMs = 0;
    int samples = 0;
    std::int16_t value = 0;
};

void append(std::string &bytes, std::uint32_t number, int count)
{
    for (int i = count - 1; i >= 0; --i)
        bytes += static_cast<char>(number >> (8 * i) & 0xFFU);
}

Result<void> writeFlv(const std::filesystem::path &path, const std::vector<FlvRun> &runs)
{
    std::string bytes("FLV\x01\x04", 5);
    append(bytes, 9, 4); // bytes of this header
    append(bytes, 0, 4); // of the tag before
    for (const FlvRun &run : runs) {
        const auto size = static_cast<std::uint32_t>(1 + 4 * run.samples);
        append(bytes, 8, 1); // sound
        append(bytes, size, 3);
        append(bytes, static_cast<std::uint32_t>(run.startMs) & 0xFFFFFFU, 3);
        append(bytes, static_cast<std::uint32_t>(run.startMs) >> 24U, 1);
        append(bytes, 0, 3);
        append(bytes, 0x3F, 1); // little-endian PCM, 44.1 kHz, 16 bit, stereo
        const auto value = static_cast<std::uint16_t>(run.value);
        for (int i = 0; i < 2 * run.samples; ++i) {
            bytes += static_cast<char>(value & 0xFFU);
            bytes += static_cast<char>(value >> 8U);
        }
        append(bytes, 11 + size, 4);
    }
    return writeWholeFile(path, bytes);
}

} // namespace

class TstListeningStream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void toneIsItself_data();
    void toneIsItself();
    void tempoKeepsPitch_data();
    void tempoKeepsPitch();
    void startEqualsCut_data();
    void startEqualsCut();
    void silenceBeforeTheStart();
    void startsBehindTheEnd();
    void sidesOfStereo();
    void longGap();
    void errorsAndStop();

private:
    QTemporaryDir m_folder;
};

void TstListeningStream::toneIsItself_data()
{
    QTest::addColumn<int>("fileRate");
    QTest::newRow("same rate") << 48000;
    QTest::newRow("from 16 kHz") << 16000;
    QTest::newRow("from 44.1 kHz") << 44100;
}

void TstListeningStream::toneIsItself()
{
    QFETCH(int, fileRate);
    const auto path = test::pathOf(m_folder) / ("tone" + std::to_string(fileRate) + ".wav");
    SL_VERIFY_RESULT(test::writeToneWav(path, 2.0, fileRate, 440));
    const auto file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    auto stream = ListeningStream::open(*file);
    SL_VERIFY_RESULT(stream);
    QCOMPARE(stream->sampleRateHz(), 48000);
    const auto all = readFrom(*stream, MediaTime{0});
    SL_VERIFY_RESULT(all);
    QVERIFY(std::llabs(static_cast<long long>(all->sampleCount()) - 96000) <= 2);
    // writeToneWav: 12000 / 32768 * sin(2 pi 440 t), on both sides.
    double worst = 0;
    for (std::size_t i = 1000; i < 95000; ++i) {
        const double expected = 12000.0 / 32768
                                * std::sin(2 * std::numbers::pi * 440 * static_cast<double>(i)
                                           / 48000);
        worst = std::max(worst, std::abs(side(*all, i, 0) - expected));
        QCOMPARE(side(*all, i, 0), side(*all, i, 1));
    }
    QVERIFY2(worst < 1e-3, qPrintable(QString::number(worst)));
}

void TstListeningStream::tempoKeepsPitch_data()
{
    QTest::addColumn<double>("tempo");
    for (const double tempo : {0.25, 0.5, 0.8, 1.25, 2.0})
        QTest::newRow(qPrintable(QString::number(tempo))) << tempo;
}

void TstListeningStream::tempoKeepsPitch()
{
    QFETCH(double, tempo);
    const auto path = test::pathOf(m_folder) / "tempo.wav";
    SL_VERIFY_RESULT(test::writeToneWav(path, 4.0, 48000, 440));
    const auto file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    auto stream = ListeningStream::open(*file);
    SL_VERIFY_RESULT(stream);
    const auto all = readFrom(*stream, MediaTime{0}, tempo);
    SL_VERIFY_RESULT(all);
    const double seconds = static_cast<double>(all->sampleCount()) / 48000;
    QVERIFY2(std::abs(seconds - 4.0 / tempo) < 0.05 / std::min(tempo, 1.0),
             qPrintable(QString::number(seconds)));
    // Nearly all the energy stays at 440 Hz: nothing at the frequencies of a tape at that speed.
    const double kept = amplitudeAt(*all, 440, 48000);
    QVERIFY2(kept > 0.9 * 12000 / 32768, qPrintable(QString::number(kept)));
    QVERIFY(amplitudeAt(*all, 440 * tempo, 48000) < 0.02);
}

void TstListeningStream::startEqualsCut_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<double>("tolerance");
    QTest::newRow("mp4 aac") << "derived/plain.mp4" << 1e-5;
    QTest::newRow("mp4 5.1") << "derived/aac_51.mp4" << 1e-5;
    QTest::newRow("ts ac3") << "derived/mpeg2_ac3_51.ts" << 1e-5;
    QTest::newRow("96 kHz float") << "derived/audio_96k_float.mkv" << 1e-5;
    QTest::newRow("mono 8 kHz") << "derived/audio_8k_mono.mp4" << 1e-5;
    QTest::newRow("mov pcm") << "derived/mjpeg_pcm.mov" << 1e-5;
    QTest::newRow("mp3") << "audio-lena/lena.mp3" << 1e-4;
    QTest::newRow("flac") << "audio-lena/lena.flac" << 1e-5;
    QTest::newRow("aac without stamps") << "audio-lena/lena.aac" << 1e-5;
}

void TstListeningStream::startEqualsCut()
{
    QFETCH(QString, name);
    QFETCH(double, tolerance);
    const auto path = test::mediaPath("corner-cases/" + name.toStdString());
    SL_REQUIRE_PATH(path, "real media");
    if (!std::filesystem::exists(path))
        QSKIP("not among the real media");
    const auto file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    auto whole = ListeningStream::open(*file);
    SL_VERIFY_RESULT(whole);
    const auto all = readFrom(*whole, whole->start());
    SL_VERIFY_RESULT(all);
    const double seconds = static_cast<double>(all->sampleCount()) / 48000;
    for (const double share : {0.05, 0.4, 0.9}) {
        // A stream of its own, which knows nothing of what comes before.
        auto stream = ListeningStream::open(*file);
        SL_VERIFY_RESULT(stream);
        const MediaTime time = stream->start() + fromSeconds(share * seconds);
        const auto rest = readFrom(*stream, time);
        SL_VERIFY_RESULT(rest);
        QVERIFY(std::abs(toSeconds(rest->start - time)) < 0.6 / 48000);
        const auto first = static_cast<std::size_t>(
                std::llround(toSeconds(rest->start - stream->start()) * 48000));
        QCOMPARE(rest->sampleCount(), all->sampleCount() - first);
        double worst = 0;
        for (std::size_t i = 0; i < rest->samples.size(); ++i)
            worst = std::max<double>(worst,
                                     std::abs(rest->samples[i] - all->samples[2 * first + i]));
        QVERIFY2(worst < tolerance, qPrintable(QString("%1 at %2").arg(worst).arg(share)));
    }
}

void TstListeningStream::silenceBeforeTheStart()
{
    const auto path = test::mediaPath("corner-cases/derived/audio_starts_late.mkv");
    SL_REQUIRE_PATH(path, "real media");
    const auto file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    auto stream = ListeningStream::open(*file);
    SL_VERIFY_RESULT(stream);
    QVERIFY(stream->start() > fromSeconds(0.5));
    const auto all = readFrom(*stream, MediaTime{0});
    SL_VERIFY_RESULT(all);
    QCOMPARE(all->start, MediaTime{0});
    const auto silent = static_cast<std::size_t>(toSeconds(stream->start()) * 48000);
    for (std::size_t i = 0; i < 2 * silent; ++i)
        QCOMPARE(all->samples[i], 0.0F);
    const auto own = readFrom(*stream, stream->start());
    SL_VERIFY_RESULT(own);
    QVERIFY(std::abs(double(all->sampleCount()) - double(own->sampleCount() + silent)) <= 1);
}

void TstListeningStream::startsBehindTheEnd()
{
    const auto path = test::pathOf(m_folder) / "short.wav";
    SL_VERIFY_RESULT(test::writeToneWav(path, 0.5));
    const auto file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    auto stream = ListeningStream::open(*file);
    SL_VERIFY_RESULT(stream);
    const auto none = readFrom(*stream, fromSeconds(7));
    SL_VERIFY_RESULT(none);
    QCOMPARE(none->sampleCount(), std::size_t{0});
    const auto again = readFrom(*stream, fromSeconds(0.25));
    SL_VERIFY_RESULT(again);
    QCOMPARE(again->sampleCount(), std::size_t{12000});
}

void TstListeningStream::sidesOfStereo()
{
    // Opposite sides: their mean is silence, so each side must be there on its own.
    const auto path = test::mediaPath("corner-cases/derived/stereo_antiphase.mkv");
    SL_REQUIRE_PATH(path, "real media");
    const auto file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    auto stream = ListeningStream::open(*file, {.sampleRateHz = 44100});
    SL_VERIFY_RESULT(stream);
    const auto all = readFrom(*stream, stream->start());
    SL_VERIFY_RESULT(all);
    double loudest = 0;
    for (std::size_t i = 0; i < all->sampleCount(); ++i) {
        loudest = std::max<double>(loudest, std::abs(side(*all, i, 0)));
        QVERIFY(std::abs(side(*all, i, 0) + side(*all, i, 1)) < 1e-4);
    }
    QVERIFY(loudest > 0.1);
}

/// Ten minutes of silence between two stamps come in pieces, whoever reads them.
void TstListeningStream::longGap()
{
    constexpr int kRate = 44100;
    constexpr int kGapMs = 600'000;
    const auto path = test::pathOf(m_folder) / "gap.flv";
    std::vector<FlvRun> runs;
    for (const int start : {0, 100, kGapMs, kGapMs + 100})
        runs.push_back(
                {start, kRate / 10, static_cast<std::int16_t>(start < kGapMs ? 8192 : 4096)});
    SL_VERIFY_RESULT(writeFlv(path, runs));
    const auto file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    auto stream = ListeningStream::open(*file, {.sampleRateHz = kRate});
    SL_VERIFY_RESULT(stream);
    std::int64_t count = 0;
    while (true) {
        const auto block = stream->next();
        SL_VERIFY_RESULT(block);
        if (!block->has_value())
            break;
        const std::vector<float> &samples = (*block)->samples;
        QVERIFY((*block)->sampleCount() <= static_cast<std::size_t>(kRate / 10));
        for (std::size_t i = 0; i < samples.size(); ++i) {
            const std::int64_t at = count + static_cast<std::int64_t>(i / 2);
            const float expected = at < kRate / 5                             ? 0.25F
                                   : at < std::int64_t{kRate} * kGapMs / 1000 ? 0.0F
                                                                              : 0.125F;
            QCOMPARE(samples[i], expected);
        }
        count += static_cast<std::int64_t>((*block)->sampleCount());
    }
    QCOMPARE(count, std::int64_t{kRate} * kGapMs / 1000 + kRate / 5);

    auto decoder = AudioDecoder::open(*file);
    SL_VERIFY_RESULT(decoder);
    const auto behind = decoder->read(
            {std::chrono::milliseconds(kGapMs - 10), std::chrono::milliseconds(kGapMs + 10)});
    SL_VERIFY_RESULT(behind);
    QCOMPARE(behind->sampleCount(), static_cast<std::size_t>(kRate / 50));
    QCOMPARE(behind->samples().front(), 0.0F);
    QCOMPARE(behind->samples().back(), 0.125F);
}

void TstListeningStream::errorsAndStop()
{
    const auto path = test::pathOf(m_folder) / "errors.wav";
    SL_VERIFY_RESULT(test::writeToneWav(path, 0.5));
    const auto file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    SL_COMPARE_CODE(ListeningStream::open(*file, {.sampleRateHz = 0}), ErrorCode::InvalidArgument);
    SL_COMPARE_CODE(ListeningStream::open(*file, {.streamIndex = 4}), ErrorCode::NoAudio);
    auto stream = ListeningStream::open(*file);
    SL_VERIFY_RESULT(stream);
    std::stop_source stop;
    stop.request_stop();
    SL_COMPARE_CODE(stream->next(stop.get_token()), ErrorCode::Cancelled);
    SL_VERIFY_RESULT(stream->next());
    const auto silent = test::pathOf(m_folder) / "silent.mp4";
    SL_VERIFY_RESULT(test::writeVideo(silent, {.frames = 5, .soundSeconds = 0}));
    const auto video = MediaFile::open(silent);
    SL_VERIFY_RESULT(video);
    SL_COMPARE_CODE(ListeningStream::open(*video), ErrorCode::NoAudio);
}

QTEST_GUILESS_MAIN(TstListeningStream)
#include "tst_listening_stream.moc"

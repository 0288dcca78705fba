// SPDX-License-Identifier: MIT
#include "engine/features/audio_input.h"
#include "engine/features/log_mel_columns.h"
#include "engine/media/audio_decoder.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <cmath>
#include <numbers>
#include <random>

using namespace soundlocus;

/// LogMelColumns against LibTorch's logMelSpectrogram, whose own numbers are golden.
class TestLogMelColumns : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void equalsLogMelSpectrogram_data();
    void equalsLogMelSpectrogram();
    void realSoundAgrees();
    void silenceIsTheFloor();
    void tooShortIsAContract();
};

namespace {

/// Largest difference in dB over all columns, reflected ends included.
double largestDifference(const AudioClip &clip, const LogMelSpec &spec)
{
    const auto expected = logMelSpectrogram(clip, spec);
    if (!expected)
        return 1e9;
    LogMelColumns columns(clip.sampleRateHz(), spec);
    std::vector<float> column(static_cast<std::size_t>(spec.nMels));
    double largest = 0;
    for (int frame = 0; frame < expected->frames; ++frame) {
        columns.compute(clip.samples(), std::int64_t{frame} * spec.hopLength, column);
        for (int bin = 0; bin < spec.nMels; ++bin)
            largest = std::max(largest,
                               static_cast<double>(std::abs(column[static_cast<std::size_t>(bin)]
                                                            - expected->at(bin, frame))));
    }
    return largest;
}

AudioClip noise(int rate, std::size_t count)
{
    std::mt19937 random(7);
    std::normal_distribution<float> normal(0.0F, 0.1F);
    std::vector<float> samples(count);
    for (float &sample : samples)
        sample = normal(random);
    return AudioClip(std::move(samples), rate);
}

} // namespace

void TestLogMelColumns::equalsLogMelSpectrogram_data()
{
    QTest::addColumn<int>("rate");
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("mels");
    QTest::newRow("16 kHz") << 16000 << 16000 << 257;
    QTest::newRow("48 kHz") << 48000 << 30011 << 257;
    QTest::newRow("odd rate") << 11025 << 5000 << 257;
    QTest::newRow("shortest") << 16000 << 257 << 257;
    QTest::newRow("64 bands") << 16000 << 9000 << 64;
}

void TestLogMelColumns::equalsLogMelSpectrogram()
{
    QFETCH(int, rate);
    QFETCH(int, count);
    QFETCH(int, mels);
    LogMelSpec spec;
    spec.nMels = mels;
    const double difference = largestDifference(noise(rate, static_cast<std::size_t>(count)), spec);
    // Some of 257 bands hold less than a bin: their weights are differences of close float32
    // numbers in the reference.
    QVERIFY2(difference < 0.05, qPrintable(QString::number(difference)));
}

void TestLogMelColumns::realSoundAgrees()
{
    const auto media = test::mediaDir();
    SL_REQUIRE_PATH(media, "real media");
    const auto file = MediaFile::open(media / "videos/other/dog_barking.mp4");
    SL_VERIFY_RESULT(file);
    auto decoder = AudioDecoder::open(*file);
    SL_VERIFY_RESULT(decoder);
    const auto clip = decoder->readAll(std::chrono::seconds(5));
    SL_VERIFY_RESULT(clip);
    // Above -80 dB float32 sums of LibTorch and ours agree closely; near the floor they need not.
    LogMelSpec spec;
    spec.amin = 1e-8F;
    const double difference = largestDifference(*clip, spec);
    QVERIFY2(difference < 0.1, qPrintable(QString::number(difference)));
}

void TestLogMelColumns::silenceIsTheFloor()
{
    LogMelColumns columns(16000);
    const std::vector<float> silence(1000);
    std::vector<float> column(257);
    columns.compute(silence, 500, column);
    for (const float value : column)
        QCOMPARE(value, -100.0F);
}

void TestLogMelColumns::tooShortIsAContract()
{
    LogMelColumns columns(16000);
    const std::vector<float> samples(256);
    std::vector<float> column(257);
    QVERIFY_THROWS_EXCEPTION(std::logic_error, columns.compute(samples, 0, column));
}

QTEST_GUILESS_MAIN(TestLogMelColumns)
#include "tst_log_mel_columns.moc"

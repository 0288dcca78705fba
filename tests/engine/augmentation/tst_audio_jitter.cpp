// SPDX-License-Identifier: MIT
#include "engine/augmentation/audio_jitter.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

using namespace soundlocus;

class TestAudioJitter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingDrawnChangesNothing();
    void gainIsInDecibels();
    void echoAddsADelayedCopy();
    void noiseHasItsLevel();
    void pitchMovesATone_data();
    void pitchMovesATone();
    void windowsBeginAnywhere();
    void pitchedWindowsStillFillTheirTime();
    void drawsStayInTheirRanges();
    void switchesDoNotChangeOtherDraws();
};

namespace {

constexpr int kRate = 16000;

AudioClip tone(double hertz, double seconds)
{
    std::vector<float> samples(static_cast<std::size_t>(kRate * seconds));
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] = static_cast<float>(
                0.5 * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / kRate));
    return AudioClip(std::move(samples), kRate);
}

double rmsOf(std::span<const float> samples)
{
    double power = 0;
    for (const float sample : samples)
        power += static_cast<double>(sample) * sample;
    return std::sqrt(power / static_cast<double>(samples.size()));
}

double levelAt(std::span<const float> samples, double hertz)
{
    std::complex<double> sum = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double phase = 2 * std::numbers::pi * hertz * static_cast<double>(i) / kRate;
        // A Hann window, so that a strong tone does not spread.
        const double window = 1
                              - std::cos(2 * std::numbers::pi * static_cast<double>(i)
                                         / static_cast<double>(samples.size()));
        sum += window * static_cast<double>(samples[i]) * std::polar(1.0, -phase);
    }
    return std::abs(sum);
}

/// The strongest whole frequency between 200 and 2000 Hz.
int peakOf(std::span<const float> samples)
{
    int best = 0;
    double highest = 0;
    for (int hertz = 200; hertz <= 2000; ++hertz) {
        const double level = levelAt(samples, hertz);
        if (level > highest) {
            highest = level;
            best = hertz;
        }
    }
    return best;
}

Result<AudioClip> jitteredBy(const AudioClip &clip, const AudioJitterDraw &draw, double seconds = 1)
{
    RandomStream random({1});
    return jittered(clip, draw, seconds, random);
}

} // namespace

void TestAudioJitter::nothingDrawnChangesNothing()
{
    const AudioClip clip = tone(440, 1.5);
    const auto result = jitteredBy(clip, {});
    SL_VERIFY_RESULT(result);
    QVERIFY(std::ranges::equal(result->samples(), clip.samples()));
    QVERIFY(jitteredBy({}, {.gainDb = 3})->isEmpty());
}

void TestAudioJitter::gainIsInDecibels()
{
    const AudioClip clip = tone(440, 1);
    for (const double gain : {-6.0, -1.0, 5.5}) {
        const auto result = jitteredBy(clip, {.gainDb = gain});
        SL_VERIFY_RESULT(result);
        const double found = 20 * std::log10(rmsOf(result->samples()) / rmsOf(clip.samples()));
        QVERIFY(std::fabs(found - gain) < 1e-4);
    }
}

void TestAudioJitter::echoAddsADelayedCopy()
{
    std::vector<float> samples(1000, 0.0F);
    samples[10] = 1.0F;
    samples[11] = -0.5F;
    const auto result = jitteredBy(AudioClip(samples, kRate),
                                   {.hasEcho = true, .echoMs = 12.5, .echoGain = 0.3});
    SL_VERIFY_RESULT(result);
    QCOMPARE(result->sampleCount(), std::size_t{1000});
    samples[210] = 0.3F; // 12.5 ms are 200 samples
    samples[211] = -0.15F;
    for (std::size_t i = 0; i < samples.size(); ++i)
        QVERIFY(std::fabs(result->samples()[i] - samples[i]) < 1e-6F);
}

void TestAudioJitter::noiseHasItsLevel()
{
    const AudioClip clip = tone(440, 1);
    const auto result = jitteredBy(clip, {.hasNoise = true, .noiseDb = -20});
    SL_VERIFY_RESULT(result);
    std::vector<float> noise;
    for (std::size_t i = 0; i < clip.sampleCount(); ++i)
        noise.push_back(result->samples()[i] - clip.samples()[i]);
    const double found = 20 * std::log10(rmsOf(noise) / rmsOf(clip.samples()));
    QVERIFY2(std::fabs(found + 20) < 0.3, qPrintable(QString::number(found)));
}

void TestAudioJitter::pitchMovesATone_data()
{
    QTest::addColumn<double>("semitones");
    QTest::newRow("an octave up") << 12.0;
    QTest::newRow("two up") << 2.0;
    QTest::newRow("one down") << -1.0;
    QTest::newRow("an octave down") << -12.0;
}

void TestAudioJitter::pitchMovesATone()
{
    QFETCH(double, semitones);
    const auto result = jitteredBy(tone(600, 2), {.pitchSemitones = semitones}, 2);
    SL_VERIFY_RESULT(result);
    const double expected = 600 * std::exp2(semitones / 12);
    // The pretended rate is a multiple of 50 Hz: 0.2 % at 16 kHz.
    const int found = peakOf(result->samples().subspan(1000, 4000));
    QVERIFY2(std::fabs(found - expected) < 1.0 + 0.002 * expected,
             qPrintable(QString::number(found)));
    QVERIFY(std::fabs(toSeconds(result->duration()) - 2 / std::exp2(semitones / 12)) < 0.01);
}

void TestAudioJitter::windowsBeginAnywhere()
{
    std::vector<float> samples(3 * kRate);
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] = static_cast<float>(i);
    const AudioClip clip(samples, kRate);
    QCOMPARE(jitteredBy(clip, {.shift = 0.0})->samples()[0], 0.0F);
    QCOMPARE(jitteredBy(clip, {.shift = 0.5})->samples()[0], 16000.0F);
    const auto last = jitteredBy(clip, {.shift = 1.0});
    QCOMPARE(last->samples()[0], 32000.0F);
    QCOMPARE(last->sampleCount(), std::size_t{kRate});
    // A shorter sound stays whole.
    QCOMPARE(jitteredBy(clip, {.shift = 0.5}, 5)->sampleCount(), samples.size());
}

void TestAudioJitter::pitchedWindowsStillFillTheirTime()
{
    const AudioClip clip = tone(440, 4);
    for (const double semitones : {-2.0, 0.3, 2.0}) {
        const auto result = jitteredBy(clip, {.pitchSemitones = semitones, .shift = 0.7});
        SL_VERIFY_RESULT(result);
        QVERIFY(std::abs(static_cast<int>(result->sampleCount()) - kRate) <= 1);
    }
}

void TestAudioJitter::drawsStayInTheirRanges()
{
    AudioJitterConfig config;
    config.isEnabled = true;
    config.probability = 0.75;
    int nothing = 0;
    constexpr int kDraws = 2000;
    for (std::uint64_t i = 0; i < kDraws; ++i) {
        RandomStream random({2, i});
        const AudioJitterDraw draw = drawAudioJitter(config, random);
        nothing += draw.pitchSemitones == 0 && draw.gainDb == 0 ? 1 : 0;
        QVERIFY(std::fabs(draw.pitchSemitones) <= 2 && std::fabs(draw.gainDb) <= 6);
        QVERIFY(!draw.hasNoise || (draw.noiseDb >= -50 && draw.noiseDb <= -20));
        QVERIFY(draw.echoMs >= 0 && draw.echoMs <= 120 && draw.echoGain <= 0.4);
        QVERIFY(draw.shift >= 0 && draw.shift < 1);
    }
    QVERIFY(std::abs(nothing - 0.25 * kDraws) < 4 * std::sqrt(0.19 * kDraws));
    config.isEnabled = false;
    RandomStream random({3});
    QVERIFY(drawAudioJitter(config, random).shift < 0);
}

void TestAudioJitter::switchesDoNotChangeOtherDraws()
{
    AudioJitterConfig config;
    config.isEnabled = true;
    RandomStream a({4});
    const AudioJitterDraw with = drawAudioJitter(config, a);
    config.noiseProbability = 0;
    config.isShifted = false;
    RandomStream b({4});
    const AudioJitterDraw without = drawAudioJitter(config, b);
    QCOMPARE(with.pitchSemitones, without.pitchSemitones);
    QCOMPARE(with.echoGain, without.echoGain);
    QVERIFY(!without.hasNoise && without.shift < 0);
}

QTEST_GUILESS_MAIN(TestAudioJitter)
#include "tst_audio_jitter.moc"

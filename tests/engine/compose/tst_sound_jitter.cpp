// SPDX-License-Identifier: MIT
#include "engine/compose/sound_jitter.h"
#include "tests/engine/compose/synthetic_source.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>

using namespace soundlocus;
using namespace soundlocus::test;

class TestSoundJitter final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void trimsSilentEnds();
    void keepsLengthLevelAndPitchRange();
    void sameStreamSameSound();
    void echoLastsAfterTheSound();
};

namespace {

double rmsOf(std::span<const float> samples)
{
    double sum = 0;
    for (const float sample : samples)
        sum += double(sample) * sample;
    return std::sqrt(sum / double(samples.size()));
}

} // namespace

void TestSoundJitter::trimsSilentEnds()
{
    constexpr int kRate = 16000;
    std::vector<float> samples(kRate, 0.0F);
    const AudioClip sound = tone(440, 0.5);
    samples.insert(samples.end(), sound.samples().begin(), sound.samples().end());
    samples.insert(samples.end(), kRate, 0.0F);
    const auto clip = trimmed(AudioClip(samples, kRate), "x");
    SL_VERIFY_RESULT(clip);
    QVERIFY(std::abs(toSeconds(clip->duration()) - 0.5) <= 0.04);
    SL_COMPARE_CODE(trimmed(AudioClip(std::vector<float>(1000, 0.0F), kRate), "x"),
                    ErrorCode::NoAudio);
    SL_COMPARE_CODE(trimmed(AudioClip({}, kRate), "x"), ErrorCode::NoAudio);
}

void TestSoundJitter::keepsLengthLevelAndPitchRange()
{
    SoundJitterSpec spec;
    spec.pitchSemitones = 2;
    spec.gainDb = 6;
    for (const double seconds : {0.3, 1.0, 8.0}) {
        const AudioClip recording = tone(toneOf(2), seconds);
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            Random random(seed);
            const AudioClip clip = jittered(recording, spec, 2.5, random);
            QCOMPARE(clip.sampleCount(), std::size_t(40000));
            const double rms = rmsOf(clip.samples());
            // -20 dB, 6 dB either way; noise at 12 dB below adds 0.3 dB.
            QVERIFY2(rms > 0.1 / 2.1 && rms < 0.1 * 2.1, qPrintable(QString::number(rms)));
            QVERIFY(std::abs(*std::ranges::max_element(clip.samples())) <= 1.0F);
            QCOMPARE(classHeard(clip.samples(), 16000, 5, 2), std::size_t(2));
        }
    }
}

void TestSoundJitter::sameStreamSameSound()
{
    const AudioClip recording = tone(440, 1);
    Random a(7, "sound", 3);
    Random b(7, "sound", 3);
    Random c(7, "sound", 4);
    const AudioClip first = jittered(recording, {}, 1, a);
    const AudioClip second = jittered(recording, {}, 1, b);
    const AudioClip other = jittered(recording, {}, 1, c);
    QVERIFY(std::ranges::equal(first.samples(), second.samples()));
    QVERIFY(!std::ranges::equal(first.samples(), other.samples()));
}

void TestSoundJitter::echoLastsAfterTheSound()
{
    SoundJitterSpec spec;
    spec.noiseShare = 0;
    const AudioClip recording = tone(440, 0.2);
    // What follows the first sound, before its repetition begins.
    const auto tailOf = [&](double echoShare) {
        double loudest = 0;
        for (std::uint64_t seed = 0; seed < 10; ++seed) {
            spec.echoShare = echoShare;
            Random random(seed);
            const AudioClip clip = jittered(recording, spec, 2, random);
            std::vector<double> levels;
            for (std::size_t i = 0; i + 320 <= clip.sampleCount(); i += 320)
                levels.push_back(rmsOf(clip.samples().subspan(i, 320)));
            const auto onset = std::ranges::find_if(levels, [](double v) { return v > 0.01; });
            const auto quiet = std::min_element(onset, levels.end());
            loudest = std::max(loudest, *quiet);
        }
        return loudest;
    };
    QVERIFY(tailOf(0) < 1e-6);
    QVERIFY(tailOf(1) > 1e-6);
}

QTEST_GUILESS_MAIN(TestSoundJitter)
#include "tst_sound_jitter.moc"

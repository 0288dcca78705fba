// SPDX-License-Identifier: MIT
#include "engine/media/audio_decoder.h"
#include "engine/media/resample_clip.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace soundlocus;

class TestResampleClip : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void toneStaysTheTone_data();
    void toneStaysTheTone();
    void highTonesAreTakenOut();
    void equalsTheDecoder();
    void shortClips_data();
    void shortClips();
    void sameRateIsLeftAlone();
};

namespace {

double toneAt(double hertz, std::size_t sample, int rate)
{
    return 0.5 * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(sample) / rate);
}

AudioClip tone(double hertz, int rate, std::size_t count, MediaTime start = MediaTime{0})
{
    std::vector<float> samples(count);
    for (std::size_t i = 0; i < count; ++i)
        samples[i] = static_cast<float>(toneAt(hertz, i, rate));
    return AudioClip(std::move(samples), rate, start);
}

} // namespace

void TestResampleClip::toneStaysTheTone_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    QTest::newRow("48 kHz to 16 kHz") << 48000 << 16000;
    QTest::newRow("44.1 kHz to 16 kHz") << 44100 << 16000;
    QTest::newRow("8 kHz to 16 kHz") << 8000 << 16000;
    QTest::newRow("16 kHz to 22.05 kHz") << 16000 << 22050;
}

void TestResampleClip::toneStaysTheTone()
{
    QFETCH(int, from);
    QFETCH(int, to);
    const MediaTime start(1'250'000);
    const auto clip = resampleClip(tone(440, from, static_cast<std::size_t>(from), start), to);
    SL_VERIFY_RESULT(clip);
    QCOMPARE(clip->sampleRateHz(), to);
    QCOMPARE(clip->sampleCount(), static_cast<std::size_t>(to));
    QCOMPARE(clip->start(), start);
    // Away from the ends, where the filter sees silence.
    for (std::size_t i = 200; i + 200 < clip->sampleCount(); ++i)
        QVERIFY(std::abs(static_cast<double>(clip->samples()[i]) - toneAt(440, i, to)) < 1e-3);
}

void TestResampleClip::highTonesAreTakenOut()
{
    const auto clip = resampleClip(tone(12000, 48000, 48000), 16000);
    SL_VERIFY_RESULT(clip);
    for (std::size_t i = 200; i + 200 < clip->sampleCount(); ++i)
        QVERIFY(std::abs(clip->samples()[i]) < 1e-2F);
}

void TestResampleClip::equalsTheDecoder()
{
    // 65 s: three of the pieces that long sounds are cut into.
    const QTemporaryDir folder;
    const auto path = test::pathOf(folder) / "tone.wav";
    SL_VERIFY_RESULT(test::writeToneWav(path, 65, 11025));
    const auto file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    const auto read = [&](int rate) {
        AudioDecoderOptions options;
        options.sampleRateHz = rate;
        return AudioDecoder::open(*file, options)->readAll();
    };
    const auto own = read(0);
    const auto expected = read(16000);
    SL_VERIFY_RESULT(own);
    SL_VERIFY_RESULT(expected);
    QCOMPARE(own->sampleRateHz(), 11025);
    const auto found = resampleClip(*own, 16000);
    SL_VERIFY_RESULT(found);
    QCOMPARE(found->sampleCount(), expected->sampleCount());
    for (std::size_t i = 0; i < found->sampleCount(); ++i)
        QVERIFY(std::abs(found->samples()[i] - expected->samples()[i]) < 1e-6F);
}

void TestResampleClip::shortClips_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("samples");
    QTest::addColumn<int>("expected");
    QTest::newRow("nothing") << 48000 << 0 << 0;
    QTest::newRow("less than a sample") << 48000 << 1 << 1;
    QTest::newRow("few samples") << 48000 << 30 << 10;
    QTest::newRow("up") << 8000 << 3 << 6;
    QTest::newRow("very low rate") << 8 << 1 << 2000;
}

void TestResampleClip::shortClips()
{
    QFETCH(int, from);
    QFETCH(int, samples);
    QFETCH(int, expected);
    const AudioClip clip(std::vector<float>(static_cast<std::size_t>(samples), 0.25F), from);
    const auto found = resampleClip(clip, 16000);
    SL_VERIFY_RESULT(found);
    QCOMPARE(found->sampleCount(), static_cast<std::size_t>(expected));
    for (const float sample : found->samples())
        QVERIFY(std::isfinite(sample));
}

void TestResampleClip::sameRateIsLeftAlone()
{
    const AudioClip clip = tone(440, 16000, 1000);
    const auto found = resampleClip(clip, 16000);
    SL_VERIFY_RESULT(found);
    QCOMPARE(found->samples().data(), clip.samples().data());
}

QTEST_GUILESS_MAIN(TestResampleClip)
#include "tst_resample_clip.moc"

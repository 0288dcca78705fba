// SPDX-License-Identifier: MIT
#include "engine/features/audio_input.h"
#include "engine/media/audio_decoder.h"
#include "tests/support/golden_array.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace soundlocus;
namespace fs = std::filesystem;

class TestAudioInput : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void logMelAgrees_data();
    void logMelAgrees();
    void logLinearAgrees_data();
    void logLinearAgrees();
    void noiseEqualsTheLibraries();
    void shapesOfTheFactSheet_data();
    void shapesOfTheFactSheet();
    void toneLiesInItsMelBand();
    void silenceIsMinus100Decibels();
    void emptyClipCountsAsSilence();
    void tilingRepeatsTheSound();
    void officialCutTakesTheMiddle();
    void hopelesslyShortIsRefused();

private:
    fs::path m_part;
    nlohmann::json m_golden;
};

namespace {

AudioClip tone(double hertz, int rate, double seconds)
{
    std::vector<float> samples(static_cast<std::size_t>(rate * seconds));
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] = static_cast<float>(
                0.5 * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / rate));
    return AudioClip(std::move(samples), rate);
}

Result<AudioClip> readSound(const fs::path &path)
{
    const auto file = MediaFile::open(path);
    if (!file)
        return Unexpected(file.error());
    auto decoder = AudioDecoder::open(*file);
    if (!decoder)
        return Unexpected(decoder.error());
    return decoder->readAll();
}

void addRows(const nlohmann::json &golden, const char *list)
{
    QTest::addColumn<int>("index");
    if (golden.is_null()) {
        QTest::newRow("none") << -1;
        return;
    }
    for (std::size_t i = 0; i < golden.at(list).size(); ++i)
        QTest::newRow(golden.at(list)[i].at("id").get<std::string>().c_str())
                << static_cast<int>(i);
}

} // namespace

void TestAudioInput::initTestCase()
{
    m_part = test::goldenPart("preprocess");
    if (!m_part.empty())
        m_golden = test::readJson(m_part / "golden.json");
}

void TestAudioInput::logMelAgrees_data()
{
    addRows(m_golden, "sounds");
}

void TestAudioInput::logMelAgrees()
{
    QFETCH(int, index);
    SL_REQUIRE_PATH(m_part, "the golden part preprocess");
    const auto &entry = m_golden.at("sounds").at(static_cast<std::size_t>(index));
    const fs::path path = test::goldenInput(m_part, entry.at("input").get<std::string>());
    SL_REQUIRE_PATH(path, "the sound");
    const auto clip = readSound(path);
    SL_VERIFY_RESULT(clip);
    QCOMPARE(static_cast<int>(clip->sampleCount()), entry.at("samples").get<int>());
    const auto spectrogram = prepareAudio(*clip, ModelFamily::SslTie, AudioCut::Official);
    SL_VERIFY_RESULT(spectrogram);
    QCOMPARE(spectrogram->bins, entry.at("full_shape").at(0).get<int>());
    QCOMPARE(spectrogram->frames, entry.at("full_shape").at(1).get<int>());
    const auto pairs = test::pairUp(m_part,
                                    entry.at("array"),
                                    spectrogram->values,
                                    {spectrogram->bins, spectrogram->frames});
    const auto &tolerance = entry.at("tolerance_db");
    double mean = 0;
    for (const auto &pair : pairs) {
        const double difference = std::fabs(static_cast<double>(pair.expected) - pair.found);
        mean += difference / static_cast<double>(pairs.size());
        const char *range = pair.expected > -80 ? "above_minus_80_db" : "elsewhere";
        QVERIFY2(difference <= tolerance.at(range).get<double>(),
                 qPrintable(QString::number(difference)));
    }
    QVERIFY(mean <= tolerance.at("mean").get<double>());
}

void TestAudioInput::logLinearAgrees_data()
{
    addRows(m_golden, "linear");
}

void TestAudioInput::logLinearAgrees()
{
    QFETCH(int, index);
    SL_REQUIRE_PATH(m_part, "the golden part preprocess");
    const auto &entry = m_golden.at("linear").at(static_cast<std::size_t>(index));
    fs::path path;
    for (const auto &sound : m_golden.at("sounds")) {
        if (sound.at("id") == entry.at("id"))
            path = test::goldenInput(m_part, sound.at("input").get<std::string>());
    }
    SL_REQUIRE_PATH(path, "the sound");
    const auto clip = readSound(path);
    SL_VERIFY_RESULT(clip);
    const std::pair<const char *, ModelFamily> cases[] = {{"lvs_10s", ModelFamily::Lvs},
                                                          {"ezvsl_3s", ModelFamily::EzVsl},
                                                          {"sslalign_3s", ModelFamily::SslAlign}};
    for (const auto &[name, family] : cases) {
        if (!entry.contains(name))
            continue;
        const auto &expected = entry.at(name);
        const auto spectrogram = prepareAudio(*clip, family, AudioCut::Official);
        SL_VERIFY_RESULT(spectrogram);
        QCOMPARE(spectrogram->frames, expected.at("full_shape").at(1).get<int>());
        const auto pairs = test::pairUp(m_part,
                                        expected.at("array"),
                                        spectrogram->values,
                                        {spectrogram->bins, spectrogram->frames});
        QVERIFY2(
                test::largestDifference(pairs) <= expected.at("tolerance_abs").get<double>(),
                qPrintable(QString("%1: %2").arg(QString::fromLatin1(name),
                                                 QString::number(test::largestDifference(pairs)))));
    }
}

void TestAudioInput::noiseEqualsTheLibraries()
{
    // One second of noise from a linear congruential generator; single values computed with
    // torchaudio 2.11 (MelSpectrogram, 10 log10) and SciPy 1.17 (signal.spectrogram, log, / 12).
    struct Value
    {
        int bin;
        int frame;
        float mel;
        float linear;
    };
    const Value values[] = {
            {0, 0, -100.000000F, -1.2310272F},
            {1, 5, -100.000000F, -1.0109129F},
            {40, 10, -10.571527F, -0.9247320F},
            {128, 33, -15.953791F, -1.0913919F},
            {200, 65, -8.043948F, -0.9924002F},
            {256, 20, -5.432641F, -0.9077242F},
            {250, 1, -4.635290F, -0.9929180F},
    };
    std::vector<float> samples(16000);
    std::uint32_t state = 1;
    for (float &sample : samples) {
        state = state * 1664525U + 1013904223U;
        sample = static_cast<float>((state >> 8U) / 16777216.0 - 0.5);
    }
    const AudioClip clip(std::move(samples), 16000);
    const auto mel = logMelSpectrogram(clip);
    SL_VERIFY_RESULT(mel);
    QCOMPARE(mel->frames, 67);
    const auto linear = logLinearSpectrogram(clip);
    SL_VERIFY_RESULT(linear);
    QCOMPARE(linear->frames, 66);
    for (const Value &value : values) {
        QVERIFY(std::fabs(mel->at(value.bin, value.frame) - value.mel) < 0.02F);
        QVERIFY(std::fabs(linear->at(value.bin, value.frame) - value.linear) < 1e-5F);
    }
}

void TestAudioInput::shapesOfTheFactSheet_data()
{
    QTest::addColumn<int>("rate");
    QTest::addColumn<int>("frames");
    QTest::newRow("16 kHz") << 16000 << 670;
    QTest::newRow("22.05 kHz") << 22050 << 923;
    QTest::newRow("44.1 kHz") << 44100 << 1846;
    QTest::newRow("48 kHz") << 48000 << 2009;
}

void TestAudioInput::shapesOfTheFactSheet()
{
    QFETCH(int, rate);
    QFETCH(int, frames);
    const auto spectrogram = prepareAudio(
            tone(440, rate, 3), ModelFamily::SslTie, AudioCut::Window);
    SL_VERIFY_RESULT(spectrogram);
    QCOMPARE(spectrogram->bins, 257);
    QCOMPARE(spectrogram->frames, frames);
}

void TestAudioInput::toneLiesInItsMelBand()
{
    // HTK: mel = 2595 log10(1 + f / 700); 257 triangles between 0 and 8 kHz.
    const double hertz = 2000;
    const auto mel = [](double f) { return 2595 * std::log10(1 + f / 700); };
    const int expected = static_cast<int>(std::lround(mel(hertz) / mel(8000) * 258)) - 1;
    const auto spectrogram = logMelSpectrogram(tone(hertz, 16000, 1));
    SL_VERIFY_RESULT(spectrogram);
    int loudest = 0;
    for (int bin = 0; bin < spectrogram->bins; ++bin) {
        if (spectrogram->at(bin, 30) > spectrogram->at(loudest, 30))
            loudest = bin;
    }
    QVERIFY2(std::abs(loudest - expected) <= 1,
             qPrintable(QString("%1 instead of %2").arg(loudest).arg(expected)));
}

void TestAudioInput::silenceIsMinus100Decibels()
{
    const auto spectrogram = prepareAudio(
            AudioClip(std::vector<float>(16000), 16000), ModelFamily::SslTie, AudioCut::Window);
    SL_VERIFY_RESULT(spectrogram);
    for (float value : spectrogram->values)
        QCOMPARE(value, -100.0F);
}

void TestAudioInput::emptyClipCountsAsSilence()
{
    const auto spectrogram = prepareAudio(AudioClip(), ModelFamily::SslTie, AudioCut::Window);
    SL_VERIFY_RESULT(spectrogram);
    QCOMPARE(spectrogram->frames, 670);
    QCOMPARE(spectrogram->values.front(), -100.0F);
}

void TestAudioInput::tilingRepeatsTheSound()
{
    // One second, tiled, is ten equal seconds: frame k and the frame 16000 samples later agree
    // where the hop divides, so compare with the sound written out.
    const AudioClip second = tone(700, 16000, 1);
    std::vector<float> all;
    for (int i = 0; i < 10; ++i)
        all.insert(all.end(), second.samples().begin(), second.samples().end());
    const auto expected = logMelSpectrogram(AudioClip(std::move(all), 16000));
    const auto found = prepareAudio(second, ModelFamily::SslTie, AudioCut::Window);
    SL_VERIFY_RESULT(expected);
    SL_VERIFY_RESULT(found);
    QCOMPARE(found->values, expected->values);
}

void TestAudioInput::officialCutTakesTheMiddle()
{
    // Ten seconds of silence with a tone from 3.5 s to 6.5 s: EZ-VSL sees only the tone.
    std::vector<float> samples(160000);
    const AudioClip middle = tone(1000, 16000, 3);
    std::copy(middle.samples().begin(), middle.samples().end(), samples.begin() + 56000);
    const auto cut = prepareAudio(
            AudioClip(std::move(samples), 16000), ModelFamily::EzVsl, AudioCut::Official);
    const auto expected = prepareAudio(middle, ModelFamily::EzVsl, AudioCut::Window);
    SL_VERIFY_RESULT(cut);
    SL_VERIFY_RESULT(expected);
    QCOMPARE(cut->values, expected->values);
}

void TestAudioInput::hopelesslyShortIsRefused()
{
    // At 8 Hz ten seconds are 80 samples, fewer than half an analysis window.
    const auto spectrogram = prepareAudio(
            AudioClip({0.1F}, 8), ModelFamily::SslTie, AudioCut::Window);
    QVERIFY(!spectrogram);
    SL_COMPARE_CODE(spectrogram, ErrorCode::AudioTooShort);
}

QTEST_GUILESS_MAIN(TestAudioInput)
#include "tst_audio_input.moc"

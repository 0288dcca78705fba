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
    void longWindowIsHeardInItsMiddle_data();
    void longWindowIsHeardInItsMiddle();
    void hopelesslyShortIsRefused();
    void ownSpecIsFollowed_data();
    void ownSpecIsFollowed();
    void ownSpecOfSilence_data();
    void ownSpecOfSilence();
    void rateIsBroughtToTheModels();

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

/// As of the demo model of issue 4.
AudioInputSpec narrowInput()
{
    AudioInputSpec spec;
    spec.sampleRateHz = 16000;
    spec.seconds = 2;
    spec.mel.hopLength = 320;
    spec.mel.nMels = 64;
    spec.mel.offset = 60;
    spec.mel.divisor = 30;
    return spec;
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
    const auto spectrogram = prepareAudio(
            *clip, audioInputSpec(ModelFamily::SslTie), AudioCut::Official);
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
        const auto spectrogram = prepareAudio(*clip, audioInputSpec(family), AudioCut::Official);
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
            tone(440, rate, 3), audioInputSpec(ModelFamily::SslTie), AudioCut::Window);
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
    const auto spectrogram = prepareAudio(AudioClip(std::vector<float>(16000), 16000),
                                          audioInputSpec(ModelFamily::SslTie),
                                          AudioCut::Window);
    SL_VERIFY_RESULT(spectrogram);
    for (float value : spectrogram->values)
        QCOMPARE(value, -100.0F);
}

void TestAudioInput::emptyClipCountsAsSilence()
{
    const auto spectrogram = prepareAudio(
            AudioClip(), audioInputSpec(ModelFamily::SslTie), AudioCut::Window);
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
    const auto found = prepareAudio(second, audioInputSpec(ModelFamily::SslTie), AudioCut::Window);
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
    const auto cut = prepareAudio(AudioClip(std::move(samples), 16000),
                                  audioInputSpec(ModelFamily::EzVsl),
                                  AudioCut::Official);
    const auto expected = prepareAudio(
            middle, audioInputSpec(ModelFamily::EzVsl), AudioCut::Window);
    SL_VERIFY_RESULT(cut);
    SL_VERIFY_RESULT(expected);
    QCOMPARE(cut->values, expected->values);
}

void TestAudioInput::longWindowIsHeardInItsMiddle_data()
{
    QTest::addColumn<ModelFamily>("family");
    QTest::addColumn<double>("seconds");
    QTest::newRow("SSL-TIE, 20 s") << ModelFamily::SslTie << 20.0;
    QTest::newRow("EZ-VSL, 9 s") << ModelFamily::EzVsl << 9.0;
    QTest::newRow("EZ-VSL, 3.5 s") << ModelFamily::EzVsl << 3.5;
}

void TestAudioInput::longWindowIsHeardInItsMiddle()
{
    QFETCH(ModelFamily, family);
    QFETCH(double, seconds);
    // A tone that rises, so that every second differs.
    constexpr int kRate = 16000;
    const AudioInputSpec spec = audioInputSpec(family);
    std::vector<float> samples;
    for (int i = 0; i < seconds * kRate; ++i)
        samples.push_back(0.5F * std::sin(1e-6F * static_cast<float>(i) * static_cast<float>(i)));
    const auto first = static_cast<std::ptrdiff_t>((seconds - spec.seconds) / 2 * kRate);
    const auto count = static_cast<std::ptrdiff_t>(spec.seconds * kRate);
    const AudioClip middle({samples.begin() + first, samples.begin() + first + count}, kRate);
    const auto found = prepareAudio(AudioClip(samples, kRate), spec, AudioCut::Window);
    const auto expected = prepareAudio(middle, spec, AudioCut::Window);
    SL_VERIFY_RESULT(found);
    SL_VERIFY_RESULT(expected);
    QCOMPARE(found->values, expected->values);
}

void TestAudioInput::hopelesslyShortIsRefused()
{
    // At 8 Hz ten seconds are 80 samples, fewer than half an analysis window.
    const auto spectrogram = prepareAudio(
            AudioClip({0.1F}, 8), audioInputSpec(ModelFamily::SslTie), AudioCut::Window);
    QVERIFY(!spectrogram);
    SL_COMPARE_CODE(spectrogram, ErrorCode::AudioTooShort);
}

void TestAudioInput::ownSpecIsFollowed_data()
{
    QTest::addColumn<AudioCut>("cut");
    QTest::newRow("window") << AudioCut::Window;
    QTest::newRow("official") << AudioCut::Official;
}

void TestAudioInput::ownSpecIsFollowed()
{
    QFETCH(AudioCut, cut);
    const AudioInputSpec spec = narrowInput();
    const auto found = prepareAudio(tone(440, 16000, 3), spec, cut);
    SL_VERIFY_RESULT(found);
    QCOMPARE(found->bins, 64);
    QCOMPARE(found->frames, 1 + 2 * 16000 / 320);
    // The first two seconds in plain decibels.
    LogMelSpec plain = spec.mel;
    plain.offset = 0;
    plain.divisor = 1;
    const auto decibels = logMelSpectrogram(tone(440, 16000, 2), plain);
    SL_VERIFY_RESULT(decibels);
    QCOMPARE(found->values.size(), decibels->values.size());
    for (std::size_t i = 0; i < found->values.size(); ++i)
        QVERIFY(std::fabs(found->values[i] - (decibels->values[i] + 60) / 30) < 1e-5F);
}

void TestAudioInput::ownSpecOfSilence_data()
{
    QTest::addColumn<int>("rate");
    QTest::addColumn<int>("samples");
    QTest::newRow("empty") << 0 << 0;
    QTest::newRow("one sample") << 48000 << 1;
    QTest::newRow("few samples") << 44100 << 100;
    QTest::newRow("low rate") << 8 << 1;
    QTest::newRow("high rate") << 192000 << 192000;
}

void TestAudioInput::ownSpecOfSilence()
{
    QFETCH(int, rate);
    QFETCH(int, samples);
    const AudioClip clip = samples == 0 ? AudioClip()
                                        : AudioClip(std::vector<float>(
                                                            static_cast<std::size_t>(samples)),
                                                    rate);
    for (const AudioCut cut : {AudioCut::Window, AudioCut::Official}) {
        const auto spectrogram = prepareAudio(clip, narrowInput(), cut);
        SL_VERIFY_RESULT(spectrogram);
        QCOMPARE(spectrogram->frames, 101);
        for (const float value : spectrogram->values)
            QVERIFY(std::fabs(value - (-100.0F + 60) / 30) < 1e-6F);
    }
}

void TestAudioInput::rateIsBroughtToTheModels()
{
    // The same tone sampled at any rate looks the same to a model with a rate of its own.
    const auto expected = prepareAudio(tone(1000, 16000, 2), narrowInput(), AudioCut::Window);
    SL_VERIFY_RESULT(expected);
    for (const int rate : {22050, 44100, 48000}) {
        const auto found = prepareAudio(tone(1000, rate, 2), narrowInput(), AudioCut::Window);
        SL_VERIFY_RESULT(found);
        QCOMPARE(found->frames, expected->frames);
        for (int bin = 0; bin < found->bins; ++bin) {
            const float level = expected->at(bin, 50);
            // Bands above -40 dB; what lies below is the noise of the numbers.
            if (level > (-40.0F + 60) / 30)
                QVERIFY2(std::fabs(found->at(bin, 50) - level) < 0.05F,
                         qPrintable(QString("%1 Hz, band %2").arg(rate).arg(bin)));
        }
    }
}

QTEST_GUILESS_MAIN(TestAudioInput)
#include "tst_audio_input.moc"

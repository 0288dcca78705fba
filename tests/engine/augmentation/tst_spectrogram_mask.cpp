// SPDX-License-Identifier: MIT
#include "engine/augmentation/spectrogram_mask.h"
#include "engine/features/audio_input.h"
#include "engine/media/audio_decoder.h"
#include "tests/support/golden_array.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace soundlocus;
namespace fs = std::filesystem;

class TestSpectrogramMask : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bandsFollowTheRule_data();
    void bandsFollowTheRule();
    void goldenSpectrograms_data();
    void goldenSpectrograms();
    void silenceIsTheFloor_data();
    void silenceIsTheFloor();
    void probabilityAndWidthsAreKept();
    void switchedOffChangesNothing();
    void shortAxesAreMaskedWithinThemselves();

private:
    nlohmann::json cases() const;
};

namespace {

constexpr int kTimeWidth = 180;
constexpr int kFrequencyWidth = 35;

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

} // namespace

nlohmann::json TestSpectrogramMask::cases() const
{
    const fs::path part = test::goldenPart("training");
    if (part.empty())
        return {};
    // The subset that comes with the sources has other tables only.
    const auto golden = test::readJson(part / "golden.json");
    const auto found = golden.find("specaugment");
    return found == golden.end() ? nlohmann::json() : found->at("cases");
}

void TestSpectrogramMask::bandsFollowTheRule_data()
{
    QTest::addColumn<int>("columns");
    QTest::addColumn<std::array<double, 4>>("u");
    QTest::addColumn<MaskBand>("time");
    QTest::addColumn<MaskBand>("frequency");
    // golden/training/golden.json, "specaugment"
    QTest::newRow("snd_16k") << 670
                             << std::array{0.8095519542694092,
                                           0.4894654154777527,
                                           0.7505881190299988,
                                           0.6057445406913757}
                             << MaskBand{256, 145} << MaskBand{139, 26};
    QTest::newRow("snd_22k") << 923
                             << std::array{0.6041293740272522,
                                           0.9288785457611084,
                                           0.7669013142585754,
                                           0.25973689556121826}
                             << MaskBand{756, 108} << MaskBand{59, 26};
    QTest::newRow("snd_mp3") << 923
                             << std::array{0.11401069164276123,
                                           0.7731782793998718,
                                           0.14917200803756714,
                                           0.013855040073394775}
                             << MaskBand{697, 20} << MaskBand{3, 5};
}

void TestSpectrogramMask::bandsFollowTheRule()
{
    QFETCH(int, columns);
    using Numbers = std::array<double, 4>;
    QFETCH(Numbers, u);
    QFETCH(MaskBand, time);
    QFETCH(MaskBand, frequency);
    QCOMPARE(maskBand(columns, kTimeWidth, {u[0], u[1]}), time);
    QCOMPARE(maskBand(257, kFrequencyWidth, {u[2], u[3]}), frequency);
}

void TestSpectrogramMask::goldenSpectrograms_data()
{
    QTest::addColumn<int>("index");
    const auto all = cases();
    for (std::size_t i = 0; i < all.size(); ++i)
        QTest::newRow(all[i].at("id").get<std::string>().c_str()) << static_cast<int>(i);
    if (all.empty())
        QTest::newRow("none") << -1;
}

void TestSpectrogramMask::goldenSpectrograms()
{
    QFETCH(int, index);
    if (index < 0)
        QSKIP("the golden numbers of masked spectrograms are not there");
    const fs::path part = test::goldenPart("training");
    const fs::path sounds = test::goldenPart("preprocess");
    SL_REQUIRE_PATH(sounds, "the golden part preprocess");
    const auto all = cases();
    const auto &entry = all.at(static_cast<std::size_t>(index));
    fs::path path;
    const auto list = test::readJson(sounds / "golden.json").at("sounds");
    for (const auto &sound : list) {
        if (sound.at("id") == entry.at("sound_case"))
            path = test::goldenInput(sounds, sound.at("input").get<std::string>());
    }
    SL_REQUIRE_PATH(path, "the sound");
    const auto clip = readSound(path);
    SL_VERIFY_RESULT(clip);
    const AudioInputSpec spec = audioInputSpec(ModelFamily::SslTie);
    auto spectrogram = prepareAudio(*clip, spec, AudioCut::Official);
    SL_VERIFY_RESULT(spectrogram);
    const auto u = entry.at("u").get<std::array<double, 4>>();
    fillBands(spectrogram->values,
              spectrogram->bins,
              maskBand(spectrogram->frames, kTimeWidth, {u[0], u[1]}),
              maskBand(spectrogram->bins, kFrequencyWidth, {u[2], u[3]}),
              silenceValue(spec));
    const auto pairs = test::pairUp(part,
                                    entry.at("result"),
                                    spectrogram->values,
                                    {spectrogram->bins, spectrogram->frames});
    for (const auto &pair : pairs) {
        // Weak bins beside strong ones differ more; README of the golden data.
        const double tolerance = pair.expected > -80 ? 0.05 : 0.2;
        QVERIFY(std::fabs(static_cast<double>(pair.expected) - pair.found) <= tolerance);
        QCOMPARE(pair.expected == -100.0F, pair.found == -100.0F);
    }
    // A few cells of the MP3 lie at the floor itself, where decoders differ.
    const auto floored = std::count(
            spectrogram->values.begin(), spectrogram->values.end(), -100.0F);
    QVERIFY(std::abs(floored - entry.at("cells_at_minus_100").get<int>()) <= 4);
}

void TestSpectrogramMask::silenceIsTheFloor_data()
{
    QTest::addColumn<bool>("isLinear");
    QTest::addColumn<double>("offset");
    QTest::addColumn<double>("divisor");
    QTest::newRow("mel") << false << 0.0 << 1.0;
    QTest::newRow("mel, scaled") << false << 60.0 << 30.0;
    QTest::newRow("linear") << true << 0.0 << 1.0;
}

void TestSpectrogramMask::silenceIsTheFloor()
{
    QFETCH(bool, isLinear);
    QFETCH(double, offset);
    QFETCH(double, divisor);
    AudioInputSpec spec = audioInputSpec(isLinear ? ModelFamily::Lvs : ModelFamily::SslTie);
    spec.mel.offset = offset;
    spec.mel.divisor = divisor;
    const auto silence = prepareAudio({}, spec, AudioCut::Official);
    SL_VERIFY_RESULT(silence);
    for (const float value : silence->values)
        QVERIFY(std::fabs(value - silenceValue(spec)) < 1e-6F);
    if (!isLinear)
        QCOMPARE(silenceValue(spec), static_cast<float>((offset - 100.0) / divisor));
}

void TestSpectrogramMask::probabilityAndWidthsAreKept()
{
    constexpr int kDraws = 2000;
    int masked = 0;
    for (std::uint64_t i = 0; i < kDraws; ++i) {
        std::vector<float> values(257 * 670, 1.0F);
        RandomStream random({1, i});
        maskSpectrogram(values, 257, {}, {}, random);
        const auto filled = std::count(values.begin(), values.end(), -100.0F);
        QVERIFY(filled <= 179 * 257 + 34 * 670);
        masked += filled > 0 ? 1 : 0;
    }
    // One draw in about 6,300 has no width at all.
    QVERIFY(std::abs(masked - 0.8 * kDraws) < 4 * std::sqrt(0.16 * kDraws));
}

void TestSpectrogramMask::switchedOffChangesNothing()
{
    std::vector<float> values(64, 1.0F);
    SpectrogramMaskConfig config;
    config.isEnabled = false;
    config.probability = 1;
    RandomStream random({2});
    maskSpectrogram(values, 8, {}, config, random);
    QVERIFY(std::all_of(values.begin(), values.end(), [](float v) { return v == 1.0F; }));
}

void TestSpectrogramMask::shortAxesAreMaskedWithinThemselves()
{
    RandomStream random({3});
    for (int i = 0; i < 1000; ++i) {
        const MaskBand band = maskBand(10, kTimeWidth, {random.uniform(), random.uniform()});
        QVERIFY(band.start >= 0 && band.width >= 0 && band.start + band.width <= 10);
    }
}

QTEST_GUILESS_MAIN(TestSpectrogramMask)
#include "tst_spectrogram_mask.moc"

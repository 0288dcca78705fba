// SPDX-License-Identifier: MIT
#include "engine/augmentation/audio_mix.h"
#include "engine/features/audio_input.h"
#include "engine/media/audio_decoder.h"
#include "tests/support/golden_array.h"
#include "tests/support/npy_reader.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <cmath>

using namespace soundlocus;
namespace fs = std::filesystem;

class TestAudioMix : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void scheduleAgrees_data();
    void scheduleAgrees();
    void scheduleHasAnEnd();
    void goldenMixture();
    void shorterSoundDecides();
    void otherRatesAreResampled();
    void emptyPartnerChangesNothing();
};

namespace {

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

void TestAudioMix::scheduleAgrees_data()
{
    QTest::addColumn<int>("epoch");
    QTest::addColumn<double>("probability");
    QTest::addColumn<double>("alpha");
    // golden/training/golden.json, "audio_mix.schedule"; a probability of 1.1 is one of 1.
    QTest::newRow("before") << 0 << 0.0 << 0.0;
    QTest::newRow("1") << 1 << 0.11 << 0.01;
    QTest::newRow("2") << 2 << 0.12 << 0.02;
    QTest::newRow("10") << 10 << 0.2 << 0.1;
    QTest::newRow("40") << 40 << 0.5 << 0.4;
    QTest::newRow("90") << 90 << 1.0 << 0.9;
    QTest::newRow("100") << 100 << 1.0 << 1.0;
    QTest::newRow("200") << 200 << 1.0 << 1.0;
}

void TestAudioMix::scheduleAgrees()
{
    QFETCH(int, epoch);
    QFETCH(double, probability);
    QFETCH(double, alpha);
    AudioMixConfig config;
    config.endEpoch = 1000; // the released code has no end
    const MixSetting setting = mixSettingAt(config, epoch);
    QVERIFY(std::fabs(setting.probability - probability) < 1e-12);
    QVERIFY(std::fabs(setting.alpha - alpha) < 1e-12);
}

void TestAudioMix::scheduleHasAnEnd()
{
    const AudioMixConfig config;
    QCOMPARE(mixSettingAt(config, 100), mixSettingAt(config, 40));
    QVERIFY(std::fabs(mixSettingAt(config, 100).alpha - 0.4) < 1e-12);
    AudioMixConfig off;
    off.isEnabled = false;
    QCOMPARE(mixSettingAt(off, 10), MixSetting{});
}

void TestAudioMix::goldenMixture()
{
    const fs::path part = test::goldenPart("training");
    SL_REQUIRE_PATH(part, "the golden part training");
    const fs::path sounds = test::goldenPart("preprocess");
    SL_REQUIRE_PATH(sounds, "the golden part preprocess");
    const auto all = test::readJson(part / "golden.json");
    if (!all.contains("audio_mix"))
        QSKIP("the full golden part is not beside this source tree");
    const auto &golden = all.at("audio_mix");
    const auto list = test::readJson(sounds / "golden.json").at("sounds");
    const auto read = [&](const char *role) {
        for (const auto &sound : list) {
            if (sound.at("id") == golden.at(role))
                return readSound(test::goldenInput(sounds, sound.at("input").get<std::string>()));
        }
        return Result<AudioClip>(fail(ErrorCode::NotFound, "no such sound"));
    };
    const auto clip = read("sound");
    SL_VERIFY_RESULT(clip);
    const auto partner = read("retrieved");
    SL_VERIFY_RESULT(partner);
    const auto mixture = mixed(*clip, *partner, golden.at("alpha").get<double>());
    SL_VERIFY_RESULT(mixture);
    QCOMPARE(static_cast<int>(mixture->sampleCount()), golden.at("length").get<int>());
    // "strided ::8" of one axis
    const auto expected = test::readNpy(part / golden.at("waveform").at("file").get<std::string>());
    for (std::size_t i = 0; i < expected.values.size(); ++i)
        QVERIFY(std::fabs(mixture->samples()[i * 8] - expected.values[i]) <= 1e-6F);
    const auto spectrogram = prepareAudio(
            *mixture, audioInputSpec(ModelFamily::SslTie), AudioCut::Official);
    SL_VERIFY_RESULT(spectrogram);
    const auto found = test::pairUp(part,
                                    golden.at("mel_db"),
                                    spectrogram->values,
                                    {spectrogram->bins, spectrogram->frames});
    for (const auto &pair : found) {
        // Weak bins beside strong ones differ more; README of the golden data.
        const double tolerance = pair.expected > -80 ? 0.05 : 0.2;
        QVERIFY(std::fabs(static_cast<double>(pair.expected) - pair.found) <= tolerance);
    }
}

void TestAudioMix::shorterSoundDecides()
{
    const AudioClip clip({1.0F, 0.5F, -1.0F}, 8000, fromSeconds(2));
    const AudioClip partner({0.0F, 1.0F}, 8000);
    const auto mixture = mixed(clip, partner, 0.25);
    SL_VERIFY_RESULT(mixture);
    QCOMPARE(mixture->sampleCount(), std::size_t{2});
    QCOMPARE(mixture->samples()[0], 0.75F);
    QCOMPARE(mixture->samples()[1], 0.625F);
    QCOMPARE(mixture->start(), fromSeconds(2));
}

void TestAudioMix::otherRatesAreResampled()
{
    const AudioClip clip(std::vector<float>(8000, 0.0F), 8000);
    const AudioClip partner(std::vector<float>(16000, 0.5F), 16000);
    const auto mixture = mixed(clip, partner, 0.5);
    SL_VERIFY_RESULT(mixture);
    QCOMPARE(mixture->sampleRateHz(), 8000);
    QCOMPARE(mixture->sampleCount(), std::size_t{8000});
    QVERIFY(std::fabs(mixture->samples()[4000] - 0.25F) < 1e-3F);
}

void TestAudioMix::emptyPartnerChangesNothing()
{
    const AudioClip clip({1.0F, 0.5F}, 8000);
    QCOMPARE(mixed(clip, {}, 0.5)->samples()[0], 1.0F);
    QVERIFY(mixed({}, clip, 0.5)->isEmpty());
}

QTEST_GUILESS_MAIN(TestAudioMix)
#include "tst_audio_mix.moc"

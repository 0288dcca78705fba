// SPDX-License-Identifier: MIT
#include "app/services/localization/replacement_sounds.h"
#include "app/services/localization/scene_lookup.h"
#include "app/services/localization/sound_choice_source.h"

#include "engine/compose/scene_json.h"
#include "engine/core/file_io.h"
#include "engine/pipeline/sound_windows.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>
#include <cmath>

using namespace soundlocus;
using namespace soundlocus::test;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

double levelOf(const AudioClip &clip)
{
    double sum = 0;
    for (const float sample : clip.samples())
        sum += static_cast<double>(sample) * static_cast<double>(sample);
    return std::sqrt(sum / static_cast<double>(std::max<std::size_t>(1, clip.sampleCount())));
}

MediaSummary videoAt(const fs::path &path)
{
    MediaSummary media;
    media.kind = MediaSummary::Kind::Video;
    media.path = QString::fromStdString(path.string());
    return media;
}

/// A scene of two tones, one loud from 0 to 1 s only, beside scene.mp4.
void writeScene(const fs::path &folder)
{
    fs::create_directories(folder);
    Scene scene;
    scene.video = folder / "scene.mp4";
    scene.size = {64, 48};
    scene.duration = 2s;
    scene.objects.resize(2);
    scene.objects[0].label = "frog";
    scene.objects[0].stem = folder / "0_frog.wav";
    scene.objects[1].label = "frog"; // labels are not unique
    scene.objects[1].stem = folder / "1_frog.wav";
    SL_VERIFY_RESULT(writeWholeFile(folder / "scene.json", toJson(scene)));
    SL_VERIFY_RESULT(writeToneWav(scene.objects[0].stem, 2, 16000, 440));
    SL_VERIFY_RESULT(writeToneWav(scene.objects[1].stem, 1, 16000, 880));
    SL_VERIFY_RESULT(writeWholeFile(scene.video, "no video"));
}

} // namespace

class TestReplacementSounds final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void silenceIsNothing()
    {
        SilentSound silence;
        QVERIFY(silence.read({1s, 2s}, {})->isEmpty());
    }

    void noiseIsSeededAndMinusTwentyDecibels()
    {
        NoiseSound noise(16000, 1);
        const AudioClip whole = *noise.read({-1s, 3s}, {});
        QCOMPARE(whole.sampleCount(), std::size_t(64000));
        QVERIFY(std::abs(levelOf(whole) - 0.1) < 0.001);
        // The same samples at the same times.
        const AudioClip piece = *NoiseSound(16000, 1).read({1s, 2s}, {});
        QVERIFY(std::ranges::equal(piece.samples(), whole.samples().subspan(32000, 16000)));
        QVERIFY(!std::ranges::equal(piece.samples(),
                                    NoiseSound(16000, 2).read({1s, 2s}, {})->samples()));
        // White: neighbours have nothing to do with each other.
        double product = 0;
        for (std::size_t i = 1; i < whole.sampleCount(); ++i)
            product += static_cast<double>(whole.samples()[i] * whole.samples()[i - 1]);
        QVERIFY(std::abs(product / 64000 / 0.01) < 0.02);
    }

    void repeatsWithoutAGap()
    {
        std::vector<float> ramp(1000);
        for (std::size_t i = 0; i < ramp.size(); ++i)
            ramp[i] = static_cast<float>(i);
        RepeatedSound sound(AudioClip(ramp, 1000, 5s)); // begins late in its own file
        const AudioClip clip = *sound.read({-1500ms, 2500ms}, {});
        QCOMPARE(clip.sampleCount(), std::size_t(4000));
        QCOMPARE(clip.start(), MediaTime(-1500ms));
        for (std::size_t i = 0; i < clip.sampleCount(); ++i)
            QCOMPARE(clip.samples()[i], static_cast<float>((i + 500) % 1000));
        QVERIFY(RepeatedSound({}).read({0s, 1s}, {})->isEmpty());
    }

    void stemsAddUpWithoutTheMutedOnes()
    {
        const fs::path folder = m_root / "scene";
        writeScene(folder);
        const MediaSummary media = videoAt(folder / "scene.mp4");
        const auto sound = [&](const QStringList &muted) {
            return *openSoundChoice(media, {SoundChoice::Kind::Stems, {}, muted}, 16000, {});
        };
        const AudioClip both = *sound({})->read({500ms, 1500ms}, {});
        const AudioClip first = *sound({"1_frog"})->read({500ms, 1500ms}, {});
        const AudioClip second = *sound({"0_frog"})->read({500ms, 1500ms}, {});
        QCOMPARE(first.sampleCount(), std::size_t(16000));
        QCOMPARE(second.sampleCount(), std::size_t(8000)); // its file ends at 1 s
        QCOMPARE(both.sampleCount(), std::size_t(16000));
        for (std::size_t i = 0; i < both.sampleCount(); ++i) {
            const float other = i < second.sampleCount() ? second.samples()[i] : 0.0F;
            QCOMPARE(both.samples()[i], first.samples()[i] + other);
        }
        QVERIFY(sound({"0_frog", "1_frog"})->read({0s, 1s}, {}).value().isEmpty());
    }

    void findsTheSceneOfAVideo()
    {
        const fs::path folder = m_root / "found";
        writeScene(folder);
        const auto stems = sceneStemsOf(videoAt(folder / "scene.mp4"));
        QCOMPARE(stems.size(), std::size_t(2));
        QCOMPARE(stems[1].id, std::string("1_frog"));
        QCOMPARE(stems[1].label, std::string("frog"));
        QVERIFY(sceneStemsOf(videoAt(folder / "other.mp4")).empty());
        QVERIFY(sceneStemsOf(videoAt(m_root / "scene.mp4")).empty());
        QVERIFY(sceneStemsOf({}).empty());
        SL_VERIFY_RESULT(writeWholeFile(folder / "scene.json", "{}"));
        QVERIFY(sceneStemsOf(videoAt(folder / "scene.mp4")).empty());
    }

    void saysWhatIsWrong()
    {
        const auto code = [&](const SoundChoice &choice) {
            const auto source = openSoundChoice(videoAt(m_root / "no.mp4"), choice, 0, {});
            return source ? ErrorCode::Internal : source.error().code;
        };
        QVERIFY(code({}) == ErrorCode::NotFound);
        QVERIFY(code({SoundChoice::Kind::File, "/no/file.wav", {}}) == ErrorCode::NotFound);
        QVERIFY(code({SoundChoice::Kind::Stems, {}, {}}) == ErrorCode::NotFound);
        SL_VERIFY_RESULT(writeVideo(m_root / "silent.mp4", {.frames = 5, .soundSeconds = 0}));
        QVERIFY(code({SoundChoice::Kind::File,
                      QString::fromStdString((m_root / "silent.mp4").string()),
                      {}})
                == ErrorCode::NoAudio);
    }

    void aFileIsRepeated()
    {
        SL_VERIFY_RESULT(writeToneWav(m_root / "tone.wav", 1));
        const auto source = openSoundChoice(videoAt(m_root / "no.mp4"),
                                            {SoundChoice::Kind::File,
                                             QString::fromStdString((m_root / "tone.wav").string()),
                                             {}},
                                            16000,
                                            {});
        SL_VERIFY_RESULT(source);
        QCOMPARE((*source)->read({30s, 33s}, {})->sampleCount(), std::size_t(48000));
        std::stop_source stop;
        stop.request_stop();
        const auto stopped = openSoundChoice(
                videoAt(m_root / "no.mp4"),
                {SoundChoice::Kind::File,
                 QString::fromStdString((m_root / "tone.wav").string()),
                 {}},
                16000,
                stop.get_token());
        SL_COMPARE_CODE(stopped, ErrorCode::Cancelled);
    }

private:
    QTemporaryDir m_folder;
    fs::path m_root = pathOf(m_folder);
};

QTEST_GUILESS_MAIN(TestReplacementSounds)
#include "tst_replacement_sounds.moc"

// SPDX-License-Identifier: MIT
#include "app/services/localization/map_computer.h"

#include "tests/app/services/localization/fake_localizer.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <filesystem>
#include <memory>

using namespace soundlocus;
using namespace soundlocus::test;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

/// The fake network tells how often it embedded a sound, and its maps how loud that was.
class TestMapComputer final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        SL_VERIFY_RESULT(
                writeVideo(m_video, {.frames = 100, .framesPerSecond = 25, .soundSeconds = 4}));
        SL_VERIFY_RESULT(writeToneWav(m_tone, 4, 16000, 440));
        m_state = std::make_shared<FakeNetworkState>();
        m_model = modelWith("a");
    }

    void init() { m_state->embedded = 0; }

    void mapIsThatOfTheFrame()
    {
        MapComputer computer;
        const SlotSetup setup = setupFor({SoundChoice::Kind::Silence, {}, {}});
        const auto map = computer.compute(setup, frameAt(1500ms), {});
        SL_VERIFY_RESULT(map);
        QCOMPARE(map->pts, MediaTime(1500ms));
        QVERIFY(map->size() == FakeNetwork::kMap);
        const auto input = setup.model->localizer->prepare(frameAt(1500ms), FitMode::Full);
        SL_VERIFY_RESULT(input);
        QVERIFY(std::ranges::equal(map->values(), *input->values)); // no sound: times one
    }

    void embedsEachWindowOnce()
    {
        MapComputer computer;
        const SlotSetup setup = setupFor({});
        for (int i = 0; i < 5; ++i)
            SL_VERIFY_RESULT(computer.compute(setup, frameAt(1100ms), {}));
        QCOMPARE(m_state->embedded, 1);
        // Within the same hop of half a second.
        SL_VERIFY_RESULT(computer.compute(setup, frameAt(1140ms), {}));
        QCOMPARE(m_state->embedded, 1);
        SL_VERIFY_RESULT(computer.compute(setup, frameAt(3s), {}));
        QCOMPARE(m_state->embedded, 2);
        SL_VERIFY_RESULT(computer.compute(setup, frameAt(1100ms), {}));
        QCOMPARE(m_state->embedded, 2);
        // What concerns only the picture takes the same sound.
        SlotSetup other = setup;
        other.settings.fit = FitMode::Official;
        other.key = mapKeyOf(other);
        SL_VERIFY_RESULT(computer.compute(other, frameAt(1100ms), {}));
        QCOMPARE(m_state->embedded, 2);
    }

    void remembersTheLatestFew()
    {
        MapComputer computer;
        const auto withWindow = [&](int i) {
            SlotSetup setup = setupFor({});
            setup.settings.window = 1s + 100ms * i;
            setup.key = mapKeyOf(setup);
            return setup;
        };
        const int most = static_cast<int>(MapComputer::kKeptSounds);
        for (int i = 0; i < most; ++i)
            SL_VERIFY_RESULT(computer.compute(withWindow(i), frameAt(2s), {}));
        QCOMPARE(m_state->embedded, most);
        SL_VERIFY_RESULT(computer.compute(withWindow(0), frameAt(2s), {})); // now the latest
        QCOMPARE(m_state->embedded, most);
        SL_VERIFY_RESULT(computer.compute(withWindow(most), frameAt(2s), {})); // 1 has to go
        SL_VERIFY_RESULT(computer.compute(withWindow(0), frameAt(2s), {}));
        QCOMPARE(m_state->embedded, most + 1);
        SL_VERIFY_RESULT(computer.compute(withWindow(1), frameAt(2s), {}));
        QCOMPARE(m_state->embedded, most + 2);
    }

    void networksDoNotShare()
    {
        MapComputer computer;
        const SlotSetup setup = setupFor({});
        SlotSetup again = setup;
        again.model = modelWith("a"); // the same file, loaded anew
        again.key = mapKeyOf(again);
        SL_VERIFY_RESULT(computer.compute(setup, frameAt(1s), {}));
        SL_VERIFY_RESULT(computer.compute(again, frameAt(1s), {}));
        QCOMPARE(m_state->embedded, 2);
        computer.forget(*setup.model->localizer);
        SL_VERIFY_RESULT(computer.compute(again, frameAt(1s), {}));
        QCOMPARE(m_state->embedded, 2);
        SL_VERIFY_RESULT(computer.compute(setup, frameAt(1s), {}));
        QCOMPARE(m_state->embedded, 3);
    }

    void aMissingSoundIsTriedOnce()
    {
        MapComputer computer;
        const fs::path late = fs::path(m_tone).replace_filename("late.wav");
        const SlotSetup setup = setupFor(
                {SoundChoice::Kind::File, QString::fromStdString(late.string()), {}});
        const auto missing = computer.compute(setup, frameAt(1s), {});
        QVERIFY(!missing && missing.error().code == ErrorCode::NotFound);
        fs::copy_file(m_tone, late);
        QVERIFY(!computer.compute(setup, frameAt(1s), {}));
        // Another state of the file is another key.
        SlotSetup fresh = setup;
        fresh.key = mapKeyOf(fresh);
        SL_VERIFY_RESULT(computer.compute(fresh, frameAt(1s), {}));
    }

    void stopIsNoFault()
    {
        MapComputer computer;
        std::stop_source stop;
        stop.request_stop();
        const SlotSetup setup = setupFor({});
        const auto stopped = computer.compute(setup, frameAt(1s), stop.get_token());
        QVERIFY(!stopped && stopped.error().code == ErrorCode::Cancelled);
        SL_VERIFY_RESULT(computer.compute(setup, frameAt(1s), {}));
    }

private:
    [[nodiscard]] std::shared_ptr<const LoadedModel> modelWith(const std::string &name) const
    {
        FakeLoader loader(m_state, {{name, 0.0F}});
        return std::make_shared<const LoadedModel>(loader.load(name, "cpu", {}).value());
    }
    [[nodiscard]] SlotSetup setupFor(const SoundChoice &sound) const
    {
        SlotSetup setup;
        setup.model = m_model;
        setup.sound = sound;
        setup.media.path = QString::fromStdString(m_video.string());
        setup.media.kind = MediaSummary::Kind::Video;
        setup.media.hasSound = true;
        setup.media.duration = 4s;
        setup.key = mapKeyOf(setup);
        return setup;
    }
    [[nodiscard]] static Frame frameAt(MediaTime time)
    {
        Frame frame = squarePicture({64, 48});
        frame.pts = time;
        return frame;
    }

    QTemporaryDir m_folder;
    fs::path m_video = pathOf(m_folder) / "video.mp4";
    fs::path m_tone = pathOf(m_folder) / "tone.wav";
    std::shared_ptr<FakeNetworkState> m_state;
    std::shared_ptr<const LoadedModel> m_model;
};

QTEST_GUILESS_MAIN(TestMapComputer)
#include "tst_map_computer.moc"

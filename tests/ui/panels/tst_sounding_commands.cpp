// SPDX-License-Identifier: MIT
#include "tests/support/annotation_bench.h"
#include "ui/panels/sounding_commands.h"

#include <QSignalSpy>
#include <QTest>
#include <QWidget>

using namespace soundlocus;
using namespace soundlocus::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

/// Silent until 1.2 s, then loud.
class StepSource final : public TimelineSource
{
public:
    static constexpr MediaTime kOnset = 1200ms;
    void setMedia(const MediaSummary & /*media*/) override {}
    [[nodiscard]] std::vector<WaveformColumn> waveform(TimeRange range, int columns) const override
    {
        std::vector<WaveformColumn> result;
        for (int i = 0; i < columns; ++i) {
            const MediaTime time = range.begin + range.duration() * i / columns;
            const float level = time >= kOnset ? 0.5F : 0.002F;
            result.push_back({-level, level});
        }
        return result;
    }
    [[nodiscard]] QImage spectrogram(TimeRange /*range*/, QSize /*size*/) override { return {}; }
    [[nodiscard]] QImage thumbnail(MediaTime /*time*/) override { return {}; }
};

struct Bench : AnnotationBench
{
    Bench() { selection.setTrack(kCrowTrack); }
    void press() { actions.action(u"annotation.sounding"_s)->trigger(); }
    void snap() { actions.action(u"annotation.snap-to-onset"_s)->trigger(); }
    void quiet() { actions.action(u"annotation.quiet"_s)->trigger(); }
    [[nodiscard]] std::vector<TimeRange> sounding() { return track(kCrowTrack).sounding; }

    ActionRegistry actions;
    Settings settings;
    StepSource waveform;
    SoundingCommands commands{editor, actions, settings, waveform};
};

} // namespace

class TestSoundingCommands final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pausedTheFramesThemselvesCount()
    {
        Bench b;
        b.player.seekFrame(30);
        b.press();
        b.player.seekFrame(60);
        b.press();
        QCOMPARE(b.sounding(), (std::vector{TimeRange{atFrame(30), atFrame(60)}}));
        SL_VERIFY_RESULT(b.document().undo()); // one step
        QVERIFY(b.sounding().empty());
    }

    void playingTheTimeToReactIsTakenOff()
    {
        Bench b;
        AnnotationSettings settings;
        settings.reactionMs = 240;
        b.settings.setAnnotation(settings);
        b.player.play();
        b.player.seekFrame(30);
        b.press();
        b.player.seekFrame(60);
        b.press();
        QCOMPARE(b.sounding(), (std::vector{TimeRange{atFrame(24), atFrame(54)}}));
        // At half the speed half as much of the file goes by.
        b.player.setSpeed(0.5);
        b.player.seekFrame(100);
        b.press();
        b.player.seekFrame(120);
        b.press();
        QCOMPARE(b.sounding().back(), (TimeRange{atFrame(97), atFrame(117)}));
    }

    void aHeldKeyEndsWhenItIsLetGo()
    {
        Bench b;
        QWidget window;
        window.addAction(b.actions.action(u"annotation.sounding"_s));
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        window.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&window));
        b.player.seekFrame(30);
        QTest::keyPress(&window, Qt::Key_S);
        QVERIFY(b.actions.action(u"annotation.sounding"_s)->isChecked());
        b.player.seekFrame(60);
        QTest::qWait(static_cast<int>(SoundingCommands::kHeld.count()) + 50);
        QTest::keyRelease(&window, Qt::Key_S);
        QVERIFY(!b.actions.action(u"annotation.sounding"_s)->isChecked());
        QCOMPARE(b.sounding(), (std::vector{TimeRange{atFrame(30), atFrame(60)}}));
    }

    void anotherClipDropsIt()
    {
        Bench b;
        b.press();
        b.selection.setClip(kField);
        QVERIFY(!b.actions.action(u"annotation.sounding"_s)->isChecked());
        QVERIFY(b.sounding().empty());
        QVERIFY(!b.document().canUndo());
    }

    void snapsToTheOnset()
    {
        Bench b;
        b.editor.apply(gestures::markSounding(b.track(kCrowTrack), {1000ms, 2000ms}));
        b.player.seekFrame(25);
        b.snap();
        const auto sounding = b.sounding();
        QCOMPARE(sounding.size(), std::size_t{1});
        QVERIFY(std::chrono::abs(sounding.front().begin - StepSource::kOnset) <= 5ms);
        QCOMPARE(sounding.front().end, MediaTime(2000ms));
    }

    void noOnsetIsSaid()
    {
        Bench b;
        b.editor.apply(gestures::markSounding(b.track(kCrowTrack), {5000ms, 6000ms}));
        QSignalSpy hints(&b.commands, &SoundingCommands::hinted);
        b.snap();
        QCOMPARE(hints.size(), 1);
        QCOMPARE(b.sounding().front().begin, MediaTime(5000ms));
    }

    void thePassageFallsSilent()
    {
        Bench b;
        b.editor.apply(gestures::markSounding(b.track(kCrowTrack), {atFrame(10), atFrame(60)}));
        std::optional<TimeRange> passage = TimeRange{atFrame(20), atFrame(30)};
        b.commands.setPassage([&passage] { return passage; });
        b.quiet();
        QCOMPARE(b.sounding(),
                 (std::vector{TimeRange{atFrame(10), atFrame(20)},
                              TimeRange{atFrame(30), atFrame(60)}}));
        SL_VERIFY_RESULT(b.document().undo()); // one step
        QCOMPARE(b.sounding(), (std::vector{TimeRange{atFrame(10), atFrame(60)}}));
        // Without a passage the rest of the interval does.
        passage.reset();
        b.player.seekFrame(40);
        b.quiet();
        QCOMPARE(b.sounding(), (std::vector{TimeRange{atFrame(10), atFrame(40)}}));
        QSignalSpy hints(&b.commands, &SoundingCommands::hinted);
        b.player.seekFrame(200);
        b.quiet();
        QCOMPARE(hints.size(), 1);
        QCOMPARE(b.sounding(), (std::vector{TimeRange{atFrame(10), atFrame(40)}}));
    }
};

QTEST_MAIN(TestSoundingCommands)
#include "tst_sounding_commands.moc"

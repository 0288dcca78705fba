// SPDX-License-Identifier: MIT
// Hours before an audience, in ten minutes: SOUNDLOCUS_SOAK_SECONDS sets another length.
#include "tests/integration/program_run.h"
#include "tests/support/process_facts.h"

#include <QTest>

using namespace soundlocus;

class TestWindowSoak final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void memoryStaysFlatWhileTheDemoLoops()
    {
        if (test::residentBytes() == 0)
            QSKIP("the system does not tell how much memory is in use");
        constexpr int kTenMinutes = 600;
        bool isSet = false;
        const int wanted = qEnvironmentVariableIntValue("SOUNDLOCUS_SOAK_SECONDS", &isSet);
        const int milliseconds = 1000 * (isSet ? wanted : kTenMinutes);
        const test::OwnHome home;
        const test::ProgramRun run;
        Settings &settings = run.program->services().settings;
        PlaybackSettings playback = settings.values().playback;
        playback.repeats = true;
        settings.setPlayback(playback);
        QTRY_VERIFY_WITH_TIMEOUT(run.isPlaying() && run.hasModel(), 60'000);

        // After a fifth, two minutes of ten, every cache is full.
        QTest::qWait(milliseconds / 5);
        const auto before = static_cast<double>(test::residentBytes());
        const qint64 shown = run.player().statistics().shownFrames;
        QTest::qWait(milliseconds - milliseconds / 5);
        const auto after = static_cast<double>(test::residentBytes());
        qInfo("%.1f MB, at the end %.1f MB", before / 1e6, after / 1e6);
        QVERIFY(run.isPlaying());
        QVERIFY(run.player().statistics().shownFrames > shown);
        QVERIFY2(after <= 1.05 * before,
                 qPrintable(QString("%1 MB, then %2 MB").arg(before / 1e6).arg(after / 1e6)));
    }
};

QTEST_MAIN(TestWindowSoak)
#include "tst_window_soak.moc"

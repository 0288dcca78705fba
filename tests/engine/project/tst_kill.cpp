// SPDX-License-Identifier: MIT
#include "engine/project/project_store.h"
#include "tests/support/scripted_edits.h"
#include "tests/support/test_paths.h"

#include <QElapsedTimer>
#include <QProcess>
#include <QTest>

#include <random>

using namespace soundlocus;
namespace fs = std::filesystem;

namespace {

constexpr int kKills = 200;

/// Kills the script at a time that is any; the last gesture that it said was done, or -1.
qint64 killedAfter(const fs::path &project, std::mt19937 &random)
{
    QProcess process;
    process.start(QStringLiteral(SOUNDLOCUS_EDIT_SCRIPT),
                  {QString::fromStdString(project.string())});
    if (!process.waitForStarted())
        return -1;
    // From the opening of the file to some gestures on, at no particular point of either; every
    // other time amid the gestures, however long the opening takes on this machine.
    if (random() % 2 == 0)
        process.waitForReadyRead();
    QElapsedTimer timer;
    timer.start();
    const auto wait = static_cast<qint64>(random() % 40'000'000); // nanoseconds
    while (timer.nsecsElapsed() < wait) {
    }
    process.kill();
    process.waitForFinished();
    if (process.exitStatus() != QProcess::CrashExit)
        return -1;
    const QByteArray output = process.readAllStandardOutput();
    const qsizetype end = output.lastIndexOf('\n');
    if (end < 0)
        return 0;
    return output.mid(output.lastIndexOf('\n', end - 1) + 1, end).trimmed().toLongLong();
}

} // namespace

class TestKill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// After each kill the project opens whole, and holds what the session had done, short of at
    /// most the gesture that was not finished.
    void losesNothing()
    {
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "killed.soundlocus";
        AnnotationSet expected = test::sessionStart();
        {
            auto store = ProjectStore::create(path);
            SL_VERIFY_RESULT(store);
            SL_VERIFY_RESULT(store->apply(addingAll("start", expected)));
        }
        std::mt19937 random(20'260'731);
        qint64 done = 0;
        int busyKills = 0;
        int unsaid = 0;
        for (int kill = 0; kill < kKills; ++kill) {
            const qint64 said = killedAfter(path, random);
            QVERIFY2(said >= 0, "the script ended by itself");
            auto store = ProjectStore::open(path);
            SL_VERIFY_RESULT(store);
            QVERIFY2(!store->isReadOnly(), store->readOnlyReason().c_str());
            SL_VERIFY_RESULT(store->verify());
            const auto found = store->readAll();
            SL_VERIFY_RESULT(found);
            const qint64 stored = QString::fromStdString(found->clips.front().note).toLongLong();
            const qint64 least = std::max(done, said);
            QVERIFY2(stored == least || stored == least + 1,
                     qPrintable(QStringLiteral("said %1, stored %2").arg(least).arg(stored)));
            busyKills += said > 0 ? 1 : 0;
            unsaid += stored > least ? 1 : 0;
            for (++done; done <= stored; ++done)
                SL_VERIFY_RESULT(applyTo(expected, test::gestureOf(done, expected)));
            done = stored;
            QVERIFY(*found == expected);
        }
        QVERIFY2(busyKills > kKills / 4, qPrintable(QString::number(busyKills)));
        qInfo("%d kills, %d of them amid edits, %lld gestures, %d finished but not told",
              kKills,
              busyKills,
              done,
              unsaid);
    }
};

QTEST_GUILESS_MAIN(TestKill)
#include "tst_kill.moc"

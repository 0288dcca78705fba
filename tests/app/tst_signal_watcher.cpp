// SPDX-License-Identifier: MIT
#include "app/signal_watcher.h"

#include <QSignalSpy>
#include <QTest>

#include <csignal>

using namespace soundlocus;

class TestSignalWatcher : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void asksToEnd_data()
    {
        QTest::addColumn<int>("signal");
        QTest::newRow("terminated") << SIGTERM;
        QTest::newRow("Ctrl-C") << SIGINT;
        QTest::newRow("terminal closed") << SIGHUP;
    }

    /// The process lives on, and is asked once each time.
    void asksToEnd()
    {
        QFETCH(int, signal);
        SignalWatcher watcher;
        QSignalSpy asked(&watcher, &SignalWatcher::endRequested);
        std::raise(signal);
        QTRY_COMPARE(asked.size(), 1);
        std::raise(signal);
        QTRY_COMPARE(asked.size(), 2);
    }

    void usualEffectAfterwards()
    {
        {
            const SignalWatcher watcher;
        }
        struct sigaction now
        {};
        ::sigaction(SIGTERM, nullptr, &now);
        QVERIFY(now.sa_handler == SIG_DFL);
    }
};

QTEST_GUILESS_MAIN(TestSignalWatcher)
#include "tst_signal_watcher.moc"

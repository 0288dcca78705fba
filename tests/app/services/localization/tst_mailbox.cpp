// SPDX-License-Identifier: MIT
#include "app/services/localization/mailbox.h"

#include <QTest>

#include <thread>

using namespace soundlocus;
using Box = Mailbox<int>;

class TestMailbox final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newestWishWins()
    {
        Box box;
        box.wish(1);
        box.wish(2);
        QCOMPARE(box.take(Box::Wait::ForMail).wish, std::optional(2));
        QVERIFY(!box.take(Box::Wait::No).wish);
    }

    void errandsComeFirstAndAllOfThem()
    {
        Box box;
        std::vector<int> done;
        box.wish(7);
        box.post([&] { done.push_back(1); });
        box.post([&] { done.push_back(2); });
        for (int i = 0; i < 2; ++i)
            box.take(Box::Wait::ForMail).errand();
        QCOMPARE(done, (std::vector{1, 2}));
        QCOMPARE(box.take(Box::Wait::ForMail).wish, std::optional(7));
    }

    void mailInterrupts()
    {
        Box box;
        const auto before = box.interrupted();
        QVERIFY(!before.stop_requested());
        box.wish(1);
        QVERIFY(before.stop_requested());
        QVERIFY(box.take(Box::Wait::ForMail).wish);
        QVERIFY(!box.interrupted().stop_requested());
        box.post([] {});
        box.wish(2);
        QVERIFY(box.take(Box::Wait::ForMail).errand);
        QVERIFY(box.interrupted().stop_requested()); // the wish still waits
    }

    void closingWakesAndHandsOutNothing()
    {
        Box box;
        std::jthread taker([&] { QVERIFY(box.take(Box::Wait::ForMail).isClosed); });
        box.close();
        taker.join();
        box.wish(1);
        const auto mail = box.take(Box::Wait::ForMail);
        QVERIFY(mail.isClosed && !mail.wish && !mail.errand);
    }
};

QTEST_GUILESS_MAIN(TestMailbox)
#include "tst_mailbox.moc"

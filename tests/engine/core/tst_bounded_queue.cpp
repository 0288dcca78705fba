// SPDX-License-Identifier: MIT
#include "engine/core/bounded_queue.h"

#include <QTest>

#include <atomic>
#include <thread>
#include <vector>

using namespace soundlocus;

class TestBoundedQueue : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsOrderAndBound();
    void closeHandsOutWhatIsInside();
    void abortWakesBothEnds();
};

void TestBoundedQueue::keepsOrderAndBound()
{
    constexpr int kCount = 10000;
    BoundedQueue<int> queue(3);
    std::atomic<int> inside{0};
    std::atomic<int> most{0};
    const std::jthread producer([&] {
        for (int i = 0; i < kCount; ++i) {
            queue.push(i);
            most = std::max(most.load(), ++inside);
        }
        queue.close();
    });
    for (int i = 0; i < kCount; ++i) {
        const auto item = queue.pop();
        --inside;
        QVERIFY(item.has_value());
        QCOMPARE(*item, i);
    }
    QVERIFY(!queue.pop().has_value());
    // One more may be counted while its pop is on the way.
    QVERIFY(most <= 4);
}

void TestBoundedQueue::closeHandsOutWhatIsInside()
{
    BoundedQueue<int> queue(2);
    QVERIFY(queue.push(1));
    queue.close();
    QVERIFY(!queue.push(2));
    QCOMPARE(queue.pop().value(), 1);
    QVERIFY(!queue.pop().has_value());
}

void TestBoundedQueue::abortWakesBothEnds()
{
    BoundedQueue<int> full(1);
    BoundedQueue<int> empty(1);
    QVERIFY(full.push(1));
    bool isPushed = true;
    bool isPopped = true;
    {
        const std::jthread producer([&] { isPushed = full.push(2); });
        const std::jthread consumer([&] { isPopped = empty.pop().has_value(); });
        full.abort();
        empty.abort();
    }
    QVERIFY(!isPushed);
    QVERIFY(!isPopped);
    QVERIFY(!full.pop().has_value());
}

QTEST_GUILESS_MAIN(TestBoundedQueue)
#include "tst_bounded_queue.moc"

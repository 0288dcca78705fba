// SPDX-License-Identifier: MIT
#include "engine/training/memory_fault.h"

#include <QTest>

#include <new>
#include <stdexcept>
#include <vector>

using namespace soundlocus;

class TestMemoryFault : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recognised()
    {
        QVERIFY(isMemoryFault(std::bad_alloc()));
        QVERIFY(isMemoryFault(std::runtime_error("CUDA out of memory. Tried to allocate 2 GiB")));
        QVERIFY(isMemoryFault(
                std::runtime_error("DefaultCPUAllocator: not enough memory: you tried to ...")));
        QVERIFY(!isMemoryFault(std::runtime_error("sizes do not match")));
    }

    void halves_data()
    {
        QTest::addColumn<int>("tooLarge");
        QTest::addColumn<int>("room");
        QTest::addColumn<int>("expected");
        QTest::newRow("half") << 32 << 20 << 16;
        QTest::newRow("eighth") << 32 << 5 << 4;
        QTest::newRow("odd") << 30 << 8 << 7;
        QTest::newRow("one") << 32 << 1 << 1;
        QTest::newRow("none") << 32 << 0 << 0;
        QTest::newRow("of one") << 1 << 0 << 0;
    }

    void halves()
    {
        QFETCH(int, tooLarge);
        QFETCH(int, room);
        QFETCH(int, expected);
        std::vector<int> tried;
        const int found = largestFittingBatch(tooLarge, [&](int batch) {
            tried.push_back(batch);
            return batch <= room;
        });
        QCOMPARE(found, expected);
        // Never the one that failed, each smaller than the one before, and none after a success.
        for (std::size_t i = 0; i < tried.size(); ++i)
            QVERIFY(tried[i] < (i == 0 ? tooLarge : tried[i - 1]) && tried[i] > 0);
        QVERIFY(found == 0 || tried.back() == found);
    }

    void words()
    {
        MemoryFacts facts{"cuda:0", 32, 2, 8, "first line\nsecond line"};
        const Error error = memoryError(facts);
        QVERIFY(error.code == ErrorCode::DeviceOutOfMemory);
        QCOMPARE(error.context, std::string("first line"));
        const QString fitting = QString::fromStdString(error.message);
        QVERIFY(fitting.contains("a batch of 32 does not fit into the memory of cuda:0"));
        // As many samples in a step as before.
        QVERIFY(fitting.contains("--batch 8 with --set optimizer.accumulation=8"));
        facts.fitting = 0;
        QVERIFY(memoryError(facts).message.find("model.image_side") != std::string::npos);
        facts.fitting.reset();
        QVERIFY(memoryError(facts).message.find("try --batch 16") != std::string::npos);
        facts.batch = 1;
        QVERIFY(memoryError(facts).message.find("model.image_side") != std::string::npos);
    }
};

QTEST_GUILESS_MAIN(TestMemoryFault)
#include "tst_memory_fault.moc"

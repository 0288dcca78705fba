// SPDX-License-Identifier: MIT
#include "engine/training/epoch_order.h"
#include "tests/engine/training/fake_source.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>
#include <numeric>

using namespace soundlocus;

class TestEpochOrder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everySampleOnceAndTheRestDropped();
    void epochsAndSeedsDiffer();
    void processesShareABatchWithoutOverlap();
    void classesAreUniqueInABatch_data();
    void classesAreUniqueInABatch();
    void levelsAreLimited();
    void substitutesFollowThePermutation();
    void substitutesOfProcessesDiffer();
    void tooFewIsRefused_data();
    void tooFewIsRefused();
};

namespace {

std::vector<std::size_t> firstIndices(std::size_t count)
{
    std::vector<std::size_t> indices(count);
    std::iota(indices.begin(), indices.end(), std::size_t{0});
    return indices;
}

EpochOrderOptions optionsFor(int batch, ProcessShare share = {})
{
    EpochOrderOptions options;
    options.seed = 4;
    options.epoch = 1;
    options.batch = batch;
    options.share = share;
    return options;
}

std::vector<std::size_t> allRows(const EpochOrder &order)
{
    std::vector<std::size_t> rows;
    for (std::int64_t position = 0; position < order.batchCount(); ++position) {
        for (const std::size_t row : order.rowsOf(position))
            rows.push_back(row);
    }
    return rows;
}

} // namespace

void TestEpochOrder::everySampleOnceAndTheRestDropped()
{
    const test::FakeSource source({.count = 23});
    const auto order = EpochOrder::create(source, firstIndices(23), optionsFor(5));
    SL_VERIFY_RESULT(order);
    QCOMPARE(order->batchCount(), 4);
    const auto rows = allRows(*order);
    QCOMPARE(rows.size(), std::size_t{20});
    QCOMPARE(std::set(rows.begin(), rows.end()).size(), std::size_t{20});
    QVERIFY(!std::is_sorted(rows.begin(), rows.end()));
}

void TestEpochOrder::epochsAndSeedsDiffer()
{
    const test::FakeSource source({.count = 40});
    const auto first = EpochOrder::create(source, firstIndices(40), optionsFor(8));
    const auto again = EpochOrder::create(source, firstIndices(40), optionsFor(8));
    EpochOrderOptions options = optionsFor(8);
    options.epoch = 2;
    const auto second = EpochOrder::create(source, firstIndices(40), options);
    options = optionsFor(8);
    options.seed = 5;
    const auto other = EpochOrder::create(source, firstIndices(40), options);
    QCOMPARE(allRows(*first), allRows(*again));
    QVERIFY(allRows(*first) != allRows(*second));
    QVERIFY(allRows(*first) != allRows(*other));
}

void TestEpochOrder::processesShareABatchWithoutOverlap()
{
    const test::FakeSource source({.count = 50});
    const auto whole = EpochOrder::create(source, firstIndices(50), optionsFor(12));
    const auto a = EpochOrder::create(source, firstIndices(50), optionsFor(4, {0, 3}));
    const auto b = EpochOrder::create(source, firstIndices(50), optionsFor(4, {1, 3}));
    const auto c = EpochOrder::create(source, firstIndices(50), optionsFor(4, {2, 3}));
    QCOMPARE(a->batchCount(), whole->batchCount());
    for (std::int64_t position = 0; position < whole->batchCount(); ++position) {
        const auto rows = whole->rowsOf(position);
        for (std::size_t slot = 0; slot < 4; ++slot) {
            QCOMPARE(a->rowsOf(position)[slot], rows[slot * 3]);
            QCOMPARE(b->rowsOf(position)[slot], rows[slot * 3 + 1]);
            QCOMPARE(c->rowsOf(position)[slot], rows[slot * 3 + 2]);
        }
    }
}

void TestEpochOrder::classesAreUniqueInABatch_data()
{
    QTest::addColumn<int>("batch");
    QTest::addColumn<int>("world");
    QTest::addColumn<bool>("overAll");
    QTest::newRow("one process") << 5 << 1 << false;
    QTest::newRow("each process for itself") << 5 << 2 << false;
    QTest::newRow("joined batch") << 2 << 2 << true;
}

void TestEpochOrder::classesAreUniqueInABatch()
{
    QFETCH(int, batch);
    QFETCH(int, world);
    QFETCH(bool, overAll);
    const test::FakeSource source({.count = 60, .classes = 5});
    for (int rank = 0; rank < world; ++rank) {
        EpochOrderOptions options = optionsFor(batch, {rank, world});
        options.isClassUnique = true;
        options.isClassUniqueOverAll = overAll;
        const auto order = EpochOrder::create(source, firstIndices(60), options);
        SL_VERIFY_RESULT(order);
        QCOMPARE(order->batchCount(), 60 / (batch * world));
        for (std::int64_t position = 0; position < order->batchCount(); ++position) {
            std::set<std::string> classes;
            for (const std::size_t row : order->rowsOf(position))
                classes.insert(source.item(row).sample.label);
            QCOMPARE(static_cast<int>(classes.size()), batch);
        }
    }
}

void TestEpochOrder::levelsAreLimited()
{
    const test::FakeSource source({.count = 40});
    EpochOrderOptions options = optionsFor(4);
    options.levelLimit = [](std::int64_t position) {
        return 0.2 + 0.08 * static_cast<double>(position);
    };
    const auto order = EpochOrder::create(source, firstIndices(40), options);
    SL_VERIFY_RESULT(order);
    QCOMPARE(order->batchCount(), 10);
    for (std::int64_t position = 0; position < 10; ++position) {
        const auto rows = order->rowsOf(position);
        QCOMPARE(std::set(rows.begin(), rows.end()).size(), std::size_t{4});
        for (const std::size_t row : rows)
            QVERIFY(source.item(row).level <= options.levelLimit(position));
    }
}

void TestEpochOrder::substitutesFollowThePermutation()
{
    const test::FakeSource source({.count = 10});
    const auto order = EpochOrder::create(source, firstIndices(10), optionsFor(3));
    SL_VERIFY_RESULT(order);
    const auto rows = allRows(*order);
    // The row behind the batch comes first, and the batch itself last.
    std::vector<std::size_t> offered;
    const auto none = order->findSubstitute(1, 0, [&](std::size_t row) {
        offered.push_back(row);
        return false;
    });
    QVERIFY(!none.has_value());
    QCOMPARE(offered.size(), std::size_t{9});
    QCOMPARE(offered[0], rows[6]);
    QCOMPARE(offered[7], rows[4]);
    QCOMPARE(offered[8], rows[5]);
    QCOMPARE(order->findSubstitute(1, 0, [](std::size_t) { return true; }).value(), rows[6]);
}

void TestEpochOrder::substitutesOfProcessesDiffer()
{
    const test::FakeSource source({.count = 30});
    const auto a = EpochOrder::create(source, firstIndices(30), optionsFor(3, {0, 2}));
    const auto b = EpochOrder::create(source, firstIndices(30), optionsFor(3, {1, 2}));
    std::set<std::size_t> ofA;
    std::set<std::size_t> ofB;
    const auto collect = [](std::set<std::size_t> &rows) {
        return [&rows](std::size_t row) {
            rows.insert(row);
            return false;
        };
    };
    QVERIFY(!a->findSubstitute(0, 0, collect(ofA)));
    QVERIFY(!b->findSubstitute(0, 2, collect(ofB)));
    QVERIFY(ofA.size() > 10 && ofB.size() > 10);
    for (const std::size_t row : ofA)
        QVERIFY(!ofB.contains(row));
}

void TestEpochOrder::tooFewIsRefused_data()
{
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("world");
    QTest::addColumn<bool>("unique");
    QTest::addColumn<double>("limit");
    QTest::newRow("no samples") << 0 << 1 << false << 1.0;
    QTest::newRow("fewer than a batch") << 7 << 1 << false << 1.0;
    QTest::newRow("fewer than all processes need") << 15 << 2 << false << 1.0;
    QTest::newRow("fewer classes than a batch") << 40 << 1 << true << 1.0;
    QTest::newRow("too few easy ones") << 40 << 1 << false << 0.1;
}

void TestEpochOrder::tooFewIsRefused()
{
    QFETCH(int, count);
    QFETCH(int, world);
    QFETCH(bool, unique);
    QFETCH(double, limit);
    const test::FakeSource source({.count = static_cast<std::size_t>(count), .classes = 7});
    EpochOrderOptions options = optionsFor(8, {0, world});
    options.isClassUnique = unique;
    options.levelLimit = [limit](std::int64_t) { return limit; };
    const auto order = EpochOrder::create(
            source, firstIndices(static_cast<std::size_t>(count)), options);
    SL_COMPARE_CODE(order, ErrorCode::InvalidArgument);
    QVERIFY(order.error().message.find("run.batch") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestEpochOrder)
#include "tst_epoch_order.moc"

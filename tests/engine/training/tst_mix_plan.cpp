// SPDX-License-Identifier: MIT
#include "engine/augmentation/random_stream.h"
#include "engine/training/mix_plan.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <limits>
#include <set>

using namespace soundlocus;

class TestMixPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nearestOfThePool();
    void selfOnlyWhereAllowed();
    void poolsDifferByBlockAndEpoch();
    void uselessEmbeddings();
};

namespace {

/// Embeddings of `count` clips in pairs: 2k and 2k + 1 point almost the same way.
std::vector<float> pairs(std::size_t count, std::size_t dimensions)
{
    std::vector<float> values;
    for (std::size_t i = 0; i < count; ++i) {
        RandomStream common({i / 2});
        RandomStream own({i, 1});
        const double length = own.uniform(0.5, 20.0); // cosine does not see it
        for (std::size_t d = 0; d < dimensions; ++d)
            values.push_back(static_cast<float>(length * (common.normal() + 0.05 * own.normal())));
    }
    return values;
}

} // namespace

void TestMixPlan::nearestOfThePool()
{
    const std::size_t count = 600;
    const auto plan = planMixing(pairs(count, 16), 16, {}, {4, 1}); // the pool holds everybody
    SL_VERIFY_RESULT(plan);
    QCOMPARE(plan->partners.size(), count);
    for (std::size_t i = 0; i < count; ++i)
        QCOMPARE(plan->partners[i], i ^ 1U);
}

void TestMixPlan::selfOnlyWhereAllowed()
{
    AudioMixConfig config;
    config.allowsSelf = true;
    const auto values = pairs(40, 16);
    const auto plan = planMixing(values, 16, config, {4, 1});
    SL_VERIFY_RESULT(plan);
    for (std::size_t i = 0; i < 40; ++i)
        QCOMPARE(plan->partners[i], i);
    config.allowsSelf = false;
    config.poolSize = 5;
    config.blockSize = 8;
    const auto small = planMixing(values, 16, config, {4, 1});
    SL_VERIFY_RESULT(small);
    for (std::size_t i = 0; i < 40; ++i)
        QVERIFY(small->partners[i] != i);
    // Alone, there is nobody else.
    const auto alone = planMixing(std::span(values).first(16), 16, {}, {4, 1});
    SL_VERIFY_RESULT(alone);
    QCOMPARE(alone->partners, std::vector<std::size_t>{0});
}

void TestMixPlan::poolsDifferByBlockAndEpoch()
{
    AudioMixConfig config;
    config.poolSize = 3;
    config.blockSize = 10;
    const auto values = pairs(100, 16);
    const auto plan = planMixing(values, 16, config, {4, 1});
    SL_VERIFY_RESULT(plan);
    std::set<std::set<std::size_t>> pools;
    for (std::size_t block = 0; block < 10; ++block) {
        const auto begin = plan->partners.begin() + static_cast<std::ptrdiff_t>(block) * 10;
        const std::set<std::size_t> partners(begin, begin + 10);
        QVERIFY(partners.size() <= 3);
        pools.insert(partners);
    }
    QVERIFY(pools.size() > 5);
    QCOMPARE(*planMixing(values, 16, config, {4, 1}), *plan);
    QVERIFY(!(*planMixing(values, 16, config, {4, 2}) == *plan));
    QVERIFY(!(*planMixing(values, 16, config, {5, 1}) == *plan));
}

void TestMixPlan::uselessEmbeddings()
{
    std::vector<float> values = pairs(4, 8);
    values[9] = std::numeric_limits<float>::quiet_NaN();
    SL_COMPARE_CODE(planMixing(values, 8, {}, {4, 1}), ErrorCode::NotFinite);
    const std::vector<float> zeros(32, 0.0F);
    const auto plan = planMixing(zeros, 8, {}, {4, 1});
    SL_VERIFY_RESULT(plan);
    QCOMPARE(plan->partners, (std::vector<std::size_t>{1, 0, 0, 0}));
}

QTEST_GUILESS_MAIN(TestMixPlan)
#include "tst_mix_plan.moc"

// SPDX-License-Identifier: MIT
#include "engine/training/training_plan.h"
#include "tests/engine/training/fake_source.h"

#include <QTest>

#include <algorithm>

using namespace soundlocus;

namespace {

/// Rows of pictures with some sounds each.
class GroupedSource final : public SampleSource
{
public:
    GroupedSource(int groups, int perGroup)
    {
        for (int i = 0; i < groups * perGroup; ++i) {
            TrainingItem item;
            item.sample.id = "row" + std::to_string(i);
            if (perGroup > 1)
                item.sample.group = "picture" + std::to_string(i / perGroup);
            m_items.push_back(std::move(item));
        }
    }
    [[nodiscard]] std::size_t size() const override { return m_items.size(); }
    [[nodiscard]] const TrainingItem &item(std::size_t index) const override
    {
        return m_items.at(index);
    }
    [[nodiscard]] Result<TrainingSample> load(std::size_t) const override
    {
        return fail(ErrorCode::NotFound, "has no media");
    }

private:
    std::vector<TrainingItem> m_items;
};

ValidationConfig keeping(double share, int minimum, int maximum)
{
    ValidationConfig config;
    config.share = share;
    config.minimum = minimum;
    config.maximum = maximum;
    return config;
}

} // namespace

class TestTrainingPlan : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void steps()
    {
        TrainingConfig config;
        config.run.epochs = 7;
        QCOMPARE(qint64(TrainingPlan(config, 10).totalSteps()), 70LL);
        config.optimizer.accumulation = 3; // the last batch of ten is left out
        QCOMPARE(qint64(TrainingPlan(config, 10).stepsPerEpoch()), 3LL);
        QCOMPARE(qint64(TrainingPlan(config, 10).totalSteps()), 21LL);
        config.run.maxSteps = 5;
        QCOMPARE(qint64(TrainingPlan(config, 10).totalSteps()), 5LL);
        config.run.maxSteps = 500;
        QCOMPARE(qint64(TrainingPlan(config, 10).totalSteps()), 21LL);
    }

    /// Those of the demo: by steps, by share, to the end.
    void stages()
    {
        TrainingConfig config;
        config.run.epochs = 10;
        config.stages = {{"a", "sound", 15, 1.0, 1.0, 1.0},
                         {"b", "pooled", 0, 0.4, 0.2, 1.0},
                         {"c", "ssltie", 0, 1.0, 0.5, 0.5}};
        const TrainingPlan plan(config, 10);
        QCOMPARE(plan.stageAt(0), std::size_t{0});
        QCOMPARE(plan.stageAt(14), std::size_t{0});
        QCOMPARE(plan.stageAt(15), std::size_t{1});
        QCOMPARE(plan.stageAt(39), std::size_t{1});
        QCOMPARE(plan.stageAt(40), std::size_t{2});
        QCOMPARE(plan.stageAt(99), std::size_t{2});
        QCOMPARE(plan.stageAt(1000), std::size_t{2});
        QCOMPARE(plan.levelAt(3), 1.0);
        QCOMPARE(plan.levelAt(15), 0.2);
        QCOMPARE(plan.levelAt(20), 0.2 + 0.8 * 5 / 25);
        QVERIFY(plan.levelAt(39) < 1.0 && plan.levelAt(39) > plan.levelAt(38));
        QCOMPARE(plan.levelAt(99), 0.5);
    }

    /// A stage by steps behind one by share begins where that ends; one too long leaves no room.
    void stagesOfBothKinds()
    {
        TrainingConfig config;
        config.run.epochs = 1;
        config.stages = {{"a", "ssltie", 0, 0.5, 1.0, 1.0},
                         {"b", "ssltie", 20, 1.0, 1.0, 1.0},
                         {"c", "ssltie", 0, 1.0, 1.0, 1.0}};
        const TrainingPlan plan(config, 100);
        QCOMPARE(plan.stageAt(49), std::size_t{0});
        QCOMPARE(plan.stageAt(69), std::size_t{1});
        QCOMPARE(plan.stageAt(70), std::size_t{2});
        config.stages[1].steps = 500;
        QCOMPARE(TrainingPlan(config, 100).stageAt(99), std::size_t{1});
    }

    void modelThereAndBack()
    {
        ModelConfig config;
        config.width = 16;
        config.imageSide = 112;
        config.sampleRateHz = 16000;
        config.seconds = 2;
        config.hopLength = 320;
        config.nMels = 64;
        config.melOffset = 60;
        config.melDivisor = 30;
        QVERIFY(modelConfigOf(modelSpecOf(config)) == config);
        config.family = "lvs";
        QVERIFY(modelConfigOf(modelSpecOf(config)) == config);
        // A published checkpoint's model goes through the configuration unharmed.
        for (const ModelFamily family : {ModelFamily::SslTie, ModelFamily::Lvs})
            QVERIFY(modelSpecOf(modelConfigOf(modelSpecOf(family, 64))) == modelSpecOf(family, 64));
    }

    void splitHasEachOnce()
    {
        const GroupedSource source(100, 2);
        const TrainingSplit split = splitForValidation(source, keeping(0.1, 8, 512), 4);
        QCOMPARE(split.validation.size(), std::size_t{20});
        std::vector<std::size_t> all = split.training;
        all.insert(all.end(), split.validation.begin(), split.validation.end());
        std::sort(all.begin(), all.end());
        for (std::size_t i = 0; i < all.size(); ++i)
            QCOMPARE(all[i], i);
        QCOMPARE(all.size(), source.size());
    }

    void groupsStayTogether()
    {
        const GroupedSource source(60, 3);
        const TrainingSplit split = splitForValidation(source, keeping(0.2, 4, 512), 9);
        std::set<std::string> learnt;
        for (const std::size_t i : split.training)
            learnt.insert(source.item(i).sample.group);
        for (const std::size_t i : split.validation)
            QVERIFY(!learnt.contains(source.item(i).sample.group));
        QVERIFY(!split.validation.empty());
    }

    void seededAndStable()
    {
        const GroupedSource source(200, 1);
        const auto config = keeping(0.1, 8, 512);
        QCOMPARE(splitForValidation(source, config, 4).validation,
                 splitForValidation(source, config, 4).validation);
        QVERIFY(splitForValidation(source, config, 4).validation
                != splitForValidation(source, config, 5).validation);
    }

    /// Whatever the sizes of the groups.
    void neverMoreThanMaximum()
    {
        for (const int perGroup : {1, 2, 3, 7}) {
            const GroupedSource source(300 / perGroup, perGroup);
            const auto split = splitForValidation(source, keeping(0.5, 8, 20), 1);
            QVERIFY(split.validation.size() <= 20);
            QVERIFY(split.validation.size() > std::size_t(20 - perGroup));
        }
    }

    void smallListsKeepNothingBack()
    {
        QVERIFY(splitForValidation(GroupedSource(79, 1), keeping(0.1, 8, 512), 1)
                        .validation.empty());
        QCOMPARE(splitForValidation(GroupedSource(80, 1), keeping(0.02, 8, 512), 1)
                         .validation.size(),
                 std::size_t{8});
        QVERIFY(splitForValidation(GroupedSource(800, 1), keeping(0, 8, 512), 1)
                        .validation.empty());
    }

    /// One group of all: something is left to learn from.
    void oneGroup()
    {
        const auto split = splitForValidation(GroupedSource(1, 100), keeping(0.1, 8, 512), 1);
        QCOMPARE(split.training.size(), std::size_t{100});
    }
};

QTEST_GUILESS_MAIN(TestTrainingPlan)
#include "tst_training_plan.moc"

// SPDX-License-Identifier: MIT
#include "app/services/localization/model_facts.h"
#include "tests/app/services/localization/fake_localizer.h"

#include <QTest>

using namespace soundlocus;
using namespace soundlocus::test;
using namespace Qt::StringLiterals;

class ModelFactsTest : public QObject
{
    Q_OBJECT

private:
    [[nodiscard]] static ModelSummary summarized(const Checkpoint &checkpoint)
    {
        const FakeNetwork network(std::make_shared<FakeNetworkState>(), 0, "cpu");
        return summaryOf(checkpoint, network);
    }

private Q_SLOTS:
    void nameAndEpoch()
    {
        Checkpoint checkpoint;
        checkpoint.path = "/models/run 3/best.safetensors";
        checkpoint.parameterCount = 1234;
        checkpoint.metadata["epoch"] = std::int64_t{7};
        const ModelSummary summary = summarized(checkpoint);
        QCOMPARE(summary.name, u"best.safetensors"_s);
        QCOMPARE(summary.path, u"/models/run 3/best.safetensors"_s);
        QCOMPARE(summary.parameters, 1234);
        QCOMPARE(summary.epoch, 7);
        QCOMPARE(summary.device, u"cpu"_s);
        checkpoint.path = "/share/soundlocus/demo/model.safetensors";
        checkpoint.metadata.clear();
        QCOMPARE(summarized(checkpoint).name, u"Demo model"_s);
        QCOMPARE(summarized(checkpoint).epoch, -1);
    }

    void guessedFamilyIsTold()
    {
        Checkpoint checkpoint;
        const auto notes = [&] {
            const auto facts = summarized(checkpoint).facts;
            return std::ranges::count_if(facts,
                                         [](const auto &fact) { return fact.first == u"Note"_s; });
        };
        QCOMPARE(notes(), 0);
        checkpoint.isFamilyGuessed = true;
        QCOMPARE(notes(), 1);
    }

    void threshold_data()
    {
        QTest::addColumn<QString>("config");
        QTest::addColumn<bool>("isKnown");
        QTest::newRow("ours") << uR"({"loss": {"epsilon": 0.4}})"_s << true;
        QTest::newRow("none") << uR"({"loss": {}})"_s << false;
        QTest::newRow("not a number") << uR"({"loss": {"epsilon": "x"}})"_s << false;
        QTest::newRow("out of range") << uR"({"loss": {"epsilon": 40}})"_s << false;
        QTest::newRow("no object") << u"[1]"_s << false;
        QTest::newRow("broken") << u"{\"loss\""_s << false;
    }

    void threshold()
    {
        QFETCH(QString, config);
        QFETCH(bool, isKnown);
        Checkpoint checkpoint;
        checkpoint.metadata["training_config"] = config.toStdString();
        const auto threshold = summarized(checkpoint).threshold;
        QCOMPARE(threshold.has_value(), isKnown);
        if (isKnown)
            QCOMPARE(*threshold, 0.4);
    }
};

QTEST_GUILESS_MAIN(ModelFactsTest)
#include "tst_model_facts.moc"

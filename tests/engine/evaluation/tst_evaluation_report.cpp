// SPDX-License-Identifier: MIT
#include "engine/annotation/benchmark_reader.h"
#include "engine/annotation/sample_table.h"
#include "engine/evaluation/evaluation_report.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <cmath>

using namespace soundlocus;
using nlohmann::json;

namespace {

LabelledSample sampleOf(const std::string &id, const char *boxes, const std::string &group = {})
{
    LabelledSample sample;
    sample.id = id;
    sample.groundTruth = *parseBoxes(boxes);
    sample.group = group;
    return sample;
}

/// 14 x 14 map that is high in one column of cells.
Heatmap columnMap(int column)
{
    std::vector<float> values;
    for (int i = 0; i < 196; ++i)
        values.push_back(-static_cast<float>(std::abs(i % 14 - column)));
    return {std::move(values), {14, 14}, HeatmapScale::Cosine};
}

constexpr const char *kLeft = "[[0,0,0.25,1]]";
constexpr const char *kRight = "[[0.75,0,1,1]]";

EvaluationReport reportOf(const std::vector<LabelledSample> &samples,
                          const std::vector<Heatmap> &maps)
{
    ReportBuilder builder(protocolRules().front());
    for (const LabelledSample &sample : samples)
        builder.announce(sample);
    for (std::size_t i = 0; i < maps.size(); ++i) {
        if (const auto added = builder.add(samples[i], maps[i]); !added)
            builder.fail({samples[i].id, samples[i].line, added.error()});
    }
    return builder.build();
}

} // namespace

class TestEvaluationReport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Fact sheet 3.4: disc 34.0 / 37.4, adaptive 43.7 / 42.9, oracle 50.5 / 49.5, all-ones
    /// 22.0 / 31.3 %. It leaves out the two samples with an empty ground truth.
    void floorsAndCeilingOfVggSs()
    {
        SL_REQUIRE_PATH(test::mediaDir(), "annotations");
        const auto list = readVggSsJson(test::mediaDir() / "annotations/vggss.json");
        SL_VERIFY_RESULT(list);
        ReportBuilder builder(*protocolRuleFromString("ssltie"));
        int empty = 0;
        for (const LabelledSample &sample : list->samples) {
            if (rasterize(*sample.groundTruth).markedPixels() == 0)
                ++empty;
            else
                SL_VERIFY_RESULT(builder.add(sample, columnMap(7)));
        }
        QCOMPARE(empty, 2);
        const EvaluationReport report = builder.build();
        const auto check = [](const char *what, double actual, double percent) {
            const std::string text = std::string(what) + ": " + std::to_string(100 * actual);
            QVERIFY2(std::abs(100 * actual - percent) <= 0.05, text.c_str());
        };
        check("disc", report.centredDisc.paper.successAtHalf, 34.0);
        check("disc AUC", report.centredDisc.paper.auc, 37.4);
        check("adaptive disc", report.centredDisc.adaptive.successAtHalf, 43.7);
        check("adaptive disc AUC", report.centredDisc.adaptive.auc, 42.9);
        check("ceiling", report.ceiling.paper.successAtHalf, 50.5);
        check("ceiling AUC", report.ceiling.paper.auc, 49.5);
        check("all-ones", report.allOnes.paper.successAtHalf, 22.0);
        check("all-ones AUC", report.allOnes.paper.auc, 31.3);
    }

    void swapOfGroups()
    {
        const std::vector<LabelledSample> samples{sampleOf("a1", kLeft, "a"),
                                                  sampleOf("a2", kRight, "a"),
                                                  sampleOf("b1", kLeft, "b"),
                                                  sampleOf("b2", kRight, "b"),
                                                  sampleOf("alone", kLeft, "c"),
                                                  sampleOf("none", kLeft)};
        const auto report = reportOf(samples,
                                     {columnMap(0),
                                      columnMap(13),
                                      columnMap(0),
                                      columnMap(2), // wrong side
                                      columnMap(0),
                                      columnMap(0)});
        QVERIFY(report.swap);
        QCOMPARE(report.swap->rows, std::int64_t{4});
        QCOMPARE(report.swap->groups, std::int64_t{2});
        QCOMPARE(report.swap->swap, 0.75);
        QCOMPARE(report.swap->swapAll, 0.5);
        QVERIFY(!report.rows[4].isSwapRight && !report.rows[5].isSwapRight);
        const json parsed = json::parse(toJson(report));
        QCOMPARE(parsed["swap"].get<double>(), 0.75);
        QCOMPARE(parsed["swap_all"].get<double>(), 0.5);
    }

    void sameBoxTellsNothingApart()
    {
        const auto report = reportOf({sampleOf("a1", kLeft, "a"), sampleOf("a2", kLeft, "a")},
                                     {columnMap(0), columnMap(0)});
        QCOMPARE(report.swap->swap, 0.0);
    }

    void groupThatIsNone()
    {
        ReportBuilder builder(protocolRules().front());
        std::vector<LabelledSample> samples;
        for (std::size_t i = 0; i <= kMaxGroupRows; ++i) {
            samples.push_back(sampleOf(std::to_string(i), kLeft, "test split"));
            builder.announce(samples.back());
        }
        SL_VERIFY_RESULT(builder.add(samples[0], columnMap(0)));
        const EvaluationReport report = builder.build();
        QVERIFY(!report.swap);
        QCOMPARE(report.warnings.size(), std::size_t{1});
        QVERIFY(report.warnings[0].find("test split") != std::string::npos);
    }

    void groupWithAFailedRow()
    {
        const std::vector<float> bad(196, std::nanf(""));
        const auto report = reportOf({sampleOf("a1", kLeft, "a"), sampleOf("a2", kRight, "a")},
                                     {columnMap(0), {bad, {14, 14}, HeatmapScale::Cosine}});
        QVERIFY(!report.swap);
        QVERIFY(!report.rows[0].isSwapRight);
        const json parsed = json::parse(toJson(report));
        QVERIFY(!parsed.contains("swap") && !parsed.contains("swap_all"));
        QCOMPARE(report.failed.size(), std::size_t{1});
        QVERIFY(report.failed[0].error.code == ErrorCode::NotFinite);
        QCOMPARE(report.warnings.size(), std::size_t{1});
        QVERIFY(report.warnings[0].find("as 'a'") != std::string::npos);
    }

    void groupWithALostRow_data()
    {
        QTest::addColumn<bool>("isRead");
        QTest::newRow("not read") << false;
        QTest::newRow("read, without boxes") << true;
    }

    void groupWithALostRow()
    {
        QFETCH(bool, isRead);
        ReportBuilder builder(protocolRules().front());
        const std::vector<LabelledSample> samples{sampleOf("a1", kLeft, "a"),
                                                  sampleOf("a2", kRight, "a"),
                                                  sampleOf("b1", kLeft, "b"),
                                                  sampleOf("b2", kRight, "b")};
        for (const LabelledSample &sample : samples)
            builder.announce(sample);
        LabelledSample third;
        third.id = "a3";
        third.group = "a";
        if (isRead)
            builder.announce(third);
        else
            builder.announceLost("a");
        for (const LabelledSample &sample : samples)
            SL_VERIFY_RESULT(builder.add(sample, columnMap(0)));
        const EvaluationReport report = builder.build();
        QVERIFY(!report.rows[0].isSwapRight && !report.rows[1].isSwapRight);
        QCOMPARE(report.swap->rows, std::int64_t{2});
        QCOMPARE(report.swap->groups, std::int64_t{1});
        QCOMPARE(report.swap->swap, 0.5);
        QCOMPARE(report.swap->swapAll, 0.0);
    }

    void boxesWithoutPixels()
    {
        const auto report = reportOf({sampleOf("sized", "[[0.5,0.5,0.2,0.3]]"),
                                      sampleOf("reversed", "[[0.1,0.9,0.4,0.2]]"),
                                      sampleOf("good", kLeft)},
                                     {columnMap(0), columnMap(0), columnMap(0)});
        QCOMPARE(report.rows.size(), std::size_t{3});
        QCOMPARE(report.warnings.size(), std::size_t{1});
        const std::string &warning = report.warnings[0];
        QVERIFY2(warning.starts_with("2 samples have boxes that mark no pixel, as 'sized'"),
                 warning.c_str());
    }

    void unlabelledSample()
    {
        LabelledSample sample;
        sample.id = "x";
        ReportBuilder builder(protocolRules().front());
        const auto added = builder.add(sample, columnMap(0));
        QVERIFY(!added && added.error().code == ErrorCode::InvalidArgument);
    }

    void emptyGroundTruthIsAMiss_data()
    {
        QTest::addColumn<QString>("boxes");
        QTest::newRow("no box") << "[]";
        QTest::newRow("boxes without a pixel, of which VGG-SS has two") << "[[0.2,1,0.7,1]]";
    }

    void emptyGroundTruthIsAMiss()
    {
        QFETCH(QString, boxes);
        const auto report = reportOf({sampleOf("x", boxes.toUtf8().constData())}, {columnMap(0)});
        QCOMPARE(report.rows[0].score.paper.value, 0.0);
        QCOMPARE(report.rows[0].score.adaptive.value, 0.0);
        QVERIFY(report.rows[0].score.adaptive.predictedPixels > 20000); // half of the picture
        QCOMPARE(report.ceiling.paper.successAtHalf, 0.0);
        QVERIFY(report.offScreen.empty() && !report.peakAuroc);
    }

    /// Sounds off screen change no other score; by hand, peaks 0, 0 and 3 in sight against 0 and -1
    /// off screen win 3 / 2 + 3 / 2 + 2 of 6 comparisons.
    void offScreenRows()
    {
        const auto raised = [](float by) {
            const Heatmap map = columnMap(2);
            std::vector<float> values(map.values().begin(), map.values().end());
            for (float &value : values)
                value += by;
            return Heatmap(std::move(values), {14, 14}, HeatmapScale::Cosine);
        };
        const std::vector<LabelledSample> samples{
                sampleOf("a", kLeft, "g"), sampleOf("b", kRight, "g"), sampleOf("c", kLeft)};
        const std::vector<Heatmap> maps{columnMap(0), columnMap(13), raised(3)};
        ReportBuilder builder(protocolRules().front());
        for (const LabelledSample &sample : samples)
            builder.announce(sample);
        for (std::size_t i = 0; i < maps.size(); ++i)
            SL_VERIFY_RESULT(builder.add(samples[i], maps[i]));
        const EvaluationReport without = builder.build();
        QVERIFY(!without.peakAuroc);
        SL_VERIFY_RESULT(builder.addOffScreen(sampleOf("x", "[]"), raised(0)));
        LabelledSample unmarked;
        unmarked.id = "y";
        SL_VERIFY_RESULT(builder.addOffScreen(unmarked, raised(-1)));
        SL_COMPARE_CODE(builder.addOffScreen(sampleOf("z", kLeft), raised(0)),
                        ErrorCode::InvalidArgument);
        SL_COMPARE_CODE(builder.addOffScreen(unmarked, raised(NAN)), ErrorCode::NotFinite);
        const EvaluationReport report = builder.build();
        QCOMPARE(report.offScreen.size(), std::size_t{2});
        QCOMPARE(report.rows.size(), std::size_t{3});
        QCOMPARE(*report.peakAuroc, 5.0 / 6);
        QCOMPARE(report.offScreen[0].peakX, 2.5 / 14);
        QCOMPARE(report.offScreen[0].peakY, 0.5 / 14);
        QCOMPARE(report.score.pointing, without.score.pointing);
        QCOMPARE(report.score.paper.auc, without.score.paper.auc);
        QCOMPARE(report.swap->swapAll, without.swap->swapAll);
        const json parsed = json::parse(toJson(report));
        QCOMPARE(parsed.at("n").get<int>(), 3);
        QCOMPARE(parsed.at("off_screen_rows").get<int>(), 2);
        QCOMPARE(parsed.at("peak_auroc").get<double>(), 5.0 / 6);
        const QStringList lines = QString::fromStdString(toSampleTable(report)).split('\n');
        QCOMPARE(lines.size(), 1 + 5 + 1);
        for (const QString &line : lines.mid(0, 6))
            QCOMPARE(line.count('\t'), lines.front().count('\t'));
        QVERIFY(lines[4].startsWith("x\t"));
    }

    void jsonKeys()
    {
        auto report = reportOf({sampleOf("a", kLeft)}, {columnMap(0)});
        report.settings["checkpoint"] = "caf\xE9.pth"; // not UTF-8
        report.versions["soundlocus"] = "1";
        report.failed.push_back({"b", 3, {ErrorCode::NotFound, "b.npy: not found", ""}});
        const json parsed = json::parse(toJson(report));
        for (const char *key : {"n",
                                "ciou_at_50",
                                "auc",
                                "mean_ciou",
                                "adaptive_ciou_at_50",
                                "adaptive_auc",
                                "pointing",
                                "floors",
                                "ceiling",
                                "settings",
                                "versions",
                                "failed"})
            QVERIFY2(parsed.contains(key), key);
        QVERIFY(!parsed.contains("swap") && !parsed.contains("swap_all"));
        QCOMPARE(parsed["n"].get<int>(), 1);
        QCOMPARE(parsed["pointing"].get<double>(), 1.0);
        QCOMPARE(parsed["floors"]["pointing_chance"].get<double>(), 0.25);
        QCOMPARE(parsed["failed"][0]["line"].get<int>(), 3);
        QVERIFY(parsed["ceiling"].contains("adaptive_auc"));
        QCOMPARE(parsed["settings"]["rule"]["id"].get<std::string>(), std::string("ssltie"));
    }

    void sampleTable()
    {
        auto report = reportOf({sampleOf("-a", kLeft)}, {columnMap(0)});
        report.failed.push_back({"b", 3, {ErrorCode::NotFound, "b.npy:\tnot\nfound", ""}});
        const QStringList lines = QString::fromStdString(toSampleTable(report)).split(u'\n');
        QCOMPARE(lines.size(), 4);
        const auto columns = lines[0].split(u'\t').size();
        QCOMPARE(lines[1].split(u'\t').size(), columns);
        QCOMPARE(lines[2].split(u'\t').size(), columns);
        QVERIFY(lines[1].startsWith(QLatin1String("-a\t")));
        QVERIFY(lines[2].endsWith(QLatin1String("b.npy: not found")));
    }

    void rulesAreFoundByName()
    {
        for (const ProtocolRule &rule : protocolRules())
            QVERIFY(protocolRuleFromString(rule.id) == rule);
        QVERIFY(!protocolRuleFromString("nothing"));
        QCOMPARE(protocolRuleOf(ModelFamily::EzVsl).id, std::string("ezvsl"));
        QCOMPARE(protocolRuleOf(ModelFamily::Slavc).id, std::string("slavc"));
    }
};

QTEST_GUILESS_MAIN(TestEvaluationReport)
#include "tst_evaluation_report.moc"

// SPDX-License-Identifier: MIT
#include "engine/evaluation/scoring.h"
#include "tests/support/npy_reader.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <cmath>
#include <map>

using namespace soundlocus;
using nlohmann::json;

namespace {

/// Where the upsampling's last digit decides, the number says nothing about the code.
constexpr double kMaxRoundingSensitivity = 1e-3;
constexpr double kLogitScale = 0.03;
/// Pixels that another build of the same resize may move across the threshold (of 50,176).
constexpr double kPixelTolerance = 50;

/// Samples and maps of the golden part "metrics".
class MetricsPart
{
public:
    explicit MetricsPart(std::filesystem::path folder)
        : m_folder(std::move(folder))
        , m_json(test::readJson(m_folder / "golden.json"))
    {
        for (const json &sample : m_json["samples"])
            m_samples[sample["id"]] = sample;
    }

    [[nodiscard]] const json &protocol(const std::string &name) const
    {
        return m_json["protocols"].at(name);
    }
    [[nodiscard]] bool holds(const std::string &name) const
    {
        return m_json["protocols"].contains(name);
    }
    [[nodiscard]] const json &sample(const std::string &id) const { return m_samples.at(id); }

    /// Map of a sample (or of a row that names its map) after value * scale + offset.
    [[nodiscard]] Heatmap mapOf(const json &entry, double scale, double offset)
    {
        const std::string file = entry["map_file"];
        if (m_arrays.count(file) == 0)
            m_arrays[file] = test::readNpy(m_folder / file);
        const test::NpyArray &array = m_arrays[file];
        const auto side = static_cast<int>(array.shape[1]);
        const auto begin = array.values.begin()
                           + entry["map_index"].get<std::ptrdiff_t>() * side * side;
        std::vector<float> values(begin, begin + side * side);
        for (float &value : values)
            value = static_cast<float>(value * scale + offset);
        return {std::move(values), {side, side}, HeatmapScale::Cosine};
    }

private:
    std::filesystem::path m_folder;
    json m_json;
    std::map<std::string, json> m_samples;
    std::map<std::string, test::NpyArray> m_arrays;
};

BoundingBox boxOf(const json &box, double unit, double shift = 0)
{
    return {(box[0].get<double>() + shift) / unit,
            (box[1].get<double>() + shift) / unit,
            (box[2].get<double>() + shift) / unit,
            (box[3].get<double>() + shift) / unit};
}

GroundTruth groundTruthOf(const json &golden)
{
    GroundTruth groundTruth;
    if (golden["kind"] == "vggss") {
        std::vector<BoundingBox> &boxes = groundTruth.annotators.emplace_back();
        for (const json &box : golden["boxes"])
            boxes.push_back(boxOf(box, 1));
    } else if (golden["kind"] == "flickr") {
        groundTruth.kind = GroundTruthKind::Consensus;
        for (const json &box : golden["boxes_256"])
            groundTruth.annotators.push_back({boxOf(box, 256)});
    }
    return groundTruth;
}

/// null in the JSON is not a number.
double numberOf(const json &value)
{
    return value.is_null() ? std::nan("") : value.get<double>();
}

bool isSame(double a, double b, double tolerance)
{
    return (std::isnan(a) && std::isnan(b)) || std::abs(a - b) <= tolerance;
}

} // namespace

class TestGoldenMetrics : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto folder = test::goldenPart("metrics");
        SL_REQUIRE_PATH(folder, "golden part metrics");
        m_part.emplace(folder);
    }

    void perSampleAndSummary_data()
    {
        QTest::addColumn<QString>("rule");
        QTest::addColumn<QString>("key");     // of the per-sample cIoU
        QTest::addColumn<QString>("summary"); // branch of the summary, or none
        QTest::addColumn<double>("scale");
        QTest::addColumn<double>("offset");
        const double logit = 1 / kLogitScale;
        // The official score of a logit x is (x + 1 / 0.03) / (2 / 0.03), with x = (2 map - 0.6) /
        // 0.03: at least 0.5 where x is at least 0.
        constexpr double kSlavcScale = 2 / kLogitScale;
        constexpr double kSlavcOffset = -0.6 / kLogitScale;
        const auto add = [](const char *name,
                            const char *rule,
                            const char *key,
                            const char *branch,
                            double scale,
                            double offset) {
            QTest::newRow(name) << QString::fromLatin1(rule) << QString::fromLatin1(key)
                                << QString::fromLatin1(branch) << scale << offset;
        };
        add("ssltie_vggss", "ssltie", "ciou", "", 1, 0);
        add("ssltie_flickr", "ssltie", "ciou", "", 1, 0);
        add("lvs_vggss", "lvs", "ciou", "", 1, 0);
        add("lvs_flickr", "lvs", "ciou", "", 1, 0);
        add("sslalign_vggss", "sslalign", "ciou", "", 1, 0);
        add("ezvsl_vggss", "ezvsl", "av", "av", logit, 0);
        add("ezvsl_flickr", "ezvsl", "av", "av", logit, 0);
        add("fnac_bicubic_vggss", "fnac-bicubic", "av", "av", logit, 0);
        add("fnac_bicubic_flickr", "fnac-bicubic", "av", "av", logit, 0);
        add("slavc_extended_vggss_relative", "slavc", "av_ciou", "", kSlavcScale, kSlavcOffset);
        add("slavc_extended_flickr_relative", "slavc", "av_ciou", "", kSlavcScale, kSlavcOffset);
        add("slavc_extended_vggss_absolute",
            "slavc-absolute",
            "av_ciou",
            "",
            kSlavcScale,
            kSlavcOffset);
        add("slavc_extended_flickr_absolute",
            "slavc-absolute",
            "av_ciou",
            "",
            kSlavcScale,
            kSlavcOffset);
    }

    void perSampleAndSummary()
    {
        QFETCH(QString, rule);
        QFETCH(QString, key);
        QFETCH(QString, summary);
        QFETCH(double, scale);
        QFETCH(double, offset);
        const std::string name = QTest::currentDataTag();
        if (!m_part->holds(name))
            QSKIP("not in this subset of the golden numbers");
        const json &protocol = m_part->protocol(name);
        const ProtocolRule protocolRule = ruleOf(rule.toStdString());
        const double tolerance = protocol["tolerance"]["ciou_abs"];
        std::vector<double> values;
        std::vector<double> adaptive;
        int compared = 0;
        for (const json &expected : protocol["per_sample"]) {
            const json &sample = m_part->sample(expected["id"]);
            const GroundTruth boxes = expected.value("silent", false) ? GroundTruth{}
                                                                      : groundTruthOf(sample["gt"]);
            const SampleScore score = scoreMap(
                    m_part->mapOf(sample, scale, offset), rasterize(boxes), protocolRule);
            if (!expected.value("silent", false)) {
                values.push_back(score.paper.value);
                adaptive.push_back(score.adaptive.value);
            }
            if (numberOf(expected.value("rounding_sensitivity", json(0.0)))
                        >= kMaxRoundingSensitivity
                || isRoundingNoise(sample, protocolRule))
                continue;
            ++compared;
            compareSample(expected, key.toStdString(), score, rasterize(boxes), tolerance);
        }
        QVERIFY(compared > 0);
        if (protocol.contains("summary"))
            compareSummary(protocol, summary.toStdString(), protocolRule, values, adaptive);
    }

    void is3()
    {
        if (!m_part->holds("sslalign_is3"))
            QSKIP("not in this subset of the golden numbers");
        const json &protocol = m_part->protocol("sslalign_is3");
        const ProtocolRule rule = ruleOf("sslalign-align-corners");
        std::vector<double> values;
        std::vector<double> adaptive;
        for (const json &expected : protocol["per_sample"]) {
            GroundTruth boxes;
            // Boxes are pixels of the scoring grid; half a pixel keeps the division from
            // truncating to the one before.
            boxes.annotators.push_back({boxOf(expected["gt_box_224"], kScoringSide, 0.5)});
            const SampleScore score = scoreMap(
                    m_part->mapOf(expected, 1, 0), rasterize(boxes), rule);
            values.push_back(score.paper.value);
            adaptive.push_back(score.adaptive.value);
            compareSample(expected, "ciou", score, rasterize(boxes), 0.002);
        }
        compareSummary(protocol, "", rule, values, adaptive);
    }

private:
    /// A constant map under bicubic upsampling: min-max makes the last digits of the kernel's sums
    /// into the whole picture.
    static bool isRoundingNoise(const json &sample, const ProtocolRule &rule)
    {
        const bool isBicubic = rule.upsampling == Upsampling::Bicubic
                               || rule.upsampling == Upsampling::BicubicAlignCorners;
        return isBicubic && rule.normalization != Normalization::None
               && sample["map_kind"].get<std::string>().rfind("constant", 0) == 0;
    }

    static ProtocolRule ruleOf(const std::string &id) { return *protocolRuleFromString(id); }

    static void compareSample(const json &expected,
                              const std::string &key,
                              const SampleScore &score,
                              const ConsensusMap &groundTruth,
                              double tolerance)
    {
        const std::string id = expected.value("id", expected.value("file", "?"));
        const auto check = [&](const char *what, double actual, double wanted, double within) {
            const std::string text = id + " " + what + ": " + std::to_string(actual) + ", official "
                                     + std::to_string(wanted);
            QVERIFY2(isSame(actual, wanted, within), text.c_str());
        };
        check("cIoU", score.paper.value, numberOf(expected.at(key)), tolerance);
        if (expected.contains("adaptive_ciou"))
            check("adaptive cIoU",
                  score.adaptive.value,
                  numberOf(expected["adaptive_ciou"]),
                  tolerance);
        if (expected.contains("predicted_pixels"))
            check("predicted pixels",
                  score.paper.predictedPixels,
                  numberOf(expected["predicted_pixels"]),
                  kPixelTolerance);
        if (expected.contains("gt_pixels"))
            check("marked pixels", groundTruth.markedPixels(), expected["gt_pixels"], 0);
        if (expected.contains("gt_weight"))
            check("weight", groundTruth.totalWeight(), expected["gt_weight"], 0);
    }

    static void compareSummary(const json &protocol,
                               const std::string &branch,
                               const ProtocolRule &rule,
                               const std::vector<double> &values,
                               const std::vector<double> &adaptive)
    {
        const json &expected = branch.empty() ? protocol["summary"] : protocol["summary"][branch];
        const double tolerance = protocol["tolerance"]["summary_abs"];
        const auto check = [&](const char *key, double actual) {
            if (!expected.contains(key) || expected[key].is_null())
                return;
            const std::string text = std::string(key) + ": " + std::to_string(actual)
                                     + ", official " + expected[key].dump();
            QVERIFY2(isSame(actual, expected[key], tolerance), text.c_str());
        };
        const CiouSummary paper = summarize(values, rule.success);
        check("success_at_0_5", paper.successAtHalf);
        check("auc", paper.auc);
        check("mean_ciou", paper.mean);
        const CiouSummary second = summarize(adaptive, rule.success);
        check("adaptive_success_at_0_5", second.successAtHalf);
        check("adaptive_auc", second.auc);
        if (!expected.contains("success_curve"))
            return;
        for (std::size_t i = 0; i < paper.successCurve.size(); ++i)
            QVERIFY(isSame(paper.successCurve[i], expected["success_curve"][i], tolerance));
    }

    std::optional<MetricsPart> m_part;
};

QTEST_GUILESS_MAIN(TestGoldenMetrics)
#include "tst_golden_metrics.moc"

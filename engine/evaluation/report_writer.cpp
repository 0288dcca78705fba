// SPDX-License-Identifier: MIT
#include "engine/evaluation/evaluation_report.h"

#include <nlohmann/json.hpp>

#include <array>
#include <charconv>
#include <cmath>

namespace soundlocus {

namespace {

using Json = nlohmann::ordered_json;

std::string_view idOf(Normalization value)
{
    switch (value) {
    case Normalization::None:
        return "none";
    case Normalization::MinMax:
        return "min-max";
    case Normalization::NegatedMinMax:
        return "one-minus-min-max-of-negated";
    }
    return "unknown";
}

std::string_view idOf(ThresholdRule value)
{
    switch (value) {
    case ThresholdRule::TopHalf:
        return "top-half";
    case ThresholdRule::GroundTruthArea:
        return "ground-truth-area";
    case ThresholdRule::Absolute:
        return "absolute";
    }
    return "unknown";
}

std::string_view idOf(MaskComparison value)
{
    switch (value) {
    case MaskComparison::Greater:
        return "greater";
    case MaskComparison::GreaterOrOne:
        return "greater-or-one";
    case MaskComparison::GreaterOrEqual:
        return "greater-or-equal";
    }
    return "unknown";
}

Json maskToJson(const MaskRule &mask)
{
    Json json{{"threshold", idOf(mask.threshold)}, {"comparison", idOf(mask.comparison)}};
    if (mask.threshold == ThresholdRule::Absolute)
        json["value"] = mask.absoluteThreshold;
    return json;
}

Json ruleToJson(const ProtocolRule &rule)
{
    return {{"id", rule.id},
            {"side", kScoringSide},
            {"upsampling", toString(rule.upsampling)},
            {"normalization", idOf(rule.normalization)},
            {"mask", maskToJson(rule.mask)},
            {"adaptive_mask", maskToJson(rule.adaptiveMask)},
            {"success", rule.success == SuccessComparison::AtLeast ? "at-least" : "above"}};
}

Json summaryToJson(const ScoreSummary &summary)
{
    return {{"n", summary.paper.n},
            {"ciou_at_50", summary.paper.successAtHalf},
            {"auc", summary.paper.auc},
            {"mean_ciou", summary.paper.mean},
            {"adaptive_ciou_at_50", summary.adaptive.successAtHalf},
            {"adaptive_auc", summary.adaptive.auc},
            {"pointing", summary.pointing}};
}

Json floorToJson(const ScoreSummary &summary)
{
    Json json = summaryToJson(summary);
    json.erase("n");
    json.erase("pointing");
    return json;
}

Json failedToJson(const std::vector<FailedSample> &failed)
{
    Json list = Json::array();
    for (const FailedSample &sample : failed) {
        Json entry{{"id", sample.id},
                   {"code", toString(sample.error.code)},
                   {"reason", toString(sample.error)}};
        if (sample.line > 0)
            entry["line"] = sample.line;
        list.push_back(std::move(entry));
    }
    return list;
}

/// Shortest text that reads back as the same number; "nan" where there is none.
std::string numberText(double value)
{
    if (std::isnan(value))
        return "nan";
    std::array<char, 32> buffer{};
    const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    return {buffer.data(), end.ptr};
}

/// A cell without separators.
std::string cellText(std::string text)
{
    for (char &c : text)
        c = c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
    return text;
}

std::string yesNo(bool value)
{
    return value ? "1" : "0";
}

std::string joined(const std::vector<std::string> &cells)
{
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i)
        line += (i == 0 ? "" : "\t") + cells[i];
    return line + '\n';
}

} // namespace

std::string toJson(const EvaluationReport &report)
{
    Json json = summaryToJson(report.score);
    json["composed"] = report.isComposed;
    if (report.swap) {
        json["swap"] = report.swap->swap;
        json["swap_all"] = report.swap->swapAll;
        json["swap_rows"] = report.swap->rows;
        json["swap_groups"] = report.swap->groups;
    }
    if (!report.offScreen.empty())
        json["off_screen_rows"] = report.offScreen.size();
    if (report.peakAuroc)
        json["peak_auroc"] = *report.peakAuroc;
    Json disc = floorToJson(report.centredDisc);
    disc["pointing"] = report.centredDisc.pointing;
    // Every pixel of the all-ones map is a peak: one of them at random hits as often as chance.
    Json ones = floorToJson(report.allOnes);
    ones["pointing"] = report.pointingChance;
    json["floors"] = {{"centred_disc", std::move(disc)},
                      {"all_ones", std::move(ones)},
                      {"pointing_chance", report.pointingChance}};
    json["ceiling"] = floorToJson(report.ceiling);
    json["ceiling"]["pointing"] = report.ceiling.pointing;
    json["ceiling"]["of"] = "a map without ties";
    json["success_curve"] = report.score.paper.successCurve;
    json["adaptive_success_curve"] = report.score.adaptive.successCurve;
    json["settings"] = report.settings;
    json["settings"]["rule"] = ruleToJson(report.rule);
    json["versions"] = report.versions;
    json["failed"] = failedToJson(report.failed);
    json["warnings"] = report.warnings;
    // Names of files need not be UTF-8; what is not is replaced.
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string toSampleTable(const EvaluationReport &report)
{
    std::string text = joined({"id",
                               "class",
                               "group",
                               "ciou",
                               "success",
                               "adaptive_ciou",
                               "adaptive_success",
                               "peak_x",
                               "peak_y",
                               "peak_inside",
                               "ground_truth_share",
                               "predicted_pixels",
                               "swap_right",
                               "raw_peak",
                               "off_screen",
                               "error"});
    const SuccessComparison comparison = report.rule.success;
    for (const SampleRow &row : report.rows) {
        const SampleScore &score = row.score;
        text += joined({cellText(row.id),
                        cellText(row.label),
                        cellText(row.group),
                        numberText(score.paper.value),
                        yesNo(isSuccess(score.paper.value, comparison)),
                        numberText(score.adaptive.value),
                        yesNo(isSuccess(score.adaptive.value, comparison)),
                        numberText(score.peakX),
                        numberText(score.peakY),
                        yesNo(score.isPeakInside),
                        numberText(score.markedShare),
                        std::to_string(score.paper.predictedPixels),
                        row.isSwapRight ? yesNo(*row.isSwapRight) : std::string(),
                        numberText(row.rawPeak),
                        yesNo(false),
                        ""});
    }
    for (const OffScreenRow &row : report.offScreen) {
        text += joined({cellText(row.id),
                        cellText(row.label),
                        cellText(row.group),
                        "",
                        "",
                        "",
                        "",
                        numberText(row.peakX),
                        numberText(row.peakY),
                        "",
                        "",
                        "",
                        "",
                        numberText(row.rawPeak),
                        yesNo(true),
                        ""});
    }
    for (const FailedSample &sample : report.failed) {
        std::vector<std::string> cells(16);
        cells.front() = cellText(sample.id);
        cells.back() = cellText(toString(sample.error));
        text += joined(cells);
    }
    return text;
}

} // namespace soundlocus

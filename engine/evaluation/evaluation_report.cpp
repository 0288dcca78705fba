// SPDX-License-Identifier: MIT
#include "engine/evaluation/evaluation_report.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace soundlocus {

namespace {

constexpr Size kScoringSize{kScoringSide, kScoringSide};

ScoreSummary summaryOf(const std::vector<SampleScore> &scores, SuccessComparison comparison)
{
    std::vector<double> paper;
    std::vector<double> adaptive;
    std::int64_t peaksInside = 0;
    for (const SampleScore &score : scores) {
        paper.push_back(score.paper.value);
        adaptive.push_back(score.adaptive.value);
        peaksInside += score.isPeakInside ? 1 : 0;
    }
    ScoreSummary summary{summarize(paper, comparison), summarize(adaptive, comparison), 0};
    if (!scores.empty())
        summary.pointing = static_cast<double>(peaksInside) / static_cast<double>(scores.size());
    return summary;
}

/// @param rows those that are judged belong to whole groups
std::optional<SwapSummary> swapOf(const std::vector<SampleRow> &rows)
{
    SwapSummary summary;
    std::int64_t rightRows = 0;
    std::map<std::string, bool> isGroupRight;
    for (const SampleRow &row : rows) {
        if (!row.isSwapRight)
            continue;
        ++summary.rows;
        rightRows += *row.isSwapRight ? 1 : 0;
        bool &isRight = isGroupRight.emplace(row.group, true).first->second;
        isRight = isRight && *row.isSwapRight;
    }
    if (summary.rows == 0)
        return std::nullopt;
    summary.groups = static_cast<std::int64_t>(isGroupRight.size());
    const auto rightGroups = std::ranges::count_if(isGroupRight,
                                                   [](const auto &group) { return group.second; });
    summary.swap = static_cast<double>(rightRows) / static_cast<double>(summary.rows);
    summary.swapAll = static_cast<double>(rightGroups) / static_cast<double>(summary.groups);
    return summary;
}

template <typename Row>
std::vector<float> rawPeaksOf(const std::vector<Row> &rows)
{
    std::vector<float> peaks;
    peaks.reserve(rows.size());
    for (const Row &row : rows)
        peaks.push_back(row.rawPeak);
    return peaks;
}

} // namespace

ReportBuilder::ReportBuilder(ProtocolRule rule)
    : m_rule(std::move(rule))
    , m_discMap(normalize(centredDiscMap(kScoringSize), m_rule.normalization))
    , m_onesMap(normalize(allOnesMap(kScoringSize), m_rule.normalization))
{}

void ReportBuilder::announce(const LabelledSample &sample)
{
    if (sample.group.empty())
        return;
    if (sample.groundTruth)
        m_groups[sample.group].push_back({sample.id, *sample.groundTruth});
    else
        m_lostGroups.insert(sample.group);
}

void ReportBuilder::announceLost(const std::string &group)
{
    if (!group.empty())
        m_lostGroups.insert(group);
}

Result<SampleScore> ReportBuilder::add(const LabelledSample &sample, const Heatmap &map)
{
    if (!sample.groundTruth)
        return soundlocus::fail(ErrorCode::InvalidArgument,
                                "not annotated; fill its 'boxes' cell ([] = nothing in sight)");
    if (auto checked = checkFinite(map); !checked)
        return Unexpected(checked.error());
    const float rawPeak = map.values()[peakOf(map.values())];
    const ConsensusMap groundTruth = rasterize(*sample.groundTruth);
    const Heatmap upsampled = upsample(map, m_rule.upsampling, groundTruth.size());
    const SampleScore score = scoreNormalized(
            normalize(upsampled, m_rule.normalization), groundTruth, m_rule);
    m_rows.push_back(
            {sample.id, sample.label, sample.group, score, rawPeak, judgeSwap(sample, upsampled)});
    const auto hasUnmarked = [](const std::vector<BoundingBox> &boxes) {
        return std::ranges::any_of(boxes, [](const BoundingBox &box) { return marksNoPixel(box); });
    };
    if (std::ranges::any_of(sample.groundTruth->annotators, hasUnmarked) && m_unmarked++ == 0)
        m_firstUnmarked = sample.id;
    m_disc.push_back(scoreNormalized(m_discMap, groundTruth, m_rule));
    m_ones.push_back(scoreNormalized(m_onesMap, groundTruth, m_rule));
    SampleScore best;
    best.paper.value = bestConsensusIou(groundTruth, m_rule.mask);
    best.adaptive.value = bestConsensusIou(groundTruth, m_rule.adaptiveMask);
    best.isPeakInside = groundTruth.markedPixels() > 0;
    m_best.push_back(best);
    return score;
}

Result<void> ReportBuilder::addOffScreen(const LabelledSample &sample, const Heatmap &map)
{
    if (sample.groundTruth && !sample.groundTruth->isEmpty())
        return soundlocus::fail(ErrorCode::InvalidArgument,
                                "has boxes, but its sound is to come from nothing in sight; make "
                                "them [] or score it with the other rows");
    if (auto checked = checkFinite(map); !checked)
        return checked;
    const std::size_t peak = peakOf(map.values());
    const auto width = static_cast<std::size_t>(map.size().width);
    const std::size_t row = peak / width;
    constexpr double kCellCentre = 0.5;
    m_offScreen.push_back({sample.id,
                           sample.label,
                           sample.group,
                           map.values()[peak],
                           (static_cast<double>(peak % width) + kCellCentre) / map.size().width,
                           (static_cast<double>(row) + kCellCentre) / map.size().height});
    return {};
}

void ReportBuilder::fail(FailedSample sample)
{
    m_failed.push_back(std::move(sample));
}

std::optional<bool> ReportBuilder::judgeSwap(const LabelledSample &sample,
                                             const Heatmap &upsampled) const
{
    const auto group = m_groups.find(sample.group);
    if (group == m_groups.end() || group->second.size() < 2 || group->second.size() > kMaxGroupRows)
        return std::nullopt;
    const double own = meanInside(upsampled, rasterize(*sample.groundTruth));
    return std::all_of(group->second.begin(), group->second.end(), [&](const GroupEntry &entry) {
        // Written so that an empty own box (NaN) is wrong; an empty box of another row cannot win.
        const double other = entry.id == sample.id
                                     ? -HUGE_VAL
                                     : meanInside(upsampled, rasterize(entry.groundTruth));
        return own > other || (std::isnan(other) && !std::isnan(own));
    });
}

std::vector<SampleRow> ReportBuilder::judgedRows() const
{
    std::map<std::string, std::size_t> judged;
    for (const SampleRow &row : m_rows)
        judged[row.group] += row.isSwapRight ? 1 : 0;
    std::vector<SampleRow> rows = m_rows;
    for (SampleRow &row : rows) {
        const auto group = m_groups.find(row.group);
        const bool isWhole = group != m_groups.end() && judged.at(row.group) == group->second.size()
                             && m_lostGroups.count(row.group) == 0;
        if (!isWhole)
            row.isSwapRight.reset();
    }
    return rows;
}

void ReportBuilder::addWarnings(EvaluationReport &report) const
{
    std::set<std::string> failedIds;
    for (const FailedSample &failed : m_failed)
        failedIds.insert(failed.id);
    std::set<std::string> broken = m_lostGroups;
    for (const auto &[group, entries] : m_groups) {
        const auto hasFailed = [&](const GroupEntry &entry) {
            return failedIds.contains(entry.id);
        };
        if (std::ranges::any_of(entries, hasFailed))
            broken.insert(group);
    }
    if (!broken.empty())
        report.warnings.push_back(std::to_string(broken.size())
                                  + " groups are not whole and not in swap, as '" + *broken.begin()
                                  + "'; correct their rows that failed");
    for (const auto &[group, entries] : m_groups) {
        if (entries.size() > kMaxGroupRows)
            report.warnings.push_back("group '" + group + "' has " + std::to_string(entries.size())
                                      + " rows and is not judged; a group is one picture with "
                                        "several sounds");
    }
    if (m_unmarked > 0)
        report.warnings.push_back(std::to_string(m_unmarked)
                                  + " samples have boxes that mark no pixel, as '" + m_firstUnmarked
                                  + "'; boxes are [x0, y0, x1, y1] in 0..1");
}

EvaluationReport ReportBuilder::build() const
{
    EvaluationReport report;
    report.rule = m_rule;
    std::vector<SampleScore> scores;
    for (const SampleRow &row : m_rows) {
        scores.push_back(row.score);
        report.pointingChance += row.score.markedShare / static_cast<double>(m_rows.size());
    }
    report.score = summaryOf(scores, m_rule.success);
    report.centredDisc = summaryOf(m_disc, m_rule.success);
    report.allOnes = summaryOf(m_ones, m_rule.success);
    report.ceiling = summaryOf(m_best, m_rule.success);
    if (!m_rows.empty() && !m_offScreen.empty())
        report.peakAuroc = areaUnderRoc(rawPeaksOf(m_rows), rawPeaksOf(m_offScreen));
    report.rows = judgedRows();
    report.swap = swapOf(report.rows);
    addWarnings(report);
    report.offScreen = m_offScreen;
    report.failed = m_failed;
    return report;
}

} // namespace soundlocus

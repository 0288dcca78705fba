// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/labelled_sample.h"
#include "engine/core/result.h"
#include "engine/evaluation/scoring.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace soundlocus {

/// Result of one sample.
struct SampleRow
{
    std::string id;
    std::string label;
    std::string group;
    SampleScore score;
    /// Largest value of the raw map.
    float rawPeak = 0;
    /// Mean map higher in its own box than in every other row's of its group; none without a group
    /// of two or more of which every row was scored.
    std::optional<bool> isSwapRight;
};

/// A sample whose sound comes from nothing in the picture: there is no place to find, but its map
/// should stay low.
struct OffScreenRow
{
    std::string id;
    std::string label;
    std::string group;
    /// Largest value of the raw map, and where, in fractions of the frame.
    float rawPeak = 0;
    double peakX = 0;
    double peakY = 0;
};

/// A sample that could not be scored.
struct FailedSample
{
    std::string id;
    int line = 0; ///< of the list, 0 = none
    Error error;
};

/// Scores of one kind of map over the whole set.
struct ScoreSummary
{
    CiouSummary paper;
    CiouSummary adaptive;
    double pointing = 0; ///< share of peaks inside
};

/// How well each sound of a picture with several is told from the others.
struct SwapSummary
{
    std::int64_t rows = 0;   ///< rows of the groups
    std::int64_t groups = 0; ///< groups of two or more with every row scored; no other counts
    double swap = 0;         ///< share of rows that are right
    double swapAll = 0;      ///< share of groups with all rows right
};

/// Largest group that is judged; nobody has a picture with more sounds, but a column that names the
/// split or the city would compare every row with every other.
inline constexpr std::size_t kMaxGroupRows = 64;

/// Scores, what a content-free guess and a perfect map would get on the same samples, and the rows.
struct EvaluationReport
{
    ProtocolRule rule;
    ScoreSummary score;
    ScoreSummary centredDisc;
    ScoreSummary allOnes;
    /// Best a map without ties could do (one with plateaus can predict more pixels, or fewer, than
    /// the rule means, and may do better); pointing is the share of samples with something marked.
    ScoreSummary ceiling;
    /// Chance of the pointing game: mean share of marked pixels.
    double pointingChance = 0;
    /// None where no group of two or more is whole.
    std::optional<SwapSummary> swap;
    /// Chance that the raw peak of a row is above that of a row off screen; none without rows of
    /// both kinds. A map without content gets 0.5.
    std::optional<double> peakAuroc;
    std::vector<SampleRow> rows;
    /// In no other score.
    std::vector<OffScreenRow> offScreen;
    std::vector<FailedSample> failed;
    std::vector<std::string> warnings;
    /// The scenes are composed: no score on them says anything of real ones.
    bool isComposed = false;
    /// How the maps came about (checkpoint, fit mode, ...), and with what; text by stable key.
    std::map<std::string, std::string> settings;
    std::map<std::string, std::string> versions;
};

/// Collects samples one by one and sums them up. Threads: one thread at a time.
class ReportBuilder
{
public:
    explicit ReportBuilder(ProtocolRule rule);

    /// Announces the ground truth of a row of a group, scored later or not: the other rows of the
    /// group are compared with it.
    void announce(const LabelledSample &sample);
    /// Announces a row of a group that could not even be read: the group is not whole.
    void announceLost(const std::string &group);

    /// Scores a raw map. A ground truth without any box is a miss, as in the published code.
    /// Errors: NotFinite (the map has NaN or infinite values), InvalidArgument (no ground truth).
    [[nodiscard]] Result<SampleScore> add(const LabelledSample &sample, const Heatmap &map);

    /// Notes the peak of the map of a sound that comes from nothing in the picture.
    /// Errors: NotFinite; InvalidArgument (the sample has boxes).
    [[nodiscard]] Result<void> addOffScreen(const LabelledSample &sample, const Heatmap &map);

    void fail(FailedSample sample);

    /// Rows come in the order of add().
    [[nodiscard]] EvaluationReport build() const;

private:
    struct GroupEntry
    {
        std::string id;
        GroundTruth groundTruth; // not rasterised: a large set would take gigabytes
    };
    [[nodiscard]] std::optional<bool> judgeSwap(const LabelledSample &sample,
                                                const Heatmap &upsampled) const;
    /// The rows, those of groups that are not whole without a judgement.
    [[nodiscard]] std::vector<SampleRow> judgedRows() const;
    void addWarnings(EvaluationReport &report) const;

    ProtocolRule m_rule;
    Heatmap m_discMap; // both normalised by the rule
    Heatmap m_onesMap;
    std::map<std::string, std::vector<GroupEntry>> m_groups;
    std::set<std::string> m_lostGroups; // with rows that could not be read, or have no boxes
    std::int64_t m_unmarked = 0;        // samples with boxes that mark no pixel
    std::string m_firstUnmarked;
    std::vector<SampleRow> m_rows;
    std::vector<OffScreenRow> m_offScreen;
    std::vector<FailedSample> m_failed;
    std::vector<SampleScore> m_disc;
    std::vector<SampleScore> m_ones;
    std::vector<SampleScore> m_best;
};

/// report.json: n, composed (true or false), ciou_at_50, auc, mean_ciou, adaptive_ciou_at_50,
/// adaptive_auc, pointing, floors, ceiling, settings, versions, failed; swap and swap_all where
/// there are groups; peak_auroc and off_screen_rows where there are rows off screen.
[[nodiscard]] std::string toJson(const EvaluationReport &report);

/// samples.tsv: one line per sample, scored ones first, then those off screen, then failed ones.
[[nodiscard]] std::string toSampleTable(const EvaluationReport &report);

} // namespace soundlocus

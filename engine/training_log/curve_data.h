// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"
#include "engine/training_log/training_events.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace soundlocus {

/// One line of a plot: value after so many steps, steps rising.
struct Curve
{
    std::string name;
    std::vector<double> steps;
    std::vector<double> values; ///< as many; what is not finite is a gap

    bool operator==(const Curve &) const = default;
};

/// What a run has to show.
struct TrainingCurves
{
    std::vector<Curve> losses; ///< "total" first, then its terms
    Curve learningRate;
    Curve validationLoss;
    std::vector<Curve> scores;     ///< "cIoU@0.5", "AUC", "pointing": those measured
    std::vector<double> bestSteps; ///< steps at which a better checkpoint was kept
    std::int64_t steps = 0;        ///< of the whole run, 0 where not known
};

/// Adds what an event has to show.
void addToCurves(TrainingCurves &curves, const TrainingEvent &event);

/// Reads metrics.jsonl; lines of other kinds and damaged lines are left out, a file that is not
/// there has no curves. Errors: CorruptData (cannot be read to its end).
[[nodiscard]] Result<TrainingCurves> readCurves(const std::filesystem::path &metrics);

/// Mean over `window` neighbours, half of them before, so without lag; fewer near the ends. Gaps
/// stay gaps and are left out of the means.
[[nodiscard]] Curve smoothed(const Curve &curve, std::size_t window);

/// At most two points (lowest and highest, in their order) for each of `parts` equal parts of
/// [0, lastStep]: looks the same when drawn over so many pixels.
[[nodiscard]] Curve thinned(const Curve &curve, double lastStep, std::size_t parts);

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"
#include "engine/core/result.h"
#include "engine/training_log/curve_data.h"

#include <filesystem>
#include <string>

namespace soundlocus {

struct CurvePlotOptions
{
    std::string title;
    Size size{1200, 800};
};

/// Smallest size in which labels and legend have room.
inline constexpr Size kLeastPlotSize{480, 360};

/// Curves over steps: losses (smoothed lines over faint raw values), scores of validations,
/// learning rate; a dashed line marks the best checkpoint. Colours of Okabe and Ito, which people
/// with any colour vision tell apart; the legend says the last value of each. Without any curve: a
/// page that says so. Errors: InvalidArgument (size below kLeastPlotSize), Internal. Threads:
/// reentrant.
[[nodiscard]] Result<Frame> drawCurves(const TrainingCurves &curves,
                                       const CurvePlotOptions &options = {});

/// The same of a metrics.jsonl, as PNG. Errors: as above, those of readCurves and AtomicFile.
[[nodiscard]] Result<void> writeCurves(const std::filesystem::path &png,
                                       const std::filesystem::path &metrics,
                                       const CurvePlotOptions &options = {});

} // namespace soundlocus

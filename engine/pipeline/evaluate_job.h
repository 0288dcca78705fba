// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/benchmark_reader.h"
#include "engine/core/progress.h"
#include "engine/core/result.h"
#include "engine/evaluation/evaluation_report.h"
#include "engine/inference/localizer.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace soundlocus {

struct EvaluateOptions
{
    /// Our table, or (when empty) a published layout.
    std::filesystem::path table;
    BenchmarkLayout layout;
    /// Makes the maps; null: they are read from `maps`.
    std::shared_ptr<const Localizer> localizer;
    /// Folder with <id>.npy: [h, w], or [frames, h, w] and <id>.json with the times of a video.
    std::filesystem::path maps;
    /// Every choice of the score; none: the rule of the localizer's family, SSL-TIE's for maps.
    std::optional<ProtocolRule> rule;
    FitMode fit = FitMode::Official;
    /// None: the whole sound, cut as the family's own test code does. Else a window of this length
    /// around time_s of a video (around the middle of the sound for a picture).
    std::optional<MediaTime> audioWindow;
    /// Pictures in one forward pass.
    int batch = 8;
    /// Where report.json and samples.tsv go; empty: nothing is written.
    std::filesystem::path output;
    /// Facts for the report that only the caller knows ("checkpoint", its SHA-256, ...).
    std::map<std::string, std::string> settings;
    std::map<std::string, std::string> versions;
};

/// Longest sound that is read for one sample; what lies behind is left out with a warning.
inline constexpr MediaTime kMaxSampleSound = std::chrono::minutes(10);

/// Largest difference of two times that still counts as the same (tables are written to 1 ms).
inline constexpr MediaTime kTimeTolerance = std::chrono::microseconds(500);

/// Scores maps against a test set. Samples that cannot be loaded, localised or scored are listed in
/// the report with their reason and do not stop the others. Of the maps of a video the one on
/// screen at time_s is scored: the last with a time at or before it.
/// Loading and inference run on two threads. @param stop returns Cancelled within one forward pass
/// Errors: those of the list, InvalidArgument (no maps and no localizer, batch below 1, nothing to
/// score), WriteFailed, DiskFull, PermissionDenied, Cancelled.
[[nodiscard]] Result<EvaluationReport> evaluate(const EvaluateOptions &options,
                                                std::stop_token stop = {},
                                                const ProgressCallback &progress = {});

} // namespace soundlocus

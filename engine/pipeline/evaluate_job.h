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
    /// A table of sounds that come from nothing in their picture (boxes [] or empty): their peaks
    /// are compared with those of the test set, and they are in no other score. Empty: none.
    std::filesystem::path offScreenTable;
    /// Makes the maps; null: they are read from `maps`.
    std::shared_ptr<const Localizer> localizer;
    /// Folder with <id>.npy: [h, w], or [frames, h, w] and <id>.json with the times of a video.
    std::filesystem::path maps;
    /// Every choice of the score; none: the rule of the localizer's family, or of the one that the
    /// maps name; SSL-TIE's, with a warning, where they name none.
    std::optional<ProtocolRule> rule;
    FitMode fit = FitMode::Official;
    /// None: the whole sound, cut as the family's own test code does; of a video that is longer
    /// than the network takes as much as that around time_s. Else a window of this length around
    /// time_s of a video (around the middle of the sound for a picture).
    std::optional<MediaTime> audioWindow;
    /// Pictures in one forward pass.
    int batch = 4;
    /// Where report.json and samples.tsv go; empty: nothing is written.
    std::filesystem::path output;
    /// Facts for the report that only the caller knows ("checkpoint", its SHA-256, ...).
    std::map<std::string, std::string> settings;
    std::map<std::string, std::string> versions;
};

/// Longest sound that is read for one sample; what lies behind is left out with a warning.
inline constexpr MediaTime kMaxSampleSound = std::chrono::minutes(2);

/// Names of the files in EvaluateOptions::output.
inline constexpr const char *kReportName = "report.json";
inline constexpr const char *kSamplesName = "samples.tsv";
/// Beside a table it says that its scenes are composed (engine/compose/compose_job.h).
inline constexpr const char *kComposedName = "composed.json";

/// Scores maps against a test set. Samples that cannot be loaded, localised or scored are listed in
/// the report with their reason and do not stop the others. Of the maps of a video the one on
/// screen at time_s is scored (readSampleMap). Under FitMode::Official pictures keep the
/// orientation they are stored in, and the map stands for the whole frame even where the family
/// crops, both as the published code has it; the report warns of pictures that are not square then.
/// Loading and inference run on two threads. @param stop returns Cancelled within one forward pass
/// Errors: those of the list, InvalidArgument (no maps and no localizer, batch below 1, nothing to
/// score), WriteFailed, DiskFull, PermissionDenied, Cancelled.
[[nodiscard]] Result<EvaluationReport> evaluate(const EvaluateOptions &options,
                                                std::stop_token stop = {},
                                                const ProgressCallback &progress = {});

} // namespace soundlocus

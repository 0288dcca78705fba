// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/labelled_sample.h"
#include "engine/core/result.h"

#include <filesystem>
#include <optional>
#include <string_view>

namespace soundlocus {

/// Published test sets in the folder layout of the official code.
enum class Benchmark {
    VggSs,         ///< Chen et al., CVPR 2021: 5,158 items, union of boxes
    FlickrSoundNet ///< Senocak et al., CVPR 2018: 250 items, three annotators
};

/// Stable text id: "vggss", "flickr".
[[nodiscard]] std::string_view toString(Benchmark benchmark);
[[nodiscard]] std::optional<Benchmark> benchmarkFromString(std::string_view id);

/// Where the parts of a test set lie.
struct BenchmarkLayout
{
    Benchmark benchmark = Benchmark::VggSs;
    /// Folder with `frame/` or `frames/` (<id>.jpg, .png), `audio/` or `mp3/` (<id>.wav, .mp3,
    /// .flac) and `anno/` or `Annotations/` (<id>.xml).
    std::filesystem::path root;
    /// One id a line: `<id>`, `<id>.jpg`, `<id>,<anything>`, `videos/d/d/d/<id>.mp4`. Empty: all
    /// ids that are annotated, in order.
    std::filesystem::path list;
    /// VGG-SS only: `vggss.json`, goes before `anno/`. Empty: `anno/`, else this file in root.
    std::filesystem::path annotations;
};

/// Reads a test set. Items without a usable annotation are left out with a warning; whether
/// pictures and sounds are there is not looked at (finished maps need none).
/// Errors: NotFound (no annotations), those of the list and the JSON.
/// Source: SSL-TIE datasets/dataloader*.py; fact sheet 5.1 and 5.5.
[[nodiscard]] Result<SampleList> readBenchmark(const BenchmarkLayout &layout);

/// `vggss.json`: list of {file, class, bbox}; boxes kept as in the file, the 18 degenerate ones
/// included. Samples have no paths yet. Errors: those of checkReadableFile, CorruptData.
[[nodiscard]] Result<SampleList> readVggSsJson(const std::filesystem::path &path);

/// SSL-TIE's processed VGG-SS annotation: root > bbox > one element per box with four numbers, in
/// fractions. Errors: those of checkReadableFile, CorruptData.
[[nodiscard]] Result<GroundTruth> readVggSsXml(const std::filesystem::path &path);

/// Flickr-SoundNet annotation: root > one element per annotator > bbox > label and four integers in
/// a 256 x 256 frame. Every bbox counts as an annotator of its own, as the published readers do.
/// Errors: those of checkReadableFile, CorruptData.
[[nodiscard]] Result<GroundTruth> readFlickrXml(const std::filesystem::path &path);

} // namespace soundlocus

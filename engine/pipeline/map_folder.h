// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/labelled_sample.h"
#include "engine/core/heatmap.h"
#include "engine/core/model_family.h"
#include "engine/core/result.h"

#include <filesystem>
#include <optional>
#include <span>

namespace soundlocus {

/// Largest difference of two times that still counts as the same (tables are written to 1 ms).
inline constexpr MediaTime kTimeTolerance = std::chrono::microseconds(500);
/// How far outside a video a time may lie and still mean its first or last picture: frame durations
/// and container durations are rounded.
inline constexpr MediaTime kEndSlack = std::chrono::milliseconds(500);

/// Reads the map of a sample from FOLDER/<id>.npy: [h, w], or [frames, h, w] with FOLDER/<id>.json
/// holding the times ({"times_s": [...]} or the bare list), and the part of the picture that the
/// maps show ({"region": [x0, y0, x1, y1]}). Of the maps of a video it is the one on screen at
/// time_s: the last with a time at or before it, the first for times just before. Errors: those of
/// NpyReader::open, CorruptData (shape, or times that do not fit), NotFound (times), NotFinite,
/// InvalidArgument (several maps and a sample without time), OutOfRange (a time that lies before or
/// behind all of them by more than kEndSlack and by more than any two neighbours lie apart).
[[nodiscard]] Result<Heatmap> readSampleMap(const std::filesystem::path &folder,
                                            const LabelledSample &sample);

/// The family of network that made the map of a sample, as FOLDER/<id>.json says ({"family":
/// "ssltie"}); none where it does not, as by other programs.
[[nodiscard]] std::optional<ModelFamily> mapFamily(const std::filesystem::path &folder,
                                                   const LabelledSample &sample);

/// Index of the map on screen. @param times ascending, not empty
[[nodiscard]] std::size_t mapOnScreen(std::span<const MediaTime> times, MediaTime time);

} // namespace soundlocus

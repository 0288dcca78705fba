// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/command_line.h"
#include "engine/core/result.h"

#include <string>
#include <string_view>

namespace soundlocus::cli {

/// Longest time that is taken: a year is more than any recording.
inline constexpr double kMaxSeconds = 366.0 * 24 * 3600;

/// "12.5" (seconds), "1:02.5", "1:00:02.500"; a sign in front is allowed, because streams may start
/// before zero. Errors: InvalidArgument.
[[nodiscard]] Result<MediaTime> parseTime(std::string_view text);

/// A number from 0 to 1. Errors: InvalidArgument.
[[nodiscard]] Result<double> parseShare(std::string_view text);

/// "top:50" (percent, above 0 and below 100) or "abs:0.4". Errors: InvalidArgument.
[[nodiscard]] Result<ContourArgument> parseContour(std::string_view text);

/// "auto", "cpu", "cuda" or "cuda:N". Errors: InvalidArgument.
[[nodiscard]] Result<std::string> parseDevice(std::string_view text);

/// "frame" (gives nothing) or "fixed:LOW,HIGH" with LOW < HIGH. Errors: InvalidArgument.
[[nodiscard]] Result<std::optional<FixedScaleArgument>> parseScale(std::string_view text);

/// "160" (a square) or "320x240", 32 to 4096 each. Errors: InvalidArgument.
[[nodiscard]] Result<SizeArgument> parseSize(std::string_view text);

} // namespace soundlocus::cli

// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/model_spec.h"

#include <optional>
#include <string>

/// Internal: how a model's input is written in the header of our own files.
namespace soundlocus::own_format {

/// JSON: "image_side", "audio" with "kind" ("log-mel", "log-linear"), "sample_rate_hz", "seconds",
/// "centered", "official_first_sample", "official_sample_count", "clipped", "gain", "mel" {"n_fft",
/// "hop", "bands", "power_floor", "offset", "divisor"} and "linear" {"segment", "overlap",
/// "offset", "divisor"}.
[[nodiscard]] std::string inputText(const ModelSpec &spec);

/// The opposite: sets spec.imageSide and spec.audio; what the text leaves out stays as it is.
/// @param spec its family says what is possible
/// @return what is wrong with the text, nothing where all is well
[[nodiscard]] std::optional<std::string> readInput(const std::string &text, ModelSpec &spec);

} // namespace soundlocus::own_format

// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace soundlocus {

/// Version of the FFmpeg libraries in use, as FFmpeg prints it.
[[nodiscard]] std::string ffmpegVersion();

} // namespace soundlocus

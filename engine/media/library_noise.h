// SPDX-License-Identifier: MIT
// Internal to engine/media.
#pragma once

#include <functional>
#include <string>

namespace soundlocus {

/// Runs a call whose libraries print to standard error (libjpeg and libpng inside OpenCV have no
/// other way to say that a file is damaged) and returns what was printed instead of letting it out.
/// What other threads print in that moment is caught with it. Where the system refuses, the call
/// runs and prints as ever. Exceptions of the call pass. Threads: thread-safe, one call at a time.
[[nodiscard]] std::string catchLibraryNoise(const std::function<void()> &call);

} // namespace soundlocus

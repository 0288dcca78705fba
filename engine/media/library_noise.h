// SPDX-License-Identifier: MIT
// Internal to engine/media.
#pragma once

#include <functional>
#include <string>

namespace soundlocus {

/// Runs a call whose libraries print to standard error (libjpeg and libpng inside OpenCV have no
/// other way to say that a file is damaged) and returns what was printed instead of letting it out.
/// Only what goes through C's stderr is caught: what the program itself prints meanwhile, through
/// std::cerr, comes out. At most 4 KB are kept. Exceptions of the call pass. Threads: thread-safe;
/// calls run side by side, and each is told what its own thread printed. What threads of a library
/// print goes to the call that began first.
[[nodiscard]] std::string catchLibraryNoise(const std::function<void()> &call);

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace soundlocus {

/// $SOUNDLOCUS_CACHE_DIR, else $XDG_CACHE_HOME/soundlocus, else ~/.cache/soundlocus; empty where
/// none of these is known. Not made here. Threads: thread-safe as long as nobody sets variables.
[[nodiscard]] std::filesystem::path cacheFolder();

} // namespace soundlocus

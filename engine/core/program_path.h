// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>

namespace soundlocus {

/// Where the running program lies. Empty where the system does not tell. Threads: any.
[[nodiscard]] std::filesystem::path programFolder();

/// What starts the running program once more: its own file, so that the process has its name, or
/// the system's link to it where the file was replaced meanwhile. Threads: any.
[[nodiscard]] std::filesystem::path programToStart();

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>

namespace soundlocus {

/// Looks once a second whether an open file is still the one that was opened. Threads: one at a
/// time.
class FileWatch
{
public:
    using Clock = std::chrono::steady_clock;

    /// @param bytes its size when it was opened
    FileWatch(std::filesystem::path path, std::uintmax_t bytes);

    /// When to look again; nothing after the fault was told.
    [[nodiscard]] std::optional<Clock::time_point> nextLook() const;
    /// Looks where it is time to; the fault is told once: NotFound, FileChanged.
    [[nodiscard]] std::optional<Error> look();

private:
    std::filesystem::path m_path;
    std::uintmax_t m_bytes = 0;
    std::filesystem::file_time_type m_time;
    Clock::time_point m_nextLook;
    bool m_isTold = false;
};

} // namespace soundlocus

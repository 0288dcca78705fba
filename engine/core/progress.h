// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace soundlocus {

/// How far a long job is.
struct Progress
{
    std::int64_t done = 0;
    /// 0 where not known yet.
    std::int64_t total = 0;
    /// What is being done, and to what ("localising dog.mp4").
    std::string stage;
};

/// Called from the thread that does the work; must return quickly and must not throw.
using ProgressCallback = std::function<void(const Progress &)>;

} // namespace soundlocus

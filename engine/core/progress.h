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
    /// Share of the item at work that is done, 0 to 1, where one item takes long (a row of a table
    /// that is a whole video).
    double part = 0;
};

/// Called from the thread that does the work; must return quickly and must not throw.
using ProgressCallback = std::function<void(const Progress &)>;

} // namespace soundlocus

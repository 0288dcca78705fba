// SPDX-License-Identifier: MIT
// Internal to engine/compose: independent pieces of work on several threads.
#pragma once

#include "engine/core/progress.h"
#include "engine/core/result.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace soundlocus {

/// Calls work(0) ... work(count - 1), each once, and waits for all. After a failure no further
/// piece is begun; of several failures that of the lowest index is given. @param threads 0 = one
/// per core Errors: Cancelled, those of the work; exceptions become Internal.
template <typename Work>
Result<void> runParallel(std::size_t count,
                         int threads,
                         const std::stop_token &stop,
                         const ProgressCallback &progress,
                         const std::string &stage,
                         const Work &work)
{
    const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
    const std::size_t workers = std::min(count, threads > 0 ? std::size_t(threads) : cores);
    std::atomic<std::size_t> next{0};
    std::mutex mutex; // guards the three below, and the callback
    std::size_t done = 0;
    std::size_t failedIndex = count;
    std::optional<Error> error;
    const auto runOne = [&](std::size_t i) -> Result<void> {
        try {
            return work(i);
        } catch (const std::exception &exception) {
            return fail(ErrorCode::Internal, stage + ": internal error", exception.what());
        }
    };
    const auto run = [&] {
        while (!stop.stop_requested()) {
            const std::size_t i = next++;
            if (i >= count)
                return;
            const Result<void> outcome = runOne(i);
            const std::scoped_lock lock(mutex);
            if (!outcome) {
                next = count;
                if (i < failedIndex) {
                    failedIndex = i;
                    error = outcome.error();
                }
                return;
            }
            ++done;
            if (progress)
                progress(
                        {static_cast<std::int64_t>(done), static_cast<std::int64_t>(count), stage});
        }
    };
    {
        std::vector<std::jthread> pool;
        for (std::size_t i = 1; i < workers; ++i)
            pool.emplace_back(run);
        run();
    }
    if (error)
        return Unexpected(*error);
    if (done < count)
        return fail(ErrorCode::Cancelled, "stopped");
    return {};
}

} // namespace soundlocus

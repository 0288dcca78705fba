// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"
#include "engine/training/process_place.h"

#include <sys/types.h>

#include <vector>

namespace soundlocus::cli {

/// Further processes of this program on this machine, with its own words but for
/// --workers-per-host: the ranks above 0 of a training whose rank 0 is this process. They meet
/// over the loopback; no other machine can take part.
/// Threads: one thread; no other one may wait for children.
class LocalWorkers
{
public:
    /// @param count of processes with this one. Errors: Internal (no process or port to be had).
    [[nodiscard]] static Result<LocalWorkers> start(int count);

    LocalWorkers(LocalWorkers &&other) noexcept;
    LocalWorkers &operator=(LocalWorkers &&) = delete;
    LocalWorkers(const LocalWorkers &) = delete;
    LocalWorkers &operator=(const LocalWorkers &) = delete;
    /// Waits for their end, and ends those that take long.
    ~LocalWorkers();

    /// Place of this process. Its socket is to be used once.
    [[nodiscard]] const ProcessPlace &place() const { return m_place; }

private:
    LocalWorkers() = default;

    ProcessPlace m_place;
    std::vector<pid_t> m_processes;
};

} // namespace soundlocus::cli

// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>

namespace soundlocus::nn {

/// Calls job(i) once for every i in [0, count) on the calling thread and on OpenMP's, which are
/// LibTorch's, as many as the caller may use (at::set_num_threads). Who is done takes the next: a
/// thread whose core somebody else needs does not hold up the others by a share of its own.
/// at::parallel_for is a template that runs on one thread where it is compiled without OpenMP, and
/// with it divides beforehand.
/// @param job must not throw. Threads: any; within a job, serial.
void shareOut(std::int64_t count, const std::function<void(std::int64_t)> &job);

} // namespace soundlocus::nn

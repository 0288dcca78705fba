// SPDX-License-Identifier: MIT
// Internal to engine/training: the door to NCCL, for processes that each have a GPU of their own.
#pragma once

#include <c10/util/intrusive_ptr.h>

#include <chrono>
#include <string>

namespace c10d {
class Backend;
class Store;
} // namespace c10d

namespace soundlocus {

/// Built only where NCCL's and CUDA's headers are at hand, and opened only beside a GPU, because it
/// brings LibTorch's CUDA part along.
inline constexpr char kNcclLibrary[] = "libsoundlocus-nccl.so";
inline constexpr char kNcclEntry[] = "soundlocusNccl";
inline constexpr int kNcclVersion = 1;

/// What NCCL needs to meet the other processes.
struct NcclRequest
{
    int version = kNcclVersion;
    c10::intrusive_ptr<c10d::Store> store;
    int rank = 0;
    int world = 1;
    std::chrono::milliseconds patience{0}; ///< with a silent process
};

/// A backend, owned by the caller, or null with the reason in `fault`.
using NcclEntry = c10d::Backend *(*)(const NcclRequest &request, std::string &fault);

} // namespace soundlocus

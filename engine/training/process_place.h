// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"

#include <optional>
#include <string>

namespace soundlocus {

/// Which process of a run this one is, and where they meet; as torchrun says it.
struct ProcessPlace
{
    int rank = 0;  ///< of all
    int world = 1; ///< number of all
    int localRank = 0;
    int localWorld = 1; ///< of this machine
    std::string masterAddress = "127.0.0.1";
    int masterPort = 0;
    /// Set of keys in the meeting place, which differs when torchrun starts all of them anew.
    std::string keyPrefix;
    /// The meeting place belongs to torchrun; else to the process of rank 0.
    bool isMeetingElsewhere = false;
    /// Bound socket of rank 0 that listens at the port; -1: rank 0 makes one.
    int listenDescriptor = -1;

    [[nodiscard]] bool isFirst() const { return rank == 0; }
    /// Whether all processes are on this machine and speak over its loopback.
    [[nodiscard]] bool isLoopback() const;

    bool operator==(const ProcessPlace &) const = default;
};

/// Reads RANK, WORLD_SIZE, LOCAL_RANK, LOCAL_WORLD_SIZE, MASTER_ADDR and MASTER_PORT; nothing where
/// RANK and WORLD_SIZE are not set.
/// Errors: InvalidArgument (half of them, or no numbers).
/// Source: PyTorch, "torchrun (Elastic Launch)", environment variables.
[[nodiscard]] Result<std::optional<ProcessPlace>> processPlaceFromEnvironment();

/// Rank of the environment above 0: such a process prints nothing and writes no file.
[[nodiscard]] bool isFollower();

} // namespace soundlocus

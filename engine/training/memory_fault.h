// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"

#include <exception>
#include <functional>
#include <optional>
#include <string>

namespace soundlocus {

/// Whether an exception says that a device or the machine has no memory left.
[[nodiscard]] bool isMemoryFault(const std::exception &exception);

/// Largest batch that fits among the halves of one that does not; 0 where not even one sample does.
/// @param fits tries a batch; asked with ever smaller ones until it says yes
[[nodiscard]] int largestFittingBatch(int tooLarge, const std::function<bool(int batch)> &fits);

/// What went wrong and what to do about it.
struct MemoryFacts
{
    std::string device; ///< "cuda:0"
    int batch = 1;      ///< that did not fit
    int accumulation = 1;
    /// largestFittingBatch(), where it was tried.
    std::optional<int> fitting;
    std::string detail; ///< the library's words
};

/// DeviceOutOfMemory, with the options that keep the number of samples in a step.
[[nodiscard]] Error memoryError(const MemoryFacts &facts);

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "engine/inference/runtime.h"

namespace soundlocus {

/// Name of the processor and memory of the machine, from /proc.
[[nodiscard]] DeviceFacts cpuFacts();

/// Fills in name and memory of the current CUDA device through the CUDA runtime that LibTorch
/// loaded; leaves them alone where its functions are not found.
void fillCudaMemory(DeviceFacts &facts);

} // namespace soundlocus

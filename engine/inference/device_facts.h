// SPDX-License-Identifier: MIT
#pragma once

#include "engine/inference/runtime.h"

namespace soundlocus {

/// Name of the processor and memory of the machine, from /proc.
[[nodiscard]] DeviceFacts cpuFacts();

/// Fills in name and memory of a CUDA device, which must be the current one, through the driver and
/// the CUDA runtime that LibTorch loaded; leaves them alone where their functions are not found.
/// @param device number of the device, from 0
void fillCudaFacts(int device, DeviceFacts &facts);

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "engine/checkpoint/checkpoint.h"

namespace soundlocus {

struct PortableOptions
{
    /// Weights of convolutions and projections as float16, half the size; batch norm keeps its
    /// precision, for a running variance may be smaller than float16 knows.
    bool isHalf = false;
};

/// What a map needs of a checkpoint, for handing on: no optimiser, no other copy of the weights, no
/// place in a training run. Other metadata stay; "converted_from_sha256" names the source.
/// @param checkpoint passed requireLoadable()
/// Errors: OutOfRange (a weight beyond float16; the message names it).
[[nodiscard]] Result<Checkpoint> portableCheckpoint(const Checkpoint &checkpoint,
                                                    PortableOptions options);

/// The nearest float16, ties to even; infinity beyond its range. Source: IEEE 754 binary16.
[[nodiscard]] std::uint16_t halfFromFloat(float value);

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "engine/checkpoint/checkpoint.h"
#include "engine/inference/runtime.h"

#include <string>

namespace soundlocus {

/// Largest deviation from the stored map that a device may show.
inline constexpr double kSelfTestTolerance = 1e-3;

/// A narrow SSL-TIE network (width 16) whose weights come out of a linear congruential generator,
/// so that any program can make the same ones: state = state * 1664525 + 1013904223 (mod 2^32),
/// from state 1, u = (state >> 8) / 2^24 - 0.5, tensors in name order, values in row-major order;
/// running variance 1 + u / 2, running mean and bias u / 5, norm weight 1 + 0.4 u, convolution u
/// sqrt(24 / fan-in).
[[nodiscard]] Checkpoint selfTestCheckpoint();

/// Localises generated noise in a generated picture and compares with stored values, which PyTorch
/// computed from the same rules with its plain, unfolded layers (torchaudio for the spectrogram).
[[nodiscard]] SelfTestResult runSelfTest(const InferenceRuntime &runtime,
                                         const std::string &device);

} // namespace soundlocus

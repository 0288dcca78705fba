// SPDX-License-Identifier: MIT
#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <vector>

namespace soundlocus {

enum class Precision { Float32, BFloat16, Float16 };

/// Precision by its word in RunConfig. @param word passed TrainingConfig::validate()
[[nodiscard]] Precision precisionFromString(const std::string &word);

/// Whether a device has instructions for a precision: without them it works, but takes longer than
/// float32 would.
[[nodiscard]] bool isNative(Precision precision, c10::DeviceType device);

/// While it lives, operations that lose nothing by it run in the lower precision (PyTorch's
/// autocast). Does nothing for Float32. Threads: of the thread that made it.
class AutocastGuard
{
public:
    AutocastGuard(Precision precision, c10::DeviceType device);
    AutocastGuard(const AutocastGuard &) = delete;
    AutocastGuard &operator=(const AutocastGuard &) = delete;
    ~AutocastGuard();

private:
    c10::DeviceType m_device;
    bool m_isActive = false;
};

/// Keeps float16 gradients above the smallest number: the loss is multiplied before the backward
/// pass, gradients are divided after it. Halves the factor when gradients overflow, doubles it
/// after 2,000 steps without. The factor is 1 for other precisions.
/// Source: torch.amp.GradScaler's rule and defaults.
class GradientScaler
{
public:
    GradientScaler(Precision precision, double scale, std::int64_t age);

    [[nodiscard]] at::Tensor scaled(const at::Tensor &loss) const;
    /// Divides the gradients. False: they overflowed, the step is to be left out.
    [[nodiscard]] bool unscale(const std::vector<at::Tensor> &parameters);

    [[nodiscard]] double scale() const { return m_scale; }
    [[nodiscard]] std::int64_t age() const { return m_age; }

private:
    bool m_isActive;
    double m_scale;
    std::int64_t m_age;
};

} // namespace soundlocus

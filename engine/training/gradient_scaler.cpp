// SPDX-License-Identifier: MIT
#include "engine/training/gradient_scaler.h"

#include "engine/core/expects.h"

#include <ATen/TensorOperators.h>
#include <ATen/autocast_mode.h>
#include <ATen/cpu/Utils.h>
#include <ATen/ops/isfinite.h>

#include <string>

namespace soundlocus {

namespace {

constexpr double kFactor = 2;
constexpr std::int64_t kGrowthSteps = 2000;

} // namespace

Precision precisionFromString(const std::string &word)
{
    if (word == "bf16")
        return Precision::BFloat16;
    if (word == "fp16")
        return Precision::Float16;
    SOUNDLOCUS_EXPECTS(word == "float32");
    return Precision::Float32;
}

bool isNative(Precision precision, c10::DeviceType device)
{
    if (precision != Precision::BFloat16 || device != c10::DeviceType::CPU)
        return true;
    const auto capabilities = at::cpu::get_cpu_capabilities();
    const auto has = [&capabilities](const char *name) {
        const auto found = capabilities.find(name);
        return found != capabilities.end() && found->second.isBool() && found->second.toBool();
    };
    return has("avx512_bf16") || has("amx_bf16");
}

AutocastGuard::AutocastGuard(Precision precision, c10::DeviceType device)
    : m_device(device)
    , m_isActive(precision != Precision::Float32)
{
    if (!m_isActive)
        return;
    at::autocast::set_autocast_enabled(m_device, true);
    at::autocast::set_autocast_dtype(m_device,
                                     precision == Precision::Float16 ? at::kHalf : at::kBFloat16);
    at::autocast::increment_nesting();
}

AutocastGuard::~AutocastGuard()
{
    if (!m_isActive)
        return;
    if (at::autocast::decrement_nesting() == 0)
        at::autocast::clear_cache();
    at::autocast::set_autocast_enabled(m_device, false);
}

GradientScaler::GradientScaler(Precision precision, double scale, std::int64_t age)
    : m_isActive(precision == Precision::Float16)
    , m_scale(m_isActive ? scale : 1.0)
    , m_age(age)
{}

at::Tensor GradientScaler::scaled(const at::Tensor &loss) const
{
    return m_isActive ? loss * m_scale : loss;
}

bool GradientScaler::unscale(const std::vector<at::Tensor> &parameters)
{
    if (!m_isActive)
        return true;
    bool isFinite = true;
    for (const at::Tensor &parameter : parameters) {
        if (!parameter.grad().defined())
            continue;
        parameter.grad().div_(m_scale);
        isFinite = isFinite && at::isfinite(parameter.grad()).all().item<bool>();
    }
    if (!isFinite) {
        m_scale /= kFactor;
        m_age = 0;
        return false;
    }
    if (++m_age >= kGrowthSteps) {
        m_scale *= kFactor;
        m_age = 0;
    }
    return true;
}

} // namespace soundlocus

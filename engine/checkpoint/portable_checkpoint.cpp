// SPDX-License-Identifier: MIT
#include "engine/checkpoint/portable_checkpoint.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace soundlocus {

namespace {

constexpr std::string_view kTraining = "training.";
constexpr const char *kSource = "converted_from_sha256";
constexpr std::uint16_t kHalfInfinity = 0x7C00;

/// Nothing where a value is beyond float16.
std::optional<StoredTensor> asHalf(const StoredTensor &tensor)
{
    auto halves = std::make_shared<std::vector<std::uint16_t>>();
    halves->reserve(static_cast<std::size_t>(tensor.elementCount()));
    for (const float value : tensor.toFloat()) {
        halves->push_back(halfFromFloat(value));
        if ((halves->back() & kHalfInfinity) == kHalfInfinity)
            return std::nullopt;
    }
    StoredTensor result;
    result.dtype = DType::Float16;
    result.shape = tensor.shape;
    result.bytes = std::as_bytes(std::span<const std::uint16_t>(*halves));
    result.owner = std::move(halves);
    return result;
}

} // namespace

std::uint16_t halfFromFloat(float value)
{
    constexpr int kLargest = 15;
    constexpr int kSmallest = -14;
    constexpr int kMantissaBits = 10;
    const std::uint16_t sign = std::signbit(value) ? 0x8000 : 0;
    const double magnitude = std::abs(static_cast<double>(value));
    if (std::isnan(value))
        return sign | kHalfInfinity | 1;
    if (magnitude == 0)
        return sign;
    // Units of the last place; nearbyint() rounds ties to even.
    const int exponent = std::max(std::isinf(value) ? kLargest + 1 : std::ilogb(magnitude),
                                  kSmallest);
    if (exponent > kLargest)
        return sign | kHalfInfinity;
    const auto units = static_cast<std::uint32_t>(
            std::nearbyint(std::ldexp(magnitude, kMantissaBits - exponent)));
    // With the hidden bit the carry of a rounding reaches the exponent by itself; below the
    // smallest normal number there is neither.
    const std::uint32_t biased = static_cast<std::uint32_t>(exponent - kSmallest) << kMantissaBits;
    return static_cast<std::uint16_t>(sign | (biased + units));
}

Result<Checkpoint> portableCheckpoint(const Checkpoint &checkpoint, PortableOptions options)
{
    Checkpoint result;
    result.container = TensorFile::Container::Safetensors;
    result.spec = checkpoint.spec;
    for (const auto &[name, shape] : requiredTensors(checkpoint.spec)) {
        const StoredTensor &tensor = checkpoint.weights.at(name);
        const bool isNorm = shape.size() < 2;
        if (!options.isHalf || isNorm || tensor.dtype == DType::Float16) {
            result.weights[name] = tensor;
            continue;
        }
        auto half = asHalf(tensor);
        if (!half)
            return fail(ErrorCode::OutOfRange,
                        checkpoint.path.string() + ": " + name
                                + " holds values beyond the range of float16; convert without "
                                  "--half");
        result.weights[name] = *std::move(half);
    }
    for (const auto &[key, value] : checkpoint.metadata) {
        if (!key.starts_with(kTraining))
            result.metadata[key] = value;
    }
    result.metadata[kSource] = checkpoint.sha256;
    return result;
}

} // namespace soundlocus

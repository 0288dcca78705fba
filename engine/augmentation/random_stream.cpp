// SPDX-License-Identifier: MIT
#include "engine/augmentation/random_stream.h"

#include "engine/core/expects.h"

#include <cmath>
#include <numbers>

namespace soundlocus {

namespace {

constexpr std::uint64_t kGamma = 0x9E3779B97F4A7C15ULL;

std::uint64_t mix(std::uint64_t z)
{
    z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31U);
}

} // namespace

RandomStream::RandomStream(std::initializer_list<std::uint64_t> key)
{
    for (const std::uint64_t part : key)
        m_state = mix(m_state + kGamma + mix(part + kGamma));
}

std::uint64_t RandomStream::next()
{
    m_state += kGamma;
    return mix(m_state);
}

double RandomStream::uniform()
{
    constexpr double kStep = 0x1.0p-53;
    return static_cast<double>(next() >> 11U) * kStep;
}

double RandomStream::uniform(double low, double high)
{
    return low + (high - low) * uniform();
}

std::int64_t RandomStream::integer(std::int64_t low, std::int64_t high)
{
    SOUNDLOCUS_EXPECTS(low <= high);
    const std::uint64_t span = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low)
                               + 1;
    if (span == 0) // the whole range of the type
        return static_cast<std::int64_t>(next());
    // Numbers above the last whole multiple of the span would favour small results.
    const std::uint64_t limit = UINT64_MAX - UINT64_MAX % span;
    std::uint64_t number = next();
    while (number >= limit)
        number = next();
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + number % span);
}

bool RandomStream::chance(double probability)
{
    return uniform() < probability;
}

double RandomStream::normal()
{
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
    return radius * std::cos(2.0 * std::numbers::pi * uniform());
}

} // namespace soundlocus

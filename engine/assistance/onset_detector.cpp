// SPDX-License-Identifier: MIT
#include "engine/assistance/onset_detector.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>
#include <span>

namespace soundlocus {

namespace {

constexpr double kHopSeconds = 0.005;
/// The power of what begins is compared with that of what was before.
constexpr std::size_t kAfterHops = 2;
constexpr std::size_t kBeforeHops = 6;
constexpr double kRiseDb = 9;
/// Onsets closer than this are one.
constexpr std::size_t kApartHops = 10;
/// Power below which nothing is heard, -70 dB of full scale.
constexpr double kFloorPower = 1e-7;
/// An onset has to reach this share of the way from the quietest to the loudest hop.
constexpr double kLeastLoudness = 0.25;

constexpr std::array kBandEdgesHz{500.0, 2000.0};
constexpr std::size_t kBands = kBandEdgesHz.size() + 1;

using Powers = std::vector<std::array<double, kBands>>;

/// Mean power of each band, hop by hop. Bands are told apart by filters of first order.
Powers powersOf(const AudioClip &clip)
{
    const std::span<const float> samples = clip.samples();
    const auto hop = static_cast<std::size_t>(
            std::max(1.0, std::round(kHopSeconds * clip.sampleRateHz())));
    std::array<double, kBandEdgesHz.size()> weight{};
    for (std::size_t edge = 0; edge < weight.size(); ++edge)
        weight[edge] = 1
                       - std::exp(-2 * std::numbers::pi * kBandEdgesHz.at(edge)
                                  / clip.sampleRateHz());
    std::array<double, kBandEdgesHz.size()> low{};
    Powers powers;
    for (std::size_t begin = 0; begin + hop <= samples.size(); begin += hop) {
        std::array<double, kBands> &power = powers.emplace_back();
        for (const float sample : samples.subspan(begin, hop)) {
            const auto value = static_cast<double>(sample);
            double below = 0;
            for (std::size_t edge = 0; edge < low.size(); ++edge) {
                low[edge] += weight[edge] * (value - low[edge]);
                power[edge] += (low[edge] - below) * (low[edge] - below);
                below = low[edge];
            }
            power.back() += (value - below) * (value - below);
        }
        for (double &value : power)
            value = std::max(kFloorPower, value / static_cast<double>(hop));
    }
    return powers;
}

double decibels(double power)
{
    return 10 * std::log10(power);
}

/// Loudest band of a hop in dB.
double loudnessOf(const std::array<double, kBands> &power)
{
    return decibels(*std::ranges::max_element(power));
}

double meanOf(const Powers &powers, std::size_t first, std::size_t count, std::size_t band)
{
    double sum = 0;
    for (std::size_t hop = first; hop < first + count; ++hop)
        sum += powers[hop][band];
    return sum / static_cast<double>(count);
}

/// Largest rise of a band from before a hop to behind it, in dB.
double riseAt(const Powers &powers, std::size_t hop)
{
    const std::size_t before = std::min(hop, kBeforeHops);
    const std::size_t after = std::min(powers.size() - hop, kAfterHops);
    double rise = 0;
    for (std::size_t band = 0; band < kBands; ++band)
        rise = std::max(rise,
                        decibels(meanOf(powers, hop, after, band)
                                 / meanOf(powers, hop - before, before, band)));
    return rise;
}

} // namespace

std::vector<MediaTime> onsetsOf(const AudioClip &clip)
{
    if (clip.isEmpty())
        return {};
    const Powers powers = powersOf(clip);
    if (powers.size() < 2)
        return {};
    const auto [quiet, loud] = std::ranges::minmax(powers, {}, loudnessOf);
    const double least = loudnessOf(quiet)
                         + kLeastLoudness * (loudnessOf(loud) - loudnessOf(quiet));
    std::vector<MediaTime> onsets;
    std::size_t next = 1; // hop from which on there may be another one
    for (std::size_t hop = 1; hop < powers.size(); ++hop) {
        if (hop < next || loudnessOf(powers[hop]) < least || riseAt(powers, hop) < kRiseDb)
            continue;
        const double seconds = kHopSeconds * static_cast<double>(hop);
        onsets.push_back(clip.start() + fromSeconds(seconds));
        next = hop + kApartHops;
    }
    return onsets;
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "engine/compose/wav_file.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace soundlocus {

namespace {

void appendNumber(std::string &bytes, std::uint32_t value, int size)
{
    for (int i = 0; i < size; ++i)
        bytes += static_cast<char>(value >> (8 * i) & 0xFF);
}

} // namespace

std::string wavBytes(const AudioClip &clip)
{
    constexpr int kSampleBytes = 2;
    constexpr std::uint32_t kHeaderRest = 36;
    constexpr float kFullScale = 32767;
    const auto rate = static_cast<std::uint32_t>(clip.sampleRateHz());
    const auto dataBytes = static_cast<std::uint32_t>(clip.sampleCount() * kSampleBytes);
    std::string bytes = "RIFF";
    appendNumber(bytes, kHeaderRest + dataBytes, 4);
    bytes += "WAVEfmt ";
    appendNumber(bytes, 16, 4);
    appendNumber(bytes, 1, 2); // PCM
    appendNumber(bytes, 1, 2); // channels
    appendNumber(bytes, rate, 4);
    appendNumber(bytes, rate * kSampleBytes, 4);
    appendNumber(bytes, kSampleBytes, 2);
    appendNumber(bytes, 8 * kSampleBytes, 2);
    bytes += "data";
    appendNumber(bytes, dataBytes, 4);
    for (const float sample : clip.samples()) {
        const auto level = static_cast<std::int16_t>(
                std::lround(std::clamp(sample, -1.0F, 1.0F) * kFullScale));
        appendNumber(bytes, static_cast<std::uint16_t>(level), kSampleBytes);
    }
    return bytes;
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
// Internal to engine/media: change of sample rate that gives the same samples for any piece.
#pragma once

#include "engine/core/media_time.h"
#include "engine/core/result.h"

#include <cstdint>
#include <span>
#include <vector>

namespace soundlocus {

/// 2^15 filter phases at most, so that the exact ratio of all common rates is used.
inline constexpr int kResamplerPhaseShift = 15;

/// Instants of a sound up to a time, rounded as AudioClip::cut does.
[[nodiscard]] std::int64_t samplesIn(MediaTime time, int sampleRateHz);

/// Where the pieces lie: output sample m belongs to the instant m / outputRate.
class ResamplePlan
{
public:
    ResamplePlan(int inputRateHz, int outputRateHz);

    /// Input samples [begin, end) that output samples [first, last) need, with what the filter
    /// reaches to either side. begin is a multiple of the period, where the phases of the two
    /// rates meet; so a piece comes out as in one run over the whole.
    struct Piece
    {
        std::int64_t inputBegin = 0;
        std::int64_t inputEnd = 0;
        std::int64_t outputBegin = 0; ///< output sample at inputBegin
    };
    [[nodiscard]] Piece pieceFor(std::int64_t first, std::int64_t last) const;
    /// Output samples that belong to so many input samples, rounded.
    [[nodiscard]] std::int64_t outputCount(std::int64_t inputCount) const;

    /// Output from piece.outputBegin on, for the input from piece.inputBegin on.
    [[nodiscard]] Result<std::vector<float>> run(std::span<const float> input) const;

private:
    int m_inputRate = 0;
    int m_outputRate = 0;
    std::int64_t m_inputPeriod = 1;
    std::int64_t m_outputPeriod = 1;
};

} // namespace soundlocus

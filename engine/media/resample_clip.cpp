// SPDX-License-Identifier: MIT
#include "engine/media/resample_clip.h"

#include "engine/core/expects.h"
#include "engine/media/resampler.h"

#include <algorithm>

namespace soundlocus {

namespace {

/// Long sounds go through the filter in pieces, which give the same samples as one run.
constexpr std::int64_t kPieceSeconds = 30;

} // namespace

Result<AudioClip> resampleClip(const AudioClip &clip, int sampleRateHz)
{
    SOUNDLOCUS_EXPECTS(sampleRateHz > 0);
    if (clip.isEmpty() || clip.sampleRateHz() == sampleRateHz)
        return clip;
    const ResamplePlan plan(clip.sampleRateHz(), sampleRateHz);
    const auto input = clip.samples();
    const auto available = static_cast<std::int64_t>(input.size());
    const std::int64_t count = std::max<std::int64_t>(1, plan.outputCount(available));
    std::vector<float> output(static_cast<std::size_t>(count));
    for (std::int64_t first = 0; first < count;) {
        const std::int64_t last = std::min(count, first + kPieceSeconds * sampleRateHz);
        const ResamplePlan::Piece piece = plan.pieceFor(first, last);
        const std::int64_t begin = std::min(piece.inputBegin, available);
        const std::int64_t end = std::min(piece.inputEnd, available);
        const auto samples = plan.run(input.subspan(static_cast<std::size_t>(begin),
                                                    static_cast<std::size_t>(end - begin)));
        if (!samples)
            return Unexpected(samples.error());
        const auto size = static_cast<std::int64_t>(samples->size());
        const std::int64_t from = std::min(first - piece.outputBegin, size);
        const std::int64_t to = std::min(last - piece.outputBegin, size);
        std::copy(samples->begin() + from, samples->begin() + to, output.begin() + first);
        first = last;
    }
    return AudioClip(std::move(output), sampleRateHz, clip.start());
}

} // namespace soundlocus

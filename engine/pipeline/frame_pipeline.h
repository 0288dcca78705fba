// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"
#include "engine/core/heatmap.h"
#include "engine/core/result.h"
#include "engine/inference/localizer.h"
#include "engine/pipeline/frame_source.h"
#include "engine/pipeline/sound_windows.h"
#include "engine/pipeline/stage_clock.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <stop_token>

namespace soundlocus {

/// A picture and the map that belongs to it.
struct LocalizedFrame
{
    Frame frame;
    /// Its own map, or for a skipped frame the last one before it.
    Heatmap heatmap;
    bool isLocalized = true;
};

/// What becomes of frames between those that are localised.
enum class SkippedFrames {
    Keep, ///< they come with the last map
    Drop,
};

struct FramePipelineOptions
{
    FitMode fit = FitMode::Full;
    /// Pictures in one forward pass, at least 1.
    int batch = 4;
    /// Every n-th frame is localised, the first one always.
    int every = 1;
    SkippedFrames skipped = SkippedFrames::Keep;
    /// Size of the frames, for the limit on memory; it need not be exact.
    Size frameSize;
};

/// Memory for pictures between the stages, whatever their size and number.
inline constexpr std::size_t kInFlightBytes = std::size_t{256} << 20;

/// How many pictures may wait at each place.
struct PipelineDepth
{
    int batch = 1; ///< localised pictures in one pass
    /// Pictures collected for one pass, skipped ones included; also the length of the queues before
    /// and behind the network.
    int pending = 1;
};

/// Depth for a frame size: as deep as the options say, less where pictures are large.
[[nodiscard]] PipelineDepth pipelineDepth(const FramePipelineOptions &options);

/// Time spent by stage.
using PipelineTimes = std::array<StageTimes, kPipelineStages>;

/// What the last two stages do; each is called from one thread, in the order of the frames.
struct FrameSinks
{
    /// Makes the picture to encode. An empty frame is not handed on.
    std::function<Result<Frame>(const LocalizedFrame &)> overlay;
    std::function<Result<void>(const Frame &)> encode;
};

/// Runs a source to its end: decode, prepare, network, overlay and encode each on a thread of its
/// own, with bounded queues between them. Returns when all of them have ended. @param stop ends it
/// within one forward pass
/// Errors: the first fault of any stage, Cancelled, Internal (a stage threw).
[[nodiscard]] Result<PipelineTimes> runFramePipeline(FrameSource &source,
                                                     SoundWindows &sounds,
                                                     const Localizer &localizer,
                                                     const FramePipelineOptions &options,
                                                     const FrameSinks &sinks,
                                                     std::stop_token stop);

} // namespace soundlocus

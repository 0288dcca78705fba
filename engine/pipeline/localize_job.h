// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/progress.h"
#include "engine/core/result.h"
#include "engine/inference/localizer.h"
#include "engine/pipeline/frame_pipeline.h"
#include "engine/pipeline/heatmap_writer.h"
#include "engine/pipeline/sound_source.h"
#include "engine/render/heatmap_overlay.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace soundlocus {

/// One thing to localise.
struct LocalizeInput
{
    /// Picture or video.
    std::filesystem::path picture;
    /// Empty: the sound of the video itself.
    std::filesystem::path sound;
    /// Of the results: FOLDER/NAME.tsv and so on.
    std::string name;
    /// Opens what the network hears in place of the sound above, which a written video keeps;
    /// empty: nothing else.
    std::function<Result<std::unique_ptr<SoundSource>>(std::stop_token stop)> heard = {};
};

/// What is written for an input.
struct LocalizeResults
{
    std::filesystem::path folder;
    bool hasTable = true;
    bool hasOverlay = true; ///< the video, or the picture, under its map
    bool hasSheet = true;   ///< a contact sheet (videos only)
    std::optional<HeatmapFormat> heatmaps;
    /// Replace older results; else they are refused.
    bool isOverwriting = false;
};

/// Video encoder, by FFmpeg's names.
struct EncoderOptions
{
    std::string codec = "libx264";
    std::string preset = "veryfast";
    int crf = 23;
};

/// Sound around a frame of a video, where nothing else is asked for; of models that see less, as
/// much as they see.
inline constexpr MediaTime kDefaultWindow = std::chrono::seconds(3);
[[nodiscard]] MediaTime defaultWindow(const ModelSpec &spec);

struct LocalizeOptions
{
    FrameRange range;
    int every = 1;
    /// None: defaultWindow() for videos; the whole sound, cut as the family's own test code does,
    /// for pictures.
    std::optional<MediaTime> window;
    MediaTime hop = std::chrono::seconds(1);
    FitMode fit = FitMode::Full;
    int batch = 4;
    OverlayOptions overlay;
    /// Above it counts a cell of the map for the `area` column; none: half way between the lowest
    /// and the highest value of the map.
    std::optional<double> areaThreshold;
    EncoderOptions encoder;
    LocalizeResults results;
    /// Folder for frame indexes; empty: they are not kept.
    std::filesystem::path indexFolder;
};

/// What a run cost.
struct LocalizeStatistics
{
    PipelineTimes stages{};
    std::int64_t frames = 0;          ///< read
    std::int64_t localizedFrames = 0; ///< sent through the network
    std::int64_t embeddedSounds = 0;
    double wallSeconds = 0;
    double processCpuSeconds = 0; ///< of all threads, encoder and OpenMP included
    std::int64_t peakBytes = 0;   ///< largest resident memory of the process so far
};

/// Where the sound of an input comes from, and what was written.
struct LocalizeAnswer
{
    /// Peak of the mean map over all frames, in fractions of the frame, and its value on the
    /// network's own scale.
    double peakX = 0;
    double peakY = 0;
    double similarity = 0;
    LocalizeStatistics statistics;
    std::vector<std::filesystem::path> files;
    /// Nothing that stopped it: "3 damaged packets were skipped".
    std::vector<std::string> warnings;
};

/// Words for a place: "top left", "left", "centre", "bottom"; thirds of the picture.
[[nodiscard]] std::string_view placeName(double x, double y);

/// Finds out without any input whether the videos can be encoded as the options say.
/// Errors: InvalidArgument (encoder, preset; the message says which there are).
[[nodiscard]] Result<void> checkEncoder(const EncoderOptions &options);

/// Localises the sound of one input and writes the results. Files appear when they are whole; after
/// a fault or a stop there are none. Decoding, preparing, inference, overlay and encoding run at
/// the same time; memory does not grow with the length of the input.
/// @param stop returns Cancelled within one forward pass
/// Errors: those of MediaFile::open, NoVideo, NoAudio, WriteFailed (older results are in the way),
/// those of the writers and of Localizer, OutOfRange (no picture in the range), Cancelled.
[[nodiscard]] Result<LocalizeAnswer> localizeInput(const LocalizeInput &input,
                                                   const LocalizeOptions &options,
                                                   const Localizer &localizer,
                                                   std::stop_token stop = {},
                                                   const ProgressCallback &progress = {});

} // namespace soundlocus

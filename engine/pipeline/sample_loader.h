// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/labelled_sample.h"
#include "engine/core/audio_clip.h"
#include "engine/core/frame.h"
#include "engine/core/result.h"
#include "engine/inference/localizer.h"
#include "engine/media/audio_decoder.h"
#include "engine/media/video_decoder.h"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <stop_token>
#include <string>

namespace soundlocus {

/// What of a sample goes into the network.
struct LoadedSample
{
    ImageInput image;
    /// Parts of its picture are made up, because the file is damaged.
    bool isPictureDamaged = false;
    /// Names the piece of sound; the same for rows that share it.
    std::string soundKey;
    /// The sound, or nothing where an earlier sample brought the one of that key.
    std::optional<AudioClip> sound;
    /// The sound is longer than what is read of it.
    bool isSoundCut = false;
};

/// Reads pictures and sounds of samples; keeps the last video open, because rows of one video
/// usually stand together. Threads: one thread at a time.
class SampleLoader
{
public:
    /// @param audioWindow none: the whole sound, or of a long video as much around the picture as
    /// the network takes, within the sound; else heardWindow() of it
    /// @param soundLimit longest sound that is read
    SampleLoader(std::shared_ptr<const Localizer> localizer,
                 FitMode fit,
                 std::optional<MediaTime> audioWindow,
                 MediaTime soundLimit);

    /// Errors: InvalidArgument (no picture, no sound, or a video without time_s), OutOfRange (time
    /// outside the video by more than kEndSlack), those of the decoders and of Localizer::prepare,
    /// Cancelled.
    [[nodiscard]] Result<LoadedSample> load(const LabelledSample &sample, std::stop_token stop);

private:
    [[nodiscard]] Result<StillPicture> loadFrame(const LabelledSample &sample,
                                                 std::stop_token stop);
    [[nodiscard]] Result<Frame> loadVideoFrame(const LabelledSample &sample, std::stop_token stop);
    [[nodiscard]] Result<void> loadSound(const LabelledSample &sample,
                                         LoadedSample &loaded,
                                         std::stop_token stop);

    std::shared_ptr<const Localizer> m_localizer;
    FitMode m_fit;
    std::optional<MediaTime> m_audioWindow;
    MediaTime m_soundLimit;
    std::filesystem::path m_videoPath;
    std::optional<VideoDecoder> m_video;
    std::set<std::string> m_soundKeys;   // of sounds handed out
    std::set<std::string> m_wholeSounds; // files whose rows all hear the same
};

} // namespace soundlocus

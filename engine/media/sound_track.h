// SPDX-License-Identifier: MIT
// Internal to engine/media: the sound of a file as packets for another file.
#pragma once

#include "engine/core/media_time.h"
#include "engine/media/ffmpeg_handles.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace soundlocus {

/// Packets of a sound stream, one after the other. Threads: one thread at a time.
class SoundTrack
{
public:
    SoundTrack() = default;
    SoundTrack(const SoundTrack &) = delete;
    SoundTrack &operator=(const SoundTrack &) = delete;
    virtual ~SoundTrack() = default;

    /// What the output stream is to be like; without a codec tag.
    [[nodiscard]] virtual const AVCodecParameters &parameters() const = 0;
    /// Unit of the stamps.
    [[nodiscard]] virtual AVRational timeBase() const = 0;
    /// Next packet, its stamps on the axis of the output; false at the end.
    [[nodiscard]] virtual Result<bool> next(AVPacket &packet) = 0;
};

/// True when the container takes packets of the file's first sound stream as they are.
[[nodiscard]] bool canCopySound(const AVOutputFormat &format, const MediaFile &file);

/// Packets of the first sound stream unchanged, on the axis of the file. @param end packets that
/// begin there or later are left out
[[nodiscard]] Result<std::unique_ptr<SoundTrack>> copySound(const MediaFile &file,
                                                            std::optional<MediaTime> end);

/// The first sound stream decoded and encoded again as AAC, in WebM as Opus, with its channels.
/// @param range cut to the sample; its begin becomes 0
[[nodiscard]] Result<std::unique_ptr<SoundTrack>> encodeSound(const AVOutputFormat &format,
                                                              const MediaFile &file,
                                                              std::optional<TimeRange> range);

} // namespace soundlocus

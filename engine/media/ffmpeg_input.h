// SPDX-License-Identifier: MIT
// Internal to engine/media: opening a file for reading, and its time axis.
#pragma once

#include "engine/media/ffmpeg_handles.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace soundlocus::ffmpeg {

/// An open demuxer and where the file's axis (MediaTime 0) lies on the time line of its stamps.
///
/// Containers with a time line of their own (MP4, Matroska, AVI...) are taken as they are, so a
/// late stream keeps its offset and sound never moves against the picture. Broadcast formats,
/// whose clock starts anywhere (AVFMT_TS_DISCONT: MPEG-TS, MPEG-PS), start at 0 with their
/// earliest stream; so do files of sound only that start late (MP3 encoder delay).
struct Input
{
    InputPtr context;
    MediaTime origin{0};

    [[nodiscard]] AVStream *stream(int index) const
    {
        return context->streams[static_cast<unsigned>(index)];
    }
    /// Time of a stamp of a stream on the file's axis.
    [[nodiscard]] MediaTime time(std::int64_t ticks, AVRational timeBase) const
    {
        return toMediaTime(ticks, timeBase) - origin;
    }
    [[nodiscard]] std::int64_t ticks(MediaTime time, AVRational timeBase) const
    {
        return toTicks(time + origin, timeBase);
    }
};

/// Opens a media file and reads its headers. Only this one file is read: play lists and patterns
/// that name other files are refused.
/// Errors: those of checkReadableFile, UnsupportedFormat, CorruptData.
[[nodiscard]] Result<Input> openInput(const std::filesystem::path &path);

/// What the packets of a file told of its streams, so that it can be opened again without reading
/// them for that: a tenth of a second for each film of 1920 x 1080.
struct Probe
{
    std::vector<ParametersPtr> parameters;
    MediaTime origin{0};
    std::uintmax_t fileBytes = 0;
};

/// Empty for containers whose packets tell more than the parameters of the decoders.
[[nodiscard]] std::shared_ptr<const Probe> probeOf(const Input &input, std::uintmax_t fileBytes);

/// The same as openInput(file.path()), quicker where there is a probe that still holds.
[[nodiscard]] Result<Input> openInput(const MediaFile &file);

/// True when the content, whatever the name, is of a kind FFmpeg knows.
[[nodiscard]] bool isKnownKind(const std::filesystem::path &path);

/// Opens a decoder for a stream. @param threads 0 = FFmpeg's choice
/// Errors: UnsupportedFormat (no decoder, or it refuses the stream).
[[nodiscard]] Result<CodecPtr> openDecoder(const AVStream &stream,
                                           int threads,
                                           const std::filesystem::path &path);

/// Lets the demuxer drop all packets but those of one stream.
void keepOnly(AVFormatContext &context, int streamIndex);

/// A picture stream that moves (no cover art).
[[nodiscard]] bool isPictureStream(const AVStream &stream);

/// Turn and flips of the stream's display matrix; applied in the order transpose, flips.
struct DisplayTransform
{
    bool transpose = false;
    bool flipX = false;
    bool flipY = false;

    [[nodiscard]] bool isIdentity() const { return !transpose && !flipX && !flipY; }
    /// Clockwise turn: 0, 90, 180, 270 (a mirrored picture counts as its turned part).
    [[nodiscard]] int clockwiseDegrees() const;
};

[[nodiscard]] DisplayTransform displayTransform(const AVStream &stream);

} // namespace soundlocus::ffmpeg

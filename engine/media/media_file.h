// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"
#include "engine/core/media_time.h"
#include "engine/core/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace soundlocus {

namespace ffmpeg {
struct Probe;
} // namespace ffmpeg

/// Exact fraction, as FFmpeg keeps time bases and rates.
struct Rational
{
    std::int64_t numerator = 0;
    std::int64_t denominator = 1;

    [[nodiscard]] double toDouble() const
    {
        return denominator == 0 ? 0.0
                                : static_cast<double>(numerator) / static_cast<double>(denominator);
    }
    bool operator==(const Rational &) const = default;
};

/// Facts of one picture stream, from headers and a short probe.
struct VideoStreamFacts
{
    int streamIndex = -1;
    std::string codec;              ///< FFmpeg's name, "h264"
    std::string pixelFormat;        ///< FFmpeg's name, "yuv420p10le"
    Size codedSize;                 ///< as stored, before rotation
    Size displaySize;               ///< of Frame: after rotation, pixels as stored
    int rotationDegrees = 0;        ///< clockwise turn applied for display: 0, 90, 180, 270
    Rational pixelAspect{1, 1};     ///< width : height of a stored pixel, before rotation
    Rational averageRate;           ///< frames per second; 0/1 where unknown
    Rational timeBase;              ///< unit of Frame::ptsTicks
    std::int64_t frameCount = 0;    ///< 0 where unknown
    bool isFrameCountExact = false; ///< from an index, not estimated from duration and rate
    MediaTime start{0};
    MediaTime duration{0};
    bool isInterlaced = false;
};

/// Facts of one sound stream.
struct AudioStreamFacts
{
    int streamIndex = -1;
    std::string codec;
    int sampleRateHz = 0;
    int channels = 0;
    std::string layout;   ///< FFmpeg's name, "stereo", "5.1(side)"
    std::string language; ///< ISO 639 tag, or empty
    MediaTime start{0};
    MediaTime duration{0};
};

enum class MediaKind {
    Picture, ///< one still picture
    Video,   ///< moving pictures, with or without sound
    Audio,   ///< sound only
};

/// What is known of a file before anything is decoded in full.
struct MediaFacts
{
    MediaKind kind = MediaKind::Video;
    std::string container; ///< FFmpeg's name, "mov,mp4,m4a,3gp,3g2,mj2"
    std::uintmax_t fileBytes = 0;
    MediaTime duration{0};
    std::vector<VideoStreamFacts> video; ///< attached cover art is left out
    std::vector<AudioStreamFacts> audio;
    /// What a user should know: "no sound", "3 damaged packets", "sound ends 2.1 s before the
    /// picture".
    std::vector<std::string> warnings;
};

/// A file that was opened and probed. Holds no open handle: decoders open their own.
/// Time axis of a file: that of its container (MP4, Matroska, AVI), so late streams keep their
/// offset; formats whose clock starts anywhere (MPEG-TS, MPEG-PS, Ogg) begin at 0 with their
/// earliest stream, sound-only files that start late (MP3) at their first sample.
/// Threads: a value; copies may be used in several threads.
class MediaFile
{
public:
    /// Probes a file. Still pictures are told by content, not by name.
    /// Errors: NotFound, NotAFile, PermissionDenied, EmptyFile, UnsupportedFormat (nothing FFmpeg
    /// or the picture reader opens), CorruptData (known kind, no usable stream).
    [[nodiscard]] static Result<MediaFile> open(const std::filesystem::path &path);

    [[nodiscard]] const std::filesystem::path &path() const { return m_path; }
    [[nodiscard]] const MediaFacts &facts() const { return m_facts; }
    [[nodiscard]] bool hasVideo() const { return !m_facts.video.empty(); }
    [[nodiscard]] bool hasAudio() const { return !m_facts.audio.empty(); }
    [[nodiscard]] bool isPicture() const { return m_facts.kind == MediaKind::Picture; }
    /// For the decoders: what they need not find out again; none for still pictures.
    [[nodiscard]] const ffmpeg::Probe *probe() const { return m_probe.get(); }

private:
    MediaFile(std::filesystem::path path,
              MediaFacts facts,
              std::shared_ptr<const ffmpeg::Probe> probe = {})
        : m_path(std::move(path))
        , m_facts(std::move(facts))
        , m_probe(std::move(probe))
    {}
    std::filesystem::path m_path;
    MediaFacts m_facts;
    std::shared_ptr<const ffmpeg::Probe> m_probe;
};

} // namespace soundlocus

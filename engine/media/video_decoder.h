// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"
#include "engine/core/result.h"
#include "engine/media/frame_index.h"
#include "engine/media/media_file.h"

#include <memory>
#include <optional>
#include <stop_token>

namespace soundlocus {

struct VideoDecoderOptions
{
    /// Stream of the file; -1 = its first picture stream.
    int streamIndex = -1;
    /// Decoding threads; 0 = as many as FFmpeg thinks right for this machine.
    int threads = 1;
    /// Decoded frames kept around the last position for stepping and scrubbing.
    int cachedFrames = 16;
    /// And at most so many bytes of them, whatever the frame size.
    std::size_t cacheLimitBytes = std::size_t{192} << 20;
    enum class Rgb {
        AtOnce,    ///< by the decoder
        WhenAsked, ///< frames carry planes where the format allows it; see Frame::yuv
    };
    Rgb rgb = Rgb::AtOnce;
};

/// Pictures of one stream, in order or by random access. Random access gives the same pixels as
/// sequential decoding. Memory does not grow with the length of the file.
/// A still picture is a stream of one frame.
/// Threads: one thread at a time per object; several objects on one file are independent.
class VideoDecoder
{
public:
    /// Errors: those of MediaFile::open, NoVideo, UnsupportedFormat (no decoder for the codec).
    [[nodiscard]] static Result<VideoDecoder> open(const MediaFile &file,
                                                   VideoDecoderOptions options = {});
    VideoDecoder(VideoDecoder &&other) noexcept;
    VideoDecoder &operator=(VideoDecoder &&other) noexcept;
    ~VideoDecoder();

    /// Next frame in presentation order; nothing at the end of the stream. Damaged packets are
    /// counted (damagedPackets) and skipped. Errors: CorruptData when nothing more can be decoded,
    /// Cancelled.
    [[nodiscard]] Result<std::optional<Frame>> next();

    /// The picture on screen at `time` (see FrameIndex::frameAt); works without an index. The
    /// next() after it gives the frame behind it. Errors: CorruptData, OutOfRange (stream without
    /// any frame), Cancelled.
    [[nodiscard]] Result<Frame> frameAt(MediaTime time, std::stop_token stop = {});

    /// A picture at most `within` before the one that frameAt() gives: the key frame before it
    /// where that is near enough, which spares decoding what lies between. For overviews. Errors:
    /// as frameAt().
    [[nodiscard]] Result<Frame> frameNear(MediaTime time,
                                          MediaTime within,
                                          std::stop_token stop = {});

    /// Frame n in presentation order; needs an index (setIndex).
    /// Errors: OutOfRange, CorruptData, Cancelled.
    [[nodiscard]] Result<Frame> frame(std::int64_t n, std::stop_token stop = {});

    /// Decodes the pictures before the last one given, as many as are kept, so that stepping back
    /// is quick: with an index, a jump decodes only what it needs. For an idle moment. Errors:
    /// CorruptData, Cancelled; the next call of frame() or frameAt() is right all the same.
    [[nodiscard]] Result<void> prepareStepsBack(std::stop_token stop = {});

    /// Hands over the index once it is there: frames then carry their number, and seeking is exact
    /// with one decode run. Never needed before the first picture.
    void setIndex(FrameIndex index);
    [[nodiscard]] const std::optional<FrameIndex> &index() const;

    [[nodiscard]] const VideoStreamFacts &stream() const;
    [[nodiscard]] std::int64_t damagedPackets() const;

private:
    struct Impl;
    explicit VideoDecoder(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// Largest still picture that is read: as many pixels as Pillow reads before it warns of a
/// decompression bomb (89,478,485). Larger ones are refused with TooLarge before they are decoded.
inline constexpr std::int64_t kMaxPicturePixels = 89'478'485;

/// What to do with an orientation tag in a picture file.
enum class Orientation {
    Apply,  ///< as a viewer shows it
    Ignore, ///< as PIL opens it: what the official test code sees
};

/// A still picture.
struct StillPicture
{
    Frame frame;
    /// Parts of it are made up, because its file is damaged.
    bool isDamaged = false;
};

/// What to say of a damaged picture, behind the name of its file and a colon.
inline constexpr const char *kDamagedPictureText =
        "is damaged, parts of the picture are made up; get the file again";

/// Reads a still picture. Alpha is dropped, palettes and grey become RGB, 16 bit becomes 8.
/// Errors: those of checkReadableFile, UnsupportedFormat, CorruptData, TooLarge.
[[nodiscard]] Result<StillPicture> readStillPicture(const std::filesystem::path &path,
                                                    Orientation orientation = Orientation::Apply);

/// The frame of readStillPicture(); that it is damaged goes to the log.
[[nodiscard]] Result<Frame> readPicture(const std::filesystem::path &path,
                                        Orientation orientation = Orientation::Apply);

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/media_time.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace soundlocus {

/// Width and height of a picture or a map, in its own pixels.
struct Size
{
    int width = 0;
    int height = 0;

    [[nodiscard]] constexpr bool isEmpty() const { return width <= 0 || height <= 0; }
    bool operator==(const Size &) const = default;
};

class YuvPicture;

/// One picture: [height, width, 3] uint8, R G B interleaved, row 0 on top, display rotation already
/// applied, pixels as stored (see pixelAspect). Cheap to copy: the bytes are shared and read-only
/// once published. A frame may carry the planes of its decoder instead; then its first row() works
/// out R G B for all its copies.
/// Threads: a value; copies may be used in several threads.
class Frame
{
public:
    Frame() = default;
    /// @param rgb at least height * strideBytes bytes; @param strideBytes at least 3 * width
    Frame(std::shared_ptr<const std::vector<std::uint8_t>> rgb, Size size, int strideBytes);
    /// @param picture not null
    explicit Frame(std::shared_ptr<const YuvPicture> picture);

    [[nodiscard]] bool isEmpty() const { return m_size.isEmpty(); }
    [[nodiscard]] Size size() const { return m_size; }
    [[nodiscard]] int width() const { return m_size.width; }
    [[nodiscard]] int height() const { return m_size.height; }
    [[nodiscard]] int strideBytes() const { return m_strideBytes; }
    /// First byte of row y (0 = top). Valid as long as a copy of this frame lives.
    [[nodiscard]] const std::uint8_t *row(int y) const
    {
        return (m_rgb ? m_rgb->data() : convertedRgb())
               + static_cast<std::ptrdiff_t>(y) * m_strideBytes;
    }
    /// The planes of the decoder; null where there is only R G B. Valid as long as a copy of this
    /// frame lives.
    [[nodiscard]] const YuvPicture *yuv() const { return m_yuv.get(); }
    /// Whether both hold the very same pixels in memory, at least one.
    [[nodiscard]] bool sharesPixels(const Frame &other) const;
    /// What the pixels take in memory now, with all copies.
    [[nodiscard]] std::size_t bytes() const;

    /// Number in presentation order of its stream, from 0; -1 where the index is not known yet.
    std::int64_t index = -1;
    /// Presentation time, rounded to a microsecond.
    MediaTime pts{0};
    /// How long it stays on screen; 0 where unknown (still pictures, the last frame).
    MediaTime duration{0};
    /// Presentation time exactly as stored, in units of the stream's time base.
    std::int64_t ptsTicks = 0;
    bool isKeyFrame = false;
    /// Width of a pixel divided by its height, after rotation; 1 for square pixels.
    double pixelAspect = 1.0;

private:
    [[nodiscard]] const std::uint8_t *convertedRgb() const;

    std::shared_ptr<const std::vector<std::uint8_t>> m_rgb; // or
    std::shared_ptr<const YuvPicture> m_yuv;
    Size m_size;
    int m_strideBytes = 0;
};

/// Same size and the same pixels (times and stride are not compared).
[[nodiscard]] bool samePixels(const Frame &a, const Frame &b);

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace soundlocus {

/// Samples in rows, row 0 on top; they belong to somebody else.
struct SamplePlane
{
    const std::uint8_t *data = nullptr;
    int strideBytes = 0;
    Size size;

    [[nodiscard]] const std::uint8_t *row(int y) const
    {
        return data + static_cast<std::ptrdiff_t>(y) * strideBytes;
    }
};

/// How R G B follows from Y U V, all as bytes: R = lumaScale * (Y - lumaZero) + redFromV * (V -
/// 128), G = ... + greenFromU * (U - 128) + greenFromV * (V - 128), B = ... + blueFromU * (U -
/// 128), cut to [0, 255]. It holds the matrix of the colour space (BT.601, BT.709, BT.2020...) and
/// the range.
struct YuvColors
{
    double lumaScale = 1;
    double lumaZero = 0;
    double redFromV = 0;
    double greenFromU = 0;
    double greenFromV = 0;
    double blueFromU = 0;

    bool operator==(const YuvColors &) const = default;
};

/// From the picture as stored to the picture as shown, in the order transpose, flips.
struct PictureTurn
{
    bool transpose = false;
    bool flipX = false;
    bool flipY = false;

    bool operator==(const PictureTurn &) const = default;
};

/// A picture as the decoder left it: planes of 8 bits, before the display rotation.
struct YuvPlanes
{
    enum class Chroma {
        Separate, ///< U and V in planes of their own
        Together, ///< U V U V ... in the first chroma plane ("NV12"); the second is empty
    };

    SamplePlane luma;
    std::array<SamplePlane, 2> chroma; ///< sizes count samples, a pair U V as one
    Chroma arrangement = Chroma::Separate;
    int chromaStepX = 1; ///< luma samples per chroma sample: 1 or 2
    int chromaStepY = 1;
    /// Centre of the first chroma sample, seen from that of the first luma sample, in luma samples:
    /// 0 for chroma on the luma samples, 0.5 halfway between two.
    double chromaX = 0;
    double chromaY = 0;
    YuvColors colors;
    PictureTurn turn;

    /// As shown, after the turn.
    [[nodiscard]] Size shownSize() const
    {
        return turn.transpose ? Size{luma.size.height, luma.size.width} : luma.size;
    }
    [[nodiscard]] std::size_t bytes() const;
};

/// Planes of a picture, whose R G B is worked out when somebody asks for it, once.
/// Threads: thread-safe; whoever asks while another thread converts waits for it.
class YuvPicture
{
public:
    using Bytes = std::vector<std::uint8_t>;
    /// Makes the upright picture: shownSize().height rows of strideBytes. Keeps the planes alive.
    /// Called at most once, in the thread that asks; never null.
    using Convert = std::function<std::shared_ptr<const Bytes>()>;

    /// @param strideBytes of what `convert` makes, at least 3 * planes.shownSize().width
    YuvPicture(const YuvPlanes &planes, int strideBytes, Convert convert);
    YuvPicture(const YuvPicture &) = delete;
    YuvPicture &operator=(const YuvPicture &) = delete;

    /// Valid as long as this object lives.
    [[nodiscard]] const YuvPlanes &planes() const { return m_planes; }
    [[nodiscard]] int strideBytes() const { return m_strideBytes; }
    /// First byte of the upright picture, R G B; valid as long as this object lives.
    [[nodiscard]] const std::uint8_t *rgb() const;
    /// Of the planes, and of the R G B once somebody asked for it.
    [[nodiscard]] std::size_t bytes() const;

private:
    YuvPlanes m_planes;
    int m_strideBytes;
    Convert m_convert;
    mutable std::mutex m_mutex; // guards m_rgb while it is made; m_data tells that it is there
    mutable std::shared_ptr<const Bytes> m_rgb;
    mutable std::atomic<const std::uint8_t *> m_data{nullptr};
};

} // namespace soundlocus

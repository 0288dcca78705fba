// SPDX-License-Identifier: MIT
#include "engine/core/frame.h"

#include "engine/core/expects.h"
#include "engine/core/yuv_picture.h"

#include <cstring>
#include <utility>

namespace soundlocus {

Frame::Frame(std::shared_ptr<const std::vector<std::uint8_t>> rgb, Size size, int strideBytes)
    : m_rgb(std::move(rgb))
    , m_size(size)
    , m_strideBytes(strideBytes)
{
    SOUNDLOCUS_EXPECTS(m_rgb && !size.isEmpty());
    SOUNDLOCUS_EXPECTS(strideBytes >= 3 * size.width);
    SOUNDLOCUS_EXPECTS(m_rgb->size() >= static_cast<std::size_t>(strideBytes)
                                                * static_cast<std::size_t>(size.height));
}

Frame::Frame(std::shared_ptr<const YuvPicture> picture)
    : m_yuv(std::move(picture))
{
    SOUNDLOCUS_EXPECTS(m_yuv);
    m_size = m_yuv->planes().shownSize();
    m_strideBytes = m_yuv->strideBytes();
}

bool Frame::sharesPixels(const Frame &other) const
{
    return !isEmpty() && m_rgb == other.m_rgb && m_yuv == other.m_yuv;
}

std::size_t Frame::bytes() const
{
    if (m_yuv)
        return m_yuv->bytes();
    return static_cast<std::size_t>(m_strideBytes) * static_cast<std::size_t>(m_size.height);
}

const std::uint8_t *Frame::convertedRgb() const
{
    return m_yuv->rgb();
}

bool samePixels(const Frame &a, const Frame &b)
{
    if (a.size() != b.size())
        return false;
    for (int y = 0; y < a.height(); ++y) {
        if (std::memcmp(a.row(y), b.row(y), static_cast<std::size_t>(a.width()) * 3) != 0)
            return false;
    }
    return true;
}

} // namespace soundlocus

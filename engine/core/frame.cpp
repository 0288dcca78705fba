// SPDX-License-Identifier: MIT
#include "engine/core/frame.h"

#include "engine/core/expects.h"

#include <cstring>

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

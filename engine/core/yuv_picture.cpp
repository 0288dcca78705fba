// SPDX-License-Identifier: MIT
#include "engine/core/yuv_picture.h"

#include "engine/core/expects.h"

#include <utility>

namespace soundlocus {

namespace {

std::size_t sampleCount(const SamplePlane &plane)
{
    return static_cast<std::size_t>(plane.size.width) * static_cast<std::size_t>(plane.size.height);
}

/// Enough samples for the luma, with none left over.
bool covers(int count, int lumaCount, int step)
{
    return count == (lumaCount + step - 1) / step;
}

bool areComplete(const YuvPlanes &planes)
{
    if (planes.luma.data == nullptr || planes.luma.size.isEmpty()
        || planes.luma.strideBytes < planes.luma.size.width || planes.chromaStepX < 1
        || planes.chromaStepX > 2 || planes.chromaStepY < 1 || planes.chromaStepY > 2)
        return false;
    const bool isTogether = planes.arrangement == YuvPlanes::Chroma::Together;
    const std::size_t count = isTogether ? 1 : planes.chroma.size();
    for (std::size_t i = 0; i < count; ++i) {
        const SamplePlane &plane = planes.chroma.at(i);
        if (plane.data == nullptr || plane.strideBytes < plane.size.width * (isTogether ? 2 : 1)
            || !covers(plane.size.width, planes.luma.size.width, planes.chromaStepX)
            || !covers(plane.size.height, planes.luma.size.height, planes.chromaStepY))
            return false;
    }
    return true;
}

} // namespace

std::size_t YuvPlanes::bytes() const
{
    return sampleCount(luma) + 2 * sampleCount(chroma.front());
}

YuvPicture::YuvPicture(const YuvPlanes &planes, int strideBytes, Convert convert)
    : m_planes(planes)
    , m_strideBytes(strideBytes)
    , m_convert(std::move(convert))
{
    SOUNDLOCUS_EXPECTS(areComplete(m_planes));
    SOUNDLOCUS_EXPECTS(strideBytes >= 3 * m_planes.shownSize().width);
    SOUNDLOCUS_EXPECTS(m_convert != nullptr);
}

const std::uint8_t *YuvPicture::rgb() const
{
    if (const std::uint8_t *there = m_data.load(std::memory_order_acquire))
        return there;
    const std::scoped_lock lock(m_mutex);
    if (!m_rgb) {
        std::shared_ptr<const Bytes> rgb = m_convert();
        SOUNDLOCUS_EXPECTS(
                rgb
                && rgb->size() >= static_cast<std::size_t>(m_strideBytes)
                                          * static_cast<std::size_t>(m_planes.shownSize().height));
        m_rgb = std::move(rgb);
        m_data.store(m_rgb->data(), std::memory_order_release);
    }
    return m_rgb->data();
}

std::size_t YuvPicture::bytes() const
{
    const bool isConverted = m_data.load(std::memory_order_acquire) != nullptr;
    return m_planes.bytes()
           + (isConverted ? static_cast<std::size_t>(m_strideBytes)
                                    * static_cast<std::size_t>(m_planes.shownSize().height)
                          : 0);
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "engine/augmentation/picture_steps.h"

#include "engine/core/expects.h"
#include "engine/core/vectorized.h"
#include "engine/features/image_resample.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <memory>
#include <vector>

namespace soundlocus {

namespace {

using Bytes = std::vector<std::uint8_t>;

/// Blurs per direction that stand in for a Gaussian.
constexpr int kBlurPasses = 3;

Frame frameLike(const Frame &frame, Bytes rgb, Size size)
{
    Frame result(std::make_shared<const Bytes>(std::move(rgb)), size, size.width * 3);
    result.index = frame.index;
    result.pts = frame.pts;
    result.duration = frame.duration;
    result.ptsTicks = frame.ptsTicks;
    result.isKeyFrame = frame.isKeyFrame;
    return result;
}

/// The pixels without gaps between rows.
Bytes bytesOf(const Frame &frame, const PixelCrop &part)
{
    const auto rowBytes = static_cast<std::size_t>(part.size.width) * 3;
    Bytes bytes(rowBytes * static_cast<std::size_t>(part.size.height));
    for (int y = 0; y < part.size.height; ++y)
        std::memcpy(bytes.data() + static_cast<std::size_t>(y) * rowBytes,
                    frame.row(part.top + y) + static_cast<std::ptrdiff_t>(part.left) * 3,
                    rowBytes);
    return bytes;
}

Bytes bytesOf(const Frame &frame)
{
    return bytesOf(frame, {0, 0, frame.size()});
}

/// Pillow's "L" of one pixel.
std::uint8_t lumaOf(const std::uint8_t *rgb)
{
    return static_cast<std::uint8_t>((rgb[0] * 19595U + rgb[1] * 38470U + rgb[2] * 7471U + 0x8000U)
                                     >> 16U);
}

/// ImagingBlend of one value: from `base` (factor 0) to `value` (factor 1) and beyond.
std::uint8_t blend(std::uint8_t base, std::uint8_t value, float factor)
{
    const float mixed = static_cast<float>(base)
                        + factor * static_cast<float>(int{value} - int{base});
    return static_cast<std::uint8_t>(std::clamp(mixed, 0.0F, 255.0F));
}

/// Blends every value with one constant.
Frame blendedWith(const Frame &frame, std::uint8_t base, double factor)
{
    std::array<std::uint8_t, 256> table{};
    for (std::size_t v = 0; v < table.size(); ++v)
        table[v] = blend(base, static_cast<std::uint8_t>(v), static_cast<float>(factor));
    Bytes bytes = bytesOf(frame);
    for (std::uint8_t &byte : bytes)
        byte = table[byte];
    return frameLike(frame, std::move(bytes), frame.size());
}

struct Hsv
{
    std::uint8_t h = 0;
    std::uint8_t s = 0;
    std::uint8_t v = 0;
};

/// Pillow's rgb2hsv_row, with its mixture of float and double.
Hsv hsvOf(const std::uint8_t *rgb)
{
    const auto [low, high] = std::minmax({rgb[0], rgb[1], rgb[2]});
    if (low == high)
        return {0, 0, high};
    const auto range = static_cast<float>(high - low);
    const float s = range / static_cast<float>(high);
    const float r = static_cast<float>(high - rgb[0]) / range;
    const float g = static_cast<float>(high - rgb[1]) / range;
    const float b = static_cast<float>(high - rgb[2]) / range;
    float h = 0;
    if (rgb[0] == high)
        h = b - g;
    else if (rgb[1] == high)
        h = static_cast<float>(2.0 + static_cast<double>(r) - static_cast<double>(b));
    else
        h = static_cast<float>(4.0 + static_cast<double>(g) - static_cast<double>(r));
    h = static_cast<float>(std::fmod(static_cast<double>(h) / 6.0 + 1.0, 1.0));
    return {static_cast<std::uint8_t>(static_cast<double>(h) * 255.0),
            static_cast<std::uint8_t>(static_cast<double>(s) * 255.0),
            high};
}

/// Pillow's hsv2rgb.
void setFromHsv(Hsv hsv, std::uint8_t *rgb)
{
    if (hsv.s == 0) {
        std::fill_n(rgb, 3, hsv.v);
        return;
    }
    const double sector = static_cast<double>(hsv.h) * 6.0 / 255.0;
    const int i = static_cast<int>(std::floor(sector));
    const auto f = static_cast<double>(static_cast<float>(sector - i));
    const auto s = static_cast<double>(static_cast<float>(hsv.s / 255.0));
    const auto value = static_cast<double>(hsv.v);
    const auto rounded = [value](double share) {
        return static_cast<std::uint8_t>(std::clamp(std::round(value * share), 0.0, 255.0));
    };
    const std::uint8_t p = rounded(1.0 - s);
    const std::uint8_t q = rounded(1.0 - s * f);
    const std::uint8_t t = rounded(1.0 - s * (1.0 - f));
    const std::array<std::array<std::uint8_t, 3>, 6> sectors{{{hsv.v, t, p},
                                                              {q, hsv.v, p},
                                                              {p, hsv.v, t},
                                                              {p, q, hsv.v},
                                                              {t, p, hsv.v},
                                                              {hsv.v, p, q}}};
    std::copy_n(sectors[static_cast<std::size_t>(i % 6)].begin(), 3, rgb);
}

/// Pillow's box of a blur that a few of them make a Gaussian.
/// Source: Gwosdek et al., SSVM 2011, equations 7, 11 and 14; BoxBlur.c.
float boxRadius(double radius, int passes)
{
    const auto given = static_cast<float>(radius);
    const float variance = given * given / static_cast<float>(passes);
    const auto length = static_cast<float>(std::sqrt(12.0 * static_cast<double>(variance) + 1.0));
    const auto whole = static_cast<float>(std::floor((static_cast<double>(length) - 1.0) / 2.0));
    float part = (2 * whole + 1) * (whole * (whole + 1) - 3 * variance);
    part /= 6 * (variance - (whole + 1) * (whole + 1));
    return whole + part;
}

/// Weights of a box with soft ends, 24-bit fixed point.
struct Box
{
    explicit Box(float given)
        : radius(static_cast<int>(given))
        , inner(static_cast<std::uint32_t>(static_cast<float>(1 << 24) / (given * 2 + 1)))
        , outer(((1U << 24U) - static_cast<std::uint32_t>(radius * 2 + 1) * inner) / 2)
    {}

    int radius;
    std::uint32_t inner;
    std::uint32_t outer;
};

/// One output value for each i < count: the box over inputs that lie `step` bytes apart.
SOUNDLOCUS_VECTORIZED
void blurLine(const std::uint8_t *const *rows, const Box &box, std::size_t count, std::uint8_t *out)
{
    const int last = box.radius * 2 + 2;
    for (std::size_t i = 0; i < count; ++i) {
        std::uint32_t sum = 0;
        for (int r = 1; r < last; ++r)
            sum += rows[r][i];
        const std::uint32_t ends = std::uint32_t{rows[0][i]} + rows[last][i];
        out[i] = static_cast<std::uint8_t>((sum * box.inner + ends * box.outer + (1U << 23U))
                                           >> 24U);
    }
}

void blurAcross(Bytes &bytes, Size size, const Box &box)
{
    const auto rowBytes = static_cast<std::size_t>(size.width) * 3;
    const auto margin = static_cast<std::size_t>(box.radius + 1) * 3;
    Bytes padded(rowBytes + 2 * margin);
    std::vector<const std::uint8_t *> shifted;
    for (std::size_t offset = 0; offset <= 2 * margin; offset += 3)
        shifted.push_back(padded.data() + offset);
    for (int y = 0; y < size.height; ++y) {
        std::uint8_t *row = bytes.data() + static_cast<std::size_t>(y) * rowBytes;
        std::memcpy(padded.data() + margin, row, rowBytes);
        for (std::size_t i = 0; i < margin; ++i) {
            padded[i] = row[i % 3];
            padded[margin + rowBytes + i] = row[rowBytes - 3 + i % 3];
        }
        blurLine(shifted.data(), box, rowBytes, row);
    }
}

void blurDown(Bytes &bytes, Size size, const Box &box)
{
    const auto rowBytes = static_cast<std::size_t>(size.width) * 3;
    const Bytes source = bytes;
    std::vector<const std::uint8_t *> rows(static_cast<std::size_t>(box.radius) * 2 + 3);
    for (int y = 0; y < size.height; ++y) {
        for (int r = 0; r < static_cast<int>(rows.size()); ++r) {
            const int from = std::clamp(y + r - box.radius - 1, 0, size.height - 1);
            rows[static_cast<std::size_t>(r)] = source.data()
                                                + static_cast<std::size_t>(from) * rowBytes;
        }
        blurLine(rows.data(), box, rowBytes, bytes.data() + static_cast<std::size_t>(y) * rowBytes);
    }
}

} // namespace

Frame resizedCrop(const Frame &frame, const PixelCrop &crop, Size target)
{
    SOUNDLOCUS_EXPECTS(crop.left >= 0 && crop.left + crop.size.width <= frame.width());
    SOUNDLOCUS_EXPECTS(crop.top >= 0 && crop.top + crop.size.height <= frame.height());
    const Frame part = crop.size == frame.size()
                               ? frame
                               : frameLike(frame, bytesOf(frame, crop), crop.size);
    return frameLike(
            frame, resamplePicture(part, target, {0, 0, target}, ResampleFilter::Bilinear), target);
}

Frame mirrored(const Frame &frame)
{
    Bytes bytes(static_cast<std::size_t>(frame.width()) * static_cast<std::size_t>(frame.height())
                * 3);
    std::uint8_t *out = bytes.data();
    for (int y = 0; y < frame.height(); ++y) {
        for (int x = frame.width() - 1; x >= 0; --x, out += 3)
            std::copy_n(frame.row(y) + static_cast<std::ptrdiff_t>(x) * 3, 3, out);
    }
    return frameLike(frame, std::move(bytes), frame.size());
}

Frame grayed(const Frame &frame)
{
    Bytes bytes = bytesOf(frame);
    for (std::size_t i = 0; i < bytes.size(); i += 3)
        std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(i), 3, lumaOf(&bytes[i]));
    return frameLike(frame, std::move(bytes), frame.size());
}

Frame withBrightness(const Frame &frame, double factor)
{
    return blendedWith(frame, 0, factor);
}

Frame withContrast(const Frame &frame, double factor)
{
    const Bytes bytes = bytesOf(frame);
    double sum = 0;
    for (std::size_t i = 0; i < bytes.size(); i += 3)
        sum += lumaOf(&bytes[i]);
    const double mean = sum / (static_cast<double>(bytes.size()) / 3);
    return blendedWith(frame, static_cast<std::uint8_t>(mean + 0.5), factor);
}

Frame withSaturation(const Frame &frame, double factor)
{
    Bytes bytes = bytesOf(frame);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::uint8_t luma = lumaOf(&bytes[i]);
        for (std::size_t c = 0; c < 3; ++c)
            bytes[i + c] = blend(luma, bytes[i + c], static_cast<float>(factor));
    }
    return frameLike(frame, std::move(bytes), frame.size());
}

Frame withHueTurned(const Frame &frame, double turn)
{
    SOUNDLOCUS_EXPECTS(turn >= -0.5 && turn <= 0.5);
    const auto steps = static_cast<std::uint8_t>(static_cast<int>(turn * 255)); // wraps around
    Bytes bytes = bytesOf(frame);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        Hsv hsv = hsvOf(&bytes[i]);
        hsv.h = static_cast<std::uint8_t>(hsv.h + steps);
        setFromHsv(hsv, &bytes[i]);
    }
    return frameLike(frame, std::move(bytes), frame.size());
}

Frame blurred(const Frame &frame, double radius)
{
    SOUNDLOCUS_EXPECTS(radius >= 0);
    const Box box(boxRadius(radius, kBlurPasses));
    Bytes bytes = bytesOf(frame);
    for (int pass = 0; radius > 0 && pass < kBlurPasses; ++pass)
        blurAcross(bytes, frame.size(), box);
    for (int pass = 0; radius > 0 && pass < kBlurPasses; ++pass)
        blurDown(bytes, frame.size(), box);
    return frameLike(frame, std::move(bytes), frame.size());
}

} // namespace soundlocus

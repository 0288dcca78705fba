// SPDX-License-Identifier: MIT
#include "engine/features/image_resample.h"

#include "engine/core/expects.h"
#include "engine/core/vectorized.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace soundlocus {

namespace {

/// Pillow's PRECISION_BITS: 32 - 8 bits of the value - 2 bits of head room for negative lobes.
constexpr int kPrecisionBits = 22;

/// Rows that share one horizontal pass: 16 rows x 3 channels fill whole vector registers.
constexpr int kRowsPerBlock = 16;
constexpr int kLanes = kRowsPerBlock * 3;

/// Weights of one output pixel over source pixels first .. first + weights.size() - 1.
struct Taps
{
    int first = 0;
    std::vector<std::int32_t> weights;
};

double bicubic(double x)
{
    constexpr double a = -0.5;
    x = std::fabs(x);
    if (x < 1.0)
        return ((a + 2.0) * x - (a + 3.0)) * x * x + 1;
    if (x < 2.0)
        return (((x - 5) * x + 8) * x - 4) * a;
    return 0.0;
}

double bilinear(double x)
{
    x = std::fabs(x);
    return x < 1.0 ? 1.0 - x : 0.0;
}

std::vector<Taps> makeTaps(int sourceSize,
                           int targetSize,
                           int begin,
                           int count,
                           ResampleFilter filter)
{
    const double scale = static_cast<double>(sourceSize) / targetSize;
    const double filterScale = std::max(scale, 1.0);
    const double support = (filter == ResampleFilter::Bicubic ? 2.0 : 1.0) * filterScale;
    std::vector<Taps> result(static_cast<std::size_t>(count));
    std::vector<double> weights;
    for (int i = 0; i < count; ++i) {
        const double center = (begin + i + 0.5) * scale;
        const int first = std::max(static_cast<int>(center - support + 0.5), 0);
        const int last = std::min(static_cast<int>(center + support + 0.5), sourceSize);
        weights.assign(static_cast<std::size_t>(last - first), 0.0);
        double sum = 0;
        for (int x = first; x < last; ++x) {
            const double position = (x - center + 0.5) / filterScale;
            const double w = filter == ResampleFilter::Bicubic ? bicubic(position)
                                                               : bilinear(position);
            weights[static_cast<std::size_t>(x - first)] = w;
            sum += w;
        }
        Taps &taps = result[static_cast<std::size_t>(i)];
        taps.first = first;
        taps.weights.reserve(weights.size());
        for (double w : weights) {
            const double fixed = w / sum * (1 << kPrecisionBits);
            taps.weights.push_back(static_cast<std::int32_t>(fixed + (fixed < 0 ? -0.5 : 0.5)));
        }
    }
    return result;
}

inline std::uint8_t clip8(std::int32_t sum)
{
    return static_cast<std::uint8_t>(std::clamp(sum >> kPrecisionBits, 0, 255));
}

/// Pixels in memory: [.., .., 3] uint8 with a row stride.
struct View
{
    const std::uint8_t *data = nullptr;
    std::ptrdiff_t strideBytes = 0;

    [[nodiscard]] const std::uint8_t *at(int x, int y) const
    {
        return data + y * strideBytes + static_cast<std::ptrdiff_t>(x) * 3;
    }
};

/// First source pixel that some taps need, and the one behind the last.
struct Span
{
    int begin = 0;
    int end = 0;
};

Span sourceOf(const std::vector<Taps> &taps)
{
    return {taps.front().first, taps.back().first + static_cast<int>(taps.back().weights.size())};
}

/// Source rows y .. y + rows - 1 to columns of lanes: block[x * kLanes + row * 3 + channel].
void transposeRows(View view, int y, int rows, Span columns, std::int32_t *block)
{
    for (int r = 0; r < rows; ++r) {
        const std::uint8_t *row = view.at(columns.begin, y + r);
        std::int32_t *lane = block + static_cast<std::ptrdiff_t>(r) * 3;
        for (int x = columns.begin; x < columns.end; ++x, row += 3, lane += kLanes) {
            lane[0] = row[0];
            lane[1] = row[1];
            lane[2] = row[2];
        }
    }
}

/// One output column of a block of rows.
SOUNDLOCUS_VECTORIZED
void sumColumns(const std::int32_t *columns,
                const std::int32_t *weights,
                std::size_t tapCount,
                std::int32_t *sums)
{
    std::array<std::int32_t, kLanes> local;
    local.fill(1 << (kPrecisionBits - 1));
    for (std::size_t t = 0; t < tapCount; ++t, columns += kLanes) {
        const std::int32_t w = weights[t];
        for (int lane = 0; lane < kLanes; ++lane)
            local[static_cast<std::size_t>(lane)] += columns[lane] * w;
    }
    std::copy(local.begin(), local.end(), sums);
}

/// sums[i] += row[i] * weight
SOUNDLOCUS_VECTORIZED
void addRow(const std::uint8_t *row, std::int32_t weight, std::int32_t *sums, int count)
{
    for (int i = 0; i < count; ++i)
        sums[i] += row[i] * weight;
}

/// Horizontal pass of `rows` rows from `y`: [rows, taps.size(), 3] uint8.
std::vector<std::uint8_t> resampleRows(View view, Span rows, const std::vector<Taps> &taps)
{
    const int columns = static_cast<int>(taps.size());
    const Span source = sourceOf(taps);
    std::vector<std::uint8_t> result(static_cast<std::size_t>(rows.end - rows.begin) * taps.size()
                                     * 3);
    std::vector<std::int32_t> block(static_cast<std::size_t>(source.end - source.begin) * kLanes);
    std::array<std::int32_t, kLanes> sums{};
    for (int y = rows.begin; y < rows.end; y += kRowsPerBlock) {
        const int count = std::min(kRowsPerBlock, rows.end - y);
        transposeRows(view, y, count, source, block.data());
        for (int x = 0; x < columns; ++x) {
            const Taps &t = taps[static_cast<std::size_t>(x)];
            sumColumns(block.data() + static_cast<std::ptrdiff_t>(t.first - source.begin) * kLanes,
                       t.weights.data(),
                       t.weights.size(),
                       sums.data());
            std::uint8_t *out = result.data()
                                + (static_cast<std::ptrdiff_t>(y - rows.begin) * columns + x) * 3;
            for (int r = 0; r < count; ++r, out += static_cast<std::ptrdiff_t>(columns) * 3) {
                for (int c = 0; c < 3; ++c)
                    out[c] = clip8(sums[static_cast<std::size_t>(r * 3 + c)]);
            }
        }
    }
    return result;
}

/// Vertical pass of the columns [begin, end): [taps.size(), end - begin, 3] uint8.
std::vector<std::uint8_t> resampleColumns(View view, Span columns, const std::vector<Taps> &taps)
{
    const int rowBytes = (columns.end - columns.begin) * 3;
    std::vector<std::uint8_t> result(taps.size() * static_cast<std::size_t>(rowBytes));
    std::vector<std::int32_t> sums(static_cast<std::size_t>(rowBytes));
    auto out = result.begin();
    for (const Taps &t : taps) {
        std::fill(sums.begin(), sums.end(), 1 << (kPrecisionBits - 1));
        int y = t.first;
        for (const std::int32_t weight : t.weights)
            addRow(view.at(columns.begin, y++), weight, sums.data(), rowBytes);
        out = std::transform(sums.begin(), sums.end(), out, clip8);
    }
    return result;
}

/// Taps counted from `begin` instead of from the first source pixel.
std::vector<Taps> movedBy(std::vector<Taps> taps, int begin)
{
    for (Taps &t : taps)
        t.first -= begin;
    return taps;
}

} // namespace

std::vector<std::uint8_t> resamplePicture(const Frame &frame,
                                          Size target,
                                          PixelWindow window,
                                          ResampleFilter filter)
{
    SOUNDLOCUS_EXPECTS(!frame.isEmpty() && !window.size.isEmpty());
    SOUNDLOCUS_EXPECTS(window.left >= 0 && window.left + window.size.width <= target.width);
    SOUNDLOCUS_EXPECTS(window.top >= 0 && window.top + window.size.height <= target.height);
    const auto across = makeTaps(
            frame.width(), target.width, window.left, window.size.width, filter);
    const auto down = makeTaps(
            frame.height(), target.height, window.top, window.size.height, filter);
    const View source{frame.row(0), frame.strideBytes()};
    // The first pass rounds to bytes, so the order matters. Pillow 13 begins with the columns when
    // the picture loses more than twice as many rows as columns (found by trying 1,500 sizes).
    const bool isVerticalFirst = target.height < frame.height()
                                 && frame.height() - target.height
                                            > 2 * (frame.width() - target.width);
    if (isVerticalFirst) {
        const Span columns = sourceOf(across);
        const auto middle = resampleColumns(source, columns, down);
        return resampleRows({middle.data(), std::ptrdiff_t{columns.end - columns.begin} * 3},
                            {0, window.size.height},
                            movedBy(across, columns.begin));
    }
    const Span rows = sourceOf(down);
    const auto middle = resampleRows(source, rows, across);
    return resampleColumns({middle.data(), std::ptrdiff_t{window.size.width} * 3},
                           {0, window.size.width},
                           movedBy(down, rows.begin));
}

} // namespace soundlocus

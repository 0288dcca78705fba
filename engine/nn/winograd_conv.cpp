// SPDX-License-Identifier: MIT
#include "engine/nn/winograd_conv.h"

#include "engine/core/vectorized.h"
#include "engine/nn/panel_product.h"
#include "engine/nn/share_out.h"

#include <ATen/ops/empty.h>
#include <ATen/ops/kron.h>
#include <ATen/ops/mm.h>
#include <ATen/ops/tensor.h>
#include <ATen/ops/zeros.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace soundlocus::nn {

namespace {

constexpr int kTile = 4;  ///< outputs per side of a tile
constexpr int kPatch = 6; ///< inputs per side of a tile
constexpr int kPoints = kPatch * kPatch;
constexpr std::int64_t kTaps = 9; ///< of a filter

constexpr std::int64_t kVector = 16;
using Vector = float __attribute__((vector_size(kVector * sizeof(float)), aligned(4)));

/// Transformed inputs and products kept at a time: what a second-level cache and a bit holds.
constexpr std::int64_t kWorkBytes = std::int64_t{12} << 20;

/// Tiles that a thread transforms at a time.
constexpr std::int64_t kTilesAtATime = 8;

/// Filter planes that are transformed in double at a time: 9 MB of results.
constexpr std::int64_t kFoldedAtATime = 32768;

/// Where the tiles of a batch of pictures lie.
struct Grid
{
    std::int64_t height = 0;
    std::int64_t width = 0;
    std::int64_t rows = 0;    ///< tiles per column of a picture
    std::int64_t columns = 0; ///< tiles per row of a picture

    [[nodiscard]] std::int64_t tilesPerPicture() const { return rows * columns; }
};

// B^T d: one column or row of six values (Lavin and Gray, equation 15).
#define SOUNDLOCUS_INPUT_TRANSFORM(out, in, step) \
    do { \
        const Vector i0 = (in)[0], i1 = (in)[1 * (step)], i2 = (in)[2 * (step)], \
                     i3 = (in)[3 * (step)], i4 = (in)[4 * (step)], i5 = (in)[5 * (step)]; \
        const Vector even = i4 - 4.0F * i2, odd = i3 - 4.0F * i1; \
        const Vector even2 = i4 - i2, odd2 = 2.0F * (i3 - i1); \
        (out)[0] = 4.0F * i0 - 5.0F * i2 + i4; \
        (out)[1 * (step)] = even + odd; \
        (out)[2 * (step)] = even - odd; \
        (out)[3 * (step)] = even2 + odd2; \
        (out)[4 * (step)] = even2 - odd2; \
        (out)[5 * (step)] = 4.0F * i1 - 5.0F * i3 + i5; \
    } while (false)

/// Transforms tiles [begin, end) of x [N, h, w, C] into points[p * pointStride + tile * C + c],
/// tiles counted from `first`.
SOUNDLOCUS_VECTORIZED
void transformInput(const float *x,
                    const Grid &grid,
                    std::int64_t channels,
                    std::int64_t first,
                    std::int64_t begin,
                    std::int64_t end,
                    std::int64_t pointStride,
                    float *points)
{
    const Vector zero{};
    for (std::int64_t tile = begin; tile < end; ++tile) {
        const std::int64_t picture = tile / grid.tilesPerPicture();
        const std::int64_t inside = tile % grid.tilesPerPicture();
        const std::int64_t y0 = inside / grid.columns * kTile - 1;
        const std::int64_t x0 = inside % grid.columns * kTile - 1;
        const float *source = x + picture * grid.height * grid.width * channels;
        float *target = points + (tile - first) * channels;
        for (std::int64_t c = 0; c < channels; c += kVector) {
            Vector d[kPoints];
            for (int i = 0; i < kPatch; ++i) {
                for (int j = 0; j < kPatch; ++j) {
                    const std::int64_t row = y0 + i;
                    const std::int64_t column = x0 + j;
                    const bool isInside = row >= 0 && row < grid.height && column >= 0
                                          && column < grid.width;
                    d[i * kPatch + j] = isInside ? *reinterpret_cast<const Vector *>(
                                                source + (row * grid.width + column) * channels + c)
                                                 : zero;
                }
            }
            for (int j = 0; j < kPatch; ++j)
                SOUNDLOCUS_INPUT_TRANSFORM(d + j, d + j, kPatch);
            for (int i = 0; i < kPatch; ++i)
                SOUNDLOCUS_INPUT_TRANSFORM(d + i * kPatch, d + i * kPatch, 1);
            for (int p = 0; p < kPoints; ++p)
                *reinterpret_cast<Vector *>(target + p * pointStride + c) = d[p];
        }
    }
}

// A^T m: six values to four.
#define SOUNDLOCUS_OUTPUT_TRANSFORM(out, outStep, in, inStep) \
    do { \
        const Vector sum1 = (in)[1 * (inStep)] + (in)[2 * (inStep)]; \
        const Vector dif1 = (in)[1 * (inStep)] - (in)[2 * (inStep)]; \
        const Vector sum2 = (in)[3 * (inStep)] + (in)[4 * (inStep)]; \
        const Vector dif2 = (in)[3 * (inStep)] - (in)[4 * (inStep)]; \
        (out)[0] = (in)[0] + sum1 + sum2; \
        (out)[1 * (outStep)] = dif1 + 2.0F * dif2; \
        (out)[2 * (outStep)] = sum1 + 4.0F * sum2; \
        (out)[3 * (outStep)] = dif1 + 8.0F * dif2 + (in)[5 * (inStep)]; \
    } while (false)

/// What becomes of the products of the tiles.
struct Epilogue
{
    const float *bias = nullptr;
    const float *residual = nullptr; ///< laid out as the result, or null
    float floor = 0; ///< values below it become it: 0 for ReLU, lowest float for none
};

/// products[p * pointStride]: [tiles, K], tile 0 being `first`; y: [N, h, w, K].
SOUNDLOCUS_VECTORIZED
void transformOutput(const float *products,
                     std::int64_t pointStride,
                     const Grid &grid,
                     std::int64_t channels,
                     std::int64_t first,
                     std::int64_t begin,
                     std::int64_t end,
                     const Epilogue &epilogue,
                     float *y)
{
    const Vector floor = Vector{} + epilogue.floor;
    for (std::int64_t tile = begin; tile < end; ++tile) {
        const std::int64_t picture = tile / grid.tilesPerPicture();
        const std::int64_t inside = tile % grid.tilesPerPicture();
        const std::int64_t y0 = inside / grid.columns * kTile;
        const std::int64_t x0 = inside % grid.columns * kTile;
        const std::int64_t rows = std::min<std::int64_t>(kTile, grid.height - y0);
        const std::int64_t columns = std::min<std::int64_t>(kTile, grid.width - x0);
        const std::int64_t pictureOffset = picture * grid.height * grid.width * channels;
        const std::int64_t offset = (tile - first) * channels;
        for (std::int64_t c = 0; c < channels; c += kVector) {
            Vector m[kPoints];
            Vector half[kTile * kPatch];
            Vector out[kTile * kTile];
            for (int p = 0; p < kPoints; ++p)
                m[p] = *reinterpret_cast<const Vector *>(products + p * pointStride + offset + c);
            for (int j = 0; j < kPatch; ++j)
                SOUNDLOCUS_OUTPUT_TRANSFORM(half + j, kPatch, m + j, kPatch);
            for (int i = 0; i < kTile; ++i)
                SOUNDLOCUS_OUTPUT_TRANSFORM(out + i * kTile, 1, half + i * kPatch, 1);
            const Vector bias = *reinterpret_cast<const Vector *>(epilogue.bias + c);
            for (std::int64_t i = 0; i < rows; ++i) {
                for (std::int64_t j = 0; j < columns; ++j) {
                    const std::int64_t at = pictureOffset
                                            + ((y0 + i) * grid.width + x0 + j) * channels + c;
                    Vector value = out[i * kTile + j] + bias;
                    if (epilogue.residual != nullptr)
                        value += *reinterpret_cast<const Vector *>(epilogue.residual + at);
                    *reinterpret_cast<Vector *>(y + at) = value > floor ? value : floor;
                }
            }
        }
    }
}

#undef SOUNDLOCUS_INPUT_TRANSFORM
#undef SOUNDLOCUS_OUTPUT_TRANSFORM

/// G g G^T as one matrix product: row p holds the weights of the nine taps of a filter at point p,
/// [36, 9] double.
at::Tensor transformMatrix()
{
    const at::Tensor g = at::tensor({1.0 / 4,
                                     0.0,
                                     0.0, //
                                     -1.0 / 6,
                                     -1.0 / 6,
                                     -1.0 / 6, //
                                     -1.0 / 6,
                                     1.0 / 6,
                                     -1.0 / 6, //
                                     1.0 / 24,
                                     1.0 / 12,
                                     1.0 / 6, //
                                     1.0 / 24,
                                     -1.0 / 12,
                                     1.0 / 6, //
                                     0.0,
                                     0.0,
                                     1.0},
                                    at::kDouble)
                                 .view({kPatch, 3});
    return at::kron(g, g);
}

/// Filters of three by three, [K, C, 3, 3], as a row of panels per tap: [9, K C].
at::Tensor tapsInPanels(const at::Tensor &weight)
{
    const std::int64_t out = weight.size(0);
    const std::int64_t in = weight.size(1);
    return weight.reshape({out / kPanelColumns, kPanelColumns, in, kTaps})
            .permute({3, 0, 2, 1})
            .reshape({kTaps, out * in});
}

/// Calls job(begin, end) for pieces of [first, last), on several threads.
template <typename Job>
void shareOutTiles(std::int64_t first, std::int64_t last, Job job)
{
    const std::int64_t pieces = (last - first + kTilesAtATime - 1) / kTilesAtATime;
    shareOut(pieces, [&](std::int64_t piece) {
        const std::int64_t begin = first + piece * kTilesAtATime;
        job(begin, std::min(begin + kTilesAtATime, last));
    });
}

} // namespace

bool WinogradConv::isWorthwhile(std::int64_t inChannels, std::int64_t outChannels)
{
    return inChannels % kVector == 0 && outChannels % kPanelColumns == 0;
}

WinogradConv::WinogradConv(const at::Tensor &weight, const at::Tensor &bias)
    : m_inChannels(weight.size(1))
    , m_outChannels(weight.size(0))
    , m_panels(at::empty({kPoints, m_outChannels * m_inChannels}, at::kFloat))
    , m_bias(bias.to(at::kFloat).contiguous())
{
    const at::Tensor matrix = transformMatrix();
    // A few filters at a time: all of the widest layer in double would take 75 MB.
    const std::int64_t chunk = std::max(
            kPanelColumns, kFoldedAtATime / m_inChannels / kPanelColumns * kPanelColumns);
    for (std::int64_t first = 0; first < m_outChannels; first += chunk) {
        const std::int64_t count = std::min(chunk, m_outChannels - first);
        m_panels.narrow(1, first * m_inChannels, count * m_inChannels)
                .copy_(at::mm(matrix, tapsInPanels(weight.narrow(0, first, count))));
    }
}

WinogradConv::WinogradConv(const at::Tensor &bias, std::int64_t inChannels, at::Tensor panels)
    : m_inChannels(inChannels)
    , m_outChannels(bias.size(0))
    , m_panels(std::move(panels))
    , m_bias(bias)
{}

WinogradConv WinogradConv::once(const at::Tensor &weight)
{
    static const at::Tensor matrix = transformMatrix().to(at::kFloat);
    return {at::zeros({weight.size(0)}, weight.options()),
            weight.size(1),
            at::mm(matrix, tapsInPanels(weight))};
}

at::Tensor WinogradConv::forward(const at::Tensor &x, const at::Tensor *residual, bool isRelu) const
{
    const at::Tensor input = x.contiguous(at::MemoryFormat::ChannelsLast);
    const std::int64_t pictures = input.size(0);
    Grid grid{input.size(2), input.size(3), 0, 0};
    grid.rows = (grid.height + kTile - 1) / kTile;
    grid.columns = (grid.width + kTile - 1) / kTile;
    const at::Tensor result = at::empty({pictures, m_outChannels, grid.height, grid.width},
                                        input.options(),
                                        at::MemoryFormat::ChannelsLast);
    const at::Tensor added = residual ? residual->contiguous(at::MemoryFormat::ChannelsLast)
                                      : at::Tensor();
    Epilogue epilogue;
    epilogue.bias = m_bias.const_data_ptr<float>();
    epilogue.residual = residual ? added.const_data_ptr<float>() : nullptr;
    epilogue.floor = isRelu ? 0.0F : std::numeric_limits<float>::lowest();

    const std::int64_t tiles = pictures * grid.tilesPerPicture();
    const std::int64_t bytesPerTile = kPoints * (m_inChannels + m_outChannels) * 4;
    const std::int64_t chunk = std::min(tiles,
                                        std::max<std::int64_t>(16, kWorkBytes / bytesPerTile));
    const at::Tensor points = at::empty({kPoints, chunk, m_inChannels}, input.options());
    const at::Tensor products = at::empty({kPoints, chunk, m_outChannels}, input.options());
    const auto *panels = m_panels.const_data_ptr<float>();
    auto *transformed = points.mutable_data_ptr<float>();
    auto *multiplied = products.mutable_data_ptr<float>();
    const auto *source = input.const_data_ptr<float>();
    auto *target = result.mutable_data_ptr<float>();
    for (std::int64_t first = 0; first < tiles; first += chunk) {
        const std::int64_t last = std::min(tiles, first + chunk);
        const std::int64_t count = last - first;
        const std::int64_t pointStride = count * m_inChannels;
        const std::int64_t productStride = count * m_outChannels;
        shareOutTiles(first, last, [&](std::int64_t begin, std::int64_t end) {
            transformInput(source, grid, m_inChannels, first, begin, end, pointStride, transformed);
        });
        shareOut(kPoints, [&](std::int64_t p) {
            multiplyByPanels(transformed + p * pointStride,
                             count,
                             m_inChannels,
                             panels + p * m_inChannels * m_outChannels,
                             m_outChannels,
                             multiplied + p * productStride);
        });
        shareOutTiles(first, last, [&](std::int64_t begin, std::int64_t end) {
            transformOutput(multiplied,
                            productStride,
                            grid,
                            m_outChannels,
                            first,
                            begin,
                            end,
                            epilogue,
                            target);
        });
    }
    return result;
}

} // namespace soundlocus::nn

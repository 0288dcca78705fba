// SPDX-License-Identifier: MIT
#pragma once

// Included by one source for every instruction set, which are compiled with options of their own:
// everything here has internal linkage, and no function of the standard library is called, since an
// inline one could be linked from here into code for every processor.

#include <cstdint>

namespace soundlocus::nn {

namespace {

constexpr int kPanelWidth = 16;

/// Floats of a register. GCC drops such attributes where they depend on a template's parameter.
template <int Width>
struct Register;
template <>
struct Register<4>
{
    using Vector = float __attribute__((vector_size(16), aligned(4)));
};
template <>
struct Register<8>
{
    using Vector = float __attribute__((vector_size(32), aligned(4)));
};
template <>
struct Register<16>
{
    using Vector = float __attribute__((vector_size(64), aligned(4)));
};

/// Rows [0, Rows) of y = x W^T for `Panels` panels, with all sums in registers. `Width`: floats of
/// a register.
template <int Width, int Panels, int Rows>
void multiplyBlock(const float *x,
                   std::int64_t inner,
                   const float *panels,
                   float *y,
                   std::int64_t yStride)
{
    using Vector = typename Register<Width>::Vector;
    constexpr int kVectors = kPanelWidth / Width; // of a panel
    Vector sums[Rows][Panels * kVectors];
    for (int r = 0; r < Rows; ++r) {
        for (int v = 0; v < Panels * kVectors; ++v)
            sums[r][v] = Vector{};
    }
    for (std::int64_t c = 0; c < inner; ++c) {
        Vector weights[Panels * kVectors];
        for (int p = 0; p < Panels; ++p) {
            const float *source = panels + (p * inner + c) * kPanelWidth;
            for (int v = 0; v < kVectors; ++v)
                weights[p * kVectors + v] = *reinterpret_cast<const Vector *>(source + v * Width);
        }
        for (int r = 0; r < Rows; ++r) {
            const float value = x[r * inner + c];
            for (int v = 0; v < Panels * kVectors; ++v)
                sums[r][v] += weights[v] * value;
        }
    }
    for (int r = 0; r < Rows; ++r) {
        for (int v = 0; v < Panels * kVectors; ++v)
            *reinterpret_cast<Vector *>(y + r * yStride + v * Width) = sums[r][v];
    }
}

/// multiplyBlock for a number of rows that is known at run time, at most `Rows`.
template <int Width, int Panels, int Rows>
void multiplyRows(int rows,
                  const float *x,
                  std::int64_t inner,
                  const float *panels,
                  float *y,
                  std::int64_t yStride)
{
    if constexpr (Rows > 0) {
        if (rows == Rows)
            multiplyBlock<Width, Panels, Rows>(x, inner, panels, y, yStride);
        else
            multiplyRows<Width, Panels, Rows - 1>(rows, x, inner, panels, y, yStride);
    }
}

template <int Width, int Panels, int Rows>
void multiplyPanels(const float *x,
                    std::int64_t rows,
                    std::int64_t inner,
                    const float *panels,
                    float *y,
                    std::int64_t yStride)
{
    // Blocks of equal size, so that the last one is not a short one.
    const std::int64_t blocks = (rows + Rows - 1) / Rows;
    for (std::int64_t block = 0; block < blocks; ++block) {
        const std::int64_t begin = rows * block / blocks;
        const std::int64_t end = rows * (block + 1) / blocks;
        multiplyRows<Width, Panels, Rows>(static_cast<int>(end - begin),
                                          x + begin * inner,
                                          inner,
                                          panels,
                                          y + begin * yStride,
                                          yStride);
    }
}

template <int Width, int Panels, int Rows>
void multiplyAll(const float *x,
                 std::int64_t rows,
                 std::int64_t inner,
                 const float *panels,
                 std::int64_t columns,
                 float *y)
{
    const std::int64_t count = columns / kPanelWidth;
    std::int64_t panel = 0;
    for (; panel + Panels <= count; panel += Panels)
        multiplyPanels<Width, Panels, Rows>(x,
                                            rows,
                                            inner,
                                            panels + panel * inner * kPanelWidth,
                                            y + panel * kPanelWidth,
                                            columns);
    for (; panel < count; ++panel)
        multiplyPanels<Width, 1, Rows>(x,
                                       rows,
                                       inner,
                                       panels + panel * inner * kPanelWidth,
                                       y + panel * kPanelWidth,
                                       columns);
}

} // namespace

} // namespace soundlocus::nn

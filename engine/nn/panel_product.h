// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace soundlocus::nn {

/// Columns of a panel, the layout of a matrix W [K, C] that rows are multiplied with:
/// panels[k / 16][c][k % 16] = W[k][c]. K is a multiple of it.
inline constexpr std::int64_t kPanelColumns = 16;

/// y [T, K] = x [T, C] W^T in float32, on the calling thread alone. Own code because the products
/// of Winograd's method are small and many: a library packs the matrix anew in each call, or meets
/// with its threads 36 times a layer. Compiled for AVX-512, AVX2 and the baseline; the processor
/// decides. The order of additions depends on nothing but C.
/// @param panels W in panels; y must not overlap it or x
/// Threads: any.
void multiplyByPanels(const float *x,
                      std::int64_t rows,
                      std::int64_t inner,
                      const float *panels,
                      std::int64_t columns,
                      float *y);

} // namespace soundlocus::nn

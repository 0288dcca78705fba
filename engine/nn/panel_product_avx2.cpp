// SPDX-License-Identifier: MIT
#include "engine/nn/panel_product_kernel.h"
#include "engine/nn/panel_product_variants.h"

namespace soundlocus::nn {

// 16 registers of 8: 12 sums, two weights, one value.
void multiplyByPanelsAvx2(const float *x,
                          std::int64_t rows,
                          std::int64_t inner,
                          const float *panels,
                          std::int64_t columns,
                          float *y)
{
    multiplyAll<8, 1, 6>(x, rows, inner, panels, columns, y);
}

} // namespace soundlocus::nn

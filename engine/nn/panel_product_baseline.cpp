// SPDX-License-Identifier: MIT
#include "engine/nn/panel_product_kernel.h"
#include "engine/nn/panel_product_variants.h"

namespace soundlocus::nn {

// 16 registers of 4: 8 sums, four weights, one value.
void multiplyByPanelsBaseline(const float *x,
                              std::int64_t rows,
                              std::int64_t inner,
                              const float *panels,
                              std::int64_t columns,
                              float *y)
{
    multiplyAll<4, 1, 2>(x, rows, inner, panels, columns, y);
}

} // namespace soundlocus::nn

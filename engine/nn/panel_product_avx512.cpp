// SPDX-License-Identifier: MIT
#include "engine/nn/panel_product_kernel.h"
#include "engine/nn/panel_product_variants.h"

namespace soundlocus::nn {

// 32 registers of 16: 24 sums, two weights, one value.
void multiplyByPanelsAvx512(const float *x,
                            std::int64_t rows,
                            std::int64_t inner,
                            const float *panels,
                            std::int64_t columns,
                            float *y)
{
    multiplyAll<16, 2, 12>(x, rows, inner, panels, columns, y);
}

} // namespace soundlocus::nn

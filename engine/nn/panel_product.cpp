// SPDX-License-Identifier: MIT
#include "engine/nn/panel_product.h"

#include "engine/core/expects.h"
#include "engine/nn/panel_product_variants.h"

namespace soundlocus::nn {

namespace {

PanelProduct *quickestProduct()
{
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx512f") != 0)
        return multiplyByPanelsAvx512;
    if (__builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0)
        return multiplyByPanelsAvx2;
#endif
    return multiplyByPanelsBaseline;
}

} // namespace

void multiplyByPanels(const float *x,
                      std::int64_t rows,
                      std::int64_t inner,
                      const float *panels,
                      std::int64_t columns,
                      float *y)
{
    static PanelProduct *const product = quickestProduct();
    SOUNDLOCUS_EXPECTS(columns % kPanelColumns == 0);
    product(x, rows, inner, panels, columns, y);
}

} // namespace soundlocus::nn

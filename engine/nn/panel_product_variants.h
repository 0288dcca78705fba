// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace soundlocus::nn {

using PanelProduct = void(const float *x,
                          std::int64_t rows,
                          std::int64_t inner,
                          const float *panels,
                          std::int64_t columns,
                          float *y);

// multiplyByPanels() for one instruction set each; the processor must have it.
PanelProduct multiplyByPanelsBaseline;
#ifdef __x86_64__
PanelProduct multiplyByPanelsAvx2;
PanelProduct multiplyByPanelsAvx512;
#endif

} // namespace soundlocus::nn

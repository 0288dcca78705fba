// SPDX-License-Identifier: MIT
#include "engine/nn/share_out.h"

namespace soundlocus::nn {

void shareOut(std::int64_t count, const std::function<void(std::int64_t)> &job)
{
#pragma omp parallel for schedule(dynamic) if (count > 1)
    for (std::int64_t i = 0; i < count; ++i)
        job(i);
}

} // namespace soundlocus::nn

// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/heatmap.h"

#include <cstdint>
#include <vector>

namespace soundlocus {

/// Mean of maps of one size; others are passed over. Threads: one thread at a time.
class MeanMap
{
public:
    void add(const Heatmap &map);

    /// Empty where nothing was added. Scale and region are those of the first map.
    [[nodiscard]] Heatmap mean() const;

private:
    Heatmap m_first;
    std::vector<double> m_sums;
    std::int64_t m_count = 0;
};

} // namespace soundlocus

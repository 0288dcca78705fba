// SPDX-License-Identifier: MIT
#include "engine/pipeline/mean_map.h"

namespace soundlocus {

void MeanMap::add(const Heatmap &map)
{
    if (m_count == 0) {
        m_first = map;
        m_sums.assign(map.values().size(), 0.0);
    }
    if (map.size() != m_first.size())
        return;
    for (std::size_t i = 0; i < m_sums.size(); ++i)
        m_sums[i] += static_cast<double>(map.values()[i]);
    ++m_count;
}

Heatmap MeanMap::mean() const
{
    if (m_count == 0)
        return {};
    std::vector<float> values;
    values.reserve(m_sums.size());
    for (const double sum : m_sums)
        values.push_back(static_cast<float>(sum / static_cast<double>(m_count)));
    Heatmap mean(std::move(values), m_first.size(), m_first.scale());
    mean.pts = m_first.pts;
    mean.region = m_first.region;
    return mean;
}

} // namespace soundlocus

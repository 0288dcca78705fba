// SPDX-License-Identifier: MIT
#include "app/services/localization/map_cache.h"

#include "engine/core/expects.h"

#include <algorithm>

namespace soundlocus {

namespace {

/// Nodes of the tree and of the list, the shared vector and its counters; measured about so.
constexpr std::size_t kEntryBytes = 256;

} // namespace

MapCache::MapCache(std::size_t limitBytes)
    : m_limitBytes(limitBytes)
{}

std::size_t MapCache::bytesOf(const Heatmap &heatmap)
{
    return heatmap.values().size_bytes() + kEntryBytes;
}

std::list<MapCache::Series>::iterator MapCache::seriesOf(const MapKey &key)
{
    return std::ranges::find(m_series, key, &Series::key);
}

std::optional<Heatmap> MapCache::find(const MapKey &key, MediaTime pts)
{
    const std::scoped_lock lock(m_mutex);
    const auto series = seriesOf(key);
    if (series == m_series.end())
        return std::nullopt;
    const auto found = series->entries.find(pts);
    if (found == series->entries.end())
        return std::nullopt;
    m_looks.splice(m_looks.begin(), m_looks, found->second.place);
    return found->second.map.heatmap;
}

void MapCache::insert(const MapKey &key, const Heatmap &heatmap)
{
    SOUNDLOCUS_EXPECTS(!heatmap.isEmpty());
    const float peak = statisticsOf(heatmap).maximum;
    const std::scoped_lock lock(m_mutex);
    if (bytesOf(heatmap) > m_limitBytes)
        return;
    auto series = seriesOf(key);
    if (series == m_series.end())
        series = m_series.insert(m_series.end(), Series{key, {}});
    const auto [entry, isNew] = series->entries.try_emplace(heatmap.pts);
    if (isNew) {
        entry->second.place = m_looks.insert(m_looks.begin(), Place{series, heatmap.pts});
    } else {
        m_bytes -= bytesOf(entry->second.map.heatmap);
        m_looks.splice(m_looks.begin(), m_looks, entry->second.place);
    }
    entry->second.map = {heatmap, peak};
    m_bytes += bytesOf(heatmap);
    shrink();
}

std::vector<KeptMap> MapCache::maps(const MapKey &key) const
{
    std::vector<KeptMap> maps;
    const std::scoped_lock lock(m_mutex);
    const auto series = std::ranges::find(m_series, key, &Series::key);
    if (series == m_series.end())
        return maps;
    maps.reserve(series->entries.size());
    for (const auto &[pts, entry] : series->entries)
        maps.push_back(entry.map);
    return maps;
}

void MapCache::removeOldest()
{
    const Place place = m_looks.back();
    const auto entry = place.series->entries.find(place.pts);
    m_bytes -= bytesOf(entry->second.map.heatmap);
    place.series->entries.erase(entry);
    m_looks.pop_back();
    if (place.series->entries.empty())
        m_series.erase(place.series);
}

void MapCache::shrink()
{
    while (m_bytes > m_limitBytes)
        removeOldest();
}

void MapCache::setLimit(std::size_t limitBytes)
{
    const std::scoped_lock lock(m_mutex);
    m_limitBytes = limitBytes;
    shrink();
}

std::size_t MapCache::limitBytes() const
{
    const std::scoped_lock lock(m_mutex);
    return m_limitBytes;
}

std::size_t MapCache::bytes() const
{
    const std::scoped_lock lock(m_mutex);
    return m_bytes;
}

} // namespace soundlocus

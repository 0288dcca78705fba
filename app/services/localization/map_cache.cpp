// SPDX-License-Identifier: MIT
#include "app/services/localization/map_cache.h"

#include "app/services/localization/map_probe.h"
#include "engine/core/expects.h"

#include <algorithm>
#include <limits>

namespace soundlocus {

namespace {

/// Entry, node of the list, the shared vector and its counters, with what growing vectors spare.
constexpr std::size_t kEntryBytes = 320;

/// Probe values that are computed at a time.
constexpr std::size_t kProbesAtATime = 1000;

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

std::vector<MapCache::Entry>::iterator MapCache::entryAt(Series &series, MediaTime pts)
{
    return std::ranges::lower_bound(series.entries, pts, {}, &Entry::pts);
}

std::optional<Heatmap> MapCache::find(const MapKey &key, MediaTime pts)
{
    const std::scoped_lock lock(m_mutex);
    const auto series = seriesOf(key);
    if (series == m_series.end())
        return std::nullopt;
    const auto found = entryAt(*series, pts);
    if (found == series->entries.end() || found->pts() != pts)
        return std::nullopt;
    m_looks.splice(m_looks.begin(), m_looks, found->place);
    return found->heatmap;
}

void MapCache::insert(const MapKey &key, const Heatmap &heatmap)
{
    SOUNDLOCUS_EXPECTS(!heatmap.isEmpty());
    const std::size_t bytes = bytesOf(heatmap);
    Entry entry;
    entry.point = {heatmap.pts, statisticsOf(heatmap).maximum, 0};
    entry.heatmap = heatmap;
    const std::scoped_lock lock(m_mutex);
    if (bytes > m_limitBytes)
        return;
    measure(entry);
    auto series = seriesOf(key);
    if (series == m_series.end())
        series = m_series.insert(m_series.end(), Series{key, {}});
    const auto place = entryAt(*series, heatmap.pts);
    if (place != series->entries.end() && place->pts() == heatmap.pts) {
        m_bytes -= bytesOf(place->heatmap);
        m_looks.splice(m_looks.begin(), m_looks, place->place);
        entry.place = place->place;
        *place = std::move(entry);
    } else {
        entry.place = m_looks.insert(m_looks.begin(), Place{series, heatmap.pts});
        series->entries.insert(place, std::move(entry));
    }
    m_bytes += bytes;
    shrink();
}

std::vector<SimilarityPoint> MapCache::points(const MapKey &key) const
{
    std::vector<SimilarityPoint> points;
    const std::scoped_lock lock(m_mutex);
    const auto series = std::ranges::find(m_series, key, &Series::key);
    if (series == m_series.end())
        return points;
    points.reserve(series->entries.size());
    for (const Entry &entry : series->entries) {
        points.push_back(entry.point);
        if (entry.probeNumber != m_probeNumber)
            points.back().probe = std::numeric_limits<float>::quiet_NaN();
    }
    return points;
}

void MapCache::setProbe(std::optional<QPointF> point)
{
    const std::scoped_lock lock(m_mutex);
    m_probe = point;
    ++m_probeNumber;
}

void MapCache::measure(Entry &entry) const
{
    entry.point.probe = m_probe ? valueAt(entry.heatmap, *m_probe)
                                : std::numeric_limits<float>::quiet_NaN();
    entry.probeNumber = m_probeNumber;
}

bool MapCache::refreshSome(const MapKey &key)
{
    const std::scoped_lock lock(m_mutex);
    const auto series = seriesOf(key);
    if (series == m_series.end())
        return false;
    std::size_t count = 0;
    for (Entry &entry : series->entries) {
        if (entry.probeNumber == m_probeNumber)
            continue;
        if (count == kProbesAtATime)
            return true;
        measure(entry);
        ++count;
    }
    return false;
}

void MapCache::refreshProbes(const MapKey &key)
{
    while (refreshSome(key)) {
    }
}

void MapCache::removeOldest()
{
    const Place place = m_looks.back();
    const auto entry = entryAt(*place.series, place.pts);
    m_bytes -= bytesOf(entry->heatmap);
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

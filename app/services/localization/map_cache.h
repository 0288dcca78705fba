// SPDX-License-Identifier: MIT
#pragma once

#include "app/services/localization/map_key.h"
#include "engine/core/heatmap.h"

#include <QPointF>

#include <cstddef>
#include <list>
#include <mutex>
#include <optional>
#include <vector>

namespace soundlocus {

/// Maps that were computed, by what they depend on and the time of their frame; bounded in bytes,
/// those not looked at for longest go first. Threads: thread-safe.
class MapCache
{
public:
    explicit MapCache(std::size_t limitBytes);

    /// Counts as a look.
    [[nodiscard]] std::optional<Heatmap> find(const MapKey &key, MediaTime pts);
    /// Keeps a map for its pts. One that is larger than the limit is not kept.
    void insert(const MapKey &key, const Heatmap &heatmap);

    /// What all maps of a key say, by time; no look. Quick: 1 ms for 40,000 maps. `probe` is NaN
    /// where there is no probe, or its value was not computed yet.
    [[nodiscard]] std::vector<SimilarityPoint> points(const MapKey &key) const;
    /// Point whose value points() give. Quick: maps that come later have it at once, the others
    /// after refreshProbes().
    void setProbe(std::optional<QPointF> point);
    /// Computes the missing probe values of a key; holds others up for a fraction of a millisecond
    /// at a time.
    void refreshProbes(const MapKey &key);

    void setLimit(std::size_t limitBytes);
    [[nodiscard]] std::size_t limitBytes() const;
    [[nodiscard]] std::size_t bytes() const;

    /// What keeping a map costs.
    [[nodiscard]] static std::size_t bytesOf(const Heatmap &heatmap);

private:
    struct Series;
    struct Place
    {
        std::list<Series>::iterator series;
        MediaTime pts;
    };
    /// Side by side in memory: points() reads all of them.
    struct Entry
    {
        SimilarityPoint point;
        int probeNumber = 0; // of the probe that point.probe belongs to
        Heatmap heatmap;
        std::list<Place>::iterator place;

        [[nodiscard]] MediaTime pts() const { return point.pts; }
    };
    struct Series
    {
        MapKey key;
        std::vector<Entry> entries; // by time
    };

    [[nodiscard]] std::list<Series>::iterator seriesOf(const MapKey &key);
    [[nodiscard]] static std::vector<Entry>::iterator entryAt(Series &series, MediaTime pts);
    void measure(Entry &entry) const;
    [[nodiscard]] bool refreshSome(const MapKey &key);
    void removeOldest();
    void shrink();

    mutable std::mutex m_mutex; // guards everything below
    std::list<Series> m_series;
    std::list<Place> m_looks; // latest first
    std::optional<QPointF> m_probe;
    int m_probeNumber = 0;
    std::size_t m_limitBytes;
    std::size_t m_bytes = 0;
};

} // namespace soundlocus

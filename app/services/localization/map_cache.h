// SPDX-License-Identifier: MIT
#pragma once

#include "app/services/localization/map_key.h"
#include "engine/core/heatmap.h"

#include <cstddef>
#include <list>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

namespace soundlocus {

/// What a kept map says.
struct KeptMap
{
    Heatmap heatmap;
    float peak = 0; ///< its largest value

    [[nodiscard]] MediaTime pts() const { return heatmap.pts; }
};

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
    /// All maps of a key by time; no look.
    [[nodiscard]] std::vector<KeptMap> maps(const MapKey &key) const;

    void setLimit(std::size_t limitBytes);
    [[nodiscard]] std::size_t limitBytes() const;
    [[nodiscard]] std::size_t bytes() const;

    /// What keeping a map costs.
    [[nodiscard]] static std::size_t bytesOf(const Heatmap &heatmap);

private:
    struct Place;
    struct Entry
    {
        KeptMap map;
        std::list<Place>::iterator place;
    };
    struct Series
    {
        MapKey key;
        std::map<MediaTime, Entry> entries;
    };
    struct Place
    {
        std::list<Series>::iterator series;
        MediaTime pts;
    };

    [[nodiscard]] std::list<Series>::iterator seriesOf(const MapKey &key);
    void removeOldest();
    void shrink();

    mutable std::mutex m_mutex; // guards everything below
    std::list<Series> m_series;
    std::list<Place> m_looks; // latest first
    std::size_t m_limitBytes;
    std::size_t m_bytes = 0;
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
// Internal to engine/dataset: clips whose picture and sound are those of another one.
#pragma once

#include "engine/dataset/store_index.h"

#include <cstdint>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

namespace soundlocus {

/// Knows the records of a store by what is in them: checksum and both lengths, which no two
/// different clips of a million are likely to share. Of several alike the first of the list keeps
/// the record, whatever the order in which they come. Threads: one thread at a time.
class DuplicateFinder
{
public:
    /// @param items of the list, outlives it; @param rows of the store, in the order of the list
    DuplicateFinder(const std::vector<TrainingItem> &items, const std::vector<StoreRow> &rows);

    /// Whether a record of such media is there already; then the outcome of whichever of the two
    /// clips stands later in the list becomes SkipReason::Duplicate.
    /// @param outcome of a clip whose media are not placed yet; gets the place of those there where
    /// it takes them over
    /// @return the clip that lost its record to this one, where it is not this one that is left out
    [[nodiscard]] std::optional<StoreOutcome> settle(StoreOutcome &outcome);

    /// Notes a clip that was written.
    void add(const StoreOutcome &outcome);

private:
    using Content = std::tuple<std::uint32_t, std::int64_t, std::int64_t>;
    struct Holder
    {
        std::size_t position = 0;
        int shard = 0;
        std::int64_t offset = 0;
    };
    static Content contentOf(const StoredMedia &media);
    [[nodiscard]] StoreOutcome leftOut(std::size_t position, std::size_t kept) const;

    const std::vector<TrainingItem> &m_items;
    std::map<Content, Holder> m_holders;
};

} // namespace soundlocus

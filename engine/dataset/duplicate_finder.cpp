// SPDX-License-Identifier: MIT
#include "engine/dataset/duplicate_finder.h"

#include <string>
#include <utility>

namespace soundlocus {

DuplicateFinder::DuplicateFinder(const std::vector<TrainingItem> &items,
                                 const std::vector<StoreRow> &rows)
    : m_items(items)
{
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (const auto &media = rows[i].media)
            m_holders.emplace(contentOf(*media), Holder{i, media->shard, media->offset});
    }
}

DuplicateFinder::Content DuplicateFinder::contentOf(const StoredMedia &media)
{
    return {media.checksum, media.pictureBytes, media.soundBytes};
}

StoreOutcome DuplicateFinder::leftOut(std::size_t position, std::size_t kept) const
{
    return {position,
            std::nullopt,
            SkipReason::Duplicate,
            "same picture and sound as '" + m_items[kept].sample.id + "'"};
}

std::optional<StoreOutcome> DuplicateFinder::settle(StoreOutcome &outcome)
{
    const auto found = m_holders.find(contentOf(*outcome.media));
    if (found == m_holders.end())
        return std::nullopt;
    Holder &holder = found->second;
    if (holder.position < outcome.position) {
        outcome = leftOut(outcome.position, holder.position);
        return std::nullopt;
    }
    outcome.media->shard = holder.shard;
    outcome.media->offset = holder.offset;
    const std::size_t loser = std::exchange(holder.position, outcome.position);
    return leftOut(loser, outcome.position);
}

void DuplicateFinder::add(const StoreOutcome &outcome)
{
    m_holders.emplace(contentOf(*outcome.media),
                      Holder{outcome.position, outcome.media->shard, outcome.media->offset});
}

} // namespace soundlocus

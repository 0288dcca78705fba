// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstdint>

namespace soundlocus {

/// Stable number of a label, an annotator, a clip or a track. Given once per project, never used
/// again after a deletion and never changed by an export. 0 = none.
template <typename Tag>
struct EntityId
{
    std::int64_t value = 0;

    [[nodiscard]] constexpr bool isValid() const { return value > 0; }
    bool operator==(const EntityId &) const = default;
    // Written out: clang-tidy 14 takes the default one for a null pointer.
    constexpr std::strong_ordering operator<=>(const EntityId &other) const
    {
        return value <=> other.value;
    }
};

using LabelId = EntityId<struct LabelTag>;
using AnnotatorId = EntityId<struct AnnotatorTag>;
using ClipId = EntityId<struct ClipTag>;
using TrackId = EntityId<struct TrackTag>;

} // namespace soundlocus

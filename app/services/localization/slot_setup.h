// SPDX-License-Identifier: MIT
#pragma once

#include "app/services/localization/map_cache.h"
#include "app/services/localization/model_loader.h"
#include "ui/services/localization.h"

#include <array>
#include <memory>

namespace soundlocus {

inline constexpr std::size_t kMapSlots = 2;

[[nodiscard]] constexpr std::size_t indexOf(MapSlot slot)
{
    return slot == MapSlot::Main ? 0 : 1;
}

/// All that a slot's maps are computed from: made where the window is, used by the worker.
/// Immutable once handed over.
struct SlotSetup
{
    MapSlot slot = MapSlot::Main;
    std::shared_ptr<const LoadedModel> model; ///< not null
    LocalizationSettings settings;
    SoundChoice sound;
    MediaSummary media;
    MapKey key; ///< of the above
    std::shared_ptr<MapCache> cache;
};

/// The frame on screen, and what its maps are computed from; slots that show nothing are null.
struct FrameWish
{
    Frame frame;
    bool isPlaying = false;
    std::array<std::shared_ptr<const SlotSetup>, kMapSlots> setups;
    std::array<bool, kMapSlots> hasMap{}; ///< it was kept, and is shown already
};

/// Key of a setup's maps. Looks at the files.
[[nodiscard]] MapKey mapKeyOf(const SlotSetup &setup);

} // namespace soundlocus

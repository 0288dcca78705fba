// SPDX-License-Identifier: MIT
#pragma once

#include "app/services/localization/slot_setup.h"
#include "engine/pipeline/sound_windows.h"

#include <list>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>

namespace soundlocus {

/// Computes maps of single frames. Remembers the sounds of the latest few combinations of file,
/// sound, model, window and hop with their embedded windows, so that going back to one costs
/// nothing; a sound that could not be opened is not tried again until it leaves that memory.
/// Threads: one thread at a time.
class MapComputer
{
public:
    /// Combinations that are remembered.
    static constexpr std::size_t kKeptSounds = 6;
    /// Embedded windows of each: 8 minutes at half a second, 2 MB for a full-size network.
    static constexpr std::size_t kKeptWindows = 1024;

    /// @param stop ends the reading of a long sound with Cancelled
    /// Errors: those of openSoundChoice, AudioDecoder::read and Localizer.
    [[nodiscard]] Result<Heatmap> compute(const SlotSetup &setup,
                                          const Frame &frame,
                                          std::stop_token stop);

    /// Forgets what was embedded with a network that is no longer used.
    void forget(const Localizer &localizer);

private:
    struct Sound
    {
        MapKey key; // without what only concerns the picture
        std::shared_ptr<const LoadedModel> model;
        std::optional<SoundWindows> windows;
        std::optional<Error> fault;
    };
    [[nodiscard]] Result<SoundWindows *> soundOf(const SlotSetup &setup, std::stop_token stop);

    std::list<Sound> m_sounds; // latest used first
};

} // namespace soundlocus

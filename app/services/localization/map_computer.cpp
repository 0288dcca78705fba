// SPDX-License-Identifier: MIT
#include "app/services/localization/map_computer.h"

#include "app/services/localization/sound_choice_source.h"
#include "engine/pipeline/sound_windows.h"

#include <algorithm>
#include <array>

namespace soundlocus {

namespace {

/// Windows that the network hears alike have their sounds in common.
MediaTime windowOf(const SlotSetup &setup)
{
    return heardWindow(setup.settings.window, setup.model->localizer->spec());
}

MapKey soundKeyOf(const SlotSetup &setup)
{
    MapKey key = setup.key;
    key.fit = FitMode::Full;
    key.window = windowOf(setup);
    return key;
}

} // namespace

Result<SoundWindows *> MapComputer::soundOf(const SlotSetup &setup, std::stop_token stop)
{
    const MapKey key = soundKeyOf(setup);
    const auto found = std::ranges::find_if(m_sounds, [&](const Sound &sound) {
        return sound.key == key && sound.model->localizer == setup.model->localizer;
    });
    if (found != m_sounds.end()) {
        m_sounds.splice(m_sounds.begin(), m_sounds, found);
    } else {
        const Localizer &localizer = *setup.model->localizer;
        auto source = openSoundChoice(
                setup.media, setup.sound, localizer.spec().audio.sampleRateHz, std::move(stop));
        if (!source && source.error().code == ErrorCode::Cancelled)
            return Unexpected(source.error());
        Sound sound{key, setup.model, {}, {}};
        if (source) {
            SoundWindowOptions options;
            options.window = key.window;
            options.hop = key.hop;
            options.keptEmbeddings = kKeptWindows;
            sound.windows.emplace(*std::move(source), options, localizer);
        } else {
            sound.fault = source.error();
        }
        m_sounds.push_front(std::move(sound));
        if (m_sounds.size() > kKeptSounds)
            m_sounds.pop_back();
    }
    Sound &sound = m_sounds.front();
    if (sound.fault)
        return Unexpected(*sound.fault);
    return &*sound.windows;
}

Result<Heatmap> MapComputer::compute(const SlotSetup &setup,
                                     const Frame &frame,
                                     std::stop_token stop)
{
    const Localizer &localizer = *setup.model->localizer;
    const auto windows = soundOf(setup, stop);
    if (!windows)
        return Unexpected(windows.error());
    const auto sounds = (*windows)->at(std::array{frame.pts}, std::move(stop));
    if (!sounds)
        return Unexpected(sounds.error());
    const auto input = localizer.prepare(frame, setup.settings.fit);
    if (!input)
        return Unexpected(input.error());
    auto maps = localizer.localize(std::array{*input}, *sounds);
    if (!maps)
        return Unexpected(maps.error());
    SOUNDLOCUS_EXPECTS(maps->size() == 1);
    Heatmap map = std::move(maps->front());
    map.pts = frame.pts;
    return map;
}

void MapComputer::forget(const Localizer &localizer)
{
    std::erase_if(m_sounds,
                  [&](const Sound &sound) { return sound.model->localizer.get() == &localizer; });
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "app/services.h"
#include "ui/panels/playback_commands.h"

#include <QObject>

namespace soundlocus {

class TimelineWidget;

/// Connects a timeline with the player, the passage and the similarity of the main map. Lives as
/// long as the timeline. Threads: GUI thread only.
class TimelineBinder final : public QObject
{
    Q_OBJECT
public:
    TimelineBinder(Services services, PlaybackCommands &playback, TimelineWidget &timeline);

private:
    void showMedia();
    void showPassage();
    void showSimilarity();

    Services m_services;
    PlaybackCommands &m_playback;
    TimelineWidget &m_timeline;
};

} // namespace soundlocus

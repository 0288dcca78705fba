// SPDX-License-Identifier: MIT
#pragma once

#include "app/services.h"
#include "ui/panels/marker_commands.h"
#include "ui/panels/playback_commands.h"

#include <QObject>

namespace soundlocus {

class TimelineWidget;

/// Connects a timeline with the player, the passage, the markers and the similarity of the main
/// map. Lives as long as the timeline. Threads: GUI thread only.
class TimelineBinder final : public QObject
{
    Q_OBJECT
public:
    TimelineBinder(Services services,
                   PlaybackCommands &playback,
                   MarkerCommands &markers,
                   TimelineWidget &timeline);

private:
    void showMedia();
    void showPassage();
    void showMarkers();
    void showSimilarity();

    Services m_services;
    PlaybackCommands &m_playback;
    MarkerCommands &m_markers;
    TimelineWidget &m_timeline;
};

} // namespace soundlocus

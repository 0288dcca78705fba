// SPDX-License-Identifier: MIT
#include "app/timeline_binder.h"

#include "ui/panels/map_absence.h"
#include "ui/services/localization.h"
#include "ui/services/player.h"
#include "ui/services/timeline_source.h"
#include "ui/widgets/timeline/timeline_widget.h"

namespace soundlocus {

TimelineBinder::TimelineBinder(Services services,
                               PlaybackCommands &playback,
                               MarkerCommands &markers,
                               TimelineWidget &timeline)
    : QObject(&timeline)
    , m_services(services)
    , m_playback(playback)
    , m_markers(markers)
    , m_timeline(timeline)
{
    Player &player = services.player;
    m_timeline.setSource(&services.timeline);
    m_timeline.setFrameNumbers({[&player](MediaTime time) { return player.frameAt(time); },
                                [&player](qint64 frame) { return player.timeOfFrame(frame); }});
    connect(&player, &Player::opened, this, &TimelineBinder::showMedia);
    connect(&player, &Player::mediaChanged, this, &TimelineBinder::showMedia);
    connect(&player, &Player::closed, this, &TimelineBinder::showMedia);
    connect(&player, &Player::positionChanged, &m_timeline, &TimelineWidget::setPosition);
    connect(&m_timeline, &TimelineWidget::seekRequested, this, [&player](MediaTime time) {
        player.seek(time);
    });
    connect(&m_timeline, &TimelineWidget::loopEdited, &m_playback, &PlaybackCommands::loop);
    connect(&m_timeline, &TimelineWidget::inEdited, &m_playback, &PlaybackCommands::setBegin);
    connect(&m_timeline, &TimelineWidget::outEdited, &m_playback, &PlaybackCommands::setEnd);
    connect(&m_playback, &PlaybackCommands::passageChanged, this, &TimelineBinder::showPassage);
    connect(&m_markers, &MarkerCommands::changed, this, &TimelineBinder::showMarkers);
    connect(&services.localization, &Localization::similarityChanged, this, [this](MapSlot slot) {
        if (slot == MapSlot::Main)
            showSimilarity();
    });
    connect(&services.localization,
            &Localization::modelChanged,
            this,
            &TimelineBinder::showSimilarity);
    connect(&services.localization,
            &Localization::soundChanged,
            this,
            &TimelineBinder::showSimilarity);
    showMedia();
    showPassage();
    showMarkers();
}

void TimelineBinder::showMedia()
{
    m_timeline.setMedia(m_services.player.media());
    showSimilarity();
    m_timeline.setPosition(m_services.player.position());
}

void TimelineBinder::showPassage()
{
    TimelineMarks marks = m_timeline.marks();
    const bool isLooping = m_playback.isLooping();
    marks.loop = isLooping ? m_playback.passage() : std::nullopt;
    marks.in = isLooping ? std::nullopt : m_playback.begin();
    marks.out = isLooping ? std::nullopt : m_playback.end();
    m_timeline.setMarks(marks);
}

void TimelineBinder::showMarkers()
{
    TimelineMarks marks = m_timeline.marks();
    marks.markers.clear();
    for (const FileMarker &marker : m_markers.markers())
        marks.markers.push_back({marker.time, marker.name});
    m_timeline.setMarks(marks);
}

void TimelineBinder::showSimilarity()
{
    m_timeline.setSimilarity(
            m_services.localization.similarity(MapSlot::Main),
            mapAbsenceSentence(mapAbsence(m_services.player, m_services.localization)));
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "ui/panels/marker_commands.h"

#include <algorithm>
#include <utility>

namespace soundlocus {

using namespace Qt::StringLiterals;

namespace {

constexpr MediaTime kJustPassed = std::chrono::seconds(1);

} // namespace

MarkerCommands::MarkerCommands(Player &player,
                               Settings &settings,
                               ActionRegistry &actions,
                               NameAsker askName,
                               QObject *parent)
    : QObject(parent)
    , m_player(player)
    , m_settings(settings)
    , m_actions(actions)
    , m_askName(std::move(askName))
{
    const auto on = [this](const QString &id, auto command) {
        connect(m_actions.action(id), &QAction::triggered, this, command);
    };
    on(u"playback.marker"_s, [this] { toggle(); });
    on(u"playback.name-marker"_s, [this] { name(); });
    on(u"playback.next-marker"_s, [this] { visit(1); });
    on(u"playback.previous-marker"_s, [this] { visit(-1); });
    const auto showOther = [this] {
        refresh();
        Q_EMIT changed();
    };
    connect(&player, &Player::opened, this, showOther);
    connect(&player, &Player::closed, this, showOther);
    connect(&player, &Player::positionChanged, this, &MarkerCommands::refresh);
    connect(&settings, &Settings::markersChanged, this, [this, showOther](const QString &path) {
        if (path == m_player.media().path)
            showOther();
    });
    refresh();
}

std::vector<FileMarker> MarkerCommands::markers() const
{
    return m_settings.markers(m_player.media().path);
}

MediaTime MarkerCommands::here() const
{
    const Frame &frame = m_player.frame();
    const MediaTime position = m_player.position();
    const bool isPlaying = m_player.state() == Player::State::Playing;
    if (!frame.isEmpty() && (isPlaying || frame.pts == position))
        return frame.pts;
    // The picture is on its way.
    return m_player.timeOfFrame(m_player.frameAt(position)).value_or(position);
}

std::size_t MarkerCommands::indexHere(const std::vector<FileMarker> &markers) const
{
    const auto found = std::ranges::find(markers, here(), &FileMarker::time);
    return static_cast<std::size_t>(found - markers.begin());
}

void MarkerCommands::toggle()
{
    std::vector<FileMarker> all = markers();
    const std::size_t index = indexHere(all);
    if (index < all.size())
        all.erase(all.begin() + static_cast<std::ptrdiff_t>(index));
    else
        all.push_back({here(), QString()});
    m_settings.setMarkers(m_player.media().path, std::move(all));
    refresh();
}

void MarkerCommands::name()
{
    const QString path = m_player.media().path;
    const MediaTime time = here();
    const std::vector<FileMarker> before = markers();
    const std::size_t index = indexHere(before);
    const auto name = m_askName(index < before.size() ? before[index].name : QString());
    if (!name)
        return;
    // While it was asked for, playing went on.
    std::vector<FileMarker> all = m_settings.markers(path);
    const auto found = std::ranges::find(all, time, &FileMarker::time);
    if (found != all.end())
        found->name = *name;
    else
        all.push_back({time, *name});
    m_settings.setMarkers(path, std::move(all));
}

void MarkerCommands::visit(int direction)
{
    const std::vector<FileMarker> all = markers();
    MediaTime now = here();
    // While playing, the one that was just passed is passed over, to get further back.
    if (direction < 0 && m_player.state() == Player::State::Playing)
        now -= kJustPassed;
    if (direction > 0) {
        const auto next = std::ranges::upper_bound(all, now, {}, &FileMarker::time);
        if (next != all.end())
            m_player.seek(next->time);
        return;
    }
    const auto notBefore = std::ranges::lower_bound(all, now, {}, &FileMarker::time);
    if (notBefore != all.begin())
        m_player.seek(std::prev(notBefore)->time);
}

void MarkerCommands::refresh()
{
    const std::vector<FileMarker> all = markers();
    const bool isOpen = m_player.media().duration > MediaTime{0};
    QAction *marker = m_actions.action(u"playback.marker"_s);
    marker->setEnabled(isOpen);
    marker->setChecked(indexHere(all) < all.size());
    m_actions.action(u"playback.name-marker"_s)->setEnabled(isOpen);
    m_actions.action(u"playback.next-marker"_s)->setEnabled(!all.empty());
    m_actions.action(u"playback.previous-marker"_s)->setEnabled(!all.empty());
}

} // namespace soundlocus

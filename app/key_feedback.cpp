// SPDX-License-Identifier: MIT
#include "app/key_feedback.h"

#include "ui/panels/time_text.h"

#include <QLocale>

#include <cmath>
#include <utility>

namespace soundlocus {

using namespace Qt::StringLiterals;

namespace {

/// One that comes later belongs to something else.
constexpr std::chrono::milliseconds kPictureComesWithin(1000);

} // namespace

KeyFeedback::KeyFeedback(const Parts &parts, std::function<bool()> isWanted, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
    , m_isWanted(std::move(isWanted))
{
    for (QAction *action : parts.actions.actions()) {
        // After those who carry it out.
        connect(
                action,
                &QAction::triggered,
                this,
                [this, action] { onTriggered(*action); },
                Qt::QueuedConnection);
    }
    m_awaiting.setSingleShot(true);
    m_awaiting.setInterval(kPictureComesWithin);
    connect(&parts.player, &Player::frameShown, this, [this] {
        if (!m_awaiting.isActive())
            return;
        m_awaiting.stop();
        if (m_isWanted())
            showPosition();
    });
}

void KeyFeedback::onTriggered(const QAction &action)
{
    if (!m_isWanted())
        return;
    static const QStringList kMoves{u"playback.step-forward"_s,
                                    u"playback.step-back"_s,
                                    u"playback.step-forward-10"_s,
                                    u"playback.step-back-10"_s,
                                    u"playback.second-forward"_s,
                                    u"playback.second-back"_s,
                                    u"playback.next-key-frame"_s,
                                    u"playback.previous-key-frame"_s,
                                    u"playback.next-marker"_s,
                                    u"playback.previous-marker"_s,
                                    u"playback.begin"_s,
                                    u"playback.end"_s,
                                    u"playback.shuttle-back"_s};
    const QString id = action.objectName();
    if (kMoves.contains(id)) {
        m_awaiting.start(); // it may be there already
        showPosition();
        return;
    }
    const QString text = textOf(id);
    if (!text.isEmpty())
        m_parts.canvas.flash(text);
}

QString KeyFeedback::textOf(const QString &id) const
{
    static const QStringList kSpeed{u"playback.slower"_s,
                                    u"playback.faster"_s,
                                    u"playback.normal-speed"_s,
                                    u"playback.shuttle-forward"_s};
    static const QStringList kVolume{
            u"playback.louder"_s, u"playback.quieter"_s, u"playback.mute"_s};
    constexpr int kPercent = 100;
    const QLocale locale;
    if (kSpeed.contains(id))
        return tr("Speed %1×").arg(locale.toString(m_parts.player.speed()));
    if (kVolume.contains(id)) {
        const SoundSettings &sound = m_parts.settings.values().sound;
        const auto percent = static_cast<int>(std::lround(sound.volume * kPercent));
        return sound.isMuted ? tr("Muted") : tr("Volume %1 %").arg(locale.toString(percent));
    }
    const QAction &action = *m_parts.actions.action(id);
    if (id == u"playback.loop-begin"_s || id == u"playback.loop-end"_s
        || id == u"playback.clear-passage"_s)
        return ActionRegistry::plainText(action);
    if (id == u"playback.marker"_s)
        return action.isChecked() ? tr("Marker set") : tr("Marker removed");
    if (id == u"playback.loop"_s || id == u"playback.repeat"_s || id == u"map.show"_s)
        return action.isChecked()
                       ? tr("%1: on", "a command").arg(ActionRegistry::plainText(action))
                       : tr("%1: off", "a command").arg(ActionRegistry::plainText(action));
    return {};
}

void KeyFeedback::showPosition()
{
    const Player &player = m_parts.player;
    const QString time = timeText(player.position());
    // Of a picture that is still on its way the number is not told.
    const bool isThere = player.frame().pts == player.position();
    const qint64 frame = isThere ? player.frame().index : -1;
    m_parts.canvas.flash(frame < 0 ? time
                                   : tr("%1 · frame %2").arg(time, QLocale().toString(frame)));
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/action_registry.h"
#include "ui/services/player.h"
#include "ui/services/settings.h"

#include <QObject>

#include <functional>
#include <optional>
#include <span>

namespace soundlocus {

/// Steps of setSpeed() that keys and the speed list offer.
[[nodiscard]] std::span<const double> speedSteps();

/// Carries out the commands of group Playback on the player and keeps both in step with the
/// settings. Holds the passage (A to B) that can be looped, played and exported.
/// Threads: GUI thread only.
class PlaybackCommands final : public QObject
{
    Q_OBJECT
public:
    PlaybackCommands(Player &player,
                     Settings &settings,
                     ActionRegistry &actions,
                     QObject *parent = nullptr);

    /// A, B, and whether what lies between loops.
    struct Passage
    {
        std::optional<MediaTime> begin;
        std::optional<MediaTime> end;
        bool isLooping = false;
    };
    [[nodiscard]] Passage state() const { return {m_begin, m_end, isLooping()}; }
    /// That of a window before, on the same file.
    void restore(const Passage &passage);
    /// From A to B, an end that is not set being that of the file. None: neither is set.
    [[nodiscard]] std::optional<TimeRange> passage() const;
    [[nodiscard]] std::optional<MediaTime> begin() const { return m_begin; }
    [[nodiscard]] std::optional<MediaTime> end() const { return m_end; }
    [[nodiscard]] bool isLooping() const;
    /// An end that lies on the wrong side of the other one drops it.
    void setBegin(MediaTime time);
    void setEnd(MediaTime time);
    /// Loops a range at once.
    void loop(TimeRange range);
    void clearPassage();
    /// While a list plays by itself no file repeats and no passage loops.
    void setPlaysList(bool playsList);

Q_SIGNALS:
    void passageChanged();

private:
    void connectMotion();
    void connectSpeedAndVolume();
    void connectPassage();
    void on(const char *id, const std::function<void()> &command);
    void onToggled(const char *id, const std::function<void(bool)> &command);
    void applyPlayback();
    void applySound();
    void enableForState();
    void enableForPassage();
    void shuttleForward();
    void step(int count);
    void seekBy(MediaTime distance);
    void changeSpeed(int steps);
    void changeVolume(double difference);
    void loopIfComplete();
    void applyLoop();

    Player &m_player;
    Settings &m_settings;
    ActionRegistry &m_actions;
    std::optional<MediaTime> m_begin;
    std::optional<MediaTime> m_end;
    bool m_playsList = false;
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/action_registry.h"
#include "ui/services/player.h"
#include "ui/services/settings.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QSlider;
class QToolButton;

namespace soundlocus {

/// Buttons of the playback commands, place in the file as time and as frame number (both can be
/// typed), speed and volume. Threads: GUI thread only.
class TransportBar final : public QWidget
{
    Q_OBJECT
public:
    TransportBar(Player &player,
                 Settings &settings,
                 ActionRegistry &actions,
                 QWidget *parent = nullptr);
    /// Puts the cursor into the time, for typing another.
    void editPosition();

private:
    QToolButton *addButton(const char *id);
    void addPositionFields();
    void addSpeed();
    void addVolume();
    void connectPlayer();
    void showMedia(const MediaSummary &media);
    void showPosition(MediaTime position);
    void showSettings();
    void jumpToTime();
    void jumpToFrame();

    Player &m_player;
    Settings &m_settings;
    ActionRegistry &m_actions;
    QLineEdit *m_time = nullptr;
    QLabel *m_duration = nullptr;
    QLineEdit *m_frame = nullptr;
    QLabel *m_frameCount = nullptr;
    QComboBox *m_speed = nullptr;
    QSlider *m_volume = nullptr;
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "ui/services/localization.h"
#include "ui/services/player.h"

#include <QObject>

class QLabel;
class QStatusBar;

namespace soundlocus {

/// Texts of the status bar: age and rate of the map, device, dropped pictures, frame n of N.
/// Threads: GUI thread only.
class StatusIndicators final : public QObject
{
    Q_OBJECT
public:
    StatusIndicators(Player &player, Localization &localization, QStatusBar &bar);

private:
    QLabel *addLabel(const QString &name, const QString &widest);
    void showMap(const MapResult &result);
    void showRate(const LocalizationRate &rate);
    void showDevice();
    void showFrame();
    void showStatistics(const PlaybackStatistics &statistics);

    Player &m_player;
    Localization &m_localization;
    QStatusBar &m_bar;
    QLabel *m_age = nullptr;
    QLabel *m_rate = nullptr;
    QLabel *m_device = nullptr;
    QLabel *m_sound = nullptr;
    QLabel *m_dropped = nullptr;
    QLabel *m_frame = nullptr;
    MediaTime m_mapTime{0};
    bool m_hasMap = false;
};

} // namespace soundlocus

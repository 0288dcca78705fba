// SPDX-License-Identifier: MIT
#include "ui/panels/status_indicators.h"

#include "ui/panels/map_absence.h"

#include <QLabel>
#include <QLocale>
#include <QStatusBar>

namespace soundlocus {

namespace {

qint64 milliseconds(MediaTime time)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
}

/// In maps a second; below it the text would say 0.0.
constexpr double kLeastRate = 0.05;

} // namespace

StatusIndicators::StatusIndicators(Player &player, Localization &localization, QStatusBar &bar)
    : QObject(&bar)
    , m_player(player)
    , m_localization(localization)
    , m_bar(bar)
{
    m_age = addLabel(tr("Age of the map"), tr("map of this frame"));
    m_rate = addLabel(tr("Rate of the maps"), tr("%1 maps/s").arg(QLocale().toString(100.0)));
    m_device = addLabel(tr("Device"), QString());
    m_sound = addLabel(tr("Sound device"), QString());
    m_dropped = addLabel(tr("Pictures that came too late, packets that could not be decoded"),
                         QString());
    m_frame = addLabel(tr("Frame"), QString());
    connect(&m_localization, &Localization::mapReady, this, &StatusIndicators::showMap);
    connect(&m_localization, &Localization::mapCleared, this, [this](MapSlot slot) {
        if (slot != MapSlot::Main)
            return;
        m_hasMap = false;
        showFrame();
    });
    connect(&m_localization, &Localization::rateChanged, this, &StatusIndicators::showRate);
    connect(&m_localization, &Localization::modelChanged, this, &StatusIndicators::showDevice);
    connect(&m_localization, &Localization::modelFailed, this, &StatusIndicators::showDevice);
    connect(&m_localization, &Localization::modelLoading, this, [this](MapSlot slot) {
        if (slot == MapSlot::Main)
            m_device->setText(tr("loading model…"));
    });
    connect(&m_player, &Player::frameShown, this, &StatusIndicators::showFrame);
    connect(&m_player, &Player::mediaChanged, this, &StatusIndicators::showFrame);
    connect(&m_player, &Player::closed, this, &StatusIndicators::showFrame);
    connect(&m_player, &Player::stateChanged, this, &StatusIndicators::showFrame);
    connect(&m_player, &Player::statisticsChanged, this, &StatusIndicators::showStatistics);
    const auto showOther = [this] {
        showStatistics(m_player.statistics());
        m_frame->setToolTip(m_player.media().format);
    };
    connect(&m_player, &Player::opened, this, showOther);
    connect(&m_player, &Player::closed, this, showOther);
    connect(&m_localization, &Localization::modelChanged, this, &StatusIndicators::showFrame);
    connect(&m_localization, &Localization::soundChanged, this, &StatusIndicators::showFrame);
    showOther();
    showDevice();
    showFrame();
}

QLabel *StatusIndicators::addLabel(const QString &name, const QString &widest)
{
    auto *label = new QLabel(&m_bar);
    label->setToolTip(name);
    label->setAccessibleName(name);
    label->setContentsMargins(6, 0, 6, 0);
    if (!widest.isEmpty())
        label->setMinimumWidth(label->fontMetrics().horizontalAdvance(widest) + 12);
    m_bar.addPermanentWidget(label);
    return label;
}

void StatusIndicators::showMap(const MapResult &result)
{
    if (result.slot != MapSlot::Main)
        return;
    m_hasMap = true;
    m_mapTime = result.heatmap.pts;
    showFrame();
}

void StatusIndicators::showRate(const LocalizationRate &rate)
{
    if (rate.slot != MapSlot::Main)
        return;
    // Nothing was computed of late, which is no rate: paused, or every map is there.
    const bool isIdle = rate.mapsPerSecond < kLeastRate;
    m_rate->setText(isIdle ? QString()
                           : tr("%1 maps/s").arg(QLocale().toString(rate.mapsPerSecond, 'f', 1)));
    m_rate->setToolTip(tr("One map takes %1 ms").arg(QLocale().toString(rate.computeMs, 'f', 0)));
}

void StatusIndicators::showDevice()
{
    const auto model = m_localization.model(MapSlot::Main);
    m_device->setText(model ? model->device : tr("no model"));
}

void StatusIndicators::showFrame()
{
    const Frame &frame = m_player.frame();
    const MediaSummary &media = m_player.media();
    const bool hasFrame = !frame.isEmpty() && media.frameCount > 0;
    m_frame->setVisible(hasFrame);
    if (hasFrame && frame.index >= 0) {
        m_frame->setText(tr("frame %1 / %2")
                                 .arg(QLocale().toString(static_cast<qlonglong>(frame.index)),
                                      QLocale().toString(media.frameCount)));
    } else if (hasFrame) {
        m_frame->setText(tr("frame – / %1").arg(QLocale().toString(media.frameCount)));
    }
    const qint64 age = milliseconds(frame.pts - m_mapTime);
    // One of a later frame belongs to what was shown before a jump back.
    if (!m_hasMap || frame.isEmpty() || age < 0) {
        m_age->setText(mapAbsenceText(mapAbsence(m_player, m_localization)));
        return;
    }
    m_age->setText(age == 0 ? tr("map of this frame")
                            : tr("map %1 ms old").arg(QLocale().toString(age)));
}

void StatusIndicators::showStatistics(const PlaybackStatistics &statistics)
{
    QString faults = tr("%n dropped", "pictures", static_cast<int>(statistics.droppedFrames));
    if (statistics.damagedPackets > 0)
        faults += tr(", %n damaged", "packets", static_cast<int>(statistics.damagedPackets));
    m_dropped->setText(faults);
    const MediaSummary &media = m_player.media();
    if (statistics.isSoundHeard)
        m_sound->setText(statistics.soundDevice);
    else if (media.kind == MediaSummary::Kind::Nothing)
        m_sound->clear();
    else
        m_sound->setText(media.hasSound ? tr("no sound device") : tr("no sound in the file"));
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "app/picture_taker.h"

#include "app/frame_image.h"
#include "ui/services/player.h"
#include "ui/services/settings.h"

#include <QFutureWatcher>
#include <QtConcurrent/QtConcurrentRun>

#include <utility>

namespace soundlocus {

namespace {

/// How far the map shown may be behind while playing.
constexpr MediaTime kOldest = std::chrono::seconds(2);

} // namespace

PictureTaker::PictureTaker(Services services, QObject *parent, std::chrono::milliseconds patience)
    : QObject(parent)
    , m_services(services)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(patience);
    connect(&m_patience, &QTimer::timeout, this, [this] { takeAsTheyAre(true); });
    const Localization &localization = services.localization;
    connect(&localization, &Localization::mapReady, this, &PictureTaker::onMap);
    connect(&localization, &Localization::mapCleared, this, [this](MapSlot slot) {
        if (slot != MapSlot::Main)
            return;
        m_newest.reset();
        takeAsTheyAre(false);
    });
    // Another one is on its way.
    const auto forgetOld = [this](MapSlot slot) {
        if (slot == MapSlot::Main)
            m_newest.reset();
    };
    connect(&localization, &Localization::modelChanged, this, forgetOld);
    connect(&localization, &Localization::soundChanged, this, forgetOld);
    connect(&services.settings, &Settings::localizationChanged, this, forgetOld);
    const auto forgetFile = [this] {
        m_newest.reset();
        takeAsTheyAre(true);
    };
    connect(&services.player, &Player::opened, this, forgetFile);
    connect(&services.player, &Player::closed, this, forgetFile);
}

PictureTaker::~PictureTaker() = default;

void PictureTaker::take(Receiver receiver)
{
    const Player &player = m_services.player;
    const Frame &frame = player.frame();
    const bool isPlaying = player.state() == Player::State::Playing;
    // One from before a jump belongs to what was on screen then.
    const MediaTime age = m_newest ? frame.pts - m_newest->frame.pts : MediaTime{0};
    const bool isRecent = isPlaying && age >= MediaTime{0} && age <= kOldest;
    if (frame.isEmpty() || !isMapExpected()) {
        paint(frame, std::nullopt, false, receiver);
    } else if (m_newest && (isRecent || age == MediaTime{0})) {
        paint(m_newest->frame, m_newest->heatmap, false, receiver);
    } else {
        m_orders.push_back({frame, isPlaying, std::move(receiver)});
        m_patience.start();
    }
}

bool PictureTaker::isMapExpected() const
{
    const Localization &localization = m_services.localization;
    const bool isOwn = localization.sound(MapSlot::Main).kind == SoundChoice::Kind::Own;
    return m_services.settings.values().overlay.isVisible
           && localization.model(MapSlot::Main).has_value()
           && (m_services.player.media().hasSound || !isOwn);
}

void PictureTaker::onMap(const MapResult &result)
{
    if (result.slot != MapSlot::Main)
        return;
    m_newest = result;
    for (Order &order : std::exchange(m_orders, {})) {
        if (order.isPlaying || order.frame.pts == result.frame.pts)
            paint(result.frame, result.heatmap, false, order.receiver);
        else
            m_orders.push_back(std::move(order));
    }
}

/// What is still waiting goes without a map.
void PictureTaker::takeAsTheyAre(bool lackMaps)
{
    for (const Order &order : std::exchange(m_orders, {}))
        paint(order.frame, std::nullopt, lackMaps, order.receiver);
}

void PictureTaker::paint(const Frame &frame,
                         const std::optional<Heatmap> &map,
                         bool lacksMap,
                         const Receiver &receiver)
{
    const OverlayStyle style = m_services.settings.values().overlay;
    auto *watcher = new QFutureWatcher<Result<QImage>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [watcher, lacksMap, receiver] {
        watcher->deleteLater();
        const Result<QImage> image = watcher->result();
        receiver(image ? Result<Taken>(Taken{*image, lacksMap})
                       : Result<Taken>(Unexpected(image.error())));
    });
    watcher->setFuture(
            QtConcurrent::run([frame, map, style] { return exportImage(frame, map, style); }));
}

} // namespace soundlocus

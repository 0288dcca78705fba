// SPDX-License-Identifier: MIT
#pragma once

#include "app/services.h"
#include "engine/core/heatmap.h"
#include "engine/core/result.h"
#include "ui/services/localization.h"

#include <QImage>
#include <QObject>
#include <QTimer>

#include <functional>
#include <optional>
#include <vector>

namespace soundlocus {

/// The picture on screen with exactly its own heat map, for files and the clipboard. While paused
/// it is the picture shown, and its map is waited for; while playing it is the newest picture whose
/// map is there. Threads: GUI thread only; the pictures are painted on another one.
class PictureTaker final : public QObject
{
    Q_OBJECT
public:
    struct Taken
    {
        QImage image;
        bool lacksMap = false; ///< it should have one, and none came in time
    };
    /// Errors: NoVideo, those of HeatmapOverlay.
    using Receiver = std::function<void(const Result<Taken> &)>;

    /// A map that takes longer is not waited for.
    static constexpr std::chrono::milliseconds kPatience{5000};

    PictureTaker(Services services,
                 QObject *parent,
                 std::chrono::milliseconds patience = kPatience);
    ~PictureTaker() override;

    /// Calls `receiver` later, on the GUI thread; never where this is destroyed before.
    void take(Receiver receiver);

private:
    struct Order
    {
        Frame frame;
        bool isPlaying = false;
        Receiver receiver;
    };
    [[nodiscard]] bool isMapExpected() const;
    void onMap(const MapResult &result);
    void takeAsTheyAre(bool lackMaps);
    void paint(const Frame &frame,
               const std::optional<Heatmap> &map,
               bool lacksMap,
               const Receiver &receiver);

    Services m_services;
    std::optional<MapResult> m_newest; ///< of the main map
    std::vector<Order> m_orders;       ///< waiting for their map
    QTimer m_patience;
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "app/services.h"
#include "engine/core/heatmap.h"
#include "engine/core/result.h"
#include "ui/panels/playback_commands.h"
#include "ui/services/localization.h"
#include "ui/widgets/canvas/video_canvas.h"

#include <QImage>
#include <QObject>

#include <array>
#include <optional>

namespace soundlocus {

/// Connects a canvas with the services: frames, maps, style, comparison, probe. Lives as long as
/// the canvas. Threads: GUI thread only.
class Viewer final : public QObject
{
    Q_OBJECT
public:
    Viewer(Services services, ActionRegistry &actions, VideoCanvas &canvas);

    /// The picture shown with the main map. Errors: NoVideo, those of HeatmapOverlay.
    [[nodiscard]] Result<QImage> image() const;

Q_SIGNALS:
    /// What lies under the pointer, for the status bar; empty: nothing.
    void hintChanged(const QString &hint);

private:
    void connectPlayer();
    void connectLocalization();
    void connectSettings();
    void connectCanvas(ActionRegistry &actions);
    void showMedia(const MediaSummary &media);
    void showComparison();
    void showPointer(const CanvasPointer &pointer);
    void showCaption(MapSlot slot);
    [[nodiscard]] QString captionOf(MapSlot slot) const;

    Services m_services;
    VideoCanvas &m_canvas;
    std::array<std::optional<Heatmap>, 2> m_maps; // by slot
    std::array<QString, 2> m_captions;
};

} // namespace soundlocus

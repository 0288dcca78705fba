// SPDX-License-Identifier: MIT
#pragma once

#include "app/services.h"
#include "ui/panels/playback_commands.h"
#include "ui/services/localization.h"
#include "ui/widgets/canvas/video_canvas.h"

#include <QObject>
#include <QTimer>

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

Q_SIGNALS:
    /// What lies under the pointer, for the status bar; empty: nothing.
    /// @param value the same in two words, beside another hint
    void hintChanged(const QString &hint, const QString &value);

private:
    void connectPlayer();
    void connectLocalization();
    void connectSettings();
    void connectCanvas(ActionRegistry &actions);
    void showMedia(const MediaSummary &media);
    void endOpening();
    void pin(const std::optional<QPointF> &point);
    void forgetProbe();
    void showComparison();
    void showPointer(const CanvasPointer &pointer);
    void showCaption(MapSlot slot);
    [[nodiscard]] QString captionOf(MapSlot slot) const;

    Services m_services;
    VideoCanvas &m_canvas;
    std::array<QString, 2> m_captions; // by slot
    QString m_opening;                 // name of the file; empty: none is being opened
    QTimer m_openingTimer;
    bool m_isOtherFile = false; // the next picture is its first
};

} // namespace soundlocus

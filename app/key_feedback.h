// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/action_registry.h"
#include "ui/services/player.h"
#include "ui/services/settings.h"
#include "ui/widgets/canvas/video_canvas.h"

#include <QObject>
#include <QTimer>

#include <functional>

namespace soundlocus {

/// Says above the picture what a key has done, while the controls that would show it are hidden.
/// Threads: GUI thread only.
class KeyFeedback final : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        const Player &player;
        const Settings &settings;
        const ActionRegistry &actions;
        VideoCanvas &canvas;
    };
    /// @param isWanted whether the controls are hidden
    KeyFeedback(const Parts &parts, std::function<bool()> isWanted, QObject *parent);

private:
    void onTriggered(const QAction &action);
    [[nodiscard]] QString textOf(const QString &id) const;
    void showPosition();

    Parts m_parts;
    std::function<bool()> m_isWanted;
    QTimer m_awaiting; // the picture of a step or a jump
};

} // namespace soundlocus

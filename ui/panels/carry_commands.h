// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/annotation_editor.h"
#include "ui/panels/action_registry.h"
#include "ui/services/box_carrier.h"

#include <QObject>

namespace soundlocus {

/// Lets a tracker carry the selected box on; what comes back is a proposal. Threads: GUI thread
/// only.
class CarryCommands final : public QObject
{
    Q_OBJECT
public:
    /// Everything outlives it.
    CarryCommands(AnnotationEditor &editor,
                  BoxCarrier &carrier,
                  ActionRegistry &actions,
                  QObject *parent = nullptr);

    /// How far a box is carried, unless the track has a key frame before.
    static constexpr MediaTime kReach = std::chrono::seconds(3);

Q_SIGNALS:
    void hinted(const QString &text);

private:
    void carry();
    void propose(const std::vector<std::pair<MediaTime, BoundingBox>> &boxes);
    void enable();

    AnnotationEditor &m_editor;
    BoxCarrier &m_carrier;
    ActionRegistry &m_actions;
    TrackId m_track; // whose box is on its way
};

} // namespace soundlocus

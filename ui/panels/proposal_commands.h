// SPDX-License-Identifier: MIT
#pragma once

#include "engine/evaluation/protocol_rule.h"
#include "ui/models/annotation_editor.h"
#include "ui/panels/action_registry.h"
#include "ui/services/localization.h"

#include <QObject>

#include <optional>

namespace soundlocus {

/// The box around the largest part of a heat map that a rule predicts. None for a map without a
/// pixel in it. Groups touch by edges (4-neighbourhood).
[[nodiscard]] std::optional<BoundingBox> boxOfHeatmap(const Heatmap &map, const MaskRule &rule);

/// Help from the model: proposes a box from the heat map of the picture shown; it counts once it is
/// accepted. Threads: GUI thread only.
class ProposalCommands final : public QObject
{
    Q_OBJECT
public:
    /// Everything outlives it.
    ProposalCommands(AnnotationEditor &editor,
                     Localization &localization,
                     ActionRegistry &actions,
                     QObject *parent = nullptr);

    /// Share of the range of a map from which on it is proposed.
    static constexpr double kThreshold = 0.6;

Q_SIGNALS:
    void hinted(const QString &text);

private:
    enum class Taken { AsItIs, ToBeAdjusted };
    void propose();
    void accept(Taken taken);
    void enable();

    AnnotationEditor &m_editor;
    ActionRegistry &m_actions;
    Heatmap m_map; // newest of the main slot
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "engine/evaluation/box_proposal.h"
#include "ui/models/annotation_editor.h"
#include "ui/panels/action_registry.h"
#include "ui/services/localization.h"

#include <QObject>

#include <functional>
#include <map>
#include <optional>

namespace soundlocus {

/// Help from the model: proposes a box from the heat map of the picture shown, or a track from the
/// heat maps that were shown while a passage was played; it counts once it is accepted. Threads:
/// GUI thread only.
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

    /// What a track is proposed for; without it, or where there is none, the whole clip.
    void setPassage(std::function<std::optional<TimeRange>()> passage)
    {
        m_passage = std::move(passage);
    }

Q_SIGNALS:
    void hinted(const QString &text);

private:
    enum class Taken { AsItIs, ToBeAdjusted };
    [[nodiscard]] static ProposalOptions options();
    void take(const Heatmap &map);
    void propose();
    void proposeTrack();
    void show(BoxProposal proposal);
    void accept(Taken taken);
    void enable();

    AnnotationEditor &m_editor;
    ActionRegistry &m_actions;
    std::function<std::optional<TimeRange>()> m_passage;
    Heatmap m_map;                        // newest of the main slot
    std::map<MediaTime, Heatmap> m_shown; // of this clip and model
};

} // namespace soundlocus

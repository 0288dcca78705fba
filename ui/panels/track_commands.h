// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/annotation_editor.h"
#include "ui/panels/action_registry.h"

#include <QObject>

#include <functional>
#include <optional>

class QMenu;

namespace soundlocus {

/// Commands that change boxes and tracks: those that are selected, at the picture shown.
/// Threads: GUI thread only.
class TrackCommands final : public QObject
{
    Q_OBJECT
public:
    /// Everything outlives it.
    TrackCommands(AnnotationEditor &editor, ActionRegistry &actions, QObject *parent = nullptr);

    /// The stretch that a label is given over; without one, it is from the picture shown on.
    using Passage = std::function<std::optional<TimeRange>()>;
    void setPassage(Passage passage) { m_passage = std::move(passage); }
    /// Gives the selected tracks a label over the passage, or from the picture shown on; what is
    /// left of them keeps its own. What has the label is selected then.
    void giveLabelOverRange(LabelId label);

Q_SIGNALS:
    void hinted(const QString &text);

private:
    using PerTrack = std::function<Gesture(const Track &)>;

    void connectKeys();
    void connectTracks();
    void connectLabels();
    /// A command that does one thing to every selected track, as one step.
    void onEach(const char *id, const PerTrack &gesture);
    void on(const char *id, const std::function<void()> &command);
    void copyToNext();
    void duplicate();
    void split();
    void goToKey(int direction);
    void chooseLabel(const QString &key);
    void askForLabelOverRange();
    void askForName();
    void enable();
    [[nodiscard]] Gesture toggledEnd(const Track &track) const;
    [[nodiscard]] Gesture toggledOcclusion(const Track &track) const;
    [[nodiscard]] Gesture toggledGap(const Track &track) const;

    AnnotationEditor &m_editor;
    ActionRegistry &m_actions;
    Passage m_passage;
    std::vector<QAction *> m_needSelection;
    std::vector<QAction *> m_needProject;
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/annotation_editor.h"
#include "ui/panels/action_registry.h"

#include <QObject>

#include <functional>

namespace soundlocus {

/// Commands that change boxes and tracks: those that are selected, at the picture shown.
/// Threads: GUI thread only.
class TrackCommands final : public QObject
{
    Q_OBJECT
public:
    /// Everything outlives it.
    TrackCommands(AnnotationEditor &editor, ActionRegistry &actions, QObject *parent = nullptr);

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
    void enable();
    [[nodiscard]] Gesture toggledEnd(const Track &track) const;
    [[nodiscard]] Gesture toggledOcclusion(const Track &track) const;
    [[nodiscard]] Gesture toggledGap(const Track &track) const;

    AnnotationEditor &m_editor;
    ActionRegistry &m_actions;
    std::vector<QAction *> m_needSelection;
    std::vector<QAction *> m_needProject;
};

} // namespace soundlocus

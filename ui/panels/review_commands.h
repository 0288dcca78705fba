// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/annotation_editor.h"
#include "ui/models/clip_model.h"
#include "ui/panels/action_registry.h"

#include <QObject>

#include <functional>
#include <optional>

namespace soundlocus {

/// From clip to clip, what was looked at, and what holds for a stretch of a clip.
/// Threads: GUI thread only.
class ReviewCommands final : public QObject
{
    Q_OBJECT
public:
    /// Everything outlives it.
    ReviewCommands(AnnotationEditor &editor,
                   const ClipModel &clips,
                   ActionRegistry &actions,
                   QObject *parent = nullptr);

    /// The stretch that marks are for; without one they are for the whole clip.
    using Passage = std::function<std::optional<TimeRange>()>;
    void setPassage(Passage passage) { m_passage = std::move(passage); }

    /// The neighbour in the list (1 or -1). @return whether there is one
    bool goToNeighbour(int direction);
    /// Takes clips out of the project with all that was drawn on them, as one step; their media
    /// stay where they are.
    void remove(const std::vector<ClipId> &clips);

Q_SIGNALS:
    void clipWanted(soundlocus::ClipId clip);
    void hinted(const QString &text);

private:
    void on(const char *id, const std::function<void()> &command);
    void goToNextToDo();
    bool mark(ReviewState state);
    void toggleMark(MarkKind kind);
    enum class MarkEnd { Begin, End };
    void moveMark(MarkEnd end);
    void changeKind();
    /// The mark of whoever draws at the picture shown, else the nearest one on the side of an end.
    [[nodiscard]] const ClipMark *markNear(MarkEnd end) const;
    void enable();

    AnnotationEditor &m_editor;
    const ClipModel &m_clips;
    ActionRegistry &m_actions;
    Passage m_passage;
    std::vector<QAction *> m_needClip;
};

} // namespace soundlocus

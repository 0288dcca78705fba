// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/annotation_editor.h"
#include "ui/panels/action_registry.h"

#include <QObject>

namespace soundlocus {

/// Undo and redo. A step that was done out of sight is not taken back unseen: the first press goes
/// there and says so, the next one does it. Threads: GUI thread only.
class HistoryCommands final : public QObject
{
    Q_OBJECT
public:
    /// Everything outlives it.
    HistoryCommands(AnnotationEditor &editor, ActionRegistry &actions, QObject *parent = nullptr);

Q_SIGNALS:
    /// To be shown: a clip, at a time.
    void placeWanted(const soundlocus::EditPlace &place);
    /// A sentence that says what the next press will do.
    void hinted(const QString &text);

private:
    enum class Direction { Back, Forth };
    void run(Direction direction);
    [[nodiscard]] bool isInSight(const EditPlace &place) const;
    void refresh();

    AnnotationEditor &m_editor;
    QAction *m_undo = nullptr;
    QAction *m_redo = nullptr;
};

} // namespace soundlocus

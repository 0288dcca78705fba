// SPDX-License-Identifier: MIT
#include "ui/panels/history_commands.h"

#include "ui/panels/time_text.h"

namespace soundlocus {

using namespace Qt::StringLiterals;

HistoryCommands::HistoryCommands(AnnotationEditor &editor, ActionRegistry &actions, QObject *parent)
    : QObject(parent)
    , m_editor(editor)
    , m_undo(actions.action(u"annotation.undo"_s))
    , m_redo(actions.action(u"annotation.redo"_s))
{
    connect(m_undo, &QAction::triggered, this, [this] { run(Direction::Back); });
    connect(m_redo, &QAction::triggered, this, [this] { run(Direction::Forth); });
    const AnnotationDocument &document = editor.document();
    connect(&document, &AnnotationDocument::historyChanged, this, &HistoryCommands::refresh);
    connect(&document, &AnnotationDocument::wasReset, this, &HistoryCommands::refresh);
    connect(&document, &AnnotationDocument::editableChanged, this, &HistoryCommands::refresh);
    refresh();
}

bool HistoryCommands::isInSight(const EditPlace &place) const
{
    // What belongs to no clip, or to one that the step brings or takes, is seen in the lists.
    if (!place.clip.isValid() || m_editor.document().clip(place.clip) == nullptr)
        return true;
    if (place.clip != m_editor.selection().clip())
        return false;
    const Player &player = m_editor.player();
    const MediaTime now = m_editor.time();
    return place.time == now
           || (player.frameAt(now) >= 0 && player.frameAt(place.time) == player.frameAt(now));
}

void HistoryCommands::run(Direction direction)
{
    AnnotationDocument &document = m_editor.document();
    const bool isBack = direction == Direction::Back;
    if (!(isBack ? document.canUndo() : document.canRedo()))
        return;
    const EditPlace place = isBack ? document.undoPlace() : document.redoPlace();
    const QString name = isBack ? document.undoName() : document.redoName();
    if (!isInSight(place)) {
        Q_EMIT placeWanted(place);
        const QString clip = QString::fromStdString(document.clip(place.clip)->name);
        const QString time = timeText(place.time);
        Q_EMIT hinted(isBack ? tr("“%1” was done here: %2, %3. Undo again to take it back.")
                                       .arg(name, clip, time)
                             : tr("“%1” was done here: %2, %3. Redo again to do it.")
                                       .arg(name, clip, time));
        return;
    }
    const auto done = isBack ? document.undo() : document.redo();
    if (!done)
        Q_EMIT m_editor.failed(done.error());
}

void HistoryCommands::refresh()
{
    const AnnotationDocument &document = m_editor.document();
    const auto show = [](QAction *action, bool can, const QString &text, const QString &plain) {
        action->setEnabled(can);
        action->setText(can ? text : plain);
    };
    show(m_undo,
         document.canUndo() && document.isEditable(),
         tr("&Undo: %1").arg(document.undoName()),
         tr("&Undo"));
    show(m_redo,
         document.canRedo() && document.isEditable(),
         tr("&Redo: %1").arg(document.redoName()),
         tr("&Redo"));
}

} // namespace soundlocus

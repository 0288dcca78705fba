// SPDX-License-Identifier: MIT
#include "ui/panels/review_commands.h"

#include <algorithm>

namespace soundlocus {

using namespace Qt::StringLiterals;

ReviewCommands::ReviewCommands(AnnotationEditor &editor,
                               const ClipModel &clips,
                               ActionRegistry &actions,
                               QObject *parent)
    : QObject(parent)
    , m_editor(editor)
    , m_clips(clips)
    , m_actions(actions)
{
    connect(actions.action(u"annotation.next-clip"_s), &QAction::triggered, this, [this] {
        goToNeighbour(1);
    });
    connect(actions.action(u"annotation.previous-clip"_s), &QAction::triggered, this, [this] {
        goToNeighbour(-1);
    });
    connect(actions.action(u"annotation.next-to-do"_s), &QAction::triggered, this, [this] {
        goToNextToDo();
    });
    on("annotation.mark-done", [this] {
        if (mark(ReviewState::Done))
            goToNextToDo();
    });
    on("annotation.mark-checked", [this] { mark(ReviewState::Checked); });
    on("annotation.mark-rejected", [this] { mark(ReviewState::Rejected); });
    on("annotation.mark-to-do", [this] { mark(ReviewState::ToDo); });
    on("annotation.off-screen", [this] { toggleMark(MarkKind::OffScreenSound); });
    on("annotation.silence", [this] { toggleMark(MarkKind::Silence); });
    connect(&clips, &ClipModel::countsChanged, this, &ReviewCommands::enable);
    connect(&editor.document(),
            &AnnotationDocument::editableChanged,
            this,
            &ReviewCommands::enable);
    connect(&editor.selection(), &AnnotationSelection::clipChanged, this, &ReviewCommands::enable);
    enable();
}

void ReviewCommands::on(const char *id, const std::function<void()> &command)
{
    QAction *action = m_actions.action(QString::fromLatin1(id));
    connect(action, &QAction::triggered, this, command);
    m_needClip.push_back(action);
}

bool ReviewCommands::goToNeighbour(int direction)
{
    const ClipId clip = m_clips.neighbour(m_editor.selection().clip(), direction);
    if (clip.isValid())
        Q_EMIT clipWanted(clip);
    else
        Q_EMIT hinted(direction > 0 ? tr("This is the last clip.") : tr("This is the first clip."));
    return clip.isValid();
}

void ReviewCommands::goToNextToDo()
{
    const ClipId clip = m_clips.nextToDo(m_editor.selection().clip());
    if (clip.isValid())
        Q_EMIT clipWanted(clip);
    else
        Q_EMIT hinted(tr("No other clip is to do."));
}

bool ReviewCommands::mark(ReviewState state)
{
    const Clip *clip = m_editor.clip();
    return clip != nullptr && m_editor.apply(gestures::changeReview(std::span(clip, 1), state));
}

void ReviewCommands::toggleMark(MarkKind kind)
{
    const Clip *clip = m_editor.clip();
    if (clip == nullptr)
        return;
    const TimeRange whole{MediaTime{0},
                          clip->duration > MediaTime{0} ? clip->duration
                                                        : m_editor.player().media().duration};
    const auto passage = m_passage ? m_passage() : std::nullopt;
    const ClipMark mark{kind,
                        m_editor.selection().annotator(),
                        clip->isPicture ? TimeRange{} : passage.value_or(whole)};
    // What is marked already is no longer.
    const bool isMarked = std::ranges::any_of(clip->marks, [&mark](const ClipMark &other) {
        return other.kind == mark.kind && other.annotator == mark.annotator
               && other.range.begin <= mark.range.begin && other.range.end >= mark.range.end;
    });
    m_editor.apply(isMarked ? gestures::removeMark(*clip, mark) : gestures::addMark(*clip, mark));
}

void ReviewCommands::enable()
{
    const bool hasClips = m_clips.rowCount() > 0;
    for (const char *id :
         {"annotation.next-clip", "annotation.previous-clip", "annotation.next-to-do"})
        m_actions.action(QString::fromLatin1(id))->setEnabled(hasClips);
    const bool can = m_editor.clip() != nullptr && m_editor.document().isEditable();
    for (QAction *action : m_needClip)
        action->setEnabled(can);
}

} // namespace soundlocus

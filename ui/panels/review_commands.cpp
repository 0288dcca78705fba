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
    on("annotation.mark-begin", [this] { moveMark(MarkEnd::Begin); });
    on("annotation.mark-end", [this] { moveMark(MarkEnd::End); });
    on("annotation.mark-kind", [this] { changeKind(); });
    on("annotation.remove-clip", [this] { remove({m_editor.selection().clip()}); });
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

const ClipMark *ReviewCommands::markNear(MarkEnd end) const
{
    const Clip *clip = m_editor.clip();
    if (clip == nullptr)
        return nullptr;
    const MediaTime now = m_editor.time();
    const ClipMark *nearest = nullptr;
    for (const ClipMark &mark : clip->marks) {
        if (mark.annotator != m_editor.selection().annotator())
            continue;
        if (clip->isPicture || mark.range.contains(now))
            return &mark;
        if (end == MarkEnd::Begin && mark.range.begin > now
            && (nearest == nullptr || mark.range.begin < nearest->range.begin))
            nearest = &mark;
        if (end == MarkEnd::End && mark.range.end <= now
            && (nearest == nullptr || mark.range.end > nearest->range.end))
            nearest = &mark;
    }
    return nearest;
}

/// To the picture shown: it is the first, or the last, that a mark is for.
void ReviewCommands::moveMark(MarkEnd end)
{
    const Clip *clip = m_editor.clip();
    const ClipMark *before = clip != nullptr && !clip->isPicture ? markNear(end) : nullptr;
    if (before == nullptr) {
        Q_EMIT hinted(tr("No mark of yours is there."));
        return;
    }
    ClipMark after = *before;
    if (end == MarkEnd::Begin)
        after.range.begin = m_editor.time();
    else
        after.range.end = m_editor.neighbourTime(1).value_or(clip->duration);
    if (after.range.duration() > MediaTime{0} && after != *before)
        m_editor.apply(gestures::changeMark(*clip, *before, after));
}

void ReviewCommands::changeKind()
{
    const Clip *clip = m_editor.clip();
    const ClipMark *before = markNear(MarkEnd::Begin);
    const bool isHere = before != nullptr
                        && (clip->isPicture || before->range.contains(m_editor.time()));
    if (!isHere) {
        Q_EMIT hinted(tr("No mark of yours is there."));
        return;
    }
    ClipMark after = *before;
    after.kind = before->kind == MarkKind::Silence ? MarkKind::OffScreenSound : MarkKind::Silence;
    m_editor.apply(gestures::changeMark(*clip, *before, after));
}

void ReviewCommands::remove(const std::vector<ClipId> &clips)
{
    const AnnotationDocument &document = m_editor.document();
    std::vector<Clip> removed;
    std::vector<Track> tracks;
    for (const ClipId id : clips) {
        const Clip *clip = document.clip(id);
        if (clip == nullptr)
            continue;
        removed.push_back(*clip);
        const auto its = document.tracks(id);
        tracks.insert(tracks.end(), its.begin(), its.end());
    }
    if (removed.empty() || !m_editor.applyToProject(gestures::removeClips(removed, tracks)))
        return;
    Q_EMIT hinted(tr("%n clip(s) removed from the project; undo brings them back.",
                     nullptr,
                     static_cast<int>(removed.size())));
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

// SPDX-License-Identifier: MIT
#include "ui/models/annotation_editor.h"

namespace soundlocus {

AnnotationEditor::AnnotationEditor(AnnotationDocument &document,
                                   AnnotationSelection &selection,
                                   Player &player,
                                   QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_selection(selection)
    , m_player(player)
{}

MediaTime AnnotationEditor::time() const
{
    const Clip *shown = clip();
    if (shown == nullptr || shown->isPicture)
        return MediaTime{0};
    const Frame &frame = m_player.frame();
    return frame.isEmpty() ? m_player.position() : frame.pts;
}

std::optional<MediaTime> AnnotationEditor::neighbourTime(int count) const
{
    const qint64 frame = m_player.frameAt(time());
    return frame < 0 ? std::nullopt : m_player.timeOfFrame(frame + count);
}

bool AnnotationEditor::applyAt(const Gesture &gesture, const EditPlace &place)
{
    const auto done = m_document.apply(gesture, place);
    if (!done)
        Q_EMIT failed(done.error());
    return done.has_value();
}

bool AnnotationEditor::apply(const Gesture &gesture)
{
    return applyAt(gesture, {m_selection.clip(), time()});
}

bool AnnotationEditor::apply(const QString &name, std::vector<Edit> edits)
{
    return apply(Gesture{name.toStdString(), std::move(edits)});
}

bool AnnotationEditor::applyToProject(const QString &name, std::vector<Edit> edits)
{
    return applyAt(Gesture{name.toStdString(), std::move(edits)}, EditPlace{});
}

bool AnnotationEditor::changeClip(const QString &name, const std::function<void(Clip &)> &change)
{
    return changeClip(m_selection.clip(), name, change);
}

bool AnnotationEditor::changeClip(ClipId clip,
                                  const QString &name,
                                  const std::function<void(Clip &)> &change)
{
    const Clip *before = m_document.clip(clip);
    if (before == nullptr)
        return false;
    Clip after = *before;
    change(after);
    if (after == *before)
        return true;
    const MediaTime when = clip == m_selection.clip() ? time() : MediaTime{0};
    return applyAt(Gesture{name.toStdString(), {changed(*before, std::move(after))}}, {clip, when});
}

} // namespace soundlocus

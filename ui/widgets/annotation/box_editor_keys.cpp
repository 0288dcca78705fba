// SPDX-License-Identifier: MIT
// Keys of BoxEditor.
#include "ui/widgets/annotation/box_editor.h"

#include <QKeyEvent>

#include <algorithm>
#include <cmath>
#include <optional>

namespace soundlocus {

namespace {

constexpr double kSmallStep = 1; // in picture pixels
constexpr double kLargeStep = 10;

/// Where an arrow key goes; none for other keys.
std::optional<QPointF> directionOf(int key)
{
    switch (key) {
    case Qt::Key_Left:
        return QPointF(-1, 0);
    case Qt::Key_Right:
        return QPointF(1, 0);
    case Qt::Key_Up:
        return QPointF(0, -1);
    case Qt::Key_Down:
        return QPointF(0, 1);
    default:
        return std::nullopt;
    }
}

bool hasAlt(const QKeyEvent &event)
{
    return event.modifiers().testFlag(Qt::AltModifier);
}

bool isTab(const QKeyEvent &event)
{
    return event.key() == Qt::Key_Tab || event.key() == Qt::Key_Backtab;
}

} // namespace

bool BoxEditor::isModifier(const QKeyEvent &event)
{
    return event.key() == Qt::Key_Shift || event.key() == Qt::Key_Control
           || event.key() == Qt::Key_Alt || event.key() == Qt::Key_Meta;
}

bool BoxEditor::wantsKey(const QKeyEvent &event) const
{
    if (m_activity == Activity::Pressed || isDragging())
        return true;
    if (event.key() == Qt::Key_Escape)
        return m_isArmed || m_activity == Activity::Nudging || !m_selection.empty();
    return !hasAlt(event) && directionOf(event.key()) && editableSelection();
}

BoxReply BoxEditor::handleKey(const QKeyEvent &event)
{
    const bool isHeld = m_activity == Activity::Pressed || isDragging();
    if (event.key() == Qt::Key_Shift && isHeld) {
        m_mouse->modifiers.setFlag(Qt::ShiftModifier, event.type() == QEvent::KeyPress);
        drag();
    }
    if (event.type() != QEvent::KeyPress)
        return {isHeld, std::nullopt, std::nullopt};
    if (event.key() == Qt::Key_Escape)
        return escape();
    if (isHeld) {
        if (event.matches(QKeySequence::Undo))
            drop();
        return {true, std::nullopt, std::nullopt};
    }
    if (isTab(event))
        return cycle(event);
    if (wantsKey(event))
        return nudge(event);
    return isModifier(event) ? BoxReply() : finish(); // it ends a run, and has its own meaning
}

BoxReply BoxEditor::escape()
{
    if (m_activity != Activity::Idle) {
        drop();
        return {true, std::nullopt, std::nullopt};
    }
    if (m_isArmed) {
        m_isArmed = false;
        updateHover();
        return {true, std::nullopt, std::nullopt};
    }
    if (m_selection.empty())
        return {};
    return {true, std::nullopt, std::vector<TrackId>{}};
}

BoxReply BoxEditor::nudge(const QKeyEvent &event)
{
    const EditorBox &selected = *editableSelection();
    const bool resizes = event.modifiers().testFlag(Qt::ControlModifier);
    const QPointF by = *directionOf(event.key())
                       * (event.modifiers().testFlag(Qt::ShiftModifier) ? kLargeStep : kSmallStep);
    const auto kind = resizes ? BoxEdit::Kind::Resize : BoxEdit::Kind::Move;
    if (m_activity != Activity::Nudging) {
        m_activity = Activity::Nudging;
        m_held = selected;
        m_preview = BoxEdit{kind, selected.track, selected.box};
    }
    if (resizes)
        m_preview->kind = kind; // a run that moves and resizes is told as the latter
    QRectF box = inPixels(m_preview->box, m_picture.size);
    if (resizes) {
        // Keys stop at the smallest size, where the mouse turns a box over.
        const QPointF least(std::min(0.0, kSmallestSide - box.width()),
                            std::min(0.0, kSmallestSide - box.height()));
        const QPointF limited(std::max(by.x(), least.x()), std::max(by.y(), least.y()));
        const BoxGrip grip = by.x() != 0 ? BoxGrip::Right : BoxGrip::Bottom;
        box = resizedBox(box, grip, limited, m_picture.size, BoxAspect::Free);
    } else {
        box = movedBox(box, by, m_picture.size);
    }
    m_preview->box = inFractions(box, m_picture.size, m_held->box);
    return {true, std::nullopt, std::nullopt};
}

BoxReply BoxEditor::cycle(const QKeyEvent &event)
{
    BoxReply reply = finish();
    const bool isForward = event.key() == Qt::Key_Tab
                           && !event.modifiers().testFlag(Qt::ShiftModifier);
    std::vector<EditorBox> candidates = m_boxes;
    bool isRound = false;
    if (m_mouse) {
        const auto hits = boxesAt(m_mouse->position, m_boxes, selected(), m_mouse->geometry);
        isRound = hits.size() > 1;
        if (isRound)
            std::erase_if(candidates, [&](const EditorBox &candidate) {
                return std::ranges::find(hits, candidate.track, &BoxHit::track) == hits.end();
            });
    }
    std::ranges::sort(candidates, {}, &EditorBox::track);
    const auto count = static_cast<std::ptrdiff_t>(candidates.size());
    const auto place = std::ranges::find(candidates, selected(), &EditorBox::track);
    std::ptrdiff_t next = isForward ? 0 : count - 1;
    if (place != candidates.end())
        next = std::distance(candidates.begin(), place) + (isForward ? 1 : -1);
    if (isRound)
        next = (next + count) % count;
    reply.isTaken = next >= 0 && next < count;
    if (reply.isTaken)
        reply.selection = std::vector{candidates[static_cast<std::size_t>(next)].track};
    return reply;
}

} // namespace soundlocus

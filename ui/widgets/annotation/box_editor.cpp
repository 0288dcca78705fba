// SPDX-License-Identifier: MIT
#include "ui/widgets/annotation/box_editor.h"

#include <QKeyEvent>

#include <algorithm>
#include <utility>

namespace soundlocus {

namespace {

/// A hand that only clicks moves less, in device-independent pixels.
constexpr double kDragDistance = 3;

BoxAspect aspectOf(Qt::KeyboardModifiers modifiers)
{
    return modifiers.testFlag(Qt::ShiftModifier) ? BoxAspect::Kept : BoxAspect::Free;
}

} // namespace

void BoxEditor::setPicture(const PictureShape &picture)
{
    if (picture == m_picture)
        return;
    m_picture = picture;
    drop();
}

void BoxEditor::setBoxes(std::vector<EditorBox> boxes)
{
    m_boxes = std::move(boxes);
    if (m_held) {
        const EditorBox *held = box(m_held->track);
        if (!held || !held->isEditable)
            drop();
        else if (m_activity == Activity::Pressed)
            m_held = *held; // the press ended a run of keys, which has moved it
    }
    updateHover();
}

void BoxEditor::setSelection(std::vector<TrackId> tracks)
{
    m_selection = std::move(tracks);
    updateHover();
}

void BoxEditor::setCanDraw(bool canDraw)
{
    m_canDraw = canDraw;
    if (canDraw)
        return;
    m_isArmed = false;
    if (m_activity == Activity::Drawing)
        drop();
}

void BoxEditor::armDrawing()
{
    m_isArmed = m_canDraw;
    updateHover();
}

BoxReply BoxEditor::handleMouse(const CanvasMouse &mouse)
{
    if (mouse.action == CanvasMouse::Action::Press) {
        const BoxReply ended = finish();
        m_mouse = mouse;
        BoxReply reply = press();
        reply.edit = ended.edit;
        return reply;
    }
    m_mouse = mouse;
    if (mouse.action == CanvasMouse::Action::Release)
        return release();
    const bool isHeld = m_activity == Activity::Pressed || isDragging();
    if (isHeld)
        drag();
    else
        updateHover();
    return {isHeld, std::nullopt, std::nullopt};
}

BoxReply BoxEditor::press()
{
    updateHover();
    if (m_picture.size.isEmpty() || m_mouse->modifiers.testFlag(Qt::ControlModifier))
        return {};
    BoxReply reply;
    m_start = m_mouse->position;
    m_startPixel = pixelUnderMouse();
    m_held.reset();
    m_grip = BoxGrip::None;
    if (m_hover) {
        const EditorBox *hit = box(m_hover->track);
        if (m_hover->isEditable) {
            m_held = *hit;
            m_grip = m_hover->grip;
        }
        const bool mayDraw = !m_hover->isEditable && m_canDraw; // only a click selects
        const bool adds = m_mouse->modifiers.testFlag(Qt::ShiftModifier);
        if (!mayDraw && !adds && selected() != hit->track)
            reply.selection = std::vector{hit->track};
        reply.isTaken = true;
    } else if (!m_canDraw) {
        if (!m_selection.empty())
            reply.selection.emplace();
        return reply; // the canvas pans
    } else {
        reply.isTaken = true;
    }
    m_activity = Activity::Pressed;
    return reply;
}

void BoxEditor::drag()
{
    const QPointF moved = m_mouse->position - m_start;
    if (m_activity == Activity::Pressed) {
        if (moved.manhattanLength() < kDragDistance)
            return;
        beginDrag();
    }
    const QPointF from = m_startPixel;
    const QPointF to = pixelUnderMouse();
    const BoxAspect aspect = aspectOf(m_mouse->modifiers);
    switch (m_activity) {
    case Activity::Drawing:
        m_preview = BoxEdit{BoxEdit::Kind::Draw,
                            {},
                            inFractions(drawnBox(from, to, m_picture, aspect),
                                        m_picture.size,
                                        {-1, -1, -1, -1})};
        break;
    case Activity::Moving:
    case Activity::Resizing: {
        const QRectF before = inPixels(m_held->box, m_picture.size);
        const QRectF after = m_activity == Activity::Moving
                                     ? movedBox(before, to - from, m_picture.size)
                                     : resizedBox(
                                             before, m_grip, to - from, m_picture.size, aspect);
        m_preview->box = inFractions(after, m_picture.size, m_held->box);
        break;
    }
    case Activity::Idle:
    case Activity::Pressed:
    case Activity::Nudging:
        break;
    }
}

void BoxEditor::beginDrag()
{
    if (m_held) {
        const bool isMove = m_grip == BoxGrip::Inside;
        m_activity = isMove ? Activity::Moving : Activity::Resizing;
        m_preview = BoxEdit{
                isMove ? BoxEdit::Kind::Move : BoxEdit::Kind::Resize, m_held->track, m_held->box};
    } else if (m_canDraw) {
        m_activity = Activity::Drawing;
        m_hover.reset();
    }
}

BoxReply BoxEditor::release()
{
    BoxReply reply;
    reply.isTaken = m_activity == Activity::Pressed || isDragging();
    if (!reply.isTaken)
        return reply;
    drag();
    if (m_activity == Activity::Pressed) {
        const bool adds = m_mouse->modifiers.testFlag(Qt::ShiftModifier);
        if (m_hover && adds) {
            std::vector<TrackId> tracks = m_selection;
            if (std::erase(tracks, m_hover->track) == 0)
                tracks.push_back(m_hover->track);
            reply.selection = std::move(tracks);
        } else if (m_hover && selected() != m_hover->track) {
            reply.selection = std::vector{m_hover->track};
        } else if (!m_hover && !adds && !m_selection.empty()) {
            reply.selection.emplace();
        }
    } else if (m_preview && (!m_held || m_preview->box != m_held->box)) {
        reply.edit = m_preview;
        m_isArmed = false;
        if (m_held && selected() != m_held->track) // held with Shift
            reply.selection = std::vector{m_held->track};
    }
    drop();
    return reply;
}

BoxReply BoxEditor::finish()
{
    BoxReply reply;
    if (m_activity == Activity::Nudging && m_preview->box != m_held->box)
        reply.edit = m_preview;
    drop();
    return reply;
}

void BoxEditor::drop()
{
    m_activity = Activity::Idle;
    m_held.reset();
    m_preview.reset();
    updateHover();
}

void BoxEditor::leave()
{
    if (m_activity != Activity::Idle && m_activity != Activity::Nudging)
        return;
    m_mouse.reset();
    updateHover();
}

void BoxEditor::updateHover()
{
    if (m_activity == Activity::Pressed || isDragging())
        return;
    m_hover.reset();
    if (!m_mouse || m_isArmed || m_picture.size.isEmpty()
        || !m_mouse->geometry.shows(m_mouse->position))
        return;
    const auto hits = boxesAt(m_mouse->position, m_boxes, selected(), m_mouse->geometry);
    if (!hits.empty())
        m_hover = hits.front();
}

bool BoxEditor::isDragging() const
{
    return m_activity == Activity::Drawing || m_activity == Activity::Moving
           || m_activity == Activity::Resizing;
}

std::optional<QPointF> BoxEditor::pointer() const
{
    if (!m_mouse || m_mouse->geometry.isEmpty())
        return std::nullopt;
    const QPointF point = m_mouse->framePoint();
    if (!isDragging() && !m_mouse->geometry.shows(m_mouse->position))
        return std::nullopt;
    return QPointF(std::clamp(point.x(), 0.0, 1.0), std::clamp(point.y(), 0.0, 1.0));
}

std::size_t BoxEditor::boxesUnderPointer() const
{
    if (!m_mouse)
        return 0;
    return boxesAt(m_mouse->position, m_boxes, selected(), m_mouse->geometry).size();
}

TrackId BoxEditor::selected() const
{
    return m_selection.empty() ? TrackId{} : m_selection.back();
}

const EditorBox *BoxEditor::box(TrackId track) const
{
    const auto place = std::ranges::find(m_boxes, track, &EditorBox::track);
    return place == m_boxes.end() ? nullptr : &*place;
}

const EditorBox *BoxEditor::editableSelection() const
{
    const EditorBox *found = box(selected());
    return found && found->isEditable ? found : nullptr;
}

QPointF BoxEditor::pixelUnderMouse() const
{
    const QPointF point = m_mouse->framePoint();
    return {point.x() * m_picture.size.width, point.y() * m_picture.size.height};
}

} // namespace soundlocus

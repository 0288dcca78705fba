// SPDX-License-Identifier: MIT
#include "ui/widgets/annotation/edit_hint.h"

namespace soundlocus {

namespace {

using Activity = BoxEditor::Activity;

Qt::CursorShape cursorOf(BoxGrip grip)
{
    switch (grip) {
    case BoxGrip::Left:
    case BoxGrip::Right:
        return Qt::SizeHorCursor;
    case BoxGrip::Top:
    case BoxGrip::Bottom:
        return Qt::SizeVerCursor;
    case BoxGrip::TopLeft:
    case BoxGrip::BottomRight:
        return Qt::SizeFDiagCursor;
    case BoxGrip::TopRight:
    case BoxGrip::BottomLeft:
        return Qt::SizeBDiagCursor;
    case BoxGrip::Inside:
    case BoxGrip::None:
        break;
    }
    return Qt::SizeAllCursor;
}

} // namespace

QString EditHint::text(const BoxEditor &editor, DrawingBar bar)
{
    const QString now = underWay(editor.activity());
    if (!now.isEmpty())
        return now;
    if (!editor.pointer() || bar == DrawingBar::NoClip)
        return {};
    if (editor.isArmed())
        return tr("Drag to draw a box · Shift: square · Esc: do not draw");
    return editor.hover() ? onBox(editor, bar) : onPicture(editor, bar);
}

QString EditHint::underWay(Activity activity)
{
    switch (activity) {
    case Activity::Drawing:
        return tr("Release to add the box · Shift: square · Esc: cancel");
    case Activity::Moving:
        return tr("Release to put the box here · Esc: cancel");
    case Activity::Resizing:
        return tr("Release to keep this size · Shift: same shape · Esc: cancel");
    case Activity::Nudging:
        return tr("Arrows: one pixel · with Shift: ten · with Ctrl: right and lower edge · Esc: "
                  "cancel");
    case Activity::Idle:
    case Activity::Pressed:
        break;
    }
    return {};
}

QString EditHint::onBox(const BoxEditor &editor, DrawingBar bar)
{
    const BoxHit &hit = *editor.hover();
    if (!hit.isEditable)
        return bar == DrawingBar::None
                       ? tr("Box of another annotator: click to select it, drag to draw your own")
                       : tr("Click to select the box");
    const QString drag = hit.grip == BoxGrip::Inside
                                 ? tr("Drag to move the box · Shift+click: select it as well")
                                 : tr("Drag to resize the box · Shift: same shape");
    const std::size_t count = editor.boxesUnderPointer();
    if (count < 2)
        return drag;
    return tr("%1 · Tab: next of %n boxes here", nullptr, static_cast<int>(count)).arg(drag);
}

QString EditHint::onPicture(const BoxEditor &editor, DrawingBar bar)
{
    switch (bar) {
    case DrawingBar::None:
        break;
    case DrawingBar::NoClip:
        return {};
    case DrawingBar::ReadOnly:
        return tr("This project is only read: nothing can be drawn");
    case DrawingBar::NoAnnotator:
        return tr("Choose an annotator to draw boxes");
    case DrawingBar::HiddenLayer:
        return tr("Show your own layer to draw boxes");
    }
    if (editor.selected().isValid())
        return tr("Drag to draw a box, click to deselect · Arrows: move the selected box · "
                  "Ctrl+click: probe");
    return tr("Drag to draw a box · Ctrl+click: probe");
}

std::optional<Qt::CursorShape> EditHint::cursor(const BoxEditor &editor)
{
    switch (editor.activity()) {
    case Activity::Drawing:
        return Qt::CrossCursor;
    case Activity::Moving:
        return Qt::SizeAllCursor;
    case Activity::Resizing:
    case Activity::Pressed:
    case Activity::Idle:
    case Activity::Nudging:
        break;
    }
    const auto &hit = editor.hover();
    if (!hit)
        return std::nullopt;
    return hit->isEditable ? cursorOf(hit->grip) : Qt::PointingHandCursor;
}

} // namespace soundlocus

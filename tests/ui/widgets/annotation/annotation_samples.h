// SPDX-License-Identifier: MIT
// Mouse and keys for tests of boxes.
#pragma once

#include "ui/widgets/annotation/box_editor.h"

#include <QKeyEvent>

namespace soundlocus::test {

/// A picture of 400 x 200 in a widget of 400 x 300: at y = 50, one to one.
inline FrameGeometry sampleGeometry()
{
    FrameGeometry geometry;
    geometry.setPicture({400, 200}, 1);
    geometry.setArea(QRectF(0, 0, 400, 300), 1);
    return geometry;
}

inline BoundingBox sampleBox(double x0, double y0, double x1, double y1)
{
    return {x0 / 400, y0 / 200, x1 / 400, y1 / 200};
}

/// @param x, y in the picture of sampleGeometry()
inline CanvasMouse mouseAt(CanvasMouse::Action action,
                           double x,
                           double y,
                           Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    CanvasMouse mouse;
    mouse.action = action;
    mouse.button = action == CanvasMouse::Action::Move ? Qt::NoButton : Qt::LeftButton;
    mouse.modifiers = modifiers;
    mouse.position = QPointF(x, y + 50);
    mouse.geometry = sampleGeometry();
    return mouse;
}

inline QKeyEvent keyPress(int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    return {QEvent::KeyPress, key, modifiers};
}

} // namespace soundlocus::test

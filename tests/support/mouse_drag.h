// SPDX-License-Identifier: MIT
#pragma once

#include <QApplication>
#include <QMouseEvent>
#include <QWidget>

namespace soundlocus::test {

/// Press, moves and release of the left button, once what was set is shown. QTest::mouseMove()
/// knows no button that is held.
inline void dragMouseNow(QWidget &widget, QPoint from, QPoint to)
{
    const auto send = [&widget](QEvent::Type type, QPoint point) {
        const bool isMove = type == QEvent::MouseMove;
        const bool isRelease = type == QEvent::MouseButtonRelease;
        QMouseEvent event(type,
                          point,
                          widget.mapToGlobal(point),
                          isMove ? Qt::NoButton : Qt::LeftButton,
                          isRelease ? Qt::NoButton : Qt::LeftButton,
                          Qt::NoModifier);
        QApplication::sendEvent(&widget, &event);
    };
    send(QEvent::MouseButtonPress, from);
    send(QEvent::MouseMove, (from + to) / 2);
    send(QEvent::MouseMove, to);
    send(QEvent::MouseButtonRelease, to);
}

/// The same after what waits in the queue, which may move what is under the points.
inline void dragMouse(QWidget &widget, QPoint from, QPoint to)
{
    QCoreApplication::processEvents();
    dragMouseNow(widget, from, to);
}

} // namespace soundlocus::test

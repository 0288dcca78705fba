// SPDX-License-Identifier: MIT
#include "app/focus_keys.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAbstractSlider>
#include <QComboBox>
#include <QKeyEvent>

namespace soundlocus {

namespace {

bool isMotion(int key)
{
    switch (key) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Home:
    case Qt::Key_End:
        return true;
    default:
        return false;
    }
}

bool needs(const QObject *control, int key)
{
    if (qobject_cast<const QAbstractButton *>(control))
        return key == Qt::Key_Space;
    if (qobject_cast<const QAbstractSlider *>(control))
        return isMotion(key);
    if (qobject_cast<const QComboBox *>(control))
        return key == Qt::Key_Space || isMotion(key);
    if (qobject_cast<const QAbstractItemView *>(control))
        return key == Qt::Key_Space || key == Qt::Key_Delete || isMotion(key);
    return false;
}

} // namespace

bool FocusKeys::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::ShortcutOverride)
        return false;
    const auto *key = static_cast<QKeyEvent *>(event);
    const bool isPlain = (key->modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (!isPlain || !needs(watched, key->key()))
        return false;
    event->accept();
    return true;
}

} // namespace soundlocus

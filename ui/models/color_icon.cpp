// SPDX-License-Identifier: MIT
#include "ui/models/color_icon.h"

#include <QPainter>
#include <QPixmap>

namespace soundlocus {

namespace {

constexpr int kIconPx = 14;

} // namespace

QIcon colorIcon(const QColor &color)
{
    QPixmap picture(kIconPx, kIconPx);
    picture.fill(Qt::transparent);
    QPainter painter(&picture);
    painter.setBrush(color);
    painter.setPen(QPen(QColor(0x60, 0x60, 0x60), 1));
    painter.drawRect(1, 1, kIconPx - 3, kIconPx - 3);
    return picture;
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "ui/widgets/timeline/timeline_hover.h"

#include <QGuiApplication>
#include <QPainter>
#include <QScreen>

#include <algorithm>

namespace soundlocus {

namespace {

constexpr int kMarginPx = 4;
constexpr int kGapPx = 6;

} // namespace

TimelineHover::TimelineHover(QWidget *parent)
    : QWidget(parent, Qt::ToolTip | Qt::FramelessWindowHint)
{
    setAttribute(Qt::WA_ShowWithoutActivating);
    setAttribute(Qt::WA_TransparentForMouseEvents);
}

void TimelineHover::showAt(QPoint at, const QImage &picture, const QString &text)
{
    m_picture = picture;
    m_text = text;
    const QSize pictureSize = picture.isNull() ? QSize() : picture.deviceIndependentSize().toSize();
    const int textWidth = fontMetrics().horizontalAdvance(text);
    const QSize wanted(std::max(pictureSize.width(), textWidth) + 2 * kMarginPx,
                       pictureSize.height() + (picture.isNull() ? 0 : kMarginPx)
                               + fontMetrics().height() + 2 * kMarginPx);
    QPoint corner(at.x() - wanted.width() / 2, at.y() - wanted.height() - kGapPx);
    if (const QScreen *screen = QGuiApplication::screenAt(at)) {
        const QRect room = screen->availableGeometry();
        corner.setX(std::clamp(
                corner.x(), room.left(), std::max(room.left(), room.right() - wanted.width())));
        corner.setY(std::max(corner.y(), room.top()));
    }
    setGeometry(QRect(corner, wanted));
    show();
    update();
}

void TimelineHover::paintEvent(QPaintEvent * /*event*/)
{
    QPainter painter(this);
    painter.fillRect(rect(), palette().color(QPalette::ToolTipBase));
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    int top = kMarginPx;
    if (!m_picture.isNull()) {
        const QSize size = m_picture.deviceIndependentSize().toSize();
        painter.drawImage(QRect(QPoint((width() - size.width()) / 2, top), size), m_picture);
        top += size.height() + kMarginPx;
    }
    painter.setPen(palette().color(QPalette::ToolTipText));
    painter.drawText(QRect(0, top, width(), fontMetrics().height()), Qt::AlignCenter, m_text);
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "ui/widgets/canvas/frame_geometry.h"

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

/// Largest zoom: a pixel of the picture is a square one can point at.
constexpr double kHighestZoom = 32;
/// Small pictures may be enlarged this much beyond fitting.
constexpr double kHighestBeyondFit = 8;
/// Zooms this near to the fitting one are the fitting one.
constexpr double kSameZoom = 1e-3;

/// Where a picture begins on one axis. @param center share of the picture in the area's middle
int originOf(int areaStart, int areaSize, int pictureSize, double center)
{
    if (pictureSize <= areaSize)
        return areaStart + (areaSize - pictureSize) / 2;
    const double start = areaStart + areaSize / 2.0 - center * pictureSize;
    return std::clamp(
            static_cast<int>(std::lround(start)), areaStart + areaSize - pictureSize, areaStart);
}

/// Limits of the centre on one axis.
double limited(double center, int areaSize, int pictureSize)
{
    if (pictureSize <= areaSize)
        return 0.5;
    const double margin = areaSize / 2.0 / pictureSize;
    return std::clamp(center, margin, 1 - margin);
}

} // namespace

void FrameGeometry::setPicture(Size picture, double pixelAspect)
{
    m_picture = picture;
    m_pixelAspect = std::isfinite(pixelAspect) && pixelAspect > 0 ? pixelAspect : 1;
    setCenter(m_center);
}

void FrameGeometry::setArea(const QRectF &area, double devicePixelRatio)
{
    m_ratio = devicePixelRatio > 0 ? devicePixelRatio : 1;
    const auto pixel = [this](double position) {
        return static_cast<int>(std::lround(position * m_ratio));
    };
    const QPoint topLeft(pixel(area.left()), pixel(area.top()));
    const QPoint end(pixel(area.right()), pixel(area.bottom()));
    m_areaPx = QRect(topLeft, QSize(end.x() - topLeft.x(), end.y() - topLeft.y()));
    setCenter(m_center);
}

void FrameGeometry::fit()
{
    m_zoom = 0;
    m_center = {0.5, 0.5};
}

void FrameGeometry::setZoom(double zoom, QPointF about)
{
    if (isEmpty())
        return;
    const double wanted = std::clamp(zoom, lowestZoom(), highestZoom());
    if (std::abs(wanted / fittingZoom() - 1) < kSameZoom) {
        fit();
        return;
    }
    // Not by way of picturePx(): its rounding would add up over many small steps.
    const QPointF fromCenter = (about - areaCenter()) * m_ratio;
    const QSizeF before = exactSize(this->zoom());
    const QSizeF after = exactSize(wanted);
    m_zoom = wanted;
    setCenter({m_center.x() + fromCenter.x() / before.width() - fromCenter.x() / after.width(),
               m_center.y() + fromCenter.y() / before.height() - fromCenter.y() / after.height()});
}

void FrameGeometry::panBy(QPointF delta)
{
    if (isEmpty() || isFitted())
        return;
    const QSizeF size = exactSize(m_zoom);
    setCenter({m_center.x() - delta.x() * m_ratio / size.width(),
               m_center.y() - delta.y() * m_ratio / size.height()});
}

double FrameGeometry::fittingZoom() const
{
    if (isEmpty())
        return 1;
    return std::min(m_areaPx.width() / (m_picture.width * m_pixelAspect),
                    m_areaPx.height() / static_cast<double>(m_picture.height));
}

double FrameGeometry::lowestZoom() const
{
    return std::min(1.0, fittingZoom());
}

double FrameGeometry::highestZoom() const
{
    return std::max(kHighestZoom, fittingZoom() * kHighestBeyondFit);
}

bool FrameGeometry::canPan() const
{
    const QRect picture = picturePx();
    return !isEmpty()
           && (picture.width() > m_areaPx.width() || picture.height() > m_areaPx.height());
}

QPointF FrameGeometry::areaCenter() const
{
    return QPointF(m_areaPx.x() + m_areaPx.width() / 2.0, m_areaPx.y() + m_areaPx.height() / 2.0)
           / m_ratio;
}

QRect FrameGeometry::picturePx() const
{
    if (isEmpty())
        return {};
    const QSize size = sizePx(zoom());
    return {QPoint(originOf(m_areaPx.x(), m_areaPx.width(), size.width(), m_center.x()),
                   originOf(m_areaPx.y(), m_areaPx.height(), size.height(), m_center.y())),
            size};
}

QRectF FrameGeometry::pictureRect() const
{
    const QRect pixels = picturePx();
    return {QPointF(pixels.topLeft()) / m_ratio, QSizeF(pixels.size()) / m_ratio};
}

QPointF FrameGeometry::frameFromWidget(QPointF point) const
{
    const QRectF picture = pictureRect();
    if (picture.isEmpty())
        return {};
    return {(point.x() - picture.x()) / picture.width(),
            (point.y() - picture.y()) / picture.height()};
}

QPointF FrameGeometry::widgetFromFrame(QPointF point) const
{
    const QRectF picture = pictureRect();
    return {picture.x() + point.x() * picture.width(), picture.y() + point.y() * picture.height()};
}

bool FrameGeometry::shows(QPointF point) const
{
    const QPointF pixel = point * m_ratio;
    const QRect visible = visiblePx();
    return pixel.x() >= visible.x() && pixel.x() < visible.x() + visible.width()
           && pixel.y() >= visible.y() && pixel.y() < visible.y() + visible.height();
}

PictureView FrameGeometry::view(const QRect &clipPx) const
{
    const QRect picture = picturePx();
    const QRect visible = visiblePx() & clipPx;
    PictureView view{{picture.width(), picture.height()}, {}};
    if (!visible.isEmpty()) {
        view.part = {visible.x() - picture.x(),
                     visible.y() - picture.y(),
                     visible.width(),
                     visible.height()};
    }
    return view;
}

FrameGeometry FrameGeometry::movedBy(QPoint offsetPx) const
{
    FrameGeometry moved = *this;
    moved.m_areaPx.translate(offsetPx);
    return moved;
}

QSizeF FrameGeometry::exactSize(double zoom) const
{
    return {m_picture.width * m_pixelAspect * zoom, m_picture.height * zoom};
}

QSize FrameGeometry::sizePx(double zoom) const
{
    const auto length = [](double value) {
        return std::max(1, static_cast<int>(std::lround(value)));
    };
    const QSizeF exact = exactSize(zoom);
    return {length(exact.width()), length(exact.height())};
}

void FrameGeometry::setCenter(QPointF center)
{
    if (isEmpty())
        return;
    const QSize size = sizePx(zoom());
    m_center = {limited(center.x(), m_areaPx.width(), size.width()),
                limited(center.y(), m_areaPx.height(), size.height())};
}

} // namespace soundlocus

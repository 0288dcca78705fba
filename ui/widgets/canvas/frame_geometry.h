// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"
#include "engine/render/picture_view.h"

#include <QPointF>
#include <QRect>
#include <QRectF>

namespace soundlocus {

/// Where a picture lies in an area of a widget, and which part of it is seen.
///
/// Three coordinate frames: "widget" = device-independent pixels of the widget; "pixels" (names end
/// in Px) = device pixels of the widget; "frame" = fractions of the displayed frame, (0, 0) its top
/// left corner, (1, 1) its bottom right one. The picture always lies on whole device pixels, so
/// that its edges and a zoom of 1 are sharp. Zoom is device pixels per row of the picture; the
/// width follows from the pixel aspect. A value; threads: reentrant.
class FrameGeometry
{
public:
    /// @param pixelAspect width of a pixel divided by its height
    void setPicture(Size picture, double pixelAspect);
    /// @param area in the widget; @param devicePixelRatio of the widget
    void setArea(const QRectF &area, double devicePixelRatio);

    /// The whole picture, as large as the area allows; it stays so when the area changes.
    void fit();
    /// Zooms so that the same point of the picture stays under `about` (widget), as far as the
    /// limits of panning allow. At the fitting zoom it is fit().
    void setZoom(double zoom, QPointF about);
    /// Moves the picture; an axis on which it is not larger than the area stays centred, on the
    /// others no gap opens. @param delta in the widget
    void panBy(QPointF delta);

    [[nodiscard]] bool isEmpty() const { return m_picture.isEmpty() || m_areaPx.isEmpty(); }
    [[nodiscard]] bool isFitted() const { return m_zoom <= 0; }
    [[nodiscard]] double zoom() const { return isFitted() ? fittingZoom() : m_zoom; }
    [[nodiscard]] double fittingZoom() const;
    [[nodiscard]] double lowestZoom() const;
    [[nodiscard]] double highestZoom() const;
    [[nodiscard]] bool canPan() const;

    [[nodiscard]] QRect areaPx() const { return m_areaPx; }
    [[nodiscard]] QPointF areaCenter() const;
    /// The whole picture, which may reach beyond the area.
    [[nodiscard]] QRect picturePx() const;
    /// What is seen of it.
    [[nodiscard]] QRect visiblePx() const { return picturePx() & m_areaPx; }
    [[nodiscard]] QRectF pictureRect() const;

    [[nodiscard]] QPointF frameFromWidget(QPointF point) const;
    [[nodiscard]] QPointF widgetFromFrame(QPointF point) const;
    /// Whether the point of the widget shows a part of the picture.
    [[nodiscard]] bool shows(QPointF point) const;
    /// The part of the picture inside `clipPx` and the area. @return an empty part where there is
    /// none
    [[nodiscard]] PictureView view(const QRect &clipPx) const;
    /// The same picture and zoom, seen in another area of the same size.
    [[nodiscard]] FrameGeometry movedBy(QPoint offsetPx) const;

    bool operator==(const FrameGeometry &) const = default;

private:
    [[nodiscard]] QSizeF exactSize(double zoom) const; // in device pixels
    [[nodiscard]] QSize sizePx(double zoom) const;
    void setCenter(QPointF center);

    Size m_picture;
    double m_pixelAspect = 1;
    QRect m_areaPx;
    double m_ratio = 1;
    double m_zoom = 0;          // 0: fitted
    QPointF m_center{0.5, 0.5}; // point of the frame in the middle of the area
};

} // namespace soundlocus

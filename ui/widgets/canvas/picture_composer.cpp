// SPDX-License-Identifier: MIT
#include "ui/widgets/canvas/picture_composer.h"

#include "ui/widgets/canvas/canvas_decoration.h"

#include <QPainter>

namespace soundlocus {

namespace {

QImage imageOf(const Frame &frame)
{
    const QImage rgb(frame.row(0),
                     frame.width(),
                     frame.height(),
                     frame.strideBytes(),
                     QImage::Format_RGB888);
    // The format of the screen: then each repaint is a plain copy.
    return rgb.convertToFormat(QImage::Format_RGB32);
}

} // namespace

std::vector<ComposedPane> PictureComposer::compose(const CanvasScene &scene)
{
    std::vector<ComposedPane> composed;
    composed.reserve(scene.panes.size());
    const HeatmapOverlay overlay(scene.overlay);
    for (const CanvasPane &pane : scene.panes) {
        ComposedPane result;
        const PictureView view = pane.geometry.view(pane.geometry.areaPx());
        if (!scene.frame.isEmpty() && !view.part.isEmpty()) {
            Frame part = scaled(scene.frame, view);
            if (!pane.map.isEmpty() && !part.isEmpty()) {
                if (auto painted = overlay.paintColors(part, pane.map, view))
                    part = *std::move(painted);
            }
            const QPoint origin = pane.geometry.picturePx().topLeft();
            result.targetPx = QRect(origin + QPoint(view.part.x, view.part.y),
                                    QSize(view.part.width, view.part.height));
            if (!part.isEmpty()) {
                result.image = imageOf(part);
                QPainter painter(&result.image);
                painter.translate(-result.targetPx.topLeft());
                painter.scale(scene.devicePixelRatio, scene.devicePixelRatio);
                paintContour(painter, pane);
            }
            const double width = view.whole.width;
            const double height = view.whole.height;
            result.frameRect = QRectF(view.part.x / width,
                                      view.part.y / height,
                                      view.part.width / width,
                                      view.part.height / height);
        }
        composed.push_back(std::move(result));
    }
    return composed;
}

Frame PictureComposer::scaled(const Frame &frame, const PictureView &view)
{
    const bool isKept = m_kept.frame.sharesPixels(frame) && m_kept.view == view;
    if (!isKept)
        m_kept = {frame, view, scaledPart(frame, view).value_or(Frame())};
    return m_kept.part;
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "ui/widgets/canvas/painter_surface.h"

#include "ui/widgets/canvas/canvas_decoration.h"

#include <QPainter>

namespace soundlocus {

PainterSurface::PainterSurface(Composing composing, QWidget *parent)
    : QWidget(parent)
    , m_composing(composing)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    m_pool.setMaxThreadCount(1);
}

PainterSurface::~PainterSurface()
{
    m_pool.waitForDone();
}

void PainterSurface::show(const CanvasScene &scene)
{
    m_scene = scene;
    if (m_composing == Composing::InBackground && !haveSamePictures(m_scene, m_composedScene))
        compose();
    update();
}

void PainterSurface::compose()
{
    if (m_isBusy)
        return; // take() goes on with the newest scene
    m_isBusy = true;
    m_pool.start([this, scene = m_scene] {
        std::vector<ComposedPane> panes = m_composer.compose(scene);
        QMetaObject::invokeMethod(
                this,
                [this, scene, panes = std::move(panes)]() mutable {
                    take(scene, std::move(panes));
                },
                Qt::QueuedConnection);
    });
}

void PainterSurface::take(const CanvasScene &scene, std::vector<ComposedPane> panes)
{
    m_isBusy = false;
    m_composedScene = scene;
    m_composed = std::move(panes);
    if (!haveSamePictures(m_scene, m_composedScene))
        compose();
    update();
}

void PainterSurface::paintEvent(QPaintEvent *)
{
    if (m_composing == Composing::WhenPainted && !haveSamePictures(m_scene, m_composedScene)) {
        m_composed = m_composer.compose(m_scene);
        m_composedScene = m_scene;
    }
    QPainter painter(this);
    painter.fillRect(rect(), m_scene.background);
    const double ratio = m_scene.devicePixelRatio;
    for (std::size_t i = 0; i < m_scene.panes.size() && i < m_composed.size(); ++i) {
        const ComposedPane &composed = m_composed[i];
        const CanvasPane &pane = m_scene.panes[i];
        if (composed.image.isNull() || m_scene.frame.isEmpty())
            continue;
        painter.save();
        painter.setClipRect(
                QRectF(QPointF(pane.clipPx.topLeft()) / ratio, QSizeF(pane.clipPx.size()) / ratio));
        if (i < m_composedScene.panes.size()
            && pane.geometry == m_composedScene.panes[i].geometry) {
            QImage image = composed.image;
            image.setDevicePixelRatio(ratio);
            painter.drawImage(QPointF(composed.targetPx.topLeft()) / ratio, image);
        } else {
            painter.drawImage(
                    QRectF(pane.geometry.widgetFromFrame(composed.frameRect.topLeft()),
                           pane.geometry.widgetFromFrame(composed.frameRect.bottomRight())),
                    composed.image);
        }
        painter.restore();
    }
    paintDecoration(painter, m_scene, palette(), font());
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "ui/widgets/canvas/opengl_surface.h"

#include "ui/widgets/canvas/canvas_decoration.h"

#include <QOffscreenSurface>
#include <QOpenGLContext>
#include <QOpenGLPaintDevice>
#include <QPainter>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace soundlocus {

namespace {

/// Renderers on the processor: the painter does it in less time there.
constexpr const char *kSoftwareRenderers[] = {"llvmpipe",
                                              "softpipe",
                                              "swrast",
                                              "SwiftShader",
                                              "GDI Generic",
                                              "Basic Render",
                                              "Software"};
constexpr int kLeastContextMajor = 3;
constexpr int kSamples = 4;

} // namespace

OpenGlSurface::OpenGlSurface(QWidget *parent)
    : QOpenGLWidget(parent)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    // QPainter smooths lines on OpenGL only with several samples.
    QSurfaceFormat wanted = format();
    wanted.setSamples(kSamples);
    setFormat(wanted);
}

OpenGlSurface::~OpenGlSurface()
{
    if (context()) {
        disconnect(context(), nullptr, this, nullptr);
        makeCurrent();
        m_picture.release();
        doneCurrent();
    }
}

OpenGlSurface::Support OpenGlSurface::support()
{
    QOpenGLContext context;
    QOffscreenSurface surface;
    surface.create();
    if (!context.create() || !context.makeCurrent(&surface))
        return Support::None;
    const bool isNewEnough = context.format().majorVersion() >= kLeastContextMajor;
    const auto *name = reinterpret_cast<const char *>(
            context.functions()->glGetString(GL_RENDERER));
    const QByteArray renderer(name ? name : "Software");
    context.doneCurrent();
    if (!isNewEnough)
        return Support::None;
    const bool isSoftware = std::any_of(
            std::begin(kSoftwareRenderers), std::end(kSoftwareRenderers), [&](const char *known) {
                return renderer.contains(known);
            });
    return isSoftware ? Support::Software : Support::Hardware;
}

void OpenGlSurface::show(const CanvasScene &scene)
{
    m_scene = scene;
    update();
}

void OpenGlSurface::initializeGL()
{
    // Called again with another context after the widget moved to another window.
    m_picture.release();
    connect(
            context(),
            &QOpenGLContext::aboutToBeDestroyed,
            this,
            [this] {
                makeCurrent();
                m_picture.release();
                doneCurrent();
            },
            Qt::DirectConnection);
    if (const auto reason = m_picture.initialize())
        fail(*reason);
}

void OpenGlSurface::paintGL()
{
    if (!context()->isValid()) {
        fail(QStringLiteral("the OpenGL context was lost"));
        return;
    }
    const double ratio = devicePixelRatioF();
    const auto pixels = [ratio](int length) {
        return static_cast<int>(std::lround(length * ratio));
    };
    m_picture.paint(m_scene, pixels(height()));
    // Not a painter on the widget: within QWidget::grab() that would paint elsewhere.
    QOpenGLPaintDevice device(pixels(width()), pixels(height()));
    device.setDevicePixelRatio(ratio);
    QPainter painter(&device);
    for (const CanvasPane &pane : m_scene.panes) {
        painter.setClipRect(
                QRectF(QPointF(pane.clipPx.topLeft()) / ratio, QSizeF(pane.clipPx.size()) / ratio));
        paintContour(painter, pane);
    }
    painter.setClipping(false);
    paintDecoration(painter, m_scene, palette(), font());
}

void OpenGlSurface::paintEvent(QPaintEvent *event)
{
    QOpenGLWidget::paintEvent(event);
    if (!isValid())
        fail(QStringLiteral("no OpenGL context can be made"));
}

void OpenGlSurface::fail(const QString &reason)
{
    if (m_hasFailed)
        return;
    m_hasFailed = true;
    Q_EMIT failed(reason);
}

} // namespace soundlocus

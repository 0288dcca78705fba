// SPDX-License-Identifier: MIT
// Internal to ui/widgets/canvas: draws with OpenGL.
#pragma once

#include "ui/widgets/canvas/canvas_surface.h"
#include "ui/widgets/canvas/opengl_picture.h"

#include <QOpenGLWidget>

namespace soundlocus {

/// The canvas on a graphics card. A new context (another window, a lost context) gets everything
/// anew. Threads: GUI thread only.
class OpenGlSurface final : public QOpenGLWidget, public CanvasSurface
{
    Q_OBJECT
public:
    explicit OpenGlSurface(QWidget *parent = nullptr);
    ~OpenGlSurface() override;

    enum class Support {
        None,     ///< no context of version 3 can be made; such a widget would crash Qt 6.4
        Software, ///< works, but the painter takes less time
        Hardware,
    };
    /// Makes a context to find out.
    [[nodiscard]] static Support support();

    void show(const CanvasScene &scene) override;
    [[nodiscard]] QWidget *widget() override { return this; }

Q_SIGNALS:
    /// It cannot draw; another surface must take over. Emitted from within painting: connect it
    /// queued. @param reason English
    void failed(const QString &reason);

protected:
    void initializeGL() override;
    void paintGL() override;
    void paintEvent(QPaintEvent *event) override;

private:
    void fail(const QString &reason);

    CanvasScene m_scene;
    OpenGlPicture m_picture;
    bool m_hasFailed = false;
};

} // namespace soundlocus

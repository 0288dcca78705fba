// SPDX-License-Identifier: MIT
// Internal to ui/widgets/canvas: draws with QPainter.
#pragma once

#include "ui/widgets/canvas/canvas_surface.h"
#include "ui/widgets/canvas/picture_composer.h"

#include <QThreadPool>

namespace soundlocus {

/// The canvas without OpenGL. Pictures are composed on a thread of its own, the newest scene wins,
/// so that the GUI thread only copies them; until the newest is ready, the last one is drawn at its
/// new place. What is drawn above the pictures is always up to date.
/// Threads: GUI thread only.
class PainterSurface final : public QWidget, public CanvasSurface
{
    Q_OBJECT
public:
    enum class Composing {
        InBackground,
        WhenPainted, ///< at once, on the GUI thread: for tests and for grab()
    };
    explicit PainterSurface(Composing composing, QWidget *parent = nullptr);
    ~PainterSurface() override;

    void show(const CanvasScene &scene) override;
    [[nodiscard]] QWidget *widget() override { return this; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void compose();
    void take(const CanvasScene &scene, std::vector<ComposedPane> panes);

    Composing m_composing;
    CanvasScene m_scene;
    CanvasScene m_composedScene;
    std::vector<ComposedPane> m_composed;
    PictureComposer m_composer; // used by m_pool's thread while m_isBusy
    bool m_isBusy = false;
    QThreadPool m_pool;
};

} // namespace soundlocus

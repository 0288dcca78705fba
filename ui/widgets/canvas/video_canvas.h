// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"
#include "engine/core/heatmap.h"
#include "ui/services/localization.h"
#include "ui/services/overlay_style.h"
#include "ui/widgets/canvas/canvas_tool.h"
#include "ui/widgets/canvas/color_legend.h"
#include "ui/widgets/canvas/frame_geometry.h"

#include <QPointF>
#include <QWidget>

#include <memory>
#include <optional>

namespace soundlocus {

/// What lies under the pointer.
struct CanvasPointer
{
    QPointF frame; ///< in [0, 1) of the displayed frame
    MapSlot slot = MapSlot::Main;
    std::optional<float> value; ///< of the map as displayed; none where it has none

    bool operator==(const CanvasPointer &) const = default;
};

/// Shows frames with their maps, zoomed, panned and compared. It draws with OpenGL where that is
/// worth it and falls back to QPainter by itself; both give the same picture. Everything set is
/// shown with the next repaint. Pictures are pixel-exact at any device pixel ratio.
///
/// Wheel zooms to the pointer; dragging (left or middle button) pans where the picture is larger
/// than the canvas; a click asks for a probe there, a click on the probe for none. Keys: + and -
/// zoom, 0 fits, 1 shows one picture pixel per screen pixel, Alt+arrows pan, Ctrl+Alt+arrows ask
/// for the probe a little further, Shift+Alt+left/right move the divider. With a tool, the left
/// button on the picture and the keys are first the tool's. Threads: GUI thread only.
class VideoCanvas final : public QWidget
{
    Q_OBJECT
public:
    enum class Backend {
        Automatic, ///< OpenGl on a graphics card, else Painter
        Painter,
        PainterAtOnce, ///< composes while it paints, on the GUI thread: for tests and for grab()
        OpenGl,
    };
    explicit VideoCanvas(Backend backend = Backend::Automatic, QWidget *parent = nullptr);
    ~VideoCanvas() override;

    /// Another picture; an empty one: nothing is open, and the canvas says what to do. A picture of
    /// another size or pixel aspect is fitted.
    void setFrame(const Frame &frame);
    /// The map of a slot: while playing the newest, else it is shown only with the frame of the
    /// same time. None: only the picture.
    void setMap(MapSlot slot, const std::optional<Heatmap> &map);
    /// Maps that follow are smoothed over time (OverlayStyle::smoothing) while playing; without,
    /// each is shown as it is. Ends what was smoothed; also to be called after a seek.
    void setPlaying(bool isPlaying);
    void setOverlayStyle(const OverlayStyle &style);
    void setComparison(ComparisonLayout layout);
    /// Name above a slot's picture; empty: none.
    void setCaption(MapSlot slot, const QString &caption);
    /// @param share of the canvas left of it, kept within [0, 1]
    void setDivider(double share);
    /// Marker, in fractions of the displayed frame.
    void setProbe(std::optional<QPointF> point);
    void setLegendSize(LegendSize size);
    /// Something lies over the lower edge of the widget: the legend moves above it.
    void setCoveredBelow(double height);
    /// While a file is being opened, until the next setFrame(). @param name empty: no longer
    void setOpening(const QString &name);
    /// A few words above the picture for a moment: "Volume 80 %".
    void flash(const QString &text);
    /// What is said in place of the invitation where no frame is shown: "This file has only sound".
    void setPlaceholder(const QString &title, const QString &detail);
    /// Gets mouse and keys first and paints above the picture; null: none. @param tool not owned
    void setTool(CanvasTool *tool);
    /// Something that can be dropped here hovers over the window.
    void setDropTarget(bool isDropTarget);

    [[nodiscard]] Backend backend() const;                    ///< the one in use: never Automatic
    [[nodiscard]] const FrameGeometry &frameGeometry() const; ///< of the main picture
    [[nodiscard]] ComparisonLayout comparison() const;
    [[nodiscard]] double divider() const;
    [[nodiscard]] std::optional<QPointF> probe() const;
    [[nodiscard]] CanvasTool *tool() const;
    /// What flash() says now; empty: nothing.
    [[nodiscard]] const QString &flashed() const;
    /// Brightest point of the main map in the frame; none where the frame has no map.
    [[nodiscard]] std::optional<QPointF> peak() const;
    /// What is at a point of the widget; none beside the picture.
    [[nodiscard]] std::optional<CanvasPointer> pointerAt(QPointF position) const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

    void zoomIn();
    void zoomOut();
    void zoomToFit();
    /// One picture pixel per screen pixel.
    void zoomToPixels();

Q_SIGNALS:
    void pointerMoved(const soundlocus::CanvasPointer &pointer);
    /// It is no longer above the picture.
    void pointerLeft();
    /// A click: the point to probe, or none. The canvas shows no probe until setProbe().
    void probeRequested(const std::optional<QPointF> &point);
    /// @param zoom screen pixels per picture pixel
    void zoomChanged(double zoom, bool isFitted);
    void dividerMoved(double share);
    /// The clicks before it ask for the probe that was there.
    void doubleClicked();
    /// OpenGL cannot draw and QPainter took over. @param reason English, for the log
    void backendFellBack(const QString &reason);

protected:
    bool event(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void keyReleaseEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;
    void leaveEvent(QEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    void useSurface(Backend backend);
    void refresh();
    void showNow();
    void describe();
    void zoomTo(double zoom, QPointF about);
    void panBy(QPointF delta);
    void moveDivider(double share);
    void announceZoom();
    void updatePointer();
    void updateCursor();
    void informTool();
    bool passToTool(CanvasMouse::Action action, const QMouseEvent &event);
    bool passToTool(const QKeyEvent &event);

    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace soundlocus

Q_DECLARE_METATYPE(soundlocus::CanvasPointer)

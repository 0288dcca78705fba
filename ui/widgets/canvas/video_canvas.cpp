// SPDX-License-Identifier: MIT
#include "ui/widgets/canvas/video_canvas.h"

#include "ui/widgets/canvas/opengl_surface.h"
#include "ui/widgets/canvas/painter_surface.h"
#include "ui/widgets/canvas/video_canvas_private.h"

#include <QEvent>
#include <QKeyEvent>
#include <QKeySequence>

#include <algorithm>
#include <chrono>

namespace soundlocus {

namespace {

constexpr double kZoomStep = 1.25;
constexpr std::chrono::milliseconds kFlash(1500);

/// The backend that is wanted, or the nearest that works here.
VideoCanvas::Backend chosen(VideoCanvas::Backend wanted)
{
    using Backend = VideoCanvas::Backend;
    using Support = OpenGlSurface::Support;
    if (wanted != Backend::Automatic && wanted != Backend::OpenGl)
        return wanted;
    const Support support = OpenGlSurface::support();
    const bool usesOpenGl = support == Support::Hardware
                            || (support == Support::Software && wanted == Backend::OpenGl);
    return usesOpenGl ? Backend::OpenGl : Backend::Painter;
}

} // namespace

VideoCanvas::VideoCanvas(Backend backend, QWidget *parent)
    : QWidget(parent)
    , d(std::make_unique<Private>())
{
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Picture"));
    setPlaceholder({}, {});
    d->flashTimer.setSingleShot(true);
    d->flashTimer.setInterval(kFlash);
    connect(&d->flashTimer, &QTimer::timeout, this, [this] {
        d->flash.clear();
        refresh();
    });
    useSurface(chosen(backend));
    if (backend == Backend::OpenGl && d->backend != backend) {
        QMetaObject::invokeMethod(
                this,
                [this] { Q_EMIT backendFellBack(QStringLiteral("no OpenGL context can be made")); },
                Qt::QueuedConnection);
    }
}

VideoCanvas::~VideoCanvas() = default;

void VideoCanvas::useSurface(Backend backend)
{
    d->backend = backend;
    if (backend == Backend::OpenGl) {
        auto surface = std::make_unique<OpenGlSurface>(this);
        connect(
                surface.get(),
                &OpenGlSurface::failed,
                this,
                [this](const QString &reason) {
                    useSurface(Backend::Painter);
                    Q_EMIT backendFellBack(reason);
                },
                Qt::QueuedConnection);
        d->surface = std::move(surface);
    } else {
        d->surface = std::make_unique<PainterSurface>(
                backend == Backend::PainterAtOnce ? PainterSurface::Composing::WhenPainted
                                                  : PainterSurface::Composing::InBackground,
                this);
    }
    d->surface->widget()->setGeometry(rect());
    d->surface->widget()->show();
    refresh();
}

void VideoCanvas::refresh()
{
    if (!d->surface || d->willShow || d->isInformingTool)
        return;
    if (d->backend == Backend::PainterAtOnce) {
        showNow();
        return;
    }
    // A frame, its map and a probe may come one after the other: they are drawn once.
    d->willShow = true;
    QMetaObject::invokeMethod(this, &VideoCanvas::showNow, Qt::QueuedConnection);
}

void VideoCanvas::showNow()
{
    d->willShow = false;
    informTool();
    d->state.message.reset();
    if (!d->opening.isEmpty())
        d->state.message = CanvasMessage{tr("Opening %1…").arg(d->opening), {}, false};
    else if (d->state.frame.isEmpty())
        d->state.message = d->placeholder;
    else if (!d->flash.isEmpty())
        d->state.message = CanvasMessage{d->flash, {}, false};
    d->surface->show(d->state.scene(palette()));
}

void VideoCanvas::describe()
{
    QString description = d->placeholder.title;
    if (!d->opening.isEmpty()) {
        description = tr("Opening %1…").arg(d->opening);
    } else if (!d->state.frame.isEmpty()) {
        const SlotState &main = d->state.slot(MapSlot::Main);
        description = main.legend && d->state.style.isVisible
                              ? tr("Video with heat map. %1").arg(main.legend->text())
                              : tr("Video");
        const QString more = d->state.tool ? d->state.tool->description() : QString();
        if (!more.isEmpty())
            description = tr("%1. %2", "the picture, and what is drawn on it")
                                  .arg(description, more);
    }
    setAccessibleDescription(description);
}

void VideoCanvas::setFrame(const Frame &frame)
{
    const bool isOther = frame.size() != d->state.frame.size();
    const bool wasOpening = !d->opening.isEmpty();
    d->state.setFrame(frame);
    d->opening.clear();
    refresh();
    if (isOther || wasOpening)
        describe();
    if (isOther) {
        announceZoom();
        updatePointer();
    }
}

void VideoCanvas::setMap(MapSlot slot, const std::optional<Heatmap> &map)
{
    d->state.setMap(slot, map);
    refresh();
    if (!d->state.isPlaying())
        describe(); // while playing it would be read out all the time
    updatePointer();
}

void VideoCanvas::setPlaying(bool isPlaying)
{
    d->state.setPlaying(isPlaying);
    refresh();
    if (!isPlaying)
        describe();
}

void VideoCanvas::setOverlayStyle(const OverlayStyle &style)
{
    if (style == d->state.style)
        return;
    d->state.setStyle(style);
    refresh();
    describe();
    updatePointer();
}

void VideoCanvas::setComparison(ComparisonLayout layout)
{
    if (layout == d->state.comparison)
        return;
    d->state.setComparison(layout);
    refresh();
    announceZoom();
}

void VideoCanvas::setCaption(MapSlot slot, const QString &caption)
{
    d->state.slot(slot).caption = caption;
    refresh();
}

void VideoCanvas::setDivider(double share)
{
    d->state.divider = std::clamp(share, 0.0, 1.0);
    refresh();
}

void VideoCanvas::setProbe(std::optional<QPointF> point)
{
    d->state.probe = point;
    refresh();
}

void VideoCanvas::setLegendSize(LegendSize size)
{
    d->state.legendSize = size;
    refresh();
}

void VideoCanvas::setCoveredBelow(double height)
{
    d->state.coveredBelow = height;
    refresh();
}

void VideoCanvas::setOpening(const QString &name)
{
    d->opening = name;
    refresh();
    describe();
}

void VideoCanvas::flash(const QString &text)
{
    d->flash = text;
    d->flashTimer.start();
    refresh();
}

const QString &VideoCanvas::flashed() const
{
    return d->flash;
}

void VideoCanvas::setPlaceholder(const QString &title, const QString &detail)
{
    if (title.isEmpty())
        d->placeholder = {
                tr("Open a video to see where its sound comes from"),
                tr("Drop a file or a folder here, or press %1.")
                        .arg(QKeySequence(QKeySequence::Open).toString(QKeySequence::NativeText)),
                true};
    else
        d->placeholder = {title, detail, false};
    refresh();
    describe();
}

void VideoCanvas::setDropTarget(bool isDropTarget)
{
    d->state.isDropTarget = isDropTarget;
    refresh();
}

VideoCanvas::Backend VideoCanvas::backend() const
{
    return d->backend;
}

const FrameGeometry &VideoCanvas::frameGeometry() const
{
    return d->state.geometry;
}

ComparisonLayout VideoCanvas::comparison() const
{
    return d->state.comparison;
}

double VideoCanvas::divider() const
{
    return d->state.divider;
}

std::optional<QPointF> VideoCanvas::probe() const
{
    return d->state.probe;
}

std::optional<QPointF> VideoCanvas::peak() const
{
    const Heatmap map = d->state.mapOfFrame();
    if (map.isEmpty())
        return std::nullopt;
    const HeatmapStatistics statistics = statisticsOf(map);
    return QPointF(statistics.peakFrameX, statistics.peakFrameY);
}

std::optional<CanvasPointer> VideoCanvas::pointerAt(QPointF position) const
{
    return d->state.pointerAt(position);
}

QSize VideoCanvas::sizeHint() const
{
    return {960, 540};
}

QSize VideoCanvas::minimumSizeHint() const
{
    return {240, 135};
}

void VideoCanvas::zoomIn()
{
    zoomTo(d->state.geometry.zoom() * kZoomStep, d->state.geometry.areaCenter());
}

void VideoCanvas::zoomOut()
{
    zoomTo(d->state.geometry.zoom() / kZoomStep, d->state.geometry.areaCenter());
}

void VideoCanvas::zoomToFit()
{
    d->state.geometry.fit();
    refresh();
    announceZoom();
}

void VideoCanvas::zoomToPixels()
{
    zoomTo(1, d->state.geometry.areaCenter());
}

void VideoCanvas::zoomTo(double zoom, QPointF about)
{
    d->state.geometry.setZoom(zoom, about);
    refresh();
    announceZoom();
    updatePointer();
}

void VideoCanvas::panBy(QPointF delta)
{
    d->state.geometry.panBy(delta);
    refresh();
    updatePointer();
}

void VideoCanvas::moveDivider(double share)
{
    setDivider(share);
    Q_EMIT dividerMoved(d->state.divider);
}

void VideoCanvas::announceZoom()
{
    Q_EMIT zoomChanged(d->state.geometry.zoom(), d->state.geometry.isFitted());
}

bool VideoCanvas::event(QEvent *event)
{
    switch (event->type()) {
    case QEvent::PaletteChange:
    case QEvent::FontChange:
    case QEvent::EnabledChange:
        refresh();
        break;
    case QEvent::ScreenChangeInternal:
    case QEvent::Show:
        d->state.setArea(size(), devicePixelRatioF());
        refresh();
        break;
    case QEvent::ShortcutOverride:
        if (d->state.tool && !d->state.frame.isEmpty()
            && d->state.tool->claimsKey(*static_cast<QKeyEvent *>(event))) {
            event->accept();
            return true;
        }
        break;
    case QEvent::LanguageChange:
        setAccessibleName(tr("Picture"));
        if (d->placeholder.invitesDrop)
            setPlaceholder({}, {});
        break;
    default:
        break;
    }
    return QWidget::event(event);
}

void VideoCanvas::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    d->state.setArea(size(), devicePixelRatioF());
    d->surface->widget()->setGeometry(rect());
    refresh();
    announceZoom();
}

} // namespace soundlocus

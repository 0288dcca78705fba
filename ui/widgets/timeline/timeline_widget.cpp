// SPDX-License-Identifier: MIT
#include "ui/widgets/timeline/timeline_widget.h"

#include "ui/widgets/timeline/annotation_lanes.h"
#include "ui/widgets/timeline/data_lanes.h"
#include "ui/widgets/timeline/ruler.h"
#include "ui/widgets/timeline/time_text.h"
#include "ui/widgets/timeline/timeline_accessible.h"
#include "ui/widgets/timeline/timeline_hover.h"
#include "ui/widgets/timeline/timeline_overview.h"

#include <QAccessible>
#include <QPaintEvent>
#include <QPainter>
#include <QStyle>
#include <QStyleOption>

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

constexpr double kZoomStep = 1.6;
/// Where the play head comes to lie when the view pages on, as a part of its width.
constexpr double kPagePart = 0.1;
constexpr int kChevronPx = 14;
constexpr int kGutterMarginPx = 6;
constexpr int kPreferredHeight = 260;
constexpr int kMoreThanSmallestPx = 18;

} // namespace

TimelineWidget::TimelineWidget(QWidget *parent)
    : QWidget(parent)
    , m_ruler(std::make_unique<Ruler>())
    , m_lanes{std::make_unique<WaveformLane>(),
              std::make_unique<SpectrogramLane>(),
              std::make_unique<SimilarityLane>(),
              std::make_unique<TracksLane>(),
              std::make_unique<SoundingLane>(),
              std::make_unique<ClipMarksLane>(),
              std::make_unique<ScoreLane>()}
    , m_overview(new TimelineOverview(m_state, this))
    , m_hover(new TimelineHover(this))
{
    installTimelineAccessibility();
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAttribute(Qt::WA_OpaquePaintEvent);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setAccessibleName(tr("Timeline"));
    setAccessibleDescription(
            tr("Waveform, spectrogram and similarity over time. Home and End jump, plus and minus "
               "zoom, 0 shows everything."));
    m_overview->hide();
    connect(m_overview, &TimelineOverview::viewRequested, this, &TimelineWidget::showRange);
    relayout();
}

TimelineWidget::~TimelineWidget() = default;

void TimelineWidget::setSource(TimelineSource *source)
{
    if (m_state.source)
        m_state.source->disconnect(this);
    m_state.source = source;
    if (source != nullptr) {
        connect(source, &TimelineSource::lanesChanged, this, [this] {
            laneOf(TimelineLaneId::Waveform).invalidate();
            laneOf(TimelineLaneId::Spectrogram).invalidate();
            m_overview->refreshData();
            update();
        });
        connect(source, &TimelineSource::thumbnailReady, this, [this] {
            if (m_hoverPoint)
                updateHover(*m_hoverPoint);
        });
    }
    invalidateLanes();
}

void TimelineWidget::setFrameNumbers(FrameNumbers numbers)
{
    m_state.frames = std::move(numbers);
    invalidateLanes();
}

void TimelineWidget::setMedia(const MediaSummary &media)
{
    const bool isSame = media.path == m_state.media.path;
    m_state.media = media;
    if (!isSame) {
        m_state.position = MediaTime{0};
        m_state.similarity.clear();
        m_state.annotations = {m_state.annotations.isOpen};
        m_state.marks = {};
        hideHover();
    }
    const int width = m_layout.dataArea().width();
    m_state.scale = isSame ? m_state.scale.lasting(media.duration)
                           : TimelineScale(media.duration, width);
    m_overview->setVisible(!m_state.scale.isEmpty());
    invalidateLanes();
    Q_EMIT scaleChanged();
}

void TimelineWidget::setPosition(MediaTime position)
{
    if (std::holds_alternative<Scrub>(m_drag)) {
        m_answer = position;
        return;
    }
    if (position == m_state.position)
        return;
    const TimeRange view = m_state.scale.visible();
    const auto isIn = [&view](MediaTime time) { return view.begin <= time && time <= view.end; };
    const bool isPaging = m_isFollowing && m_drag.index() == 0 && isIn(m_state.position)
                          && !isIn(position);
    updatePlayHead(position);
    if (isPaging) {
        const auto lead = MediaTime(
                std::llround(static_cast<double>(view.duration().count()) * kPagePart));
        setScale(m_state.scale.startingAt(position - lead));
    }
    QAccessibleValueChangeEvent changed(this, toSeconds(position));
    QAccessible::updateAccessibility(&changed);
}

void TimelineWidget::updatePlayHead(MediaTime position)
{
    const auto repaint = [this] {
        const double x = m_layout.dataArea().left() + m_state.scale.xOf(m_state.position);
        if (x > -kPlayHeadHalfPx && x < width() + kPlayHeadHalfPx)
            update(static_cast<int>(x) - kPlayHeadHalfPx, 0, 2 * kPlayHeadHalfPx + 1, height());
    };
    repaint();
    m_state.position = position;
    repaint();
    m_overview->refresh();
}

void TimelineWidget::setSimilarity(std::vector<SimilarityPoint> points, const QString &whyNone)
{
    m_state.similarity = std::move(points);
    m_state.whyNoSimilarity = whyNone;
    laneOf(TimelineLaneId::Similarity).invalidate();
    update();
}

void TimelineWidget::setMarks(TimelineMarks marks)
{
    if (marks == m_state.marks)
        return;
    m_state.marks = std::move(marks);
    m_overview->refresh();
    update();
}

void TimelineWidget::setLoop(const std::optional<TimeRange> &loop)
{
    TimelineMarks marks = m_state.marks;
    marks.loop = loop;
    setMarks(std::move(marks));
}

void TimelineWidget::zoomAboutPlayHead(double factor)
{
    const double x = m_state.scale.xOf(m_state.position);
    const int width = m_state.scale.width();
    setScale(m_state.scale.zoomed(factor, x >= 0 && x <= width ? x : width / 2.0));
}

void TimelineWidget::zoomIn()
{
    zoomAboutPlayHead(kZoomStep);
}

void TimelineWidget::zoomOut()
{
    zoomAboutPlayHead(1 / kZoomStep);
}

void TimelineWidget::showAll()
{
    showRange({MediaTime{0}, m_state.scale.duration()});
}

void TimelineWidget::showRange(TimeRange range)
{
    setScale(m_state.scale.showing(range));
}

void TimelineWidget::setScale(const TimelineScale &scale)
{
    if (scale == m_state.scale)
        return;
    m_state.scale = scale;
    m_overview->refresh();
    update();
    Q_EMIT scaleChanged();
}

void TimelineWidget::setLaneCollapsed(TimelineLaneId lane, bool isCollapsed)
{
    if (m_layout.isCollapsed(lane) == isCollapsed)
        return;
    m_layout.setCollapsed(lane, isCollapsed);
    updateGeometry();
    update();
    Q_EMIT layoutTextChanged(m_layout.toText());
}

void TimelineWidget::setLayoutText(const QString &text)
{
    m_layout.fromText(text);
    updateGeometry();
    update();
}

void TimelineWidget::relayout()
{
    int longest = 0;
    for (const TimelineLaneId lane : kTimelineLanes)
        longest = std::max(longest, fontMetrics().horizontalAdvance(titleOf(lane)));
    TimelineLayout::Metrics metrics;
    metrics.lineHeight = fontMetrics().height();
    metrics.gutterWidth = longest + kChevronPx + 3 * kGutterMarginPx;
    m_layout.setMetrics(metrics);
    m_layout.setSize(size());
    m_overview->setGeometry(m_layout.overview().adjusted(0, 3, 0, 0));
    m_state.scale = m_state.scale.resized(m_layout.dataArea().width());
    m_overview->setVisible(!m_state.scale.isEmpty()); // empty: there was no width yet
    invalidateLanes();
}

void TimelineWidget::invalidateLanes()
{
    m_ruler->invalidate();
    for (const auto &lane : m_lanes)
        lane->invalidate();
    m_overview->refreshData();
    update();
}

TimelineLane &TimelineWidget::laneOf(TimelineLaneId lane) const
{
    return *m_lanes[static_cast<std::size_t>(lane)];
}

QString TimelineWidget::titleOf(TimelineLaneId lane)
{
    switch (lane) {
    case TimelineLaneId::Waveform:
        return tr("Waveform");
    case TimelineLaneId::Spectrogram:
        return tr("Spectrogram");
    case TimelineLaneId::Similarity:
        return tr("Similarity");
    case TimelineLaneId::Tracks:
        return tr("Tracks");
    case TimelineLaneId::Sounding:
        return tr("Sounding");
    case TimelineLaneId::Marks:
        return tr("Marks");
    case TimelineLaneId::Score:
        return tr("cIoU");
    }
    return {};
}

QString TimelineWidget::positionText() const
{
    const qint64 frame = m_state.frames.areKnown() ? m_state.frames.frameAt(m_state.position) : -1;
    const QString time = TimeText::time(m_state.position);
    return frame < 0 ? time : tr("%1, frame %2").arg(time, TimeText::frame(frame));
}

QSize TimelineWidget::sizeHint() const
{
    int height = std::max(kPreferredHeight, m_layout.smallestHeight());
    for (const TimelineLaneId lane : kAnnotationLanes)
        height += m_layout.isShown(lane) ? kMoreThanSmallestPx : 0;
    return {900, height};
}

QSize TimelineWidget::minimumSizeHint() const
{
    return {m_layout.gutterWidth() + 200, m_layout.smallestHeight()};
}

void TimelineWidget::resizeEvent(QResizeEvent * /*event*/)
{
    relayout();
}

void TimelineWidget::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::PaletteChange
        || event->type() == QEvent::StyleChange || event->type() == QEvent::LanguageChange)
        relayout();
    QWidget::changeEvent(event);
}

void TimelineWidget::paintGutter(QPainter &painter, const TimelineColors &colors) const
{
    painter.fillRect(QRect(0, 0, m_layout.gutterWidth(), height()), colors.gutter);
    const QRect ruler = m_layout.ruler();
    const QRect names = QRect(
            0, ruler.top() + 1, m_layout.gutterWidth() - kGutterMarginPx, ruler.height() / 2);
    painter.setPen(colors.faintText);
    painter.drawText(names, Qt::AlignRight | Qt::AlignVCenter, tr("Time"));
    if (m_state.frames.areKnown())
        painter.drawText(names.translated(0, names.height() - 2),
                         Qt::AlignRight | Qt::AlignVCenter,
                         tr("Frame"));
    for (const TimelineLaneId id : kTimelineLanes) {
        if (!m_layout.isShown(id))
            continue;
        const QRect area = m_layout.gutter(id);
        QStyleOption chevron;
        chevron.initFrom(this);
        const int line = fontMetrics().height();
        chevron.rect = QRect(kGutterMarginPx / 2,
                             area.top() + 2 + (line - kChevronPx) / 2,
                             kChevronPx,
                             kChevronPx);
        style()->drawPrimitive(m_layout.isCollapsed(id) ? QStyle::PE_IndicatorArrowRight
                                                        : QStyle::PE_IndicatorArrowDown,
                               &chevron,
                               &painter,
                               this);
        const int left = kGutterMarginPx + kChevronPx;
        const QRect text = area.adjusted(left, 2, -kGutterMarginPx, -2);
        painter.setPen(colors.text);
        painter.drawText(text, Qt::AlignLeft | Qt::AlignTop, titleOf(id));
        painter.setPen(colors.faintText);
        if (!m_layout.isCollapsed(id) && text.height() >= 3 * line)
            painter.drawText(text.adjusted(0, line + 2, 0, 0),
                             Qt::AlignLeft | Qt::AlignTop | Qt::TextWordWrap,
                             laneOf(id).note(m_state));
        painter.setPen(QPen(colors.line, 0));
        painter.drawLine(0, area.top(), width(), area.top());
    }
}

void TimelineWidget::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    const TimelineColors colors = TimelineColors::of(palette());
    painter.setClipRegion(event->region());
    const QRect dataArea = m_layout.dataArea();
    if (m_state.scale.isEmpty()) {
        painter.fillRect(rect(), colors.gutter);
        painter.setPen(colors.faintText);
        painter.drawText(rect().adjusted(16, 0, -16, 0),
                         Qt::AlignCenter | Qt::TextWordWrap,
                         m_state.media.kind == MediaSummary::Kind::Picture
                                 ? tr("A still picture has no timeline.")
                                 : tr("Open a video or a sound: its waveform, spectrogram and "
                                      "similarity over time appear here."));
        return;
    }
    m_ruler->paint(painter, m_layout.ruler(), m_state, colors);
    painter.fillRect(m_layout.marks(), colors.gutter);
    for (const TimelineLaneId id : kTimelineLanes) {
        const QRect area = m_layout.lane(id);
        if (m_layout.isCollapsed(id))
            painter.fillRect(area, colors.gutter);
        else
            laneOf(id).paint(painter, area, m_state, colors);
    }
    if (event->rect().left() < m_layout.gutterWidth())
        paintGutter(painter, colors);
    const int lanesEnd = m_layout.overview().top();
    painter.fillRect(QRect(dataArea.left(), lanesEnd, dataArea.width(), 3), colors.gutter);
    painter.setPen(QPen(colors.line, 0));
    for (const TimelineLaneId id : kTimelineLanes) {
        const int top = m_layout.lane(id).top();
        if (m_layout.isShown(id))
            painter.drawLine(dataArea.left(), top, dataArea.right(), top);
    }
    if (m_hoverPoint) {
        painter.setPen(QPen(colors.faintText, 0, Qt::DotLine));
        painter.drawLine(
                m_hoverPoint->x(), m_layout.ruler().top(), m_hoverPoint->x(), dataArea.bottom());
    }
    paintMarks(painter, m_layout, m_state, colors);
    paintPlayHead(painter, m_layout, m_state, colors);
    if (hasFocus()) {
        painter.setPen(QPen(palette().color(QPalette::Highlight), 1));
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

} // namespace soundlocus

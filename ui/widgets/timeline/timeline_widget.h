// SPDX-License-Identifier: MIT
#pragma once

#include "ui/widgets/timeline/annotation_rows.h"
#include "ui/widgets/timeline/marks_painter.h"
#include "ui/widgets/timeline/timeline_layout.h"
#include "ui/widgets/timeline/timeline_state.h"

#include <QWidget>

#include <array>
#include <memory>
#include <optional>
#include <variant>

namespace soundlocus {

class TimelineHover;
class TimelineLane;
class TimelineOverview;

/// Time of a file from left to right: ruler with times and frame numbers, marks, waveform,
/// spectrogram, similarity, and the whole in small. Shows what it is told and asks by signal; a
/// seek comes back through setPosition(). While a project is open also tracks, sounding intervals,
/// marks and cIoU.
/// Pointer: click and drag seek; wheel zooms about the pointer, with Shift or sideways it pans, as
/// the middle button does; Shift and drag draw a loop; handles of marks, borders of lanes and ends
/// of sounding intervals can be dragged, a lane's name collapses it; a track is pressed. Keys:
/// Home, End, +, -, 0 (everything), Alt+left and right. Threads: GUI thread only.
class TimelineWidget final : public QWidget
{
    Q_OBJECT
public:
    explicit TimelineWidget(QWidget *parent = nullptr);
    ~TimelineWidget() override;

    /// @param source not owned; null: no waveform, spectrogram and thumbnails
    void setSource(TimelineSource *source);
    /// The player's numbering; without one the ruler shows times only.
    void setFrameNumbers(FrameNumbers numbers);
    void setMedia(const MediaSummary &media);
    /// While the pointer scrubs the head stays under it; the last answer counts when it lets go.
    void setPosition(MediaTime position);
    /// @param points by time
    /// @param whyNone what is said where there are no points
    void setSimilarity(std::vector<SimilarityPoint> points, const QString &whyNone);
    /// Lanes for tracks, sounding intervals, marks and cIoU, while a project is open.
    void setAnnotations(TimelineAnnotations annotations);
    void setMarks(TimelineMarks marks);
    void setLoop(const std::optional<TimeRange> &loop);
    /// Pages on when the play head leaves a view that it was in (default: on).
    void setFollowing(bool isFollowing) { m_isFollowing = isFollowing; }

    void zoomIn();
    void zoomOut();
    void showAll();
    void showRange(TimeRange range);
    void setLaneCollapsed(TimelineLaneId lane, bool isCollapsed);

    /// Heights and collapsed lanes, for settings.
    [[nodiscard]] QString layoutText() const { return m_layout.toText(); }
    void setLayoutText(const QString &text);

    [[nodiscard]] const TimelineScale &scale() const { return m_state.scale; }
    [[nodiscard]] MediaTime position() const { return m_state.position; }
    [[nodiscard]] const TimelineMarks &marks() const { return m_state.marks; }
    /// Name of a lane for people.
    [[nodiscard]] static QString titleOf(TimelineLaneId lane);
    [[nodiscard]] const TimelineAnnotations &annotations() const { return m_state.annotations; }
    [[nodiscard]] const MediaSummary &media() const { return m_state.media; }
    [[nodiscard]] const TimelineLayout &lanes() const { return m_layout; }
    /// "0:00:03.400, frame 102": what the play head is on.
    [[nodiscard]] QString positionText() const;

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// At every move while scrubbing; the newest wins.
    void seekRequested(soundlocus::MediaTime time);
    /// At every move while a handle is dragged, or a loop is drawn.
    void loopEdited(const soundlocus::TimeRange &loop);
    void inEdited(soundlocus::MediaTime time);
    void outEdited(soundlocus::MediaTime time);
    /// A click on its row; the seek is asked for by itself.
    void trackPressed(soundlocus::TrackId track);
    /// An end of a sounding interval was dragged and let go.
    void soundingEdited(soundlocus::TrackId track,
                        const soundlocus::TimeRange &before,
                        const soundlocus::TimeRange &after);
    /// An end of a mark of the clip was dragged and let go.
    void markEdited(const soundlocus::ClipMark &before, const soundlocus::TimeRange &after);
    void scaleChanged();
    void layoutTextChanged(const QString &text);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    struct Scrub
    {};
    struct Pan
    {
        double x = 0;
        TimelineScale scale;
    };
    struct DrawLoop
    {
        MediaTime from{0};
    };
    struct MoveBorder
    {
        TimelineLaneId lane{};
        int y = 0;
    };
    struct MoveSounding
    {
        TrackId track;
        SoundingEnd end;
        TimeRange before;
    };
    struct MoveMark
    {
        ClipMarkEnd end;
        ClipMark before;
    };
    using Drag = std::variant<std::monostate,
                              Scrub,
                              Pan,
                              DrawLoop,
                              MoveBorder,
                              MarkHandle,
                              MoveSounding,
                              MoveMark>;

    void setScale(const TimelineScale &scale);
    void relayout();
    void invalidateLanes();
    void updatePlayHead(MediaTime position);
    void zoomAboutPlayHead(double factor);
    void requestSeek(MediaTime time);
    void applyMarks(TimelineMarks marks);
    [[nodiscard]] double dataX(QPointF point) const;
    [[nodiscard]] Drag dragAt(const QMouseEvent &event) const;
    void dragTo(QPointF point);
    void dragSounding(const MoveSounding &drag, MediaTime time);
    void endSounding(const MoveSounding &drag);
    void dragMark(const MoveMark &drag, MediaTime time);
    void endMark(const MoveMark &drag);
    [[nodiscard]] TimelineTrack *rowOf(const MoveSounding &drag);
    void pressLane(const QMouseEvent &event);
    void invalidateAnnotations();
    void updateCursor(QPoint point);
    void updateHover(QPoint point);
    void hideHover();
    void paintGutter(QPainter &painter, const TimelineColors &colors) const;
    [[nodiscard]] TimelineLane &laneOf(TimelineLaneId lane) const;

    TimelineState m_state;
    TimelineLayout m_layout;
    std::unique_ptr<TimelineLane> m_ruler;
    std::array<std::unique_ptr<TimelineLane>, kTimelineLanes.size()> m_lanes;
    TimelineOverview *m_overview = nullptr;
    TimelineHover *m_hover = nullptr;
    std::optional<QPoint> m_hoverPoint;
    Drag m_drag;
    std::optional<MediaTime> m_answer; ///< came while scrubbing
    bool m_isFollowing = true;
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "ui/widgets/timeline/time_text.h"
#include "ui/widgets/timeline/timeline_overview.h"
#include "ui/widgets/timeline/timeline_widget.h"

#include <QAccessible>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>
#include <QWheelEvent>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace soundlocus;
using namespace std::chrono_literals;

namespace {

/// A tone that gets louder; counts what it is asked.
class FakeSource final : public TimelineSource
{
public:
    void setMedia(const MediaSummary & /*media*/) override {}
    [[nodiscard]] std::vector<WaveformColumn> waveform(TimeRange range, int columns) const override
    {
        ++asked;
        std::vector<WaveformColumn> result;
        for (int i = 0; i < columns; ++i) {
            const auto time = range.begin + range.duration() * i / columns;
            const auto height = static_cast<float>(toSeconds(time) / 20);
            result.push_back({-height, height});
        }
        return result;
    }
    [[nodiscard]] QImage spectrogram(TimeRange /*range*/, QSize size) override
    {
        ++asked;
        QImage image(size, QImage::Format_Grayscale8);
        image.fill(255);
        return image;
    }
    [[nodiscard]] QImage thumbnail(MediaTime time) override
    {
        wanted = time;
        return {};
    }
    mutable int asked = 0;
    MediaTime wanted{-1};
};

MediaSummary tenSeconds()
{
    MediaSummary media;
    media.kind = MediaSummary::Kind::Video;
    media.path = QStringLiteral("/media/ten.mp4");
    media.duration = 10s;
    media.hasSound = true;
    media.frameRate = 25;
    media.frameCount = 250;
    media.pictureSize = {64, 48};
    return media;
}

FrameNumbers twentyFive()
{
    return {[](MediaTime time) { return qint64{time / 40ms}; },
            [](qint64 frame) { return std::optional(MediaTime(40ms) * frame); }};
}

} // namespace

class TestTimelineWidget : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void clickSeeksThere();
    void scrubbingEmitsEveryMove();
    void headStaysUnderTheScrubbingPointer();
    void wheelZoomsAboutThePointer();
    void shiftWheelPans();
    void middleButtonPans();
    void loopHandleIsDragged();
    void pointsKeepTheirOrder();
    void shiftDragDrawsALoop();
    void markerIsSoughtExactly();
    void keysSeekAndZoom();
    void viewFollowsThePlayHead();
    void anotherFileStartsAfresh();
    void lanesCollapseAndAreRemembered();
    void borderIsDragged();
    void movingHeadAsksTheSourceNothing();
    void overviewScrollsAndZooms();
    void hoverAsksForAThumbnail();
    void similarityHasGaps();
    void screenReaderSeesTheValue();
    void emptyStateSaysWhatToDo();
    void picturesOfBothThemesDiffer();
    void goneSourceIsHarmless();
    void annotationLanesComeWithTheProject();
    void trackIsPressedAndItsKeySought();
    void soundingEndIsDraggedInOneGo();
    void soundingEndsKeepTheirOrder();
    void markEndIsDraggedInOneGo();
    void spansLeaveOutWhatEnded();

private:
    [[nodiscard]] QPoint at(MediaTime time, int y) const
    {
        const double x = m_widget->lanes().dataArea().left() + m_widget->scale().xOf(time);
        return {static_cast<int>(std::lround(x)), y};
    }
    [[nodiscard]] int waveformY() const
    {
        return m_widget->lanes().lane(TimelineLaneId::Waveform).center().y();
    }
    [[nodiscard]] int marksY() const { return m_widget->lanes().marks().center().y(); }
    void wheel(QPoint point, QPoint delta, Qt::KeyboardModifiers modifiers = Qt::NoModifier) const;
    void drag(QPoint from,
              QPoint to,
              Qt::KeyboardModifiers modifiers = Qt::NoModifier,
              Qt::MouseButton button = Qt::LeftButton) const;

    std::unique_ptr<TimelineWidget> m_widget;
    std::unique_ptr<FakeSource> m_source;
};

void TestTimelineWidget::init()
{
    QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
    m_source = std::make_unique<FakeSource>();
    m_widget = std::make_unique<TimelineWidget>();
    m_widget->resize(1100, 320);
    m_widget->setSource(m_source.get());
    m_widget->setFrameNumbers(twentyFive());
    m_widget->setMedia(tenSeconds());
    m_widget->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_widget.get()));
}

void TestTimelineWidget::cleanup()
{
    m_widget.reset();
    m_source.reset();
}

void TestTimelineWidget::wheel(QPoint point, QPoint delta, Qt::KeyboardModifiers modifiers) const
{
    QWheelEvent event(point,
                      m_widget->mapToGlobal(point),
                      {},
                      delta,
                      Qt::NoButton,
                      modifiers,
                      Qt::NoScrollPhase,
                      false);
    QCoreApplication::sendEvent(m_widget.get(), &event);
}

void TestTimelineWidget::drag(QPoint from,
                              QPoint to,
                              Qt::KeyboardModifiers modifiers,
                              Qt::MouseButton button) const
{
    QTest::mousePress(m_widget.get(), button, modifiers, from);
    for (int i = 1; i <= 4; ++i) {
        const QPoint point = from + (to - from) * i / 4;
        QMouseEvent move(QEvent::MouseMove,
                         point,
                         m_widget->mapToGlobal(point),
                         Qt::NoButton,
                         button,
                         modifiers);
        QCoreApplication::sendEvent(m_widget.get(), &move);
    }
    QTest::mouseRelease(m_widget.get(), button, modifiers, to);
}

void TestTimelineWidget::clickSeeksThere()
{
    QSignalSpy sought(m_widget.get(), &TimelineWidget::seekRequested);
    const QPoint point = at(4s, waveformY());
    QTest::mouseClick(m_widget.get(), Qt::LeftButton, {}, point);
    QCOMPARE(sought.size(), 1);
    const auto time = sought[0][0].value<MediaTime>();
    QVERIFY(std::abs((time - 4s).count()) <= m_widget->scale().usPerPixel());
    QVERIFY(m_widget->position() == time); // the head goes along at once
    // The ruler seeks, too.
    QTest::mouseClick(m_widget.get(), Qt::LeftButton, {}, at(2s, 5));
    QCOMPARE(sought.size(), 2);
}

void TestTimelineWidget::scrubbingEmitsEveryMove()
{
    QSignalSpy sought(m_widget.get(), &TimelineWidget::seekRequested);
    drag(at(2s, waveformY()), at(6s, waveformY()));
    QCOMPARE(sought.size(), 5);
    for (qsizetype i = 1; i < sought.size(); ++i)
        QVERIFY(sought[i][0].value<MediaTime>() > sought[i - 1][0].value<MediaTime>());
    // Beyond the end: the end.
    drag(at(9s, waveformY()), at(10s, waveformY()) + QPoint(500, 0));
    QVERIFY(sought.last()[0].value<MediaTime>() == 10s);
}

void TestTimelineWidget::headStaysUnderTheScrubbingPointer()
{
    QTest::mousePress(m_widget.get(), Qt::LeftButton, {}, at(4s, waveformY()));
    const MediaTime under = m_widget->position();
    m_widget->setPosition(1s); // the answer to an older seek
    QVERIFY(m_widget->position() == under);
    m_widget->setPosition(3960ms);
    QTest::mouseRelease(m_widget.get(), Qt::LeftButton, {}, at(4s, waveformY()));
    QVERIFY(m_widget->position() == 3960ms);
}

void TestTimelineWidget::wheelZoomsAboutThePointer()
{
    const QPoint point = at(3s, waveformY());
    const double x = point.x() - m_widget->lanes().dataArea().left();
    const MediaTime under = m_widget->scale().timeAt(x);
    for (const Qt::KeyboardModifiers modifiers :
         {Qt::KeyboardModifiers(), Qt::KeyboardModifiers(Qt::ControlModifier)}) {
        const double before = m_widget->scale().usPerPixel();
        wheel(point, {0, 240}, modifiers);
        QVERIFY(m_widget->scale().usPerPixel() < before);
        QVERIFY(std::abs((m_widget->scale().timeAt(x) - under).count()) <= 1);
    }
    for (int i = 0; i < 200; ++i)
        wheel(point, {0, 120});
    QCOMPARE(m_widget->scale().usPerPixel(), TimelineScale::kClosestUsPerPixel);
    QVERIFY(std::abs((m_widget->scale().timeAt(x) - under).count()) <= 1);
    for (int i = 0; i < 200; ++i)
        wheel(point, {0, -120});
    QVERIFY(m_widget->scale().showsAll());
}

void TestTimelineWidget::shiftWheelPans()
{
    m_widget->showRange({4s, 5s});
    wheel(at(4500ms, waveformY()), {0, -120}, Qt::ShiftModifier);
    QVERIFY(m_widget->scale().visible() == (TimeRange{4100ms, 5100ms}));
    wheel(at(4500ms, waveformY()), {120, 0});
    QVERIFY(m_widget->scale().visible() == (TimeRange{4s, 5s}));
}

void TestTimelineWidget::middleButtonPans()
{
    m_widget->showRange({4s, 5s});
    QSignalSpy sought(m_widget.get(), &TimelineWidget::seekRequested);
    drag(at(4600ms, waveformY()), at(4400ms, waveformY()), {}, Qt::MiddleButton);
    QVERIFY(std::abs((m_widget->scale().visible().begin - 4200ms).count()) < 2000);
    QVERIFY(sought.isEmpty());
}

void TestTimelineWidget::loopHandleIsDragged()
{
    m_widget->setLoop(TimeRange{2s, 6s});
    QSignalSpy edited(m_widget.get(), &TimelineWidget::loopEdited);
    QSignalSpy sought(m_widget.get(), &TimelineWidget::seekRequested);
    drag(at(2s, marksY()) + QPoint(4, 0), at(4s, marksY()));
    QVERIFY(!edited.isEmpty());
    QVERIFY(sought.isEmpty());
    auto loop = edited.last()[0].value<TimeRange>();
    QVERIFY(std::abs((loop.begin - 4s).count()) <= m_widget->scale().usPerPixel());
    QVERIFY(loop.end == 6s);
    // The begin stops before the end.
    drag(at(4s, marksY()) + QPoint(4, 0), at(9s, marksY()));
    loop = edited.last()[0].value<TimeRange>();
    QVERIFY(loop.begin == 6s - 1ms);
    QVERIFY(m_widget->marks().loop == loop);
}

void TestTimelineWidget::pointsKeepTheirOrder()
{
    TimelineMarks marks;
    marks.in = 2s;
    marks.out = 5s;
    m_widget->setMarks(marks);
    QSignalSpy in(m_widget.get(), &TimelineWidget::inEdited);
    QSignalSpy out(m_widget.get(), &TimelineWidget::outEdited);
    drag(at(5s, marksY()) - QPoint(4, 0), at(1s, marksY()));
    QVERIFY(!out.isEmpty() && in.isEmpty());
    QVERIFY(out.last()[0].value<MediaTime>() == 2s + 1ms);
}

void TestTimelineWidget::shiftDragDrawsALoop()
{
    QSignalSpy edited(m_widget.get(), &TimelineWidget::loopEdited);
    drag(at(7s, waveformY()), at(3s, waveformY()), Qt::ShiftModifier); // backwards
    QVERIFY(!edited.isEmpty());
    const auto loop = edited.last()[0].value<TimeRange>();
    QVERIFY(std::abs((loop.begin - 3s).count()) <= m_widget->scale().usPerPixel());
    QVERIFY(std::abs((loop.end - 7s).count()) <= m_widget->scale().usPerPixel());
    edited.clear();
    QTest::mouseClick(m_widget.get(), Qt::LeftButton, Qt::ShiftModifier, at(5s, waveformY()));
    QVERIFY(edited.isEmpty());
}

void TestTimelineWidget::markerIsSoughtExactly()
{
    TimelineMarks marks;
    marks.markers = {{3s + 333us, QStringLiteral("bark")}};
    m_widget->setMarks(marks);
    QSignalSpy sought(m_widget.get(), &TimelineWidget::seekRequested);
    QTest::mouseClick(m_widget.get(), Qt::LeftButton, {}, at(3s, marksY()) + QPoint(3, 0));
    QVERIFY(sought.last()[0].value<MediaTime>() == 3s + 333us);
}

void TestTimelineWidget::keysSeekAndZoom()
{
    QSignalSpy sought(m_widget.get(), &TimelineWidget::seekRequested);
    QTest::keyClick(m_widget.get(), Qt::Key_End);
    QVERIFY(sought.last()[0].value<MediaTime>() == 10s);
    QTest::keyClick(m_widget.get(), Qt::Key_Home);
    QVERIFY(sought.last()[0].value<MediaTime>() == 0s);
    m_widget->setPosition(5s);
    const double x = m_widget->scale().xOf(5s);
    QTest::keyClick(m_widget.get(), Qt::Key_Plus);
    QVERIFY(!m_widget->scale().showsAll());
    QVERIFY(std::abs(m_widget->scale().xOf(5s) - x) < 0.1); // about the play head
    QTest::keyClick(m_widget.get(), Qt::Key_Minus);
    QVERIFY(m_widget->scale().showsAll());
    QTest::keyClick(m_widget.get(), Qt::Key_Plus);
    QTest::keyClick(m_widget.get(), Qt::Key_0);
    QVERIFY(m_widget->scale().showsAll());
    const qsizetype before = sought.size();
    QTest::keyClick(m_widget.get(), Qt::Key_Right); // the player's
    QCOMPARE(sought.size(), before);
}

void TestTimelineWidget::viewFollowsThePlayHead()
{
    m_widget->showRange({2s, 3s});
    m_widget->setPosition(2900ms);
    QVERIFY(m_widget->scale().visible().begin == 0s || m_widget->scale().visible().begin == 2s);
    m_widget->showRange({2s, 3s});
    m_widget->setPosition(3040ms);
    QVERIFY(m_widget->scale().visible() == (TimeRange{2940ms, 3940ms}));
    // Looked elsewhere: playing does not pull the view back.
    m_widget->showRange({7s, 8s});
    m_widget->setPosition(3080ms);
    QVERIFY(m_widget->scale().visible().begin == 7s);
    m_widget->setFollowing(false);
    m_widget->showRange({3s, 4s});
    m_widget->setPosition(5s);
    QVERIFY(m_widget->scale().visible().begin == 3s);
}

void TestTimelineWidget::anotherFileStartsAfresh()
{
    m_widget->showRange({2s, 3s});
    m_widget->setLoop(TimeRange{2s, 3s});
    MediaSummary more = tenSeconds();
    more.isIndexed = true; // more is known of the same file
    m_widget->setMedia(more);
    QVERIFY(m_widget->scale().visible() == (TimeRange{2s, 3s}));
    QVERIFY(m_widget->marks().loop.has_value());
    more.path = QStringLiteral("/media/other.mp4");
    m_widget->setMedia(more);
    QVERIFY(m_widget->scale().showsAll());
    QVERIFY(!m_widget->marks().loop.has_value());
}

void TestTimelineWidget::lanesCollapseAndAreRemembered()
{
    QSignalSpy changed(m_widget.get(), &TimelineWidget::layoutTextChanged);
    const QRect gutter = m_widget->lanes().gutter(TimelineLaneId::Spectrogram);
    QTest::mouseClick(m_widget.get(), Qt::LeftButton, {}, gutter.center());
    QVERIFY(m_widget->lanes().isCollapsed(TimelineLaneId::Spectrogram));
    QCOMPARE(changed.size(), 1);
    TimelineWidget other;
    other.setLayoutText(changed[0][0].toString());
    QVERIFY(other.lanes().isCollapsed(TimelineLaneId::Spectrogram));
    QTest::mouseClick(m_widget.get(),
                      Qt::LeftButton,
                      {},
                      m_widget->lanes().gutter(TimelineLaneId::Spectrogram).center());
    QVERIFY(!m_widget->lanes().isCollapsed(TimelineLaneId::Spectrogram));
}

void TestTimelineWidget::borderIsDragged()
{
    QSignalSpy changed(m_widget.get(), &TimelineWidget::layoutTextChanged);
    const int before = m_widget->lanes().lane(TimelineLaneId::Waveform).height();
    const QPoint border(500, m_widget->lanes().lane(TimelineLaneId::Waveform).bottom() + 1);
    drag(border, border + QPoint(0, 16));
    QCOMPARE(m_widget->lanes().lane(TimelineLaneId::Waveform).height(), before + 16);
    QCOMPARE(changed.size(), 1);
}

void TestTimelineWidget::movingHeadAsksTheSourceNothing()
{
    m_widget->grab();
    const int before = m_source->asked;
    for (int i = 0; i < 50; ++i) {
        m_widget->setPosition(MediaTime(40ms) * i);
        m_widget->repaint(QRect(200, 0, 50, 320)); // lanes only: pictures are kept
    }
    QCOMPARE(m_source->asked, before);
    Q_EMIT m_source->lanesChanged();
    m_widget->grab();
    QVERIFY(m_source->asked > before);
}

void TestTimelineWidget::overviewScrollsAndZooms()
{
    auto *overview = m_widget->findChild<TimelineOverview *>();
    QVERIFY(overview != nullptr);
    QVERIFY(!overview->accessibleName().isEmpty());
    m_widget->showRange({0s, 2s});
    const int y = overview->height() / 2;
    // A click beside the frame brings it there.
    QTest::mouseClick(overview, Qt::LeftButton, {}, QPoint(overview->width() / 2, y));
    const TimeRange view = m_widget->scale().visible();
    QVERIFY(std::abs((view.begin - 4s).count()) < 20000
            && std::abs((view.end - 6s).count()) < 20000);
    // Its right end zooms.
    const int right = static_cast<int>(overview->width() * 0.6);
    QTest::mousePress(overview, Qt::LeftButton, {}, QPoint(right, y));
    QMouseEvent move(QEvent::MouseMove,
                     QPointF(overview->width() * 0.8, y),
                     overview->mapToGlobal(QPointF(overview->width() * 0.8, y)),
                     Qt::NoButton,
                     Qt::LeftButton,
                     Qt::NoModifier);
    QCoreApplication::sendEvent(overview, &move);
    QTest::mouseRelease(overview, Qt::LeftButton, {}, QPoint(right, y));
    QVERIFY(std::abs((m_widget->scale().visible().end - 8s).count()) < 30000);
    QTest::mouseDClick(overview, Qt::LeftButton, {}, QPoint(10, y));
    QVERIFY(m_widget->scale().showsAll());
}

void TestTimelineWidget::hoverAsksForAThumbnail()
{
    const QPoint point = at(5s, waveformY());
    QMouseEvent move(QEvent::MouseMove,
                     point,
                     m_widget->mapToGlobal(point),
                     Qt::NoButton,
                     Qt::NoButton,
                     Qt::NoModifier);
    QCoreApplication::sendEvent(m_widget.get(), &move);
    QVERIFY(std::abs((m_source->wanted - 5s).count()) <= m_widget->scale().usPerPixel());
    m_source->wanted = MediaTime(-1);
    Q_EMIT m_source->thumbnailReady(5s);
    QVERIFY(m_source->wanted >= 0us); // shown once it is there
}

void TestTimelineWidget::similarityHasGaps()
{
    const QImage empty = m_widget->grab().toImage();
    std::vector<SimilarityPoint> points;
    for (int i = 0; i < 100; ++i) // seconds 1 to 3 and 7 to 9
        points.push_back({i < 50 ? 1s + MediaTime(40ms) * i : 7s + MediaTime(40ms) * (i - 50),
                          0.8F,
                          std::numeric_limits<float>::quiet_NaN()});
    m_widget->setSimilarity(points, {});
    const QImage image = m_widget->grab().toImage();
    const QRect lane = m_widget->lanes().lane(TimelineLaneId::Similarity);
    const auto hasCurve = [&](MediaTime time) {
        const QRgb lowest = image.pixel(at(time, lane.bottom() - 5));
        return lowest != image.pixel(at(5020ms, lane.bottom() - 5));
    };
    QVERIFY(hasCurve(1980ms) && hasCurve(8020ms));
    QVERIFY(!hasCurve(520ms) && !hasCurve(4020ms) && !hasCurve(9520ms));
    QVERIFY(image != empty);
    m_widget->setSimilarity({}, QStringLiteral("No model is loaded"));
    QVERIFY(m_widget->grab().toImage() != empty); // says why
}

void TestTimelineWidget::screenReaderSeesTheValue()
{
    m_widget->setPosition(3400ms);
    QCOMPARE(m_widget->accessibleName(), "Timeline");
    QCOMPARE(m_widget->positionText(), "0:00:03.400, frame 85");
    QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(m_widget.get());
    QVERIFY(interface != nullptr);
    QCOMPARE(interface->role(), QAccessible::Slider);
    QCOMPARE(interface->text(QAccessible::Value), m_widget->positionText());
    QAccessibleValueInterface *value = interface->valueInterface();
    QVERIFY(value != nullptr);
    QCOMPARE(value->currentValue().toDouble(), 3.4);
    QCOMPARE(value->maximumValue().toDouble(), 10.0);
    QSignalSpy sought(m_widget.get(), &TimelineWidget::seekRequested);
    value->setCurrentValue(2.5);
    QVERIFY(sought.last()[0].value<MediaTime>() == 2500ms);
}

void TestTimelineWidget::emptyStateSaysWhatToDo()
{
    const QImage full = m_widget->grab().toImage();
    m_widget->setMedia({});
    const QImage empty = m_widget->grab().toImage();
    QVERIFY(empty != full);
    QSignalSpy sought(m_widget.get(), &TimelineWidget::seekRequested);
    QTest::mouseClick(m_widget.get(), Qt::LeftButton, {}, QPoint(500, 100));
    QTest::keyClick(m_widget.get(), Qt::Key_End);
    wheel({500, 100}, {0, 120});
    QVERIFY(sought.isEmpty());
}

void TestTimelineWidget::picturesOfBothThemesDiffer()
{
    QPalette dark;
    dark.setColor(QPalette::Window, QColor(45, 45, 48));
    dark.setColor(QPalette::WindowText, Qt::white);
    dark.setColor(QPalette::Base, QColor(30, 30, 32));
    const QImage light = m_widget->grab().toImage();
    m_widget->setPalette(dark);
    const QImage image = m_widget->grab().toImage();
    const QPoint point(m_widget->lanes().dataArea().left() + 5, waveformY() - 15);
    QVERIFY(qGray(image.pixel(point)) < 80);
    QVERIFY(qGray(light.pixel(point)) > 150);
}

void TestTimelineWidget::goneSourceIsHarmless()
{
    m_source.reset();
    m_widget->showRange({1s, 2s});
    QVERIFY(!m_widget->grab().isNull());
}

namespace {

TimelineAnnotations twoTracks()
{
    TimelineAnnotations annotations;
    annotations.isOpen = true;
    annotations.tracks = {
            {TrackId{7}, QStringLiteral("frog"), Qt::red, false, {{2s}, {6s}}, {}},
            {TrackId{8}, QStringLiteral("crow"), Qt::blue, true, {{1s}}, {{3s, 5s}, {7s, 8s}}}};
    annotations.marks = {{MarkKind::Silence, AnnotatorId{1}, {0s, 1s}}};
    annotations.scores = {{2s, 0.2}, {2s + 40ms, 0.7}};
    return annotations;
}

} // namespace

void TestTimelineWidget::annotationLanesComeWithTheProject()
{
    m_widget->resize(900, 520);
    QVERIFY(!m_widget->lanes().isShown(TimelineLaneId::Tracks));
    const int least = m_widget->minimumSizeHint().height();
    m_widget->setAnnotations(twoTracks());
    for (const TimelineLaneId lane : kAnnotationLanes)
        QVERIFY(m_widget->lanes().lane(lane).height() > 0);
    QVERIFY(m_widget->minimumSizeHint().height() > least);
    const QImage full = m_widget->grab().toImage();
    TimelineAnnotations empty;
    empty.isOpen = true;
    m_widget->setAnnotations(empty);
    QVERIFY(m_widget->grab().toImage() != full);
    m_widget->setAnnotations({});
    QVERIFY(!m_widget->lanes().isShown(TimelineLaneId::Score));
}

void TestTimelineWidget::trackIsPressedAndItsKeySought()
{
    m_widget->resize(900, 520);
    m_widget->setAnnotations(twoTracks());
    QSignalSpy pressed(m_widget.get(), &TimelineWidget::trackPressed);
    QSignalSpy seeks(m_widget.get(), &TimelineWidget::seekRequested);
    const QRect lane = m_widget->lanes().lane(TimelineLaneId::Tracks);
    const AnnotationRow first = annotationRow(0, 2, lane.height());
    const int y = lane.top() + static_cast<int>(first.top + first.height / 2);
    QTest::mouseClick(m_widget.get(), Qt::LeftButton, {}, at(6s, y) + QPoint(3, 0));
    QCOMPARE(pressed.size(), 1);
    QCOMPARE(pressed.first().first().value<TrackId>(), TrackId{7});
    QCOMPARE(seeks.first().first().value<MediaTime>(), MediaTime(6s)); // the key frame, exactly
    QTest::mouseClick(m_widget.get(), Qt::LeftButton, {}, at(4s, lane.bottom() - 1));
    QVERIFY(pressed.size() == 1 || pressed.last().first().value<TrackId>() == TrackId{8});
}

void TestTimelineWidget::soundingEndIsDraggedInOneGo()
{
    m_widget->resize(900, 520);
    m_widget->setAnnotations(twoTracks());
    QSignalSpy edited(m_widget.get(), &TimelineWidget::soundingEdited);
    QSignalSpy seeks(m_widget.get(), &TimelineWidget::seekRequested);
    const QRect lane = m_widget->lanes().lane(TimelineLaneId::Sounding);
    const AnnotationRow row = annotationRow(1, 2, lane.height());
    const int y = lane.top() + static_cast<int>(row.top + row.height / 2);
    drag(at(5s, y), at(6s, y));
    QCOMPARE(edited.size(), 1);
    QCOMPARE(edited.first().at(0).value<TrackId>(), TrackId{8});
    QCOMPARE(edited.first().at(1).value<TimeRange>(), (TimeRange{3s, 5s}));
    const auto after = edited.first().at(2).value<TimeRange>();
    QCOMPARE(after.begin, MediaTime(3s));
    QVERIFY(std::chrono::abs(after.end - MediaTime(6s)) < 50ms);
    QVERIFY(seeks.isEmpty());
}

void TestTimelineWidget::soundingEndsKeepTheirOrder()
{
    const TimelineTrack track = twoTracks().tracks[1];
    const MediaTime length = 10s;
    QCOMPARE(movedSounding(track, {1, 0, false}, 9s, length), (TimeRange{3s, 7s - 10ms}));
    QCOMPARE(movedSounding(track, {1, 0, false}, 1s, length), (TimeRange{3s, 3s + 10ms}));
    QCOMPARE(movedSounding(track, {1, 1, true}, 0s, length), (TimeRange{5s + 10ms, 8s}));
    QCOMPARE(movedSounding(track, {1, 1, false}, 20s, length), (TimeRange{7s, 10s}));
}

void TestTimelineWidget::markEndIsDraggedInOneGo()
{
    m_widget->resize(900, 520);
    TimelineAnnotations annotations = twoTracks();
    const ClipMark silence{MarkKind::Silence, {}, {2s, 4s}};
    const ClipMark whole{MarkKind::OffScreenSound, {}, {}};
    annotations.marks = {whole, silence};
    m_widget->setAnnotations(annotations);
    QSignalSpy edited(m_widget.get(), &TimelineWidget::markEdited);
    QSignalSpy seeks(m_widget.get(), &TimelineWidget::seekRequested);
    const QRect lane = m_widget->lanes().lane(TimelineLaneId::Marks);
    const AnnotationRow row = markRow(annotations.marks, MarkKind::Silence, lane.height());
    const int y = lane.top() + static_cast<int>(row.top + row.height / 2);
    drag(at(2s, y), at(1s, y));
    QCOMPARE(edited.size(), 1);
    QVERIFY(edited.first().at(0).value<ClipMark>() == silence);
    const auto after = edited.first().at(1).value<TimeRange>();
    QVERIFY(std::chrono::abs(after.begin - MediaTime(1s)) < 50ms);
    QCOMPARE(after.end, MediaTime(4s));
    QVERIFY(seeks.isEmpty());
    // A mark keeps something, and stays in the file.
    QCOMPARE(movedMark({2s, 4s}, {0, false}, 1s, 10s), (TimeRange{2s, 2s + 10ms}));
    QCOMPARE(movedMark({2s, 4s}, {0, false}, 20s, 10s), (TimeRange{2s, 10s}));
    QCOMPARE(movedMark({2s, 4s}, {0, true}, -1s, 10s), (TimeRange{0s, 4s}));
}

void TestTimelineWidget::spansLeaveOutWhatEnded()
{
    std::vector<KeyFrame> keys{{1s}, {2s}, {4s}, {6s}};
    keys[0].gap = KeyGap::Empty;
    keys[1].state = KeyState::Ended;
    keys[2].state = KeyState::Occluded;
    const auto spans = spansOf(keys, 10s);
    QCOMPARE(spans.size(), std::size_t{3});
    QCOMPARE(spans[0].range, (TimeRange{1s, 2s}));
    QVERIFY(spans[0].gap == KeyGap::Empty);
    QCOMPARE(spans[1].range, (TimeRange{4s, 6s}));
    QVERIFY(spans[1].isOccluded);
    QCOMPARE(spans[2].range, (TimeRange{6s, 10s})); // the last one stays
}

QTEST_MAIN(TestTimelineWidget)
#include "tst_timeline_widget.moc"

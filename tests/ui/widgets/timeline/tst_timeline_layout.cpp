// SPDX-License-Identifier: MIT
#include "ui/widgets/timeline/timeline_layout.h"

#include <QTest>

using namespace soundlocus;

class TestTimelineLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void partsFillTheWidget();
    void collapsedLanesGiveTheirRoom();
    void borderTakesFromTheNextOpenLane();
    void borderStopsAtTheSmallestLane();
    void textBringsItBack();
    void wrongTextIsLeftAlone();
    void annotationLanesTakeRoomOnlyWhileShown();
};

namespace {

TimelineLayout layoutOf(QSize size)
{
    TimelineLayout layout;
    layout.setMetrics({80, 16});
    layout.setSize(size);
    return layout;
}

} // namespace

void TestTimelineLayout::partsFillTheWidget()
{
    const TimelineLayout layout = layoutOf({1000, 400});
    QCOMPARE(layout.ruler().topLeft(), QPoint(80, 0));
    QCOMPARE(layout.marks().top(), layout.ruler().bottom() + 1);
    int top = layout.marks().bottom() + 1;
    for (const TimelineLaneId lane : kTimelineLanes) {
        QCOMPARE(layout.lane(lane).top(), top);
        QCOMPARE(layout.lane(lane).width(), 920);
        QCOMPARE(layout.gutter(lane).width(), 80);
        top += layout.lane(lane).height();
    }
    QCOMPARE(top, layout.overview().top());
    QCOMPARE(layout.overview().bottom(), 399);
}

void TestTimelineLayout::collapsedLanesGiveTheirRoom()
{
    TimelineLayout layout = layoutOf({1000, 400});
    const int before = layout.lane(TimelineLaneId::Spectrogram).height();
    layout.setCollapsed(TimelineLaneId::Waveform, true);
    QVERIFY(layout.isCollapsed(TimelineLaneId::Waveform));
    QCOMPARE(layout.lane(TimelineLaneId::Waveform).height(), 20);
    QVERIFY(layout.lane(TimelineLaneId::Spectrogram).height() > before);
    QCOMPARE(layout.lane(TimelineLaneId::Similarity).bottom() + 1, layout.overview().top());
}

void TestTimelineLayout::borderTakesFromTheNextOpenLane()
{
    TimelineLayout layout = layoutOf({1000, 400});
    const int waveform = layout.lane(TimelineLaneId::Waveform).height();
    const int similarity = layout.lane(TimelineLaneId::Similarity).height();
    const int border = layout.lane(TimelineLaneId::Waveform).bottom() + 1;
    QVERIFY(layout.borderAt(border + 2) == TimelineLaneId::Waveform);
    layout.moveBorder(TimelineLaneId::Waveform, 12);
    QCOMPARE(layout.lane(TimelineLaneId::Waveform).height(), waveform + 12);
    QCOMPARE(layout.lane(TimelineLaneId::Similarity).height(), similarity);
    // Nothing open below the last one.
    QVERIFY(!layout.borderAt(layout.overview().top()));
    layout.setCollapsed(TimelineLaneId::Spectrogram, true);
    const int now = layout.lane(TimelineLaneId::Waveform).height();
    layout.moveBorder(TimelineLaneId::Waveform, -10);
    QCOMPARE(layout.lane(TimelineLaneId::Waveform).height(), now - 10);
}

void TestTimelineLayout::borderStopsAtTheSmallestLane()
{
    TimelineLayout layout = layoutOf({1000, 400});
    layout.moveBorder(TimelineLaneId::Waveform, -1000);
    QCOMPARE(layout.lane(TimelineLaneId::Waveform).height(), TimelineLayout::kSmallestLane);
    layout.moveBorder(TimelineLaneId::Waveform, 1000);
    QCOMPARE(layout.lane(TimelineLaneId::Spectrogram).height(), TimelineLayout::kSmallestLane);
}

void TestTimelineLayout::textBringsItBack()
{
    TimelineLayout layout = layoutOf({1000, 400});
    layout.moveBorder(TimelineLaneId::Waveform, 20);
    layout.setCollapsed(TimelineLaneId::Similarity, true);
    TimelineLayout other = layoutOf({1000, 400});
    other.fromText(layout.toText());
    for (const TimelineLaneId lane : kTimelineLanes)
        QCOMPARE(other.lane(lane), layout.lane(lane));
    QVERIFY(other.isCollapsed(TimelineLaneId::Similarity));
}

void TestTimelineLayout::wrongTextIsLeftAlone()
{
    TimelineLayout layout = layoutOf({1000, 400});
    const QString before = layout.toText();
    for (const char *text :
         {"", "x", "waveform", "waveform:", "waveform:0", "waveform:-5c", "lane:50", ",,:"})
        layout.fromText(text);
    QCOMPARE(layout.toText(), before);
}

void TestTimelineLayout::annotationLanesTakeRoomOnlyWhileShown()
{
    TimelineLayout layout = layoutOf({1000, 500});
    const int least = layout.smallestHeight();
    for (const TimelineLaneId lane : kAnnotationLanes) {
        QVERIFY(!layout.isShown(lane));
        QCOMPARE(layout.lane(lane).height(), 0);
        layout.setShown(lane, true);
        QVERIFY(layout.lane(lane).height() >= TimelineLayout::kSmallestLane);
    }
    QVERIFY(layout.smallestHeight() > least);
    QCOMPARE(layout.lane(TimelineLaneId::Score).bottom() + 1, layout.overview().top());
    layout.setCollapsed(TimelineLaneId::Tracks, true);
    TimelineLayout other = layoutOf({1000, 500});
    other.fromText(layout.toText());
    QVERIFY(!other.isShown(TimelineLaneId::Tracks)); // a project decides, not the settings
    QVERIFY(other.isCollapsed(TimelineLaneId::Tracks));
    QVERIFY(!other.borderAt(other.overview().top()));
}

QTEST_APPLESS_MAIN(TestTimelineLayout)
#include "tst_timeline_layout.moc"

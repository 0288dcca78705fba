// SPDX-License-Identifier: MIT
#include "app/services/playback/order_box.h"
#include "app/services/playback/picture_slot.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include <QElapsedTimer>
#include <QTest>

#include <thread>

using namespace soundlocus;
using namespace std::chrono_literals;

namespace {

OrderBox::Deadline atOnce()
{
    return OrderBox::Deadline::clock::now();
}

ReadyPicture picture(int media, bool isPlaying, std::int64_t dropped = 0)
{
    ReadyPicture made;
    made.media = media;
    made.dropped = dropped;
    made.isPlaying = isPlaying;
    return made;
}

/// Orders a jump while the last picture is fresh; once more where something else ran in between.
void jumpOnAFreshScreen(OrderBox &box, Urgency urgency, MediaTime time)
{
    constexpr int kTries = 5;
    constexpr qint64 kFreshMs = 50;
    QElapsedTimer timer;
    for (int i = 0; i < kTries && (i == 0 || timer.elapsed() > kFreshMs); ++i) {
        timer.start();
        box.noteShown();
        box.put(urgency, [time](PlaybackOrders &orders) { orders.jump = time; });
    }
}

} // namespace

class TstOrderBox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void ordersAreMerged();
    void keyStepsWaitForTheIndex();
    void indexOfAClosedFileIsForgotten();
    void waitsForOrders();
    void whatIsBrokenOff_data();
    void whatIsBrokenOff();
    void aLongDragShowsPictures();
    void stepsNeedWhatIsPrepared();
    void slotKeepsTheNewest();
};

void TstOrderBox::ordersAreMerged()
{
    OrderBox box;
    QVERIFY(!box.hasOrders());
    QVERIFY(box.take({}, atOnce()).isEmpty());
    for (int i = 1; i <= 3; ++i) {
        box.put(Urgency::InTurn, [&](PlaybackOrders &orders) {
            orders.steps += i;
            orders.jumpNumber = i;
        });
    }
    QVERIFY(box.hasOrders());
    const PlaybackOrders taken = box.take({}, std::nullopt);
    QCOMPARE(taken.steps, 6);
    QCOMPARE(taken.jumpNumber, 3);
    QVERIFY(!box.hasOrders());
    // What comes next answers the same jump.
    box.put(Urgency::InTurn, [](PlaybackOrders &orders) { orders.isPlay = true; });
    QCOMPARE(box.take({}, std::nullopt).jumpNumber, 3);
}

void TstOrderBox::keyStepsWaitForTheIndex()
{
    OrderBox box;
    box.put(Urgency::InTurn, [](PlaybackOrders &orders) {
        orders.keySteps = 2;
        orders.isPlay = true;
    });
    PlaybackOrders taken = box.take({}, atOnce());
    QVERIFY(taken.isPlay);
    QCOMPARE(taken.keySteps, 0);
    QVERIFY(!box.hasOrders());
    box.noteIndex();
    QVERIFY(box.hasOrders());
    QCOMPARE(box.take({}, std::nullopt).keySteps, 2);
    box.forgetIndex();
    box.put(Urgency::InTurn, [](PlaybackOrders &orders) { orders.keySteps = 1; });
    QVERIFY(!box.hasOrders());
}

void TstOrderBox::indexOfAClosedFileIsForgotten()
{
    QTemporaryDir folder;
    const std::filesystem::path path = test::pathOf(folder) / "video.mp4";
    SL_VERIFY_RESULT(test::writeVideo(path, {.frames = 3}));
    const auto file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    const auto index = FrameIndex::build(*file, -1);
    SL_VERIFY_RESULT(index);
    OrderBox box;
    box.put(Urgency::InTurn, [&](PlaybackOrders &orders) { orders.index = *index; });
    QVERIFY(box.hasOrders());
    box.forgetIndex();
    QVERIFY(!box.hasOrders());
}

void TstOrderBox::waitsForOrders()
{
    OrderBox box;
    std::stop_source quit;
    std::jthread other([&box] {
        std::this_thread::sleep_for(20ms);
        box.put(Urgency::InTurn, [](PlaybackOrders &orders) { orders.isClose = true; });
    });
    QVERIFY(box.take({}, std::nullopt).isClose);
    other = std::jthread([&quit] {
        std::this_thread::sleep_for(20ms);
        quit.request_stop();
    });
    QVERIFY(box.take(quit.get_token(), std::nullopt).isEmpty());
}

void TstOrderBox::whatIsBrokenOff_data()
{
    QTest::addColumn<int>("urgency");
    QTest::addColumn<bool>("decoding");
    QTest::addColumn<bool>("opening");
    QTest::newRow("in turn") << int(Urgency::InTurn) << false << false;
    QTest::newRow("jump") << int(Urgency::Jump) << true << false;
    QTest::newRow("abandon") << int(Urgency::Abandon) << true << true;
}

void TstOrderBox::whatIsBrokenOff()
{
    QFETCH(int, urgency);
    QFETCH(bool, decoding);
    QFETCH(bool, opening);
    OrderBox box;
    const std::stop_token cancel = box.cancelToken();
    const std::stop_token abandon = box.abandonToken();
    const std::stop_token preparing = box.preparingToken();
    jumpOnAFreshScreen(box, Urgency(urgency), 1s);
    QCOMPARE(cancel.stop_requested(), decoding);
    QCOMPARE(abandon.stop_requested(), opening);
    QVERIFY(preparing.stop_requested());
    // The order itself is carried out.
    QVERIFY(box.take({}, std::nullopt).jump.has_value());
    QVERIFY(!box.cancelToken().stop_requested());
    QVERIFY(!box.abandonToken().stop_requested());
    QVERIFY(!box.preparingToken().stop_requested());
    box.breakOff();
    QVERIFY(box.cancelToken().stop_requested());
    QVERIFY(box.abandonToken().stop_requested());
    QVERIFY(box.preparingToken().stop_requested());
}

/// Jumps that come faster than pictures do not keep the screen still.
void TstOrderBox::aLongDragShowsPictures()
{
    OrderBox box;
    box.noteShown();
    std::this_thread::sleep_for(150ms);
    const std::stop_token cancel = box.cancelToken();
    box.put(Urgency::Jump, [](PlaybackOrders &orders) { orders.jump = MediaTime(1s); });
    QVERIFY(!cancel.stop_requested());
    jumpOnAFreshScreen(box, Urgency::Jump, 2s);
    QVERIFY(cancel.stop_requested());
}

void TstOrderBox::stepsNeedWhatIsPrepared()
{
    OrderBox box;
    const std::stop_token preparing = box.preparingToken();
    box.put(Urgency::InTurn, [](PlaybackOrders &orders) { orders.steps = -1; });
    QVERIFY(!preparing.stop_requested());
    box.put(Urgency::InTurn, [](PlaybackOrders &orders) { orders.steps = 0; });
    QVERIFY(preparing.stop_requested());
}

void TstOrderBox::slotKeepsTheNewest()
{
    PictureSlot slot;
    QVERIFY(!slot.fetch());
    QVERIFY(slot.put(picture(1, true)));
    QVERIFY(!slot.put(picture(2, true, 2))); // told already
    const std::optional<ReadyPicture> fetched = slot.fetch();
    QVERIFY(fetched.has_value());
    QCOMPARE(fetched->media, 2);
    QCOMPARE(fetched->dropped, std::int64_t{3}); // the first one, too
    QVERIFY(!slot.fetch());
    // While paused what is replaced is no loss.
    QVERIFY(slot.put(picture(3, false)));
    QVERIFY(!slot.put(picture(4, false)));
    slot.forget();
    QVERIFY(!slot.put(picture(5, false))); // still told
    QCOMPARE(slot.fetch()->dropped, std::int64_t{0});
}

QTEST_GUILESS_MAIN(TstOrderBox)
#include "tst_order_box.moc"

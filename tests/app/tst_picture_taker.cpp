// SPDX-License-Identifier: MIT
#include "app/picture_taker.h"
#include "tests/app/fake_application.h"
#include "ui/services/settings.h"

#include <QTest>

using namespace soundlocus;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Bench : test::FakeServices
{
    PictureTaker taker{services, nullptr, 200ms};
    std::vector<PictureTaker::Taken> taken;

    void open()
    {
        player.open(u"/a.mp4"_s, 0s);
        localization.loadModel(MapSlot::Main, u"/m.pth"_s);
    }
    void take()
    {
        taker.take([this](const Result<PictureTaker::Taken> &result) {
            QVERIFY(result);
            taken.push_back(*result);
        });
    }
    /// The fake's map is bright on the left half of a grey picture.
    [[nodiscard]] bool hasMap() const
    {
        const QImage &image = taken.back().image;
        return image.pixelColor(2, 24) != image.pixelColor(61, 24);
    }
};

} // namespace

class TestPictureTaker : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theMapIsThatOfThePicture()
    {
        Bench b;
        b.open();
        b.localization.sendMap(MapSlot::Main, b.player.frame());
        b.take();
        QTRY_COMPARE(b.taken.size(), std::size_t{1});
        QVERIFY(b.hasMap() && !b.taken[0].lacksMap);
    }

    /// After a step the old map is still there, and must not be written.
    void anOldMapIsNotUsed()
    {
        Bench b;
        b.open();
        b.localization.sendMap(MapSlot::Main, b.player.frame());
        b.player.step(1);
        b.take();
        QTest::qWait(50);
        QVERIFY(b.taken.empty());
        b.localization.sendMap(MapSlot::Comparison, b.player.frame());
        b.localization.sendMap(MapSlot::Main, test::fakeFrame(7));
        QTest::qWait(20);
        QVERIFY(b.taken.empty());
        b.localization.sendMap(MapSlot::Main, b.player.frame());
        QTRY_COMPARE(b.taken.size(), std::size_t{1});
        QVERIFY(b.hasMap() && !b.taken[0].lacksMap);
    }

    void aMapThatDoesNotComeIsTold()
    {
        Bench b;
        b.open();
        b.take();
        QTRY_COMPARE(b.taken.size(), std::size_t{1});
        QVERIFY(!b.hasMap() && b.taken[0].lacksMap);
        b.take();
        b.player.open(u"/b.mp4"_s, 0s); // the picture is still that of before
        QTRY_COMPARE(b.taken.size(), std::size_t{2});
        QVERIFY(b.taken[1].lacksMap);
    }

    /// While playing the map is older than the picture on screen: both are taken of one time.
    void whilePlayingBothAreOfOneTime()
    {
        Bench b;
        b.open();
        b.player.play();
        Frame bright = test::fakeFrame(3);
        const std::vector<std::uint8_t> white(64 * 48 * 3, std::uint8_t{255});
        bright = Frame(std::make_shared<const std::vector<std::uint8_t>>(white), {64, 48}, 64 * 3);
        bright.pts = 120ms;
        b.player.seekFrame(5);
        b.localization.sendMap(MapSlot::Main, bright);
        b.take();
        QTRY_COMPARE(b.taken.size(), std::size_t{1});
        QVERIFY(b.hasMap());
        // A tint of white is brighter than one of the grey picture on screen.
        QVERIFY(b.taken[0].image.pixelColor(61, 24).red() > 128);
    }

    /// Until the new map is there the old one is still on screen, and belongs to another sound.
    void anotherSoundOrModelHasAnotherMap_data()
    {
        QTest::addColumn<int>("change");
        QTest::newRow("sound") << 0;
        QTest::newRow("model") << 1;
        QTest::newRow("settings") << 2;
    }
    void anotherSoundOrModelHasAnotherMap()
    {
        QFETCH(const int, change);
        Bench b;
        b.open();
        b.localization.sendMap(MapSlot::Main, b.player.frame());
        if (change == 0)
            b.localization.setSound(MapSlot::Main, {SoundChoice::Kind::Silence, {}, {}});
        else if (change == 1)
            b.localization.loadModel(MapSlot::Main, u"/other.pth"_s);
        else
            b.settings.setLocalization(MapSlot::Main, [] {
                LocalizationSettings settings;
                settings.fit = FitMode::Squash;
                return settings;
            }());
        b.take();
        QTest::qWait(50);
        QVERIFY(b.taken.empty());
        b.localization.sendMap(MapSlot::Main, b.player.frame());
        QTRY_COMPARE(b.taken.size(), std::size_t{1});
        QVERIFY(b.hasMap());
    }

    void aMapOfBeforeAJumpIsNotTaken()
    {
        Bench b;
        b.open();
        b.player.play();
        b.localization.sendMap(MapSlot::Main, b.player.frame());
        b.player.seekFrame(200);
        b.take();
        QTest::qWait(50);
        QVERIFY(b.taken.empty());
    }

    void aMapThatIsSwitchedOffIsNotMissed()
    {
        Bench b;
        b.open();
        b.take();
        Q_EMIT b.localization.mapCleared(MapSlot::Main);
        QTRY_COMPARE(b.taken.size(), std::size_t{1});
        QVERIFY(!b.taken[0].lacksMap);
    }

    void withoutAMapToExpectThePictureIsTakenAtOnce()
    {
        Bench b;
        b.open();
        OverlayStyle style = b.settings.values().overlay;
        style.isVisible = false;
        b.settings.setOverlay(style);
        b.take();
        QTRY_COMPARE(b.taken.size(), std::size_t{1});
        QVERIFY(!b.hasMap() && !b.taken[0].lacksMap);
    }

    void nothingOpenIsAnError()
    {
        Bench b;
        bool isRefused = false;
        b.taker.take([&](const Result<PictureTaker::Taken> &result) {
            isRefused = !result && result.error().code == ErrorCode::NoVideo;
        });
        QTRY_VERIFY(isRefused);
    }
};

QTEST_MAIN(TestPictureTaker)
#include "tst_picture_taker.moc"

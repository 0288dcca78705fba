// SPDX-License-Identifier: MIT
#include "tests/support/fake_services.h"
#include "ui/panels/status_indicators.h"

#include <QLabel>
#include <QStatusBar>
#include <QTest>

using namespace soundlocus;
using namespace Qt::StringLiterals;

namespace {

QString textOf(const QStatusBar &bar, const QString &name)
{
    for (const auto *label : bar.findChildren<QLabel *>()) {
        if (label->accessibleName() == name)
            return label->text();
    }
    return u"no such label"_s;
}

} // namespace

class TestStatusIndicators : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void mapsAgeAndFrame()
    {
        QLocale::setDefault(QLocale::C);
        test::FakePlayer player;
        test::FakeLocalization localization;
        QStatusBar bar;
        const StatusIndicators indicators(player, localization, bar);
        QCOMPARE(textOf(bar, u"Age of the map"_s), u"no map"_s);
        QCOMPARE(textOf(bar, u"Device"_s), u"no model"_s);
        localization.loadModel(MapSlot::Main, u"/m.pth"_s);
        QCOMPARE(textOf(bar, u"Device"_s), u"cpu"_s);
        player.open(u"/a.mp4"_s, {});
        player.seekFrame(100);
        localization.sendMap(MapSlot::Main, player.frame());
        QCOMPARE(textOf(bar, u"Age of the map"_s), u"map of this frame"_s);
        QCOMPARE(textOf(bar, u"Frame"_s), u"frame 100 / 250"_s);
        player.seekFrame(105);
        QCOMPARE(textOf(bar, u"Age of the map"_s), u"map 200 ms old"_s);
        localization.sendMap(MapSlot::Comparison, player.frame()); // another map
        QCOMPARE(textOf(bar, u"Age of the map"_s), u"map 200 ms old"_s);
        Q_EMIT localization.rateChanged({MapSlot::Main, 15.24, 60});
        QCOMPARE(textOf(bar, u"Rate of the maps"_s), u"15.2 maps/s"_s);
        Q_EMIT localization.rateChanged({MapSlot::Main, 0.01, 60});
        QCOMPARE(textOf(bar, u"Rate of the maps"_s), QString());
        player.seekFrame(90); // the map is of a later one
        QCOMPARE(textOf(bar, u"Age of the map"_s), u"no map yet"_s);
        player.seekFrame(105);
        Q_EMIT localization.mapCleared(MapSlot::Main);
        QCOMPARE(textOf(bar, u"Age of the map"_s), u"no map yet"_s);
    }

    void whyThereIsNoMap()
    {
        test::FakePlayer player;
        test::FakeLocalization localization;
        QStatusBar bar;
        const StatusIndicators indicators(player, localization, bar);
        const auto age = [&bar] { return textOf(bar, u"Age of the map"_s); };
        player.open(u"/a.mp4"_s, {});
        QCOMPARE(age(), u"no map: no model"_s);
        localization.loadModel(MapSlot::Main, u"/m.pth"_s);
        QCOMPARE(age(), u"no map yet"_s);
        LocalizationSettings off;
        off.isOn = false;
        localization.setSettings(MapSlot::Main, off);
        Q_EMIT localization.mapCleared(MapSlot::Main);
        QCOMPARE(age(), u"map is off"_s);
        localization.setSettings(MapSlot::Main, {});
        player.summary.hasSound = false;
        Q_EMIT localization.mapCleared(MapSlot::Main);
        QCOMPARE(age(), u"no map: no sound"_s);
        localization.setSound(MapSlot::Main, {SoundChoice::Kind::Noise, {}, {}});
        QCOMPARE(age(), u"no map yet"_s);
    }

    void whatBecomesOfTheSound()
    {
        test::FakePlayer player;
        test::FakeLocalization localization;
        QStatusBar bar;
        const StatusIndicators indicators(player, localization, bar);
        const auto sound = [&bar] { return textOf(bar, u"Sound device"_s); };
        QCOMPARE(sound(), QString());
        player.open(u"/a.mp4"_s, {});
        QCOMPARE(sound(), u"no sound device"_s);
        PlaybackStatistics heard;
        heard.isSoundHeard = true;
        heard.soundDevice = u"Loudspeaker"_s;
        Q_EMIT player.statisticsChanged(heard);
        QCOMPARE(sound(), u"Loudspeaker"_s);
        player.summary.hasSound = false;
        Q_EMIT player.statisticsChanged({});
        QCOMPARE(sound(), u"no sound in the file"_s);
    }

    void aModelThatIsLoading()
    {
        test::FakePlayer player;
        test::FakeLocalization localization;
        QStatusBar bar;
        const StatusIndicators indicators(player, localization, bar);
        Q_EMIT localization.modelLoading(MapSlot::Comparison, u"/other.pth"_s);
        QCOMPARE(textOf(bar, u"Device"_s), u"no model"_s);
        Q_EMIT localization.modelLoading(MapSlot::Main, u"/m.pth"_s);
        QCOMPARE(textOf(bar, u"Device"_s), u"loading model…"_s);
        Q_EMIT localization.modelFailed(u"/m.pth"_s, Error{});
        QCOMPARE(textOf(bar, u"Device"_s), u"no model"_s);
    }
};

QTEST_MAIN(TestStatusIndicators)
#include "tst_status_indicators.moc"

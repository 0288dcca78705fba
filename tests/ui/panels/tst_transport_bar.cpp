// SPDX-License-Identifier: MIT
#include "tests/support/fake_services.h"
#include "ui/panels/playback_commands.h"
#include "ui/panels/transport_bar.h"

#include <QComboBox>
#include <QLineEdit>
#include <QSlider>
#include <QTest>
#include <QToolButton>

using namespace soundlocus;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

template <typename Control>
Control *named(QWidget &parent, const QString &name)
{
    for (auto *control : parent.findChildren<Control *>()) {
        if (control->accessibleName() == name)
            return control;
    }
    qFatal("no control is called %s", qPrintable(name));
    return nullptr;
}

struct Bench
{
    test::FakePlayer player;
    Settings settings;
    ActionRegistry actions;
    PlaybackCommands commands{player, settings, actions};
    TransportBar bar{player, settings, actions};

    void open()
    {
        player.open(u"/a.mp4"_s, {});
        bar.show();
        bar.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&bar));
    }
    void type(const QString &field, const QString &text)
    {
        auto *edit = named<QLineEdit>(bar, field);
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
        QTest::keyClick(edit, Qt::Key_Return);
    }
};

} // namespace

class TestTransportBar : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyControlHasAName()
    {
        Bench b;
        for (const auto *widget : b.bar.findChildren<QWidget *>()) {
            const bool isControl = qobject_cast<const QToolButton *>(widget)
                                   || qobject_cast<const QComboBox *>(widget)
                                   || qobject_cast<const QLineEdit *>(widget)
                                   || qobject_cast<const QSlider *>(widget);
            if (isControl && widget->parentWidget() == &b.bar)
                QVERIFY2(!widget->accessibleName().isEmpty(), widget->metaObject()->className());
        }
    }

    void showsTimeAndFrame()
    {
        Bench b;
        b.open();
        b.player.seekFrame(87);
        QCOMPARE(named<QLineEdit>(b.bar, u"Time"_s)->text(), u"0:03.480"_s);
        QCOMPARE(named<QLineEdit>(b.bar, u"Frame number"_s)->text(), u"87"_s);
    }

    void clickPlays()
    {
        Bench b;
        b.open();
        QTest::mouseClick(named<QToolButton>(b.bar, u"Play"_s), Qt::LeftButton);
        QCOMPARE(b.player.state(), Player::State::Playing);
        QTest::mouseClick(named<QToolButton>(b.bar, u"One frame back"_s), Qt::LeftButton);
        QCOMPARE(b.player.state(), Player::State::Paused);
        QTest::mouseClick(named<QToolButton>(b.bar, u"Next key frame"_s), Qt::LeftButton);
        QCOMPARE(b.player.keySteps, QList<int>{1});
    }

    void typedTimeAndFrameAreJumpedTo()
    {
        Bench b;
        b.open();
        b.type(u"Time"_s, u"0:02.5"_s);
        QCOMPARE(b.player.position(), MediaTime(2480000)); // the picture on screen then
        b.type(u"Frame number"_s, u"120"_s);
        QCOMPARE(b.player.frame().index, 120);
        b.type(u"Time"_s, u"rubbish"_s);
        QCOMPARE(b.player.frame().index, 120);
        QCOMPARE(named<QLineEdit>(b.bar, u"Time"_s)->text(), u"0:04.800"_s);
    }

    void jumpCommandSelectsTheTime()
    {
        Bench b;
        b.open();
        b.actions.action(u"playback.jump"_s)->trigger();
        QVERIFY(named<QLineEdit>(b.bar, u"Time"_s)->hasFocus());
        QVERIFY(named<QLineEdit>(b.bar, u"Time"_s)->hasSelectedText());
    }

    void whatIsBeingTypedStays()
    {
        Bench b;
        b.open();
        auto *time = named<QLineEdit>(b.bar, u"Time"_s);
        time->setFocus();
        time->selectAll();
        QTest::keyClicks(time, u"7"_s);
        b.player.seekFrame(10);
        QCOMPARE(time->text(), u"7"_s);
    }

    void speedAndVolumeGoThroughTheSettings()
    {
        Bench b;
        b.open();
        auto *speed = named<QComboBox>(b.bar, u"Speed"_s);
        QCOMPARE(speed->currentData().toDouble(), 1.0);
        speed->setFocus();
        QTest::keyClick(speed, Qt::Key_Down);
        QCOMPARE(b.settings.values().playback.speed, 1.25);
        QCOMPARE(b.player.speed(), 1.25);
        auto *volume = named<QSlider>(b.bar, u"Volume"_s);
        QCOMPARE(volume->value(), 80);
        volume->setValue(30);
        QCOMPARE(b.player.volume(), 0.3);
        b.settings.setSound({0.5, true});
        QCOMPARE(volume->value(), 50);
        QVERIFY(b.actions.action(u"playback.mute"_s)->isChecked());
    }
};

QTEST_MAIN(TestTransportBar)
#include "tst_transport_bar.moc"

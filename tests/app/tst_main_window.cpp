// SPDX-License-Identifier: MIT
#include "tests/app/fake_application.h"

#include "app/full_screen_controls.h"
#include "tests/support/mouse_drag.h"
#include "ui/panels/export_progress.h"
#include "ui/panels/key_presets.h"
#include "ui/panels/notice_bar.h"
#include "ui/panels/playlist_panel.h"
#include "ui/widgets/canvas/video_canvas.h"
#include "ui/widgets/timeline/timeline_widget.h"

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDockWidget>
#include <QDropEvent>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>
#include <QMimeData>
#include <QTabBar>
#include <QTest>
#include <QTimer>
#include <QUrl>

#include <cmath>

using namespace soundlocus;
using namespace Qt::StringLiterals;

namespace {

using Bench = test::WindowBench;

} // namespace

class TestMainWindow : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale::C); }

    void everyControlHasANameOrAText()
    {
        const Bench b;
        for (const auto *widget : b.window->findChildren<QWidget *>()) {
            if (widget->objectName().startsWith(u"qt_"_s) || !widget->parentWidget()
                || widget->parentWidget()->inherits("QAbstractScrollArea")
                || widget->parentWidget()->inherits("QComboBox")
                || widget->inherits("QDockWidgetTitleButton") || widget->inherits("QScrollBar")
                || widget->inherits("QComboBoxPrivateScroller")) {
                continue;
            }
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            const bool isOther = qobject_cast<const QAbstractSlider *>(widget)
                                 || qobject_cast<const QAbstractSpinBox *>(widget)
                                 || qobject_cast<const QComboBox *>(widget);
            const QString name = widget->accessibleName();
            if (button)
                QVERIFY2(!name.isEmpty() || !button->text().isEmpty(),
                         qPrintable(QString::fromLatin1(
                                 widget->parentWidget()->metaObject()->className())));
            else if (isOther)
                QVERIFY2(!name.isEmpty(),
                         qPrintable(QString::fromLatin1(widget->metaObject()->className())
                                    + u" in "_s
                                    + QString::fromLatin1(
                                            widget->parentWidget()->metaObject()->className())));
        }
    }

    void altKeysLeadToOnePlace()
    {
        const Bench b;
        QStringList menus;
        for (const QAction *menu : b.window->menuBar()->actions())
            menus.append(QKeySequence::mnemonic(menu->text()).toString());
        for (const auto *dock : b.window->findChildren<QDockWidget *>()) {
            QStringList keys = menus;
            for (const auto *label : dock->findChildren<QLabel *>()) {
                if (label->buddy())
                    keys.append(QKeySequence::mnemonic(label->text()).toString());
            }
            for (const auto *button : dock->findChildren<QAbstractButton *>())
                keys.append(QKeySequence::mnemonic(button->text()).toString());
            keys.removeAll(QString());
            keys.sort();
            QStringList unique = keys;
            unique.removeDuplicates();
            QVERIFY2(keys == unique, qPrintable(dock->objectName() + u": "_s + keys.join(u' ')));
        }
    }

    /// A menu's access key goes before a command's key, and the command is never reached.
    void altKeysOfMenusAreNoCommands()
    {
        const Bench b;
        QStringList menus;
        for (const QAction *menu : b.window->menuBar()->actions()) {
            const QString key = QKeySequence::mnemonic(menu->text()).toString();
            QVERIFY2(!key.isEmpty(), qPrintable(menu->text()));
            QVERIFY2(!menus.contains(key), qPrintable(menu->text()));
            menus.append(key);
        }
        for (const KeyPreset &preset : keyPresets()) {
            b.window->actions().setPreset(QString::fromLatin1(preset.id));
            for (const QAction *action : b.window->actions().actions()) {
                for (const QKeySequence &key : action->shortcuts())
                    QVERIFY2(!menus.contains(key.toString()), qPrintable(action->objectName()));
            }
        }
    }

    void everyCommandIsInAMenu()
    {
        const Bench b;
        QList<QAction *> found;
        for (QAction *menu : b.window->menuBar()->actions()) {
            for (QAction *action : menu->menu()->actions())
                found += action->menu() ? action->menu()->actions() : QList{action};
        }
        for (QAction *action : b.window->actions().actions())
            QVERIFY2(found.contains(action), qPrintable(action->objectName()));
    }

    void dropOpensFilesAndModels()
    {
        Bench b;
        b.drop({u"/a.mp4"_s, u"/m.safetensors"_s});
        QCOMPARE(b.player.media().path, u"/a.mp4"_s);
        QCOMPARE(b.localization.model(MapSlot::Main)->path, u"/m.safetensors"_s);
        QCOMPARE(b.window->windowTitle(), u"a.mp4 – SoundLocus"_s);
    }

    void aFaultIsForgottenWithTheNextFile()
    {
        Bench b;
        b.session.open({u"/broken.mp4"_s});
        const auto *notices = b.window->findChild<NoticeBar *>();
        QCOMPARE(notices->notices().size(), std::size_t{1});
        b.session.open({u"/a.mp4"_s});
        QVERIFY(notices->notices().empty());
        b.session.loadModel(MapSlot::Main, u"/broken.pth"_s);
        QCOMPARE(notices->notices().size(), std::size_t{1});
        b.session.open({u"/b.mp4"_s});
        QCOMPARE(notices->notices().size(), std::size_t{1});
        b.session.loadModel(MapSlot::Main, u"/good.pth"_s);
        QVERIFY(notices->notices().empty());
    }

    void faultsAreShownAboveThePicture()
    {
        Bench b;
        b.window->show();
        b.drop({u"/broken.mp4"_s});
        QVERIFY(b.window->findChild<NoticeBar *>()->isVisible());
    }

    void keysReachTheCommands()
    {
        Bench b;
        b.window->show();
        b.window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(b.window.get()));
        b.session.open({u"/a.mp4"_s});
        b.player.pause();
        b.window->findChild<VideoCanvas *>()->setFocus();
        QTest::keyClick(b.window.get(), Qt::Key_Right);
        QCOMPARE(b.player.frame().index, 1);
        QTest::keyClick(b.window.get(), Qt::Key_Space);
        QCOMPARE(b.player.state(), Player::State::Playing);
        QTest::keyClick(b.window.get(), Qt::Key_H);
        QVERIFY(!b.settings.values().overlay.isVisible);
    }

    void demoSceneAndModelByMenu()
    {
        Bench b;
        b.trigger(u"file.open-demo"_s);
        QCOMPARE(b.player.media().path, u"/demo.mp4"_s);
        b.trigger(u"map.demo-model"_s);
        QCOMPARE(b.localization.model(MapSlot::Main)->path, u"/demo.safetensors"_s);
        b.trigger(u"map.reset"_s);
        QCOMPARE(b.settings.values().overlay, OverlayStyle{});
    }

    void copyHoldsPictureAndMap()
    {
        Bench b;
        QVERIFY(!b.window->actions().action(u"export.copy"_s)->isEnabled());
        b.session.open({u"/a.mp4"_s});
        b.localization.loadModel(MapSlot::Main, u"/m.pth"_s);
        b.localization.sendMap(MapSlot::Main, b.player.frame());
        QApplication::clipboard()->clear();
        b.trigger(u"export.copy"_s);
        QTRY_COMPARE(QApplication::clipboard()->image().size(), QSize(64, 48));
        const QImage image = QApplication::clipboard()->image();
        // Viridis: yellow where the map is 1, violet where it is 0.
        QVERIFY(image.pixelColor(2, 24).green() > image.pixelColor(61, 24).green() + 50);
    }

    void fullScreenAndBack()
    {
        Bench b;
        b.window->show();
        QVERIFY(b.window->menuBar()->isVisible());
        b.trigger(u"view.full-screen"_s);
        QVERIFY(b.window->isFullScreen());
        QVERIFY(!b.window->menuBar()->isVisible());
        QTest::keyClick(b.window.get(), Qt::Key_Escape);
        QVERIFY(!b.window->isFullScreen());
        QVERIFY(b.window->menuBar()->isVisible());
        QVERIFY(!b.window->actions().action(u"view.full-screen"_s)->isChecked());
    }

    void demoModeLoops()
    {
        Bench b;
        b.window->show();
        b.session.open({u"/a.mp4"_s, u"/b.mp4"_s});
        b.trigger(u"view.demo-mode"_s);
        QVERIFY(b.window->isFullScreen());
        Q_EMIT b.player.ended();
        QCOMPARE(b.player.media().path, u"/b.mp4"_s);
        QTest::keyClick(b.window.get(), Qt::Key_Escape);
        QVERIFY(!b.window->actions().action(u"view.demo-mode"_s)->isChecked());
        Q_EMIT b.player.ended();
        QCOMPARE(b.player.media().path, u"/b.mp4"_s);
    }

    /// A file that repeats, a passage, a map that is off, another sound: none of it is for an
    /// audience, and all of it comes back but the sound.
    void demoModeShowsTheMap()
    {
        Bench b;
        b.window->show();
        b.session.open({u"/a.mp4"_s, u"/b.mp4"_s});
        b.trigger(u"playback.repeat"_s);
        b.trigger(u"map.show"_s);
        b.localization.setSound(MapSlot::Main, {SoundChoice::Kind::Silence, {}, {}});
        QVERIFY(b.player.repeats() && !b.settings.values().overlay.isVisible);
        b.trigger(u"view.demo-mode"_s);
        QVERIFY(!b.player.repeats() && b.settings.values().overlay.isVisible);
        QVERIFY(b.localization.sound(MapSlot::Main) == SoundChoice{});
        b.trigger(u"view.demo-mode"_s);
        QVERIFY(b.player.repeats() && !b.settings.values().overlay.isVisible);
    }

    /// After a click on the timeline it has the focus, which is no reason to stay.
    void controlsOfFullScreenGo()
    {
        Bench b;
        b.window->show();
        b.session.open({u"/a.mp4"_s});
        b.trigger(u"view.full-screen"_s);
        auto *controls = b.window->findChild<FullScreenControls *>();
        controls->showControls();
        QVERIFY(controls->areControlsShown());
        b.window->findChild<TimelineWidget *>()->setFocus();
        QTRY_VERIFY(!controls->areControlsShown());
        b.trigger(u"playback.jump"_s);
        QVERIFY(controls->areControlsShown());
        QTest::qWait(3000);
        QVERIFY(controls->areControlsShown()); // somebody types
        b.trigger(u"view.full-screen"_s);
    }

    /// Between two files the picture of the first stays; a slow one is named.
    void openingKeepsThePicture()
    {
        Bench b;
        b.window->show();
        b.session.open({u"/a.mp4"_s});
        const auto *canvas = b.window->findChild<VideoCanvas *>();
        const auto says = [canvas](const QString &text) {
            return canvas->accessibleDescription().contains(text);
        };
        Q_EMIT b.player.opening(u"/slow.mp4"_s);
        Q_EMIT b.player.closed();
        const auto hasPicture = [canvas] {
            return canvas->pointerAt(QRectF(canvas->rect()).center()).has_value();
        };
        QVERIFY(hasPicture());
        QTRY_VERIFY(says(u"Opening slow.mp4"_s));
        Q_EMIT b.player.openFailed(u"/slow.mp4"_s, Error{});
        QVERIFY(!hasPicture());
        QVERIFY(says(u"Open a video"_s));
    }

    void closedWhileOpening()
    {
        Bench b;
        b.window->show();
        b.session.open({u"/a.mp4"_s});
        Q_EMIT b.player.opening(u"/slow.mp4"_s);
        b.trigger(u"file.close"_s);
        const auto *canvas = b.window->findChild<VideoCanvas *>();
        QVERIFY(canvas->accessibleDescription().contains(u"Open a video"_s));
        QTest::qWait(500); // when a slow file would be named
        QVERIFY(!canvas->accessibleDescription().contains(u"slow"_s));
        QVERIFY(!b.window->actions().action(u"file.close"_s)->isEnabled());
    }

    /// No clips, no project: what follows in the list is prepared, and by nobody else undone.
    void theNextOfTheListIsPrepared()
    {
        Bench b;
        b.session.open({u"/a.mp4"_s, u"/b.mp4"_s});
        QCOMPARE(b.player.upcoming, (std::vector<UpcomingFile>{{u"/b.mp4"_s, MediaTime{0}}}));
        b.session.openNeighbour(1);
        QVERIFY(b.player.upcoming.empty()); // the last is the end
    }

    void keysSayWhatTheyDidInFullScreen()
    {
        Bench b;
        b.window->show();
        b.session.open({u"/a.mp4"_s});
        const auto *canvas = b.window->findChild<VideoCanvas *>();
        b.trigger(u"playback.louder"_s);
        QTest::qWait(20);
        QVERIFY(canvas->flashed().isEmpty()); // the slider shows it
        b.trigger(u"view.full-screen"_s);
        b.trigger(u"playback.louder"_s);
        QTRY_COMPARE(canvas->flashed(), u"Volume 90 %"_s);
        b.trigger(u"playback.mute"_s);
        QTRY_COMPARE(canvas->flashed(), u"Muted"_s);
        b.trigger(u"playback.faster"_s);
        QTRY_COMPARE(canvas->flashed(), u"Speed 1.25×"_s);
        b.trigger(u"playback.marker"_s);
        QTRY_COMPARE(canvas->flashed(), u"Marker set"_s);
        b.trigger(u"playback.step-forward"_s);
        QTRY_COMPARE(canvas->flashed(), u"0:00.040 · frame 1"_s);
        b.trigger(u"view.full-screen"_s);
    }

    void lanesFoldByMenu()
    {
        Bench b;
        b.window->show();
        auto *lanes = [&]() -> QMenu * {
            for (auto *menu : b.window->findChildren<QMenu *>()) {
                if (menu->title().contains(u"Lanes"_s))
                    return menu;
            }
            return nullptr;
        }();
        QVERIFY(lanes);
        Q_EMIT lanes->aboutToShow();
        const auto *timeline = b.window->findChild<TimelineWidget *>();
        QAction *first = lanes->actions().front();
        QVERIFY(first->isChecked());
        first->trigger();
        QVERIFY(timeline->lanes().isCollapsed(TimelineLaneId::Waveform));
        QVERIFY(!lanes->actions().back()->isVisible()); // of a project that is not open
    }

    void listsTakeDropsOfMediaOnly()
    {
        Bench b;
        b.session.open({u"/a.mp4"_s, u"/b.mp4"_s});
        auto *panel = b.window->findChild<PlaylistPanel *>();
        const auto drop = [panel](const QString &path) {
            QMimeData data;
            data.setUrls({QUrl::fromLocalFile(path)});
            QDragEnterEvent enter({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(panel, &enter);
            QDropEvent event({5, 5}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
            QApplication::sendEvent(panel, &event);
        };
        drop(u"/c.mp4"_s);
        QCOMPARE(b.session.playlist().paths(),
                 (QStringList{u"/a.mp4"_s, u"/b.mp4"_s, u"/c.mp4"_s}));
        QCOMPARE(b.player.media().path, u"/a.mp4"_s);
        drop(u"/m.pth"_s); // the window's
        QCOMPARE(b.session.playlist().rowCount(), 3);
        QMenu menu;
        panel->fillMenu(menu);
        for (QAction *action : menu.actions()) {
            if (action->text().contains(u"Clear"_s))
                action->trigger();
        }
        QCOMPARE(b.session.playlist().rowCount(), 0);
    }

    void aPictureThatCannotBeDecodedIsNotHidden()
    {
        Bench b;
        b.window->show();
        MediaSummary media;
        media.kind = MediaSummary::Kind::Audio;
        media.path = u"/a.mp4"_s;
        media.hasSound = true;
        media.isPictureDamaged = true;
        Q_EMIT b.player.opened(media);
        const auto *canvas = b.window->findChild<VideoCanvas *>();
        QVERIFY(canvas->accessibleDescription().contains(u"cannot be decoded"_s));
        media.isPictureDamaged = false;
        Q_EMIT b.player.opened(media);
        QVERIFY(canvas->accessibleDescription().contains(u"only sound"_s));
    }

    void thePinnedPointByKeys()
    {
        Bench b;
        b.window->show();
        b.session.open({u"/a.mp4"_s});
        b.trigger(u"map.pin-peak"_s); // there is no map
        QVERIFY(!b.localization.probe());
        b.localization.sendMap(MapSlot::Main, b.player.frame());
        b.trigger(u"map.pin-peak"_s);
        QVERIFY(b.localization.probe());
        QCOMPARE(b.localization.probe()->x(), 0.25); // the left half is bright
        auto *canvas = b.window->findChild<VideoCanvas *>();
        QTest::keyClick(canvas, Qt::Key_Right, Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(b.localization.probe()->x(), 0.26);
        for (int i = 0; i < 200; ++i)
            QTest::keyClick(canvas, Qt::Key_Up, Qt::ControlModifier | Qt::AltModifier);
        QCOMPARE(b.localization.probe()->y(), 0.0);
    }

    /// However long they are in a language.
    void namesOfPanelsAreWhole()
    {
        Bench b;
        for (auto *dock : b.window->findChildren<QDockWidget *>())
            dock->setWindowTitle(dock->windowTitle() + u" – ä"_s);
        b.window->resize(1360, 800);
        b.window->show();
        const auto isWhole = [&] {
            const auto bars = b.window->findChildren<QTabBar *>(QString(),
                                                                Qt::FindDirectChildrenOnly);
            int visible = 0;
            for (const QTabBar *bar : bars) {
                visible += bar->isVisible() ? 1 : 0;
                if (bar->isVisible()
                    && (bar->elideMode() != Qt::ElideNone
                        || bar->width() < bar->sizeHint().width()))
                    return false;
            }
            return visible > 0;
        };
        QTRY_VERIFY(isWhole());
    }

    void markersAreOnTheTimeline()
    {
        Bench b;
        b.session.open({u"/a.mp4"_s});
        b.player.seekFrame(50);
        b.trigger(u"playback.marker"_s);
        const auto *timeline = b.window->findChild<TimelineWidget *>();
        QCOMPARE(timeline->marks().markers,
                 (std::vector<TimelineMarker>{{MediaTime(2'000'000), QString()}}));
        b.session.open({u"/b.mp4"_s});
        QVERIFY(timeline->marks().markers.empty());
    }

    void aListIsShownOnceAndMayBeClosed()
    {
        Bench b;
        b.window->show();
        b.session.open({u"/a.mp4"_s, u"/b.mp4"_s});
        auto *dock = b.window->findChild<QDockWidget *>(u"dock.playlist"_s);
        QVERIFY(dock->isVisible());
        dock->close();
        b.session.openNeighbour(1);
        QVERIFY(!dock->isVisible());
    }

    void anExportIsNotEndedUnasked()
    {
        Bench b;
        b.window->show();
        b.session.open({u"/a.mp4"_s});
        auto *exports = b.window->findChild<ExportProgress *>();
        exports->start({});
        const auto closeAndAnswer = [&](QMessageBox::ButtonRole role) {
            QTimer::singleShot(0, b.window.get(), [role] {
                auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget());
                QVERIFY(box);
                for (QAbstractButton *button : box->buttons()) {
                    if (box->buttonRole(button) == role)
                        return button->click();
                }
                QFAIL("no such button");
            });
            return b.window->close();
        };
        QVERIFY(!closeAndAnswer(QMessageBox::RejectRole));
        QVERIFY(closeAndAnswer(QMessageBox::AcceptRole));
        b.window->show();
        Q_EMIT b.exporter.finished(1, u"/x.mp4"_s);
        QVERIFY(b.window->close()); // nothing to ask
    }

    void layoutIsRemembered()
    {
        Bench b;
        b.window->show();
        b.window->findChild<QDockWidget *>(u"dock.log"_s)->show();
        b.window->resize(1100, 700);
        b.window->close();
        QVERIFY(!b.settings.values().window.docks.isEmpty());
        b.window = std::make_unique<MainWindow>(b.services, b.session, QString());
        b.window->show();
        QVERIFY(b.window->findChild<QDockWidget *>(u"dock.log"_s)->isVisible());
        QCOMPARE(b.window->size(), QSize(1100, 700));
        QVERIFY(!b.window->actions().action(u"file.open-demo"_s)->isEnabled());
    }

    void anotherWindowShowsWhatIsOpen()
    {
        Bench b;
        b.session.open({u"/a.mp4"_s});
        b.window = std::make_unique<MainWindow>(b.services, b.session, QString());
        QCOMPARE(b.window->windowTitle(), u"a.mp4 – SoundLocus"_s);
        QVERIFY(b.window->actions().action(u"playback.play"_s)->isChecked());
        b.window->show();
        for (const auto *widget : b.window->findChildren<QWidget *>()) {
            if (widget->inherits("soundlocus::TimelineOverview"))
                QVERIFY(widget->isVisible());
        }
    }

    void closedInTheMiddleOfPlaying()
    {
        Bench b;
        b.window->show();
        b.session.open({u"/a.mp4"_s});
        b.window.reset();
        b.player.seekFrame(3);
        b.localization.sendMap(MapSlot::Main, b.player.frame());
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"

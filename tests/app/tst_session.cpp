// SPDX-License-Identifier: MIT
#include "app/session.h"
#include "tests/app/fake_application.h"
#include "ui/services/settings.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace soundlocus;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

struct Bench : test::FakeServices
{
    Session session{services, u"/demo.safetensors"_s};
    QSignalSpy notices{&session, &Session::noticeRaised};
};

} // namespace

class TestSession : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFileIsToldToAllAndPlays()
    {
        Bench b;
        b.session.open({u"/a.mp4"_s});
        QCOMPARE(b.player.state(), Player::State::Playing);
        QCOMPARE(b.localization.lastMedia.path, u"/a.mp4"_s);
        QCOMPARE(b.timeline.lastMedia.path, u"/a.mp4"_s);
        QCOMPARE(b.settings.values().recent.files, QStringList{u"/a.mp4"_s});
        QCOMPARE(b.localization.shownFrame, 0);
        b.player.seekFrame(30);
        QCOMPARE(b.localization.shownFrame, 30);
        QVERIFY(b.localization.wasPlaying);
        b.player.pause();
        QVERIFY(!b.localization.wasPlaying); // the map of the very frame
    }

    void checkpointsGoToTheModel()
    {
        Bench b;
        b.session.open({u"/m.pth"_s, u"/a.mp4"_s, u"/b.mp4"_s});
        QCOMPARE(b.localization.model(MapSlot::Main)->path, u"/m.pth"_s);
        QCOMPARE(b.player.openedPaths, QStringList{u"/a.mp4"_s});
        QCOMPARE(b.session.playlist().rowCount(), 2);
        QCOMPARE(b.settings.values().recent.models, QStringList{u"/m.pth"_s});
        b.session.loadModel(MapSlot::Main, u"/demo.safetensors"_s);
        QCOMPARE(b.settings.values().recent.models, QStringList{u"/m.pth"_s});
    }

    void faultsBecomeNotices()
    {
        Bench b;
        b.session.open({u"/broken.mp4"_s});
        QCOMPARE(b.notices.count(), 1);
        const auto notice = b.notices.first().first().value<Notice>();
        QVERIFY(notice.text.startsWith(u"broken.mp4: "_s));
        QVERIFY(notice.detail.contains(u"detail"_s));
        b.session.loadModel(MapSlot::Main, u"/good.pth"_s);
        b.session.loadModel(MapSlot::Main, u"/broken.pth"_s);
        QCOMPARE(b.notices.count(), 2);
        QCOMPARE(b.localization.model(MapSlot::Main)->path, u"/good.pth"_s);
        Q_EMIT b.player.faultOccurred(Error{ErrorCode::Cancelled, "stopped", {}});
        QCOMPARE(b.notices.count(), 2);
    }

    void anEmptyFolderIsExplained()
    {
        Bench b;
        const QTemporaryDir folder;
        b.session.open({folder.path()});
        QCOMPARE(b.notices.count(), 1);
        QVERIFY(b.player.openedPaths.isEmpty());
    }

    void aFileOpensWhereItWasLeft()
    {
        Bench b;
        b.session.open({u"/a.mp4"_s});
        b.player.seek(5s);
        b.session.open({u"/b.mp4"_s});
        QCOMPARE(b.player.openedAt, 0s);
        b.player.seek(9s); // too near to the end
        b.session.open({u"/a.mp4"_s});
        QCOMPARE(b.player.openedAt, 5s);
        b.session.open({u"/b.mp4"_s});
        QCOMPARE(b.player.openedAt, 0s);
        PlaybackSettings playback;
        playback.resumes = false;
        b.settings.setPlayback(playback);
        b.session.open({u"/a.mp4"_s});
        QCOMPARE(b.player.openedAt, 0s);
    }

    void theListGoesRound()
    {
        Bench b;
        b.session.open({u"/a.mp4"_s, u"/b.mp4"_s});
        b.session.openNeighbour(1);
        QCOMPARE(b.player.media().path, u"/b.mp4"_s);
        b.session.openNeighbour(1);
        QCOMPARE(b.player.media().path, u"/a.mp4"_s);
        b.session.openNeighbour(-1);
        QCOMPARE(b.player.media().path, u"/b.mp4"_s);
        Q_EMIT b.player.ended();
        QCOMPARE(b.player.media().path, u"/b.mp4"_s); // the last is the end
        b.session.setLooping(true);
        Q_EMIT b.player.ended();
        QCOMPARE(b.player.media().path, u"/a.mp4"_s);
        QCOMPARE(b.player.state(), Player::State::Playing);
    }

    void theNextFileOfTheListPlays()
    {
        Bench b;
        PlaybackSettings playback;
        playback.playsOnOpen = false;
        b.settings.setPlayback(playback);
        b.session.open({u"/a.mp4"_s, u"/broken.mp4"_s, u"/c.mp4"_s});
        QCOMPARE(b.player.upcoming, (std::vector<UpcomingFile>{{u"/broken.mp4"_s, 0s}}));
        Q_EMIT b.player.ended(Player::Part::Range);
        QCOMPARE(b.player.media().path, u"/a.mp4"_s);
        Q_EMIT b.player.ended(Player::Part::File);
        QTRY_COMPARE(b.player.media().path, u"/c.mp4"_s); // over the broken one
        QCOMPARE(b.player.state(), Player::State::Playing);
        QCOMPARE(b.notices.count(), 1);
        const QModelIndex broken = b.session.playlist().index(1);
        QVERIFY(broken.data(Qt::AccessibleTextRole).toString().contains(u"cannot be opened"_s));
        b.session.openRow(0);
        QCOMPARE(b.player.state(), Player::State::Paused); // as it is set
        playback.goesOn = false;
        b.settings.setPlayback(playback);
        Q_EMIT b.player.ended(Player::Part::File);
        QCOMPARE(b.player.media().path, u"/a.mp4"_s);
    }

    void whoeverAnnotatesStaysWithTheClip()
    {
        Bench b;
        b.session.open({u"/a.mp4"_s, u"/b.mp4"_s});
        b.project.create(u"/birds.soundlocus"_s);
        Q_EMIT b.player.ended(Player::Part::File);
        QCOMPARE(b.player.media().path, u"/a.mp4"_s);
    }

    void whatWasOpenComesBackPaused()
    {
        Bench b;
        b.settings.rememberPosition(u"/a.mp4"_s, 5s);
        b.session.reopen(u"/a.mp4"_s);
        QCOMPARE(b.player.state(), Player::State::Paused);
        QCOMPARE(b.player.openedAt, 5s);
        b.session.close();
        QCOMPARE(b.player.state(), Player::State::Empty);
        QCOMPARE(b.session.playlist().current(), -1);
    }

    void mutedObjectsBelongToOneScene()
    {
        Bench b;
        b.session.open({u"/scene.mp4"_s});
        const SoundChoice stems{SoundChoice::Kind::Stems, {}, {u"dog"_s}};
        b.localization.setSound(MapSlot::Main, stems);
        b.localization.setSound(MapSlot::Comparison, {SoundChoice::Kind::Noise, {}, {}});
        b.session.open({u"/a.mp4"_s});
        QVERIFY(b.localization.sound(MapSlot::Main) == SoundChoice{});
        QVERIFY(b.localization.sound(MapSlot::Comparison).kind == SoundChoice::Kind::Noise);
    }

    /// What a notice is about is said, and nothing else.
    void noticesSayWhatHappened()
    {
        Bench b;
        b.session.open({u"/a.mp4"_s});
        const auto last = [&b] { return b.notices.last().first().value<Notice>().text; };
        Q_EMIT b.player.faultOccurred(Error{ErrorCode::SoundDeviceLost, "gone", {}});
        QVERIFY2(!last().contains(u"a.mp4"_s), qPrintable(last()));
        QVERIFY2(last().contains(u"sound device"_s), qPrintable(last()));
        Q_EMIT b.player.faultOccurred(Error{ErrorCode::FileChanged, "changed", {}});
        QVERIFY2(last().startsWith(u"a.mp4: "_s), qPrintable(last()));
        QVERIFY2(last().contains(u"changed"_s), qPrintable(last()));
        Q_EMIT b.localization.fellBack(Error{ErrorCode::DeviceOutOfMemory, "full", {}});
        QVERIFY2(last().contains(u"processor"_s), qPrintable(last()));
        const QTemporaryDir folder;
        b.session.open({folder.path()});
        QVERIFY2(last().contains(u"folder"_s), qPrintable(last()));
        QCOMPARE(b.session.playlist().rowCount(), 1); // the list stays
    }

    void aDemonstrationPassesOverBrokenFiles()
    {
        Bench b;
        b.session.open({u"/a.mp4"_s, u"/broken.mp4"_s, u"/c.mp4"_s});
        b.session.setLooping(true);
        Q_EMIT b.player.ended();
        QTRY_COMPARE(b.player.media().path, u"/c.mp4"_s);
        QCOMPARE(b.player.state(), Player::State::Playing);
        QCOMPARE(b.notices.count(), 1);
        // Where nothing can be opened it ends.
        b.session.open({u"/broken1.mp4"_s, u"/broken2.mp4"_s});
        QTRY_COMPARE(b.notices.count(), 3);
        QTest::qWait(50);
        QCOMPARE(b.notices.count(), 3);
    }

    void hiddenMapsAreNotComputed()
    {
        Bench b;
        QVERIFY(b.localization.settings(MapSlot::Main).isOn);
        OverlayStyle style;
        style.isVisible = false;
        b.settings.setOverlay(style);
        QVERIFY(!b.localization.settings(MapSlot::Main).isOn);
        b.settings.setOverlay(OverlayStyle{});
        b.settings.setLayout(ComparisonLayout::Single);
        QVERIFY(b.localization.settings(MapSlot::Main).isOn);
        QVERIFY(!b.localization.settings(MapSlot::Comparison).isOn);
    }

    void thumbnailOfTheFirstPicture()
    {
        Bench b;
        b.session.open({u"/a.mp4"_s});
        auto &list = b.session.playlist();
        QCOMPARE(list.data(list.index(0), Qt::DecorationRole).value<QImage>().size(),
                 QSize(72, 54)); // 4:3, as the frame
    }

    void projectsGoToTheirService()
    {
        Bench b;
        b.session.open({u"/a.mp4"_s, u"/birds.soundlocus"_s});
        QCOMPARE(b.player.media().path, u"/a.mp4"_s);
        QVERIFY(b.project.status().path.endsWith(u"/birds.soundlocus"_s));
    }

    void whoeverKnowsTheNeighbourIsAskedFirst()
    {
        Bench b;
        b.session.open({u"/a.mp4"_s, u"/b.mp4"_s});
        QList<int> asked;
        bool knows = true;
        b.session.setNeighbourOpener([&](int direction) {
            asked.append(direction);
            return knows;
        });
        b.session.openNeighbour(1);
        QCOMPARE(b.player.media().path, u"/a.mp4"_s);
        knows = false;
        b.session.openNeighbour(1);
        QCOMPARE(b.player.media().path, u"/b.mp4"_s);
        QCOMPARE(asked, (QList<int>{1, 1}));
    }
};

QTEST_MAIN(TestSession)
#include "tst_session.moc"

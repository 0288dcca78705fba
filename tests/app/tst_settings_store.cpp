// SPDX-License-Identifier: MIT
#include "app/settings_store.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace soundlocus;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Every value another than its default.
SettingsValues otherValues()
{
    SettingsValues values;
    values.overlay.isVisible = false;
    values.overlay.smoothing = 0.25;
    values.overlay.options.colorMap = ColorMap::Jet;
    values.overlay.options.opacity = 0.75;
    values.overlay.options.scale = ValueRange{-0.25, 0.5};
    values.overlay.options.contour = ContourThreshold{ContourThreshold::Kind::Absolute, 0.125};
    values.overlay.options.interpolation = Interpolation::Cells;
    values.localization.fit = FitMode::Squash;
    values.localization.window = 1500ms;
    values.localization.hop = 250ms;
    values.localization.device = u"cuda:1"_s;
    values.localization.threads = 3;
    values.localization.readsAhead = false;
    values.localization.cacheBytes = std::size_t{128} << 20;
    values.comparison.fit = FitMode::Official;
    values.layout = ComparisonLayout::Divider;
    values.sound = {0.375, true};
    values.playback = {1.5, true, false, false, false, false};
    values.appearance = {Theme::Dark, u"zh_CN"_s};
    values.annotation = {u"Anna, B"_s, u"adaptive"_s, 0.25, 150, true, u"union"_s};
    values.keyPreset = u"cvat"_s;
    values.shortcuts = {{u"playback.play"_s, {u"P"_s, u"Ctrl+,"_s}}, {u"map.show"_s, {}}};
    values.recent = {
            {u"/videos/a, b.mp4"_s, u"/ü/鳥.mkv"_s}, {u"/m.pth"_s}, {u"/p, q.soundlocus"_s}};
    values.positions = {{u"/videos/a, b.mp4"_s, 3480000us}, {u"/ü/鳥.mkv"_s, 1us}};
    values.marked = {{u"/videos/a, b.mp4"_s, {{0us, {}}, {3480000us, u"bark; [loud] 鳥"_s}}},
                     {u"/ü/鳥.mkv"_s, {{1us, u"b"_s}}}};
    values.divider = 0.25;
    values.window = {QByteArray("\x01\x00\xff", 3), "docks", "splitter", u"lanes"_s};
    values.isFirstStart = false;
    return values;
}

struct Bench
{
    QTemporaryDir folder;
    SettingsPaths paths{folder.filePath(u"config/soundlocus.ini"_s),
                        folder.filePath(u"state/state.ini"_s)};

    void write(const QString &path, const QByteArray &text) const
    {
        QVERIFY(QDir().mkpath(QFileInfo(path).path()));
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
};

} // namespace

class TestSettingsStore : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void defaultsWithoutFiles()
    {
        const Bench b;
        Settings settings;
        SettingsStore store(b.paths, settings);
        QVERIFY(store.load().empty());
        QCOMPARE(settings.values(), SettingsValues{});
        QVERIFY(!QFileInfo::exists(b.paths.config));
    }

    /// Two windows; each knows the markers that it read, and sets one of its own.
    void markersOfAnotherWindowStay()
    {
        const Bench b;
        Settings first;
        SettingsStore firstStore(b.paths, first);
        firstStore.load();
        Settings second;
        SettingsStore secondStore(b.paths, second);
        secondStore.load();
        second.setMarkers(u"/b.mp4"_s, {{2us, u"b"_s}});
        QVERIFY(secondStore.save());
        first.setMarkers(u"/a.mp4"_s, {{1us, u"a"_s}});
        QVERIFY(firstStore.save());
        first.rememberPosition(u"/a.mp4"_s, 5us);
        QVERIFY(firstStore.save());
        Settings again;
        SettingsStore(b.paths, again).load();
        QCOMPARE(again.markers(u"/a.mp4"_s), (std::vector<FileMarker>{{1us, u"a"_s}}));
        QCOMPARE(again.markers(u"/b.mp4"_s), (std::vector<FileMarker>{{2us, u"b"_s}}));
        second.setMarkers(u"/b.mp4"_s, {});
        QVERIFY(secondStore.save());
        Settings last;
        SettingsStore(b.paths, last).load();
        QVERIFY(last.markers(u"/b.mp4"_s).empty());
        QCOMPARE(last.markers(u"/a.mp4"_s).size(), std::size_t{1});
    }

    /// Somebody may be editing it while a film plays.
    void aPlaceDoesNotTouchTheSettings()
    {
        const Bench b;
        Settings settings;
        settings.setValues(otherValues());
        SettingsStore store(b.paths, settings);
        QVERIFY(store.save());
        QFile config(b.paths.config);
        QVERIFY(config.open(QIODevice::Append));
        config.write("; mine\n");
        config.close();
        settings.rememberPosition(u"/new.mp4"_s, 7us);
        QVERIFY(store.save());
        QVERIFY(config.open(QIODevice::ReadOnly));
        QVERIFY(config.readAll().endsWith("; mine\n"));
    }

    void everythingComesBack()
    {
        const Bench b;
        Settings settings;
        settings.setValues(otherValues());
        QVERIFY(SettingsStore(b.paths, settings).save());
        Settings again;
        QVERIFY(SettingsStore(b.paths, again).load().empty());
        const SettingsValues expected = otherValues();
        QCOMPARE(again.values().overlay, expected.overlay);
        QCOMPARE(again.values().localization, expected.localization);
        QCOMPARE(again.values().comparison, expected.comparison);
        QCOMPARE(again.values().shortcuts, expected.shortcuts);
        QCOMPARE(again.values().recent, expected.recent);
        QCOMPARE(again.values().positions, expected.positions);
        QCOMPARE(again.values().marked, expected.marked);
        QCOMPARE(again.values().divider, expected.divider);
        QCOMPARE(again.values(), expected);
    }

    void aChangeIsWrittenSoon()
    {
        const Bench b;
        Settings settings;
        SettingsStore store(b.paths, settings);
        store.load();
        settings.setSound({0.1, false});
        QTRY_VERIFY(QFileInfo::exists(b.paths.config));
    }

    void damagedFileIsKeptAsACopy_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("no assignment") << QByteArray("[overlay]\nthis is no setting\n");
        QTest::newRow("bytes") << QByteArray("\x00\xff\xfe\x01\n\x02garbage", 13);
    }
    void damagedFileIsKeptAsACopy()
    {
        QFETCH(const QByteArray, text);
        const Bench b;
        b.write(b.paths.config, text);
        Settings settings;
        SettingsStore store(b.paths, settings);
        const auto faults = store.load();
        QCOMPARE(faults.size(), std::size_t{1});
        QVERIFY(faults.front().code == ErrorCode::CorruptData);
        QVERIFY(faults.front().message.find(".broken") != std::string::npos);
        QCOMPARE(settings.values(), SettingsValues{});
        QFile copy(b.paths.config + u".broken"_s);
        QVERIFY(copy.open(QIODevice::ReadOnly));
        QCOMPARE(copy.readAll(), text);
        QVERIFY(store.save());
        Settings again;
        QVERIFY(SettingsStore(b.paths, again).load().empty());
    }

    void unreadableValuesKeepTheirDefaults()
    {
        const Bench b;
        b.write(b.paths.config,
                "[overlay]\nopacity=seven\ncolor_map=mauve\nvisible=perhaps\n"
                "scale=fixed\nscale_low=2\nscale_high=1\n"
                "[localization]\nthreads=-4\nwindow_ms=1e99\nfit=tight\n"
                "[sound]\nvolume=17\n[playback]\nspeed=nan\n");
        Settings settings;
        QVERIFY(SettingsStore(b.paths, settings).load().empty());
        SettingsValues expected;
        expected.sound.volume = 1;
        QCOMPARE(settings.values(), expected);
    }

    void unwritableFolderIsSaidOnce()
    {
        const Bench b;
        b.write(b.folder.filePath(u"config"_s), "a file where the folder should be");
        Settings settings;
        SettingsStore store(b.paths, settings);
        store.load();
        QVERIFY(store.save()); // there is nothing to write
        settings.setSound({0.5, false});
        const auto saved = store.save();
        QVERIFY(!saved);
        QVERIFY(saved.error().code == ErrorCode::WriteFailed);
        QSignalSpy failed(&store, &SettingsStore::saveFailed);
        settings.setSound({0.1, false});
        QTRY_COMPARE(failed.count(), 1);
    }

    void placesFollowTheEnvironment()
    {
        qputenv("XDG_CONFIG_HOME", "/c");
        qputenv("XDG_STATE_HOME", "relative is ignored");
        const SettingsPaths paths = SettingsPaths::standard();
        QCOMPARE(paths.config, u"/c/soundlocus/soundlocus.ini"_s);
        QCOMPARE(paths.state, QDir::home().filePath(u".local/state/soundlocus/state.ini"_s));
    }

    void signalsTellOnlyWhatChanged()
    {
        Settings settings;
        QSignalSpy overlay(&settings, &Settings::overlayChanged);
        QSignalSpy any(&settings, &Settings::changed);
        settings.setOverlay(OverlayStyle{});
        QCOMPARE(any.count(), 0);
        OverlayStyle style;
        style.smoothing = 0.5;
        settings.setOverlay(style);
        QCOMPARE(overlay.count(), 1);
        QCOMPARE(any.count(), 1);
    }

    void recentFilesAndPositionsAreBounded()
    {
        Settings settings;
        for (int i = 0; i < 300; ++i) {
            settings.addRecentFile(QString::number(i));
            settings.rememberPosition(QString::number(i), MediaTime(i + 1));
        }
        settings.addRecentFile(u"298"_s);
        const SettingsValues &values = settings.values();
        QCOMPARE(values.recent.files.size(), Settings::kRecentPaths);
        QCOMPARE(values.recent.files.first(), u"298"_s);
        QCOMPARE(values.positions.size(), std::size_t{Settings::kRememberedPositions});
        QCOMPARE(settings.position(u"299"_s), 300us);
        QCOMPARE(settings.position(u"5"_s), 0us);
        settings.rememberPosition(u"299"_s, 0us);
        QCOMPARE(settings.position(u"299"_s), 0us);
    }
};

QTEST_MAIN(TestSettingsStore)
#include "tst_settings_store.moc"

// SPDX-License-Identifier: MIT
#include "app/services/localization/engine_localization.h"

#include "app/services/localization/map_probe.h"
#include "engine/media/video_decoder.h"
#include "tests/app/services/localization/fake_localizer.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"
#include "ui/services/service_types.h"

#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>

using namespace soundlocus;
using namespace soundlocus::test;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

constexpr int kFrames = 50;

/// A localization on fakes, and what it said.
class Bench
{
public:
    explicit Bench(const fs::path &video)
        : state(std::make_shared<FakeNetworkState>())
        , service(std::make_unique<EngineLocalization>(std::make_unique<FakeLoader>(
                  state,
                  std::map<std::string, float>{{"a", 0.0F}, {"b", 10.0F}})))
        , maps(service.get(), &Localization::mapReady)
        , cleared(service.get(), &Localization::mapCleared)
        , changed(service.get(), &Localization::modelChanged)
        , failed(service.get(), &Localization::modelFailed)
        , faults(service.get(), &Localization::faultOccurred)
        , fellBack(service.get(), &Localization::fellBack)
    {
        media.kind = MediaSummary::Kind::Video;
        media.path = QString::fromStdString(video.string());
        media.pictureSize = {64, 48};
        media.hasSound = true;
        auto decoder = VideoDecoder::open(*MediaFile::open(video));
        for (int i = 0; i < kFrames; ++i) {
            frames.push_back(**decoder->next());
            frames.back().index = i;
        }
    }
    Bench(const Bench &) = delete;
    Bench &operator=(const Bench &) = delete;
    ~Bench() { state->letPass(FakeNetworkState::kAll); } // the service waits for the network

    /// Ready to show frames, not reading ahead.
    void begin(const QString &model = "a")
    {
        LocalizationSettings settings;
        settings.readsAhead = false;
        service->setSettings(MapSlot::Main, settings);
        service->setSettings(MapSlot::Comparison, settings);
        service->loadModel(MapSlot::Main, model);
        QTRY_COMPARE(changed.size(), 1);
        service->setMedia(media);
    }

    [[nodiscard]] MapResult map(int i) const { return maps.at(i).at(0).value<MapResult>(); }
    [[nodiscard]] MapResult lastMap() const { return maps.last().at(0).value<MapResult>(); }

    std::shared_ptr<FakeNetworkState> state;
    std::unique_ptr<EngineLocalization> service;
    QSignalSpy maps;
    QSignalSpy cleared;
    QSignalSpy changed;
    QSignalSpy failed;
    QSignalSpy faults;
    QSignalSpy fellBack;
    MediaSummary media;
    std::vector<Frame> frames;
};

} // namespace

class TestEngineLocalization final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        registerServiceTypes();
        SL_VERIFY_RESULT(writeVideo(m_video, {.frames = kFrames, .soundSeconds = 2, .driftPx = 1}));
        SL_VERIFY_RESULT(writeVideo(m_other, {.frames = kFrames, .soundSeconds = 2, .driftPx = 2}));
    }

    void mapsBelongToTheFrameShown()
    {
        Bench bench(m_video);
        bench.begin();
        bench.service->showFrame(bench.frames[7], false);
        QTRY_COMPARE(bench.maps.size(), 1);
        const MapResult result = bench.lastMap();
        QCOMPARE(result.frame.index, qint64{7});
        QCOMPARE(result.heatmap.pts, bench.frames[7].pts);
        QVERIFY(result.slot == MapSlot::Main);
        QVERIFY(result.computeMs > 0);
        QCOMPARE(result.heatmap.size(), FakeNetwork::kMap);
    }

    void keptMapsComeAtOnce()
    {
        Bench bench(m_video);
        bench.begin();
        bench.service->showFrame(bench.frames[7], false);
        QTRY_COMPARE(bench.maps.size(), 1);
        bench.service->showFrame(bench.frames[8], false);
        QTRY_COMPARE(bench.maps.size(), 2);
        bench.service->showFrame(bench.frames[7], false);
        QCOMPARE(bench.maps.size(), 3); // before it returned
        QCOMPARE(bench.lastMap().frame.index, qint64{7});
        QCOMPARE(bench.lastMap().computeMs, 0.0);
        QCOMPARE(bench.state->localized, 2);
    }

    void unusedNetworksAreLetGo()
    {
        Bench bench(m_video);
        bench.begin();
        LocalizationSettings settings;
        bench.service->setSettings(MapSlot::Main, settings); // reads ahead
        bench.service->showFrame(bench.frames[7], false);
        QTRY_COMPARE(bench.maps.size(), 1);
        bench.service->loadModel(MapSlot::Main, "b");
        QTRY_COMPARE(bench.maps.size(), 2);
        QTRY_COMPARE(bench.state->networks.load(), 1);
        bench.service->showFrame(bench.frames[8], false);
        QTRY_COMPARE(bench.maps.size(), 3);
        bench.service->unloadModel(MapSlot::Main);
        QTRY_COMPARE(bench.state->networks.load(), 0);
    }

    void newestFrameWins()
    {
        Bench bench(m_video);
        bench.begin();
        bench.state->letPass(0);
        bench.service->showFrame(bench.frames[0], true);
        QTRY_COMPARE(bench.state->entered, 1);
        for (int i = 1; i < 20; ++i)
            bench.service->showFrame(bench.frames[static_cast<std::size_t>(i)], true);
        bench.state->letPass(FakeNetworkState::kAll);
        QTRY_COMPARE(bench.maps.size(), 2);
        QCOMPARE(bench.map(0).frame.index, qint64{0});
        QCOMPARE(bench.map(1).frame.index, qint64{19});
        QCOMPARE(bench.state->localized, 2); // none of those between
    }

    void pausedOnlyTheFrameOnScreen()
    {
        Bench bench(m_video);
        bench.begin();
        bench.state->letPass(0);
        bench.service->showFrame(bench.frames[3], true);
        QTRY_COMPARE(bench.state->entered, 1);
        bench.service->showFrame(bench.frames[4], false);
        bench.state->letPass(FakeNetworkState::kAll);
        QTRY_COMPARE(bench.maps.size(), 1);
        QCOMPARE(bench.lastMap().frame.index, qint64{4});
    }

    void aJumpDropsTheOldPassage()
    {
        Bench bench(m_video);
        bench.begin();
        bench.state->letPass(0);
        bench.service->showFrame(bench.frames[3], true);
        QTRY_COMPARE(bench.state->entered, 1);
        bench.service->showFrame(bench.frames[40], true); // 1.5 s on
        bench.state->letPass(2);
        QTRY_COMPARE(bench.maps.size(), 1);
        QCOMPARE(bench.lastMap().frame.index, qint64{40});
        bench.service->showFrame(bench.frames[41], true);
        QTRY_COMPARE(bench.state->entered, 3);
        bench.service->showFrame(bench.frames[0], true); // back
        bench.state->letPass(FakeNetworkState::kAll);
        QTRY_COMPARE(bench.maps.size(), 2);
        QCOMPARE(bench.lastMap().frame.index, qint64{0});
    }

    void aFailingModelLeavesTheOld()
    {
        Bench bench(m_video);
        bench.begin();
        bench.service->loadModel(MapSlot::Main, "broken");
        QTRY_COMPARE(bench.failed.size(), 1);
        QCOMPARE(bench.failed[0][0].toString(), QString("broken"));
        QCOMPARE(bench.service->model(MapSlot::Main)->path, QString("a"));
        bench.service->showFrame(bench.frames[0], false);
        QTRY_COMPARE(bench.maps.size(), 1);
        QCOMPARE(bench.changed.size(), 1);
    }

    void aFailingModelLeavesTheOneOnItsWay()
    {
        Bench bench(m_video);
        bench.service->loadModel(MapSlot::Main, "a");
        bench.service->loadModel(MapSlot::Main, "broken");
        QTRY_VERIFY(bench.service->model(MapSlot::Main));
        QCOMPARE(bench.service->model(MapSlot::Main)->path, QString("a"));
        QCOMPARE(bench.failed.size(), 1);
        QCOMPARE(bench.failed[0][0].toString(), QString("broken"));
    }

    void theNewestModelWins()
    {
        Bench bench(m_video);
        bench.service->loadModel(MapSlot::Main, "a");
        bench.service->loadModel(MapSlot::Main, "b");
        QTRY_VERIFY(bench.service->model(MapSlot::Main));
        QCOMPARE(bench.service->model(MapSlot::Main)->path, QString("b"));
        QCOMPARE(bench.changed.size(), 1);
        QVERIFY(bench.failed.isEmpty());
        bench.service->loadModel(MapSlot::Main, "a");
        bench.service->unloadModel(MapSlot::Main);
        QVERIFY(!bench.service->model(MapSlot::Main));
        QTest::qWait(50);
        QVERIFY(!bench.service->model(MapSlot::Main));
    }

    void aNewModelComputesTheFrameOnScreen()
    {
        Bench bench(m_video);
        bench.begin();
        bench.service->showFrame(bench.frames[0], false);
        QTRY_COMPARE(bench.maps.size(), 1);
        bench.service->loadModel(MapSlot::Main, "b");
        QTRY_COMPARE(bench.maps.size(), 2);
        QVERIFY(bench.map(1).heatmap.at(0, 0) > bench.map(0).heatmap.at(0, 0) + 5);
        bench.service->loadModel(MapSlot::Main, "a");
        QTRY_COMPARE(bench.maps.size(), 3);
        QCOMPARE(bench.lastMap().computeMs, 0.0); // still kept
    }

    void soundsAndSettingsAreLive()
    {
        Bench bench(m_video);
        bench.begin();
        bench.service->showFrame(bench.frames[10], false);
        QTRY_COMPARE(bench.maps.size(), 1);
        QSignalSpy changed(bench.service.get(), &Localization::soundChanged);
        bench.service->setSound(MapSlot::Main, {SoundChoice::Kind::Silence, {}, {}});
        bench.service->setSound(MapSlot::Main, {SoundChoice::Kind::Silence, {}, {}});
        QCOMPARE(changed.count(), 1);
        QTRY_COMPARE(bench.maps.size(), 2);
        // The fake gives brightness * (1 + level): silence leaves the brightness.
        QVERIFY(statisticsOf(bench.map(1).heatmap).maximum
                < statisticsOf(bench.map(0).heatmap).maximum - 0.05F);
        bench.service->setSound(MapSlot::Main, {SoundChoice::Kind::Noise, {}, {}});
        QTRY_COMPARE(bench.maps.size(), 3);
        bench.service->setSound(MapSlot::Main, {});
        QCOMPARE(bench.maps.size(), 4); // kept
        LocalizationSettings settings = bench.service->settings(MapSlot::Main);
        settings.window = 1s;
        bench.service->setSettings(MapSlot::Main, settings);
        QTRY_COMPARE(bench.maps.size(), 5);
        QVERIFY(bench.lastMap().computeMs > 0);
        settings.isOn = false;
        bench.service->setSettings(MapSlot::Main, settings);
        QCOMPARE(bench.cleared.size(), 1);
        bench.service->showFrame(bench.frames[11], false);
        QTest::qWait(50);
        QCOMPARE(bench.maps.size(), 5);
        settings.isOn = true;
        bench.service->setSettings(MapSlot::Main, settings);
        QTRY_COMPARE(bench.maps.size(), 6);
    }

    void aWindowIsEmbeddedOnce()
    {
        Bench bench(m_video);
        bench.begin();
        for (int i = 0; i < 12; ++i) { // 0 to 0.44 s: windows 0 and 1
            bench.service->showFrame(bench.frames[static_cast<std::size_t>(i)], false);
            QTRY_COMPARE(bench.maps.size(), i + 1);
        }
        QCOMPARE(bench.state->embedded, 2);
        bench.service->setSound(MapSlot::Main, {SoundChoice::Kind::Silence, {}, {}});
        QTRY_COMPARE(bench.maps.size(), 13);
        QCOMPARE(bench.state->embedded, 3);
        bench.service->setSound(MapSlot::Main, {});
        LocalizationSettings settings = bench.service->settings(MapSlot::Main);
        settings.fit = FitMode::Squash; // another map of the same sound
        bench.service->setSettings(MapSlot::Main, settings);
        QTRY_VERIFY(bench.state->localized == 14);
        QCOMPARE(bench.state->embedded, 3);
    }

    void bothSlotsHaveTheirOwn()
    {
        Bench bench(m_video);
        bench.begin();
        bench.service->loadModel(MapSlot::Comparison, "b");
        QTRY_COMPARE(bench.changed.size(), 2);
        bench.service->setSound(MapSlot::Comparison, {SoundChoice::Kind::Silence, {}, {}});
        bench.service->showFrame(bench.frames[0], false);
        QTRY_COMPARE(bench.maps.size(), 2);
        QVERIFY(bench.map(0).slot == MapSlot::Main);
        QVERIFY(bench.map(1).slot == MapSlot::Comparison);
        QVERIFY(bench.map(1).heatmap.at(0, 0) >= 10);
        bench.service->unloadModel(MapSlot::Comparison);
        QCOMPARE(bench.cleared.size(), 1);
        QVERIFY(bench.cleared[0][0].value<MapSlot>() == MapSlot::Comparison);
        bench.service->showFrame(bench.frames[1], false);
        QTRY_COMPARE(bench.maps.size(), 3);
    }

    void nothingOldAfterSetMedia()
    {
        Bench bench(m_video);
        bench.begin();
        bench.state->letPass(0);
        bench.service->showFrame(bench.frames[5], false);
        QTRY_COMPARE(bench.state->entered, 1);
        MediaSummary other = bench.media;
        other.path = QString::fromStdString(m_other.string());
        bench.service->setMedia(other);
        bench.service->loadModel(MapSlot::Comparison, "broken"); // after what is being computed
        bench.state->letPass(FakeNetworkState::kAll);
        QTRY_COMPARE(bench.failed.size(), 1);
        QCOMPARE(bench.state->localized, 1);
        QCOMPARE(bench.maps.size(), 0);
        QVERIFY(bench.service->similarity(MapSlot::Main).empty());
        bench.service->setMedia(bench.media); // but it was kept
        bench.service->showFrame(bench.frames[5], false);
        QCOMPARE(bench.maps.size(), 1);
    }

    void moreFactsOfTheSameFileKeepTheMap()
    {
        Bench bench(m_video);
        bench.begin();
        bench.service->showFrame(bench.frames[5], false);
        QTRY_COMPARE(bench.maps.size(), 1);
        bench.media.isIndexed = true;
        bench.service->setMedia(bench.media);
        QCOMPARE(bench.cleared.size(), 0);
        MediaSummary nothing;
        bench.service->setMedia(nothing);
        QCOMPARE(bench.cleared.size(), 1);
    }

    void readsAheadWhilePaused()
    {
        Bench bench(m_video);
        bench.begin();
        LocalizationSettings settings = bench.service->settings(MapSlot::Main);
        settings.readsAhead = true;
        bench.service->setSettings(MapSlot::Main, settings);
        bench.service->showFrame(bench.frames[10], false);
        QTRY_COMPARE(bench.state->localized, kFrames - 10);
        QTRY_COMPARE(bench.service->similarity(MapSlot::Main).size(), std::size_t(kFrames - 10));
        QTRY_COMPARE(bench.maps.size(), 1); // only what is shown is delivered
        for (int i = 10; i < kFrames; ++i)
            bench.service->showFrame(bench.frames[static_cast<std::size_t>(i)], true);
        QCOMPARE(bench.maps.size(), 1 + kFrames - 10); // all at once, none computed again
        QCOMPARE(bench.state->localized, kFrames - 10);
        bench.service->showFrame(bench.frames[0], true); // playing: no reading ahead
        QTRY_COMPARE(bench.state->localized, kFrames - 9);
        QTest::qWait(50);
        QCOMPARE(bench.state->localized, kFrames - 9);
    }

    void readingAheadGivesWay()
    {
        Bench bench(m_video);
        bench.begin();
        constexpr int kBefore = 6;
        bench.state->letPass(kBefore);
        LocalizationSettings settings = bench.service->settings(MapSlot::Main);
        settings.readsAhead = true;
        bench.service->setSettings(MapSlot::Main, settings);
        bench.service->showFrame(bench.frames[0], false);
        QTRY_COMPARE(bench.maps.size(), 1);
        QTRY_COMPARE(bench.state->entered, kBefore + 1); // one is being computed
        bench.service->showFrame(bench.frames[40], false);
        bench.state->letPass(FakeNetworkState::kAll);
        QTRY_COMPARE(bench.maps.size(), 2);
        const auto times = bench.state->times();
        QVERIFY(std::ssize(times) > kBefore + 1);
        QCOMPARE(times[kBefore + 1], bench.frames[40].pts); // not after the 40 before it
        // It goes on from there.
        QTRY_VERIFY(std::ranges::count(bench.state->times(), bench.frames[49].pts) == 1);
        bench.service->showFrame(bench.frames[41], false);
        QCOMPARE(bench.maps.size(), 3);
    }

    void readingAheadIsBoundedByTheCache()
    {
        Bench bench(m_video);
        bench.begin();
        LocalizationSettings settings = bench.service->settings(MapSlot::Main);
        settings.readsAhead = true;
        settings.cacheBytes = 10
                              * MapCache::bytesOf(Heatmap(
                                      std::vector<float>(12), {4, 3}, HeatmapScale::Cosine));
        bench.service->setSettings(MapSlot::Main, settings);
        bench.service->showFrame(bench.frames[0], false);
        QTRY_VERIFY(bench.state->localized >= 9);
        QTest::qWait(100);
        QVERIFY2(bench.state->localized <= 12, qPrintable(QString::number(bench.state->localized)));
        QVERIFY(bench.service->similarity(MapSlot::Main).size() <= 10);
    }

    void theProbeIsReadOffKeptMaps()
    {
        Bench bench(m_video);
        bench.begin();
        QSignalSpy changes(bench.service.get(), &Localization::similarityChanged);
        for (int i = 0; i < 3; ++i) {
            bench.service->showFrame(bench.frames[static_cast<std::size_t>(i)], false);
            QTRY_COMPARE(bench.maps.size(), i + 1);
        }
        QTRY_VERIFY(!changes.isEmpty());
        QVERIFY(std::isnan(bench.service->similarity(MapSlot::Main)[0].probe));
        changes.clear();
        bench.service->setProbe(QPointF(0.3, 0.6));
        QTRY_VERIFY(!changes.isEmpty());
        // That may have been of the maps before.
        const auto hasValues = [&bench] {
            return std::ranges::none_of(bench.service->similarity(MapSlot::Main),
                                        [](const auto &point) { return std::isnan(point.probe); });
        };
        QTRY_VERIFY(hasValues());
        const auto points = bench.service->similarity(MapSlot::Main);
        QCOMPARE(points.size(), std::size_t(3));
        for (int i = 0; i < 3; ++i) {
            const Heatmap &map = bench.map(i).heatmap;
            const auto &point = points[static_cast<std::size_t>(i)];
            QCOMPARE(point.pts, map.pts);
            QCOMPARE(point.peak, statisticsOf(map).maximum);
            QCOMPARE(point.probe, valueAt(map, {0.3, 0.6}));
        }
        QVERIFY(bench.service->similarity(MapSlot::Comparison).empty());
    }

    void aFullCardFallsBack()
    {
        Bench bench(m_video);
        LocalizationSettings settings;
        settings.device = "cuda:0";
        settings.readsAhead = false;
        bench.service->setSettings(MapSlot::Main, settings);
        bench.service->loadModel(MapSlot::Main, "a");
        QTRY_COMPARE(bench.changed.size(), 1);
        QCOMPARE(bench.service->model(MapSlot::Main)->device, QString("cuda:0"));
        QCOMPARE(bench.service->devices(), (QStringList{"cpu", "cuda:0"}));
        bench.service->setMedia(bench.media);
        bench.state->isOutOfMemory = true;
        bench.service->showFrame(bench.frames[0], true);
        bench.service->showFrame(bench.frames[1], true);
        QTRY_VERIFY(!bench.maps.isEmpty());
        QTRY_COMPARE(bench.lastMap().frame.index, qint64{1});
        QCOMPARE(bench.fellBack.size(), 1);
        QVERIFY(bench.fellBack[0][0].value<Error>().code == ErrorCode::DeviceOutOfMemory);
        QCOMPARE(bench.service->model(MapSlot::Main)->device, QString("cpu"));
        bench.service->showFrame(bench.frames[2], true);
        QTRY_COMPARE(bench.lastMap().frame.index, qint64{2});
        QCOMPARE(bench.fellBack.size(), 1);
        QVERIFY(bench.faults.isEmpty());
    }

    void aDeviceThatIsGoneFallsBackWhenLoading()
    {
        Bench bench(m_video);
        LocalizationSettings settings;
        settings.device = "cuda:9";
        bench.service->setSettings(MapSlot::Main, settings);
        bench.service->loadModel(MapSlot::Main, "a");
        QTRY_COMPARE(bench.changed.size(), 1);
        QCOMPARE(bench.service->model(MapSlot::Main)->device, QString("cpu"));
        QCOMPARE(bench.fellBack.size(), 1);
        // Another device loads again.
        settings.device = "cuda:0";
        bench.service->setSettings(MapSlot::Main, settings);
        QTRY_COMPARE(bench.changed.size(), 2);
        QCOMPARE(bench.service->model(MapSlot::Main)->device, QString("cuda:0"));
    }

    void aSoundThatCannotBeHadIsToldOnce()
    {
        Bench bench(m_video);
        bench.begin();
        bench.service->showFrame(bench.frames[0], false);
        QTRY_COMPARE(bench.maps.size(), 1);
        bench.service->setSound(MapSlot::Main, {SoundChoice::Kind::File, "/no/such.wav", {}});
        QTRY_COMPARE(bench.faults.size(), 1);
        QVERIFY(bench.faults[0][0].value<Error>().code == ErrorCode::NotFound);
        QCOMPARE(bench.cleared.size(), 1);
        bench.service->showFrame(bench.frames[1], false);
        bench.service->showFrame(bench.frames[2], false);
        QTest::qWait(50);
        QCOMPARE(bench.faults.size(), 1);
        bench.service->setSound(MapSlot::Main, {});
        QTRY_COMPARE(bench.maps.size(), 2);
    }

    void filesWithoutSoundShowNothing()
    {
        Bench bench(m_video);
        bench.begin();
        bench.media.hasSound = false;
        bench.service->setMedia(bench.media);
        bench.service->showFrame(bench.frames[0], false);
        QTest::qWait(50);
        QCOMPARE(bench.maps.size(), 0);
        QCOMPARE(bench.faults.size(), 0);
        bench.service->setSound(MapSlot::Main, {SoundChoice::Kind::Noise, {}, {}});
        QTRY_COMPARE(bench.maps.size(), 1);
    }

    void ratesAreTold()
    {
        Bench bench(m_video);
        bench.begin();
        QSignalSpy rates(bench.service.get(), &Localization::rateChanged);
        for (int i = 0; i < 10; ++i) {
            bench.service->showFrame(bench.frames[static_cast<std::size_t>(i)], true);
            QTRY_COMPARE(bench.maps.size(), i + 1);
        }
        QTRY_VERIFY(!rates.isEmpty());
        QVERIFY(rates[0][0].value<LocalizationRate>().mapsPerSecond > 0);
        QVERIFY(rates[0][0].value<LocalizationRate>().computeMs > 0);
        QTRY_COMPARE(rates.last()[0].value<LocalizationRate>().mapsPerSecond, 0.0); // it ended
    }

    void closesInTheMiddleOfAnything()
    {
        for (int delay = 0; delay < 60; delay += 6) {
            Bench bench(m_video);
            bench.state->delayMs = 20;
            LocalizationSettings settings;
            bench.service->setSettings(MapSlot::Main, settings);
            bench.service->loadModel(MapSlot::Main, "a");
            bench.service->loadModel(MapSlot::Comparison, "b");
            bench.service->setMedia(bench.media);
            QTest::qWait(delay / 3);
            bench.service->showFrame(bench.frames[0], false);
            QTest::qWait(delay);
            const auto begin = std::chrono::steady_clock::now();
            bench.service.reset();
            QVERIFY(std::chrono::steady_clock::now() - begin < 1s);
        }
    }

private:
    QTemporaryDir m_folder;
    fs::path m_video = pathOf(m_folder) / "video.mp4";
    fs::path m_other = pathOf(m_folder) / "other.mp4";
};

QTEST_GUILESS_MAIN(TestEngineLocalization)
#include "tst_engine_localization.moc"

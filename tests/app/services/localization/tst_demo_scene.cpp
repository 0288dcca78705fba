// SPDX-License-Identifier: MIT
// The live heat map with the network and the scene that SoundLocus brings along.
#include "app/services/localization/engine_localization.h"

#include "app/services/localization/pipeline_exporter.h"
#include "engine/compose/scene_json.h"
#include "engine/media/video_decoder.h"
#include "tests/support/test_paths.h"
#include "ui/services/service_types.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace soundlocus;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

const fs::path kDemo = SOUNDLOCUS_DEMO_DIR;
const fs::path kScene = kDemo / "scene/scenes/test-21-000000";
constexpr int kTimeoutMs = 60'000; // of a debug build under a sanitizer

QString textOf(const fs::path &path)
{
    return QString::fromStdString(path.string());
}

/// Box of an object of the scene at a time.
BoundingBox boxAt(const ComposedObject &object, MediaTime time)
{
    BoundingBox box;
    for (const auto &[placeTime, placeBox] : object.path) {
        if (placeTime <= time)
            box = placeBox;
    }
    return box;
}

bool holds(const BoundingBox &box, const HeatmapStatistics &peak)
{
    return peak.peakFrameX >= box.x0 && peak.peakFrameX < box.x1 && peak.peakFrameY >= box.y0
           && peak.peakFrameY < box.y1;
}

double meanDifference(const Heatmap &a, const Heatmap &b)
{
    double sum = 0;
    for (std::size_t i = 0; i < a.values().size(); ++i)
        sum += std::abs(static_cast<double>(a.values()[i] - b.values()[i]));
    return sum / static_cast<double>(a.values().size());
}

} // namespace

class TestDemoScene final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        registerServiceTypes();
        const auto file = MediaFile::open(kScene / "scene.mp4");
        SL_VERIFY_RESULT(file);
        auto decoder = VideoDecoder::open(*file);
        SL_VERIFY_RESULT(decoder);
        m_decoder.emplace(*std::move(decoder));
        const auto scene = readScene(kScene / "scene.json");
        SL_VERIFY_RESULT(scene);
        m_scene = *scene;
        m_media.kind = MediaSummary::Kind::Video;
        m_media.path = textOf(kScene / "scene.mp4");
        m_media.pictureSize = file->facts().video.front().displaySize;
        m_media.hasSound = true;
        m_media.duration = file->facts().duration;
        m_service.emplace();
        LocalizationSettings settings;
        settings.readsAhead = false;
        m_service->setSettings(MapSlot::Main, settings);
        QSignalSpy changed(&*m_service, &Localization::modelChanged);
        QSignalSpy failed(&*m_service, &Localization::modelFailed);
        m_service->setMedia(m_media);
        m_service->loadModel(MapSlot::Main, textOf(kDemo / "model.safetensors"));
        QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty() || !failed.isEmpty(), kTimeoutMs);
        if (!failed.isEmpty())
            QFAIL(toString(failed[0][1].value<Error>()).c_str());
    }

    void tellsOfTheModel()
    {
        const ModelSummary model = *m_service->model(MapSlot::Main);
        QCOMPARE(model.name, QString("Demo model"));
        QCOMPARE(model.family, QString("SSL-TIE"));
        QCOMPARE(model.epoch, 7);
        QCOMPARE(model.windowSeconds, 2.0);
        QCOMPARE(model.device, QString("cpu"));
        QVERIFY(model.parameters > 500'000);
        QVERIFY(model.facts.size() >= 5);
        QCOMPARE(m_service->devices().first(), QString("cpu"));
    }

    void tellsOfTheObjects()
    {
        QTRY_COMPARE(m_service->sceneObjects().size(), std::size_t(2));
        QCOMPARE(m_service->sceneObjects()[0].id, QString("0_frog"));
        QCOMPARE(m_service->sceneObjects()[1].label, QString("crow"));
    }

    /// A second away from the changes, where one of the two sounds.
    void thePeakIsWhereTheSoundIs_data()
    {
        QTest::addColumn<int>("object");
        QTest::addColumn<double>("seconds");
        QTest::newRow("crow") << 1 << 1.5;
        QTest::newRow("frog") << 0 << 4.5;
    }
    void thePeakIsWhereTheSoundIs()
    {
        QFETCH(int, object);
        QFETCH(double, seconds);
        const Heatmap map = mapAt(fromSeconds(seconds), {});
        QVERIFY(!map.isEmpty());
        const auto &sounding = m_scene.objects[static_cast<std::size_t>(object)];
        const auto &silent = m_scene.objects[static_cast<std::size_t>(1 - object)];
        QVERIFY(holds(boxAt(sounding, fromSeconds(seconds)), statisticsOf(map)));
        // Mute it, and the map changes; mute the silent one, and it stays as it is.
        const auto muted = [&](const ComposedObject &which) {
            return mapAt(fromSeconds(seconds),
                         {SoundChoice::Kind::Stems, {}, {textOf(which.stem.stem())}});
        };
        const double own = meanDifference(map, muted(sounding));
        const double other = meanDifference(map, muted(silent));
        QVERIFY2(own > 0.02, qPrintable(QString::number(own)));
        QVERIFY2(other < own / 4, qPrintable(QString("%1 and %2").arg(other).arg(own)));
        QVERIFY(meanDifference(map,
                               mapAt(fromSeconds(seconds), {SoundChoice::Kind::Silence, {}, {}}))
                > 0.02);
        QVERIFY(meanDifference(map, mapAt(fromSeconds(seconds), {SoundChoice::Kind::Noise, {}, {}}))
                > 0.02);
    }

    /// Where both sound, muting one leaves the other.
    void mutingMovesTheMap()
    {
        constexpr MediaTime kBoth = 7500ms;
        for (std::size_t muted = 0; muted < 2; ++muted) {
            const Heatmap map = mapAt(
                    kBoth,
                    {SoundChoice::Kind::Stems, {}, {textOf(m_scene.objects[muted].stem.stem())}});
            QVERIFY(holds(boxAt(m_scene.objects[1 - muted], kBoth), statisticsOf(map)));
        }
    }

    void readsAheadOfThePausedPicture()
    {
        LocalizationSettings settings = m_service->settings(MapSlot::Main);
        settings.readsAhead = true;
        m_service->setSettings(MapSlot::Main, settings);
        m_service->setSound(MapSlot::Main, {});
        m_service->showFrame(*m_decoder->frameAt(11s), false);
        // 12 s at 25 pictures a second, and three of the tests before.
        QTRY_VERIFY_WITH_TIMEOUT(m_service->similarity(MapSlot::Main).size() >= 25, kTimeoutMs);
        QSignalSpy maps(&*m_service, &Localization::mapReady);
        m_service->showFrame(*m_decoder->frameAt(11500ms), true);
        QCOMPARE(maps.size(), 1); // it was kept
    }

    void aModelThatIsNoneLeavesTheOld()
    {
        QSignalSpy failed(&*m_service, &Localization::modelFailed);
        m_service->loadModel(MapSlot::Main, textOf(kDemo / "README.md"));
        QTRY_COMPARE_WITH_TIMEOUT(failed.size(), 1, kTimeoutMs);
        QVERIFY(m_service->model(MapSlot::Main));
    }

    void exportsAPassage()
    {
        const QTemporaryDir folder;
        PipelineExporter exporter;
        QSignalSpy finished(&exporter, &Exporter::finished);
        QSignalSpy failed(&exporter, &Exporter::failed);
        ExportRequest request;
        request.mediaPath = m_media.path;
        request.modelPath = textOf(kDemo / "model.safetensors");
        request.outputPath = folder.filePath("passage.mp4");
        request.range = {1s, 2s};
        QVERIFY(exporter.start(request) > 0);
        QTRY_VERIFY_WITH_TIMEOUT(!finished.isEmpty() || !failed.isEmpty(), kTimeoutMs);
        QCOMPARE(finished.size(), 1);
        const auto file = MediaFile::open(test::pathOf(folder) / "passage.mp4");
        SL_VERIFY_RESULT(file);
        QVERIFY(file->hasAudio());
        QVERIFY(std::abs(toSeconds(file->facts().duration) - 1) < 0.1);
    }

    void cleanupTestCase() { m_service.reset(); }

private:
    /// Map of the frame at a time; empty, and the test has failed, where none comes.
    Heatmap mapAt(MediaTime time, const SoundChoice &sound)
    {
        m_service->setSound(MapSlot::Main, sound);
        QSignalSpy maps(&*m_service, &Localization::mapReady);
        const auto frame = m_decoder->frameAt(time);
        m_service->showFrame(*frame, false);
        if (!QTest::qWaitFor([&] { return !maps.isEmpty(); }, kTimeoutMs)) {
            QTest::qFail("no map", __FILE__, __LINE__);
            return {};
        }
        return maps.last()[0].value<MapResult>().heatmap;
    }

    std::optional<VideoDecoder> m_decoder;
    Scene m_scene;
    MediaSummary m_media;
    std::optional<EngineLocalization> m_service;
};

QTEST_GUILESS_MAIN(TestDemoScene)
#include "tst_demo_scene.moc"

// SPDX-License-Identifier: MIT
#include "app/services/localization/pipeline_exporter.h"

#include "engine/core/file_io.h"
#include "engine/media/media_file.h"
#include "engine/render/png_file.h"
#include "tests/app/services/localization/fake_localizer.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"
#include "ui/services/service_types.h"

#include <QDir>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace soundlocus;
using namespace soundlocus::test;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

constexpr int kTimeoutMs = 30'000;

class Bench
{
public:
    Bench()
        : state(std::make_shared<FakeNetworkState>())
        , exporter(std::make_unique<PipelineExporter>(
                  std::make_unique<FakeLoader>(state, std::map<std::string, float>{{"a", 0.0F}})))
        , progressed(exporter.get(), &Exporter::progressed)
        , finished(exporter.get(), &Exporter::finished)
        , failed(exporter.get(), &Exporter::failed)
        , cancelled(exporter.get(), &Exporter::cancelled)
    {}

    std::shared_ptr<FakeNetworkState> state;
    std::unique_ptr<PipelineExporter> exporter;
    QSignalSpy progressed;
    QSignalSpy finished;
    QSignalSpy failed;
    QSignalSpy cancelled;
};

} // namespace

class TestPipelineExporter final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        registerServiceTypes();
        SL_VERIFY_RESULT(writeVideo(m_video, {.frames = 100, .soundSeconds = 4, .driftPx = 1}));
        SL_VERIFY_RESULT(
                writeVideo(m_silentVideo.toStdString(), {.frames = 100, .soundSeconds = 0}));
        SL_VERIFY_RESULT(writeToneWav(m_tone.toStdString(), 4, 16000, 440));
    }

    void init()
    {
        m_out = std::make_unique<QTemporaryDir>();
        QVERIFY(m_out->isValid());
    }

    void writesAVideo_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<std::string>("codec");
        QTest::newRow("mp4") << "over.mp4" << std::string("h264");
        QTest::newRow("webm") << "over.webm" << std::string("vp9");
        QTest::newRow("mkv, capitals") << "OVER.MKV" << std::string("ffv1");
    }
    void writesAVideo()
    {
        QFETCH(QString, name);
        QFETCH(std::string, codec);
        Bench bench;
        const int job = bench.exporter->start(requestFor(name));
        QTRY_VERIFY_WITH_TIMEOUT(!bench.finished.isEmpty() || !bench.failed.isEmpty(), kTimeoutMs);
        if (!bench.failed.isEmpty())
            QFAIL(toString(bench.failed[0][1].value<Error>()).c_str());
        QCOMPARE(bench.finished[0][0].toInt(), job);
        QCOMPARE(bench.finished[0][1].toString(), m_out->filePath(name));
        const auto file = MediaFile::open(m_out->filePath(name).toStdString());
        SL_VERIFY_RESULT(file);
        QCOMPARE(file->facts().video.front().codec, codec);
        QVERIFY(std::abs(toSeconds(file->facts().duration) - 1) < 0.1);
        QCOMPARE(bench.state->localized, 25);
        QCOMPARE(files(), QStringList{name});
    }

    void writesMaps()
    {
        Bench bench;
        ExportRequest request = requestFor("maps.npz");
        request.kind = ExportRequest::Kind::HeatmapsNpz;
        SL_VERIFY_RESULT(writeWholeFile(request.outputPath.toStdString(), "older"));
        bench.exporter->start(request);
        QTRY_COMPARE_WITH_TIMEOUT(bench.finished.size(), 1, kTimeoutMs);
        const auto bytes = readWholeFile(request.outputPath.toStdString(), 1 << 20);
        SL_VERIFY_RESULT(bytes);
        QVERIFY(bytes->starts_with("PK")); // a zip file, in place of the older one
        QCOMPARE(files(), QStringList{"maps.npz"});
    }

    void hearsTheChosenSound_data()
    {
        QTest::addColumn<SoundChoice>("sound");
        QTest::addColumn<double>("least");
        QTest::addColumn<double>("most");
        using Kind = SoundChoice::Kind;
        // The tone's peak is 12000 of 32768; a sine's mean is 2 / pi of it.
        QTest::newRow("own") << SoundChoice{} << 0.225 << 0.24;
        QTest::newRow("silence") << SoundChoice{Kind::Silence, {}, {}} << 0.0 << 0.0;
        // -20 dB: the mean of white noise lies between that of a square wave and half of it.
        QTest::newRow("noise") << SoundChoice{Kind::Noise, {}, {}} << 0.05 << 0.1;
        QTest::newRow("file") << SoundChoice{Kind::File, m_tone, {}} << 0.225 << 0.24;
    }
    void hearsTheChosenSound()
    {
        QFETCH(SoundChoice, sound);
        QFETCH(double, least);
        QFETCH(double, most);
        Bench bench;
        ExportRequest request = requestFor("over.mp4");
        request.sound = sound;
        if (sound.kind == SoundChoice::Kind::File)
            request.mediaPath = m_silentVideo;
        bench.exporter->start(request);
        QTRY_COMPARE_WITH_TIMEOUT(bench.finished.size(), 1, kTimeoutMs);
        const std::vector<float> levels = bench.state->levels();
        QVERIFY(!levels.empty());
        for (const float level : levels)
            QVERIFY2(level >= least && level <= most, qPrintable(QString::number(level)));
        // What is heard in the video is the file's own sound.
        const auto file = MediaFile::open(m_out->filePath("over.mp4").toStdString());
        SL_VERIFY_RESULT(file);
        QCOMPARE(file->hasAudio(), sound.kind != SoundChoice::Kind::File);
    }

    void soundThatIsNotThere()
    {
        Bench bench;
        ExportRequest request = requestFor("over.mp4");
        request.sound = {SoundChoice::Kind::File, "/no/sound.wav", {}};
        bench.exporter->start(request);
        QTRY_COMPARE_WITH_TIMEOUT(bench.failed.size(), 1, kTimeoutMs);
        QVERIFY(bench.failed[0][1].value<Error>().code == ErrorCode::NotFound);
        QCOMPARE(files(), QStringList{});
    }

    void tellsProgress()
    {
        Bench bench;
        bench.state->delayMs = 60; // of 8 frames
        ExportRequest request = requestFor("over.mp4");
        request.range = {0s, 4s};
        bench.exporter->start(request);
        QTRY_COMPARE_WITH_TIMEOUT(bench.finished.size(), 1, kTimeoutMs);
        QVERIFY(bench.progressed.size() >= 3);
        double last = 0;
        for (const auto &arguments : bench.progressed) {
            QVERIFY(arguments[1].toDouble() >= last && arguments[1].toDouble() <= 1);
            last = arguments[1].toDouble();
        }
    }

    void cancelLeavesNothing()
    {
        Bench bench;
        bench.state->delayMs = 500;
        ExportRequest request = requestFor("over.mp4");
        request.range = {0s, 4s};
        const int job = bench.exporter->start(request);
        const int waiting = bench.exporter->start(requestFor("second.mp4"));
        QTRY_VERIFY_WITH_TIMEOUT(!bench.progressed.isEmpty(), kTimeoutMs);
        bench.exporter->cancel(waiting);
        bench.exporter->cancel(job);
        QTRY_COMPARE_WITH_TIMEOUT(bench.cancelled.size(), 2, kTimeoutMs);
        QCOMPARE(bench.finished.size() + bench.failed.size(), 0);
        QCOMPARE(files(), QStringList{});
        bench.exporter->cancel(job); // ended already
        bench.exporter->cancel(99);
    }

    void oneAfterTheOther()
    {
        Bench bench;
        for (const char *name : {"1.mp4", "2.mp4", "3.mp4"})
            bench.exporter->start(requestFor(name));
        QTRY_COMPARE_WITH_TIMEOUT(bench.finished.size(), 3, kTimeoutMs);
        for (int i = 0; i < 3; ++i)
            QCOMPARE(bench.finished[i][0].toInt(), i + 1);
    }

    void faultsHaveARemedy_data()
    {
        QTest::addColumn<QString>("member");
        QTest::addColumn<QString>("value");
        QTest::addColumn<int>("code");
        const auto row =
                [](const char *name, const char *member, const char *value, ErrorCode code) {
                    QTest::newRow(name) << member << value << static_cast<int>(code);
                };
        row("no such video", "media", "/no/video.mp4", ErrorCode::NotFound);
        row("no network", "model", "broken", ErrorCode::WrongCheckpoint);
        row("no such folder", "output", "/no/folder/a.mp4", ErrorCode::NotFound);
        row("unwritable folder", "output", "/proc/a.mp4", ErrorCode::PermissionDenied);
        row("unknown ending", "output", "/tmp/a.gif", ErrorCode::InvalidArgument);
    }
    void faultsHaveARemedy()
    {
        QFETCH(QString, member);
        QFETCH(QString, value);
        QFETCH(int, code);
        Bench bench;
        ExportRequest request = requestFor("over.mp4");
        (member == "media"   ? request.mediaPath
         : member == "model" ? request.modelPath
                             : request.outputPath) = value;
        const int job = bench.exporter->start(request);
        QTRY_COMPARE_WITH_TIMEOUT(bench.failed.size(), 1, kTimeoutMs);
        QCOMPARE(bench.failed[0][0].toInt(), job);
        const Error error = bench.failed[0][1].value<Error>();
        QCOMPARE(static_cast<int>(error.code), code);
        QVERIFY(!error.message.empty());
        QCOMPARE(files(), QStringList{});
    }

    void refusesWhatMakesNoSense()
    {
        Bench bench;
        ExportRequest request = requestFor("over.mp4");
        request.outputPath = request.mediaPath;
        bench.exporter->start(request);
        QTRY_COMPARE_WITH_TIMEOUT(bench.failed.size(), 1, kTimeoutMs);
        SL_VERIFY_RESULT(MediaFile::open(m_video));
        const fs::path picture = pathOf(m_folder) / "picture.png";
        SL_VERIFY_RESULT(writePng(picture, squarePicture({64, 48})));
        request = requestFor("over.mp4");
        request.mediaPath = QString::fromStdString(picture.string());
        bench.exporter->start(request);
        QTRY_COMPARE_WITH_TIMEOUT(bench.failed.size(), 2, kTimeoutMs);
        QVERIFY(bench.failed[1][1].value<Error>().code == ErrorCode::NoVideo);
        request = requestFor("over.mp4");
        request.range = {2s, 2s};
        bench.exporter->start(request);
        QTRY_COMPARE_WITH_TIMEOUT(bench.failed.size(), 3, kTimeoutMs);
        QCOMPARE(files(), QStringList{});
    }

    void closesInTheMiddle()
    {
        Bench bench;
        bench.state->delayMs = 100;
        ExportRequest request = requestFor("over.mp4");
        request.range = {0s, 4s};
        bench.exporter->start(request);
        QTRY_VERIFY_WITH_TIMEOUT(bench.state->localized > 0, kTimeoutMs);
        const auto begin = std::chrono::steady_clock::now();
        bench.exporter.reset();
        QVERIFY(std::chrono::steady_clock::now() - begin < 1s);
        QCOMPARE(files(), QStringList{});
    }

private:
    [[nodiscard]] ExportRequest requestFor(const QString &name) const
    {
        ExportRequest request;
        request.mediaPath = QString::fromStdString(m_video.string());
        request.modelPath = "a";
        request.outputPath = m_out->filePath(name);
        request.range = {1s, 2s};
        return request;
    }
    /// All that lies in the folder, hidden files too.
    [[nodiscard]] QStringList files() const
    {
        return QDir(m_out->path())
                .entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
    }

    QTemporaryDir m_folder;
    fs::path m_video = pathOf(m_folder) / "video.mp4";
    QString m_silentVideo = m_folder.filePath("silent.mp4");
    QString m_tone = m_folder.filePath("tone.wav");
    std::unique_ptr<QTemporaryDir> m_out;
};

QTEST_GUILESS_MAIN(TestPipelineExporter)
#include "tst_pipeline_exporter.moc"

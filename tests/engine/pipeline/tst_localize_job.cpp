// SPDX-License-Identifier: MIT
#include "engine/pipeline/localize_job.h"

#include "engine/core/file_io.h"
#include "engine/render/png_file.h"
#include "tests/engine/pipeline/stub_localizer.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>
#include <fstream>
#include <sstream>

using namespace soundlocus;
using namespace soundlocus::test;
namespace fs = std::filesystem;

class TestLocalizeJob final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void writesEverything();
    void videoKeepsTimesAndSound();
    void everyNthFrameIsLocalized();
    void withoutVideoSkippedFramesAreDropped();
    void rangeOfTime();
    void rangeOutsideIsAnError();
    void pictureTakesItsWholeSound();
    void separateSound();
    void modelsOwnSoundIsTaken_data();
    void modelsOwnSoundIsTaken();
    void queuesAreBounded();
    void depthFollowsTheFrameSize();
    void stopLeavesNoFiles();
    void faultOfTheNetworkLeavesNoFiles();
    void olderResultsAreRefused();
    void badInputs_data();
    void badInputs();
    void unwritableFolder();
    void places();

private:
    [[nodiscard]] LocalizeOptions optionsFor(const char *folder) const
    {
        LocalizeOptions options;
        options.results.folder = m_root / folder;
        options.encoder.preset = "ultrafast";
        options.encoder.crf = 10;
        return options;
    }
    [[nodiscard]] LocalizeInput video() const { return {m_root / "square.mp4", {}, "square"}; }

    QTemporaryDir m_folder;
    fs::path m_root;
};

namespace {

std::vector<std::vector<std::string>> readTable(const fs::path &path)
{
    std::vector<std::vector<std::string>> rows;
    std::ifstream stream(path);
    for (std::string line; std::getline(stream, line);) {
        std::istringstream cells(line);
        rows.emplace_back();
        for (std::string cell; std::getline(cells, cell, '\t');)
            rows.back().push_back(cell);
    }
    return rows;
}

std::vector<std::string> filesIn(const fs::path &folder)
{
    std::vector<std::string> names;
    if (fs::exists(folder)) {
        for (const auto &entry : fs::directory_iterator(folder))
            names.push_back(entry.path().filename().string());
    }
    std::ranges::sort(names);
    return names;
}

std::vector<Frame> decodeAll(const fs::path &path)
{
    std::vector<Frame> frames;
    auto decoder = VideoDecoder::open(*MediaFile::open(path));
    while (true) {
        auto frame = decoder->next();
        if (!frame || !*frame)
            return frames;
        frames.push_back(**frame);
    }
}

} // namespace

void TestLocalizeJob::initTestCase()
{
    m_root = pathOf(m_folder);
    SL_VERIFY_RESULT(writeVideo(m_root / "square.mp4"));
    SL_VERIFY_RESULT(writeVideo(m_root / "silent.mp4", {.soundSeconds = 0}));
    SL_VERIFY_RESULT(writeToneWav(m_root / "tone.wav", 4));
    SL_VERIFY_RESULT(writeWholeFile(m_root / "text.mp4", "this is no video at all\n"));
    SL_VERIFY_RESULT(writeWholeFile(m_root / "empty.mp4", ""));
}

void TestLocalizeJob::writesEverything()
{
    const StubLocalizer localizer;
    LocalizeOptions options = optionsFor("all");
    options.results.heatmaps = HeatmapFormat::Npz;
    std::vector<Progress> progress;
    const auto answer = localizeInput(
            video(), options, localizer, {}, [&](const Progress &p) { progress.push_back(p); });
    SL_VERIFY_RESULT(answer);
    QCOMPARE(filesIn(options.results.folder),
             (std::vector<std::string>{
                     "square.npz", "square.tsv", "square_overlay.mp4", "square_sheet.png"}));
    QCOMPARE(answer->files.size(), std::size_t(4));
    QVERIFY(!progress.empty() && progress.front().total == 50);

    // The white square covers 1/12 to 1/4 of the width and the middle third of the height.
    QCOMPARE(placeName(answer->peakX, answer->peakY), std::string_view("left"));
    QVERIFY(answer->peakX > 1.0 / 12 && answer->peakX < 0.25);
    QVERIFY(answer->similarity > 0.9);

    // 2 s of frames lie nearest to the windows at 0, 1 and 2 s: three sounds, not fifty.
    QCOMPARE(answer->statistics.embeddedSounds, 3);
    QCOMPARE(localizer.embedded.size(), std::size_t(3));
    QVERIFY(localizer.lastCut == AudioCut::Window);
    QCOMPARE(answer->statistics.localizedFrames, 50);
    QVERIFY(std::ranges::is_sorted(localizer.times));
    QCOMPARE(std::ranges::max(localizer.batches), 4);

    const auto rows = readTable(options.results.folder / "square.tsv");
    QCOMPARE(rows.size(), std::size_t(51));
    QCOMPARE(rows[0],
             (std::vector<std::string>{
                     "frame", "pts_s", "peak_x", "peak_y", "peak", "mean", "area"}));
    for (int i = 0; i < 50; ++i) {
        const auto &row = rows[static_cast<std::size_t>(i + 1)];
        QCOMPARE(std::stoi(row[0]), i);
        QVERIFY(std::abs(std::stod(row[1]) - i * 0.04) < 1e-5);
        QVERIFY(std::stod(row[6]) > 0 && std::stod(row[6]) < 0.2);
    }
    for (const StageTimes &stage : answer->statistics.stages)
        QVERIFY(stage.items > 0 && stage.wallSeconds >= 0);
}

void TestLocalizeJob::videoKeepsTimesAndSound()
{
    const StubLocalizer localizer;
    const LocalizeOptions options = optionsFor("times");
    SL_VERIFY_RESULT(localizeInput(video(), options, localizer));
    const fs::path result = options.results.folder / "square_overlay.mp4";
    const auto before = decodeAll(m_root / "square.mp4");
    const auto after = decodeAll(result);
    QCOMPARE(after.size(), before.size());
    for (std::size_t i = 0; i < before.size(); ++i)
        QCOMPARE(qint64(after[i].pts.count()), qint64(before[i].pts.count()));
    const auto file = MediaFile::open(result);
    SL_VERIFY_RESULT(file);
    QCOMPARE(file->facts().video.front().averageRate.toDouble(), 25.0);
    QVERIFY(file->hasAudio());
    QVERIFY(std::abs(toSeconds(file->facts().audio.front().duration) - 2) < 0.1);
    QVERIFY(!samePixels(before.front(), after.front()));
}

void TestLocalizeJob::everyNthFrameIsLocalized()
{
    const StubLocalizer localizer;
    LocalizeOptions options = optionsFor("every");
    options.every = 7;
    const auto answer = localizeInput(video(), options, localizer);
    SL_VERIFY_RESULT(answer);
    QCOMPARE(int(localizer.localized), 8); // frames 0, 7, ..., 49
    QCOMPARE(answer->statistics.frames, 50);
    const auto rows = readTable(options.results.folder / "square.tsv");
    QCOMPARE(rows.size(), std::size_t(9));
    QCOMPARE(rows.back()[0], std::string("49"));
    QCOMPARE(decodeAll(options.results.folder / "square_overlay.mp4").size(), std::size_t(50));
}

void TestLocalizeJob::withoutVideoSkippedFramesAreDropped()
{
    const StubLocalizer localizer;
    LocalizeOptions options = optionsFor("novideo");
    options.every = 10;
    options.results.hasOverlay = false;
    SL_VERIFY_RESULT(localizeInput(video(), options, localizer));
    QCOMPARE(int(localizer.prepared), 5);
    QCOMPARE(filesIn(options.results.folder),
             (std::vector<std::string>{"square.tsv", "square_sheet.png"}));
}

void TestLocalizeJob::rangeOfTime()
{
    const StubLocalizer localizer;
    LocalizeOptions options = optionsFor("range");
    options.range = {fromSeconds(0.5), fromSeconds(1.0)};
    options.indexFolder = m_root / "index";
    SL_VERIFY_RESULT(localizeInput(video(), options, localizer));
    const auto rows = readTable(options.results.folder / "square.tsv");
    QCOMPARE(rows.size(), std::size_t(13)); // 0.52, 0.56, ..., 0.96
    QCOMPARE(rows[1][0], std::string("13"));
    QCOMPARE(rows[1][1], std::string("0.520000"));
    QCOMPARE(rows.back()[1], std::string("0.960000"));
    const auto frames = decodeAll(options.results.folder / "square_overlay.mp4");
    QCOMPARE(frames.size(), std::size_t(12));
    QCOMPARE(qint64(frames.front().pts.count()), 0LL);
    QCOMPARE(qint64(frames.back().pts.count()), 440'000LL);
}

void TestLocalizeJob::rangeOutsideIsAnError()
{
    const StubLocalizer localizer;
    LocalizeOptions options = optionsFor("outside");
    options.range = {fromSeconds(60), std::nullopt};
    const auto answer = localizeInput(video(), options, localizer);
    QVERIFY(!answer);
    QVERIFY(answer.error().code == ErrorCode::OutOfRange);
    QVERIFY(filesIn(options.results.folder).empty());
}

void TestLocalizeJob::pictureTakesItsWholeSound()
{
    const fs::path picture = m_root / "square.png";
    SL_VERIFY_RESULT(writePng(picture, squarePicture({120, 80})));
    const StubLocalizer localizer;
    LocalizeOptions options = optionsFor("picture");
    options.results.heatmaps = HeatmapFormat::Npy;
    const auto answer = localizeInput({picture, m_root / "tone.wav", "square"}, options, localizer);
    SL_VERIFY_RESULT(answer);
    QVERIFY(localizer.lastCut == AudioCut::Official);
    QCOMPARE(toSeconds(localizer.embedded.front().duration()), 4.0);
    QCOMPARE(filesIn(options.results.folder),
             (std::vector<std::string>{
                     "square.json", "square.npy", "square.tsv", "square_overlay.png"}));
    const StubLocalizer windowed;
    options.window = fromSeconds(1);
    options.results.isOverwriting = true;
    SL_VERIFY_RESULT(localizeInput({picture, m_root / "tone.wav", "square"}, options, windowed));
    QVERIFY(windowed.lastCut == AudioCut::Window);
    QCOMPARE(toSeconds(windowed.embedded.front().start()), 1.5); // around the middle of 4 s
    QCOMPARE(toSeconds(windowed.embedded.front().duration()), 1.0);
}

void TestLocalizeJob::separateSound()
{
    const StubLocalizer localizer;
    const LocalizeOptions options = optionsFor("joined");
    SL_VERIFY_RESULT(localizeInput(
            {m_root / "silent.mp4", m_root / "tone.wav", "silent"}, options, localizer));
    QVERIFY(MediaFile::open(options.results.folder / "silent_overlay.mp4")->hasAudio());
}

void TestLocalizeJob::modelsOwnSoundIsTaken_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<int>("rate");
    QTest::addColumn<double>("expectedSeconds");
    QTest::addColumn<int>("expectedRate");
    QTest::newRow("published, 10 s") << 10.0 << 0 << 3.0 << 16000;
    QTest::newRow("short") << 1.5 << 0 << 1.5 << 16000;
    QTest::newRow("another rate") << 2.0 << 8000 << 2.0 << 8000;
}

void TestLocalizeJob::modelsOwnSoundIsTaken()
{
    QFETCH(double, seconds);
    QFETCH(int, rate);
    QFETCH(double, expectedSeconds);
    QFETCH(int, expectedRate);
    StubLocalizer localizer;
    localizer.model.audio.seconds = seconds;
    localizer.model.audio.sampleRateHz = rate;
    QCOMPARE(toSeconds(defaultWindow(localizer.model)), expectedSeconds);
    LocalizeOptions options = optionsFor("own sound");
    options.results.isOverwriting = true;
    options.range.start = std::chrono::milliseconds(1800);
    options.results.hasOverlay = false;
    options.results.hasSheet = false;
    const LocalizeInput input{m_root / "square.mp4", m_root / "tone.wav", "square"};
    SL_VERIFY_RESULT(localizeInput(input, options, localizer));
    // Around 2 s of a sound of 4 s.
    QCOMPARE(localizer.embedded.size(), std::size_t(1));
    const AudioClip &clip = localizer.embedded.front();
    QCOMPARE(clip.sampleRateHz(), expectedRate);
    QCOMPARE(toSeconds(clip.duration()), expectedSeconds);
    QCOMPARE(toSeconds(clip.start()), 2.0 - expectedSeconds / 2);
}

void TestLocalizeJob::queuesAreBounded()
{
    StubLocalizer localizer;
    localizer.delay = std::chrono::milliseconds(40);
    LocalizeOptions options = optionsFor("bounded");
    options.batch = 4;
    SL_VERIFY_RESULT(localizeInput(video(), options, localizer));
    // Four in the queue, four collected, one in hand.
    QVERIFY2(localizer.mostWaiting <= 9, std::to_string(localizer.mostWaiting).c_str());
    QCOMPARE(std::ranges::max(localizer.batches), 4);
}

void TestLocalizeJob::depthFollowsTheFrameSize()
{
    FramePipelineOptions options;
    options.frameSize = {1280, 720};
    QCOMPARE(pipelineDepth(options).batch, 4);
    options.every = 25;
    QCOMPARE(pipelineDepth(options).batch, 4);
    // Three collections and nine frames elsewhere stay below the limit.
    QVERIFY((3 * pipelineDepth(options).pending + 9) * 1280 * 720 * 3LL
            <= static_cast<std::int64_t>(kInFlightBytes));
    options.frameSize = {7680, 4320};
    QCOMPARE(pipelineDepth(options).batch, 1);
    QCOMPARE(pipelineDepth(options).pending, 1);
}

void TestLocalizeJob::stopLeavesNoFiles()
{
    StubLocalizer localizer;
    localizer.delay = std::chrono::milliseconds(100);
    LocalizeOptions options = optionsFor("stopped");
    options.results.heatmaps = HeatmapFormat::Png;
    std::stop_source stop;
    const auto answer = localizeInput(
            video(), options, localizer, stop.get_token(), [&stop](const Progress &) {
                stop.request_stop();
            });
    QVERIFY(!answer);
    QVERIFY(answer.error().code == ErrorCode::Cancelled);
    QVERIFY(filesIn(options.results.folder).empty());
    QVERIFY(localizer.localized < 50);
}

void TestLocalizeJob::faultOfTheNetworkLeavesNoFiles()
{
    StubLocalizer localizer;
    localizer.failAfter = 16;
    const LocalizeOptions options = optionsFor("fault");
    const auto answer = localizeInput(video(), options, localizer);
    QVERIFY(!answer);
    QVERIFY(answer.error().code == ErrorCode::NotFinite);
    QVERIFY(filesIn(options.results.folder).empty());
}

void TestLocalizeJob::olderResultsAreRefused()
{
    const StubLocalizer localizer;
    LocalizeOptions options = optionsFor("older");
    options.results.hasOverlay = false;
    SL_VERIFY_RESULT(localizeInput(video(), options, localizer));
    const auto again = localizeInput(video(), options, localizer);
    QVERIFY(!again);
    QVERIFY(again.error().message.find("--overwrite") != std::string::npos);
    options.results.isOverwriting = true;
    SL_VERIFY_RESULT(localizeInput(video(), options, localizer));
}

void TestLocalizeJob::badInputs_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("code");
    const auto row = [](const char *file, ErrorCode code) {
        QTest::newRow(file) << QString::fromLatin1(file) << static_cast<int>(code);
    };
    row("silent.mp4", ErrorCode::NoAudio);
    row("tone.wav", ErrorCode::NoVideo);
    row("empty.mp4", ErrorCode::EmptyFile);
    row("text.mp4", ErrorCode::UnsupportedFormat);
    row("missing.mp4", ErrorCode::NotFound);
    row(".", ErrorCode::NotAFile);
}

void TestLocalizeJob::badInputs()
{
    QFETCH(QString, file);
    QFETCH(int, code);
    const StubLocalizer localizer;
    const LocalizeOptions options = optionsFor("bad");
    const fs::path path = m_root / file.toStdString();
    const auto answer = localizeInput({path, {}, "bad"}, options, localizer);
    QVERIFY(!answer);
    QCOMPARE(std::string(toString(answer.error().code)),
             std::string(toString(static_cast<ErrorCode>(code))));
    QVERIFY(answer.error().message.find(path.string()) != std::string::npos);
    QVERIFY(filesIn(options.results.folder).empty());
}

void TestLocalizeJob::unwritableFolder()
{
    const StubLocalizer localizer;
    LocalizeOptions options = optionsFor("text.mp4"); // a file is in the way
    const auto answer = localizeInput(video(), options, localizer);
    QVERIFY(!answer);
    QVERIFY(answer.error().code == ErrorCode::NotAFile);
    QCOMPARE(int(localizer.prepared), 0); // told before any work
}

void TestLocalizeJob::places()
{
    QCOMPARE(placeName(0.1, 0.1), std::string_view("top left"));
    QCOMPARE(placeName(0.5, 0.5), std::string_view("centre"));
    QCOMPARE(placeName(0.9, 0.5), std::string_view("right"));
    QCOMPARE(placeName(0.5, 1.0), std::string_view("bottom"));
}

QTEST_GUILESS_MAIN(TestLocalizeJob)
#include "tst_localize_job.moc"

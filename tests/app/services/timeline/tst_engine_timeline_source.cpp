// SPDX-License-Identifier: MIT
#include "app/services/timeline/engine_timeline_source.h"

#include "app/services/timeline/sound_scanner.h"
#include "engine/core/file_io.h"
#include "engine/features/audio_input.h"
#include "engine/media/audio_decoder.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <fstream>

using namespace soundlocus;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

class TestEngineTimelineSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sineHasPeaksOfItsAmplitude();
    void toneIsLoudestWhereTheModelHearsIt();
    void closerLookShowsSamples();
    void cacheIsUsedAgain();
    void damagedCacheIsMadeAnew();
    void changedFileIsReadAnew();
    void newFileStopsTheOld();
    void destructionStopsWork();
    void silenceIsKnownAndFlat();
    void fileWithoutSoundHasNoLanes();
    void brokenFileEndsQuietly();
    void pictureHasOneThumbnail();
    void thumbnailsComeForAnyTime();
    void lanesChangeAtMostTenTimesASecond();
    void realFiles_data();
    void realFiles();

private:
    [[nodiscard]] fs::path file(const char *name) const { return test::pathOf(m_folder) / name; }
    [[nodiscard]] fs::path cache() const { return test::pathOf(m_folder) / "cache"; }
    QTemporaryDir m_folder;
};

namespace {

constexpr int kPatienceMs = 60'000; // the threads give way to everything else on the machine
constexpr int kLongPatienceMs = 240'000;
constexpr double kTonePeak = 12000.0 / 32768; // of writeToneWav

/// As the player would tell it.
MediaSummary summaryOf(const fs::path &path)
{
    MediaSummary media;
    media.path = QString::fromStdString(path.string());
    const auto file = MediaFile::open(path);
    if (!file)
        return media;
    media.duration = file->facts().duration;
    media.hasSound = file->hasAudio();
    media.kind = file->isPicture()  ? MediaSummary::Kind::Picture
                 : file->hasVideo() ? MediaSummary::Kind::Video
                                    : MediaSummary::Kind::Audio;
    if (file->hasVideo())
        media.pictureSize = file->facts().video.front().displaySize;
    return media;
}

bool isKnown(const WaveformColumn &column)
{
    return !std::isnan(column.low) && !std::isnan(column.high);
}

float highest(const std::vector<WaveformColumn> &columns)
{
    float result = -2;
    for (const WaveformColumn &column : columns)
        result = isKnown(column) ? std::max(result, column.high) : result;
    return result;
}

fs::path laneEntry(const fs::path &cache)
{
    std::error_code error;
    for (const auto &entry : fs::directory_iterator(cache / "timeline", error)) {
        if (entry.path().extension() == ".lanes")
            return entry.path();
    }
    return {};
}

} // namespace

void TestEngineTimelineSource::sineHasPeaksOfItsAmplitude()
{
    SL_VERIFY_RESULT(test::writeToneWav(file("sine.wav"), 3.0));
    EngineTimelineSource source({});
    QSignalSpy changed(&source, &TimelineSource::lanesChanged);
    source.setMedia(summaryOf(file("sine.wav")));
    QVERIFY(source.waveform({0us, 3s}, 100).size() == 100); // answered at once, unknown
    QTRY_VERIFY_WITH_TIMEOUT(source.isComplete(), kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(!changed.isEmpty(), kPatienceMs);
    // 30 ms a column hold 13 periods: both peaks.
    for (const WaveformColumn &column : source.waveform({0us, 3s}, 100)) {
        QVERIFY(std::abs(column.high - kTonePeak) < 0.002);
        QVERIFY(std::abs(column.low + kTonePeak) < 0.002);
    }
    const auto beyond = source.waveform({-1s, 4s}, 50);
    QVERIFY(!isKnown(beyond.front()) && !isKnown(beyond.back()) && isKnown(beyond[25]));
}

void TestEngineTimelineSource::toneIsLoudestWhereTheModelHearsIt()
{
    SL_VERIFY_RESULT(test::writeToneWav(file("tone.wav"), 2.0, 16000, 2000));
    EngineTimelineSource source({});
    source.setMedia(summaryOf(file("tone.wav")));
    QTRY_VERIFY_WITH_TIMEOUT(source.isComplete(), kPatienceMs);
    // One pixel per column of the model: column 30, whose middle is at 30 * 239 / 16000 s.
    const MediaTime hop = fromSeconds(239.0 / 16000);
    const MediaTime middle = fromSeconds(30 * 239.0 / 16000);
    const QImage image = source.spectrogram({middle - hop / 2, middle + hop / 2}, {1, 257});
    QCOMPARE(image.format(), QImage::Format_Grayscale8);

    const auto media = MediaFile::open(file("tone.wav"));
    SL_VERIFY_RESULT(media);
    auto decoder = AudioDecoder::open(*media);
    SL_VERIFY_RESULT(decoder);
    const auto clip = decoder->readAll();
    SL_VERIFY_RESULT(clip);
    const auto expected = logMelSpectrogram(*clip);
    SL_VERIFY_RESULT(expected);
    int loudest = 0;
    int loudestExpected = 0;
    for (int bin = 0; bin < 257; ++bin) {
        const int level = image.constScanLine(256 - bin)[0];
        QVERIFY(std::abs(level - int{levelOf(expected->at(bin, 30))}) <= 1);
        if (level > image.constScanLine(256 - loudest)[0])
            loudest = bin;
        if (expected->at(bin, 30) > expected->at(loudestExpected, 30))
            loudestExpected = bin;
    }
    QCOMPARE(loudest, loudestExpected);
}

void TestEngineTimelineSource::closerLookShowsSamples()
{
    // 10 min at 8 kHz: the kept grain is 16 samples, and 16 hops of the spectrogram.
    SL_VERIFY_RESULT(test::writeToneWav(file("long.wav"), 600, 8000, 100));
    EngineTimelineSource source({});
    QSignalSpy changed(&source, &TimelineSource::lanesChanged);
    source.setMedia(summaryOf(file("long.wav")));
    QTRY_VERIFY_WITH_TIMEOUT(source.isComplete(), kPatienceMs);
    // One sample a pixel, two periods of the tone from second 300.
    const TimeRange range{300s, 300s + 20ms};
    const auto isExact = [&] {
        const auto columns = source.waveform(range, 160);
        for (int i = 0; i < 160; ++i) {
            const double expected = kTonePeak * std::sin(2 * std::numbers::pi * 100 * i / 8000.0);
            const WaveformColumn &column = columns[static_cast<std::size_t>(i)];
            if (column.low != column.high || std::abs(column.low - expected) > 1e-3)
                return false;
        }
        return true;
    };
    QTRY_VERIFY_WITH_TIMEOUT(isExact(), kPatienceMs);
}

void TestEngineTimelineSource::cacheIsUsedAgain()
{
    SL_VERIFY_RESULT(test::writeToneWav(file("again.wav"), 2.0));
    const MediaSummary media = summaryOf(file("again.wav"));
    std::vector<WaveformColumn> first;
    QImage picture;
    {
        EngineTimelineSource source(cache());
        source.setMedia(media);
        QTRY_VERIFY_WITH_TIMEOUT(source.isComplete(), kPatienceMs);
        first = source.waveform({0us, 2s}, 64);
        picture = source.spectrogram({0us, 2s}, {64, 32});
    }
    const fs::path entry = laneEntry(cache());
    QVERIFY(!entry.empty());
    // The same size and time, other sound: what is shown comes from the cache.
    const auto time = fs::last_write_time(file("again.wav"));
    SL_VERIFY_RESULT(test::writeToneWav(file("again.wav"), 2.0, 16000, 0));
    fs::last_write_time(file("again.wav"), time);
    EngineTimelineSource source(cache());
    source.setMedia(media);
    QTRY_VERIFY_WITH_TIMEOUT(source.isComplete(), kPatienceMs);
    const auto second = source.waveform({0us, 2s}, 64);
    for (std::size_t i = 0; i < first.size(); ++i)
        QCOMPARE(second[i].high, first[i].high);
    QCOMPARE(source.spectrogram({0us, 2s}, {64, 32}), picture);
}

void TestEngineTimelineSource::damagedCacheIsMadeAnew()
{
    SL_VERIFY_RESULT(test::writeToneWav(file("damaged.wav"), 1.0));
    const MediaSummary media = summaryOf(file("damaged.wav"));
    const fs::path folder = test::pathOf(m_folder) / "cache2";
    {
        EngineTimelineSource source(folder);
        source.setMedia(media);
        QTRY_VERIFY_WITH_TIMEOUT(source.isComplete(), kPatienceMs);
    }
    const fs::path entry = laneEntry(folder);
    const auto good = readWholeFile(entry, 1 << 20);
    SL_VERIFY_RESULT(good);
    std::string bad = *good;
    bad[bad.size() / 2] = static_cast<char>(bad[bad.size() / 2] ^ 1);
    for (const std::string &content : {bad, good->substr(0, 100), std::string("x")}) {
        SL_VERIFY_RESULT(writeWholeFile(entry, content));
        EngineTimelineSource source(folder);
        source.setMedia(media);
        QTRY_VERIFY_WITH_TIMEOUT(source.isComplete(), kPatienceMs);
        QVERIFY(std::abs(highest(source.waveform({0us, 1s}, 10)) - kTonePeak) < 0.002);
        const auto repaired = readWholeFile(entry, 1 << 20);
        SL_VERIFY_RESULT(repaired);
        QVERIFY(*repaired == *good);
    }
}

void TestEngineTimelineSource::changedFileIsReadAnew()
{
    const fs::path path = file("changed.wav");
    SL_VERIFY_RESULT(test::writeToneWav(path, 1.0));
    EngineTimelineSource source(cache());
    source.setMedia(summaryOf(path));
    QTRY_VERIFY_WITH_TIMEOUT(source.isComplete(), kPatienceMs);
    SL_VERIFY_RESULT(test::writeToneWav(path, 1.5, 16000, 0));
    source.setMedia(summaryOf(path));
    QTRY_VERIFY_WITH_TIMEOUT(source.isComplete(), kPatienceMs);
    QTRY_COMPARE_WITH_TIMEOUT(highest(source.waveform({0us, 1s}, 10)), 0.0F, kPatienceMs);
    // More known of the same file: nothing starts again.
    MediaSummary more = summaryOf(path);
    more.frameCount = 5;
    source.setMedia(more);
    QVERIFY(source.isComplete());
    QCOMPARE(highest(source.waveform({0us, 1s}, 10)), 0.0F);
}

void TestEngineTimelineSource::newFileStopsTheOld()
{
    SL_VERIFY_RESULT(test::writeToneWav(file("hour.wav"), 1800, 16000));
    SL_VERIFY_RESULT(test::writeToneWav(file("short.wav"), 1.0, 16000, 0));
    EngineTimelineSource source({});
    source.setMedia(summaryOf(file("hour.wav")));
    QTRY_VERIFY_WITH_TIMEOUT(highest(source.waveform({0us, 4s}, 4)) > 0, kPatienceMs);
    QVERIFY(!source.isComplete());
    source.setMedia(summaryOf(file("short.wav")));
    QVERIFY(!isKnown(source.waveform({0us, 1s}, 1)[0])); // nothing of the old file
    QTRY_VERIFY_WITH_TIMEOUT(source.isComplete(), kPatienceMs);
    QCOMPARE(highest(source.waveform({0us, 1s}, 4)), 0.0F);
    source.setMedia({});
    QVERIFY(!isKnown(source.waveform({0us, 1s}, 1)[0]));
}

void TestEngineTimelineSource::destructionStopsWork()
{
    const MediaSummary media = summaryOf(file("hour.wav"));
    for (const int delayMs : {0, 5, 20}) {
        auto source = std::make_unique<EngineTimelineSource>(fs::path{});
        source->setMedia(media);
        QTest::qWait(delayMs);
        QVERIFY(!source->isComplete());
        source.reset(); // joins both threads; half an hour of sound is not read to the end
    }
}

void TestEngineTimelineSource::silenceIsKnownAndFlat()
{
    SL_VERIFY_RESULT(test::writeToneWav(file("silence.wav"), 1.0, 16000, 0));
    EngineTimelineSource source({});
    source.setMedia(summaryOf(file("silence.wav")));
    QTRY_VERIFY_WITH_TIMEOUT(source.isComplete(), kPatienceMs);
    for (const WaveformColumn &column : source.waveform({0us, 1s}, 20)) {
        QCOMPARE(column.low, 0.0F);
        QCOMPARE(column.high, 0.0F);
    }
    const QImage image = source.spectrogram({0us, 1s}, {20, 20});
    for (int y = 0; y < 20; ++y) {
        for (int x = 0; x < 20; ++x)
            QCOMPARE(int{image.constScanLine(y)[x]}, 1); // known, at the floor
    }
}

void TestEngineTimelineSource::fileWithoutSoundHasNoLanes()
{
    test::VideoFixture fixture;
    fixture.soundSeconds = 0;
    SL_VERIFY_RESULT(test::writeVideo(file("mute.mp4"), fixture));
    EngineTimelineSource source({});
    source.setMedia(summaryOf(file("mute.mp4")));
    QVERIFY(source.isComplete());
    QVERIFY(!isKnown(source.waveform({0us, 1s}, 4)[2]));
    QCOMPARE(int{source.spectrogram({0us, 1s}, {4, 4}).constScanLine(0)[0]}, 0);
    QTRY_VERIFY_WITH_TIMEOUT(!source.thumbnail(1s).isNull(), kPatienceMs);
}

void TestEngineTimelineSource::brokenFileEndsQuietly()
{
    SL_VERIFY_RESULT(writeWholeFile(file("broken.mp4"), std::string(5000, 'x')));
    MediaSummary media;
    media.kind = MediaSummary::Kind::Video;
    media.path = QString::fromStdString(file("broken.mp4").string());
    media.duration = 2s;
    media.hasSound = true;
    media.pictureSize = {64, 48};
    EngineTimelineSource source(cache());
    source.setMedia(media);
    QTRY_VERIFY_WITH_TIMEOUT(source.isComplete(), kPatienceMs);
    QVERIFY(!isKnown(source.waveform({0us, 1s}, 4)[2]));
    QVERIFY(source.thumbnail(1s).isNull());
}

void TestEngineTimelineSource::pictureHasOneThumbnail()
{
    const fs::path data = test::mediaDir();
    SL_REQUIRE_PATH(data, "real media");
    EngineTimelineSource source({});
    source.setMedia(summaryOf(data / "corner-cases/pictures/rgb_pytorch.png"));
    QVERIFY(source.isComplete());
    QTRY_VERIFY_WITH_TIMEOUT(!source.thumbnail(0us).isNull(), kPatienceMs);
    QCOMPARE(source.thumbnail(5s), source.thumbnail(0us));
}

void TestEngineTimelineSource::thumbnailsComeForAnyTime()
{
    SL_VERIFY_RESULT(test::writeVideo(file("video.mp4")));
    EngineTimelineSource source(cache());
    QSignalSpy ready(&source, &TimelineSource::thumbnailReady);
    source.setMedia(summaryOf(file("video.mp4")));
    for (const MediaTime time : {0us, 1000ms + 0us, 1900ms + 0us})
        QTRY_VERIFY_WITH_TIMEOUT(!source.thumbnail(time).isNull(), kPatienceMs);
    const QImage picture = source.thumbnail(1s);
    QCOMPARE(picture.size(), QSize(120, 90)); // 64 x 48 in 160 x 90
    // squarePicture(): white in the middle of the left third, grey elsewhere.
    QVERIFY(qGray(picture.pixel(20, 45)) > 200);
    QVERIFY(qGray(picture.pixel(90, 45)) < 100);
    QVERIFY(!ready.isEmpty());
}

void TestEngineTimelineSource::lanesChangeAtMostTenTimesASecond()
{
    EngineTimelineSource source({});
    QSignalSpy changed(&source, &TimelineSource::lanesChanged);
    QElapsedTimer clock;
    clock.start();
    source.setMedia(summaryOf(file("hour.wav")));
    QTRY_VERIFY_WITH_TIMEOUT(source.isComplete(), kLongPatienceMs);
    QVERIFY(changed.size() <= clock.elapsed() / 100 + 1);
}

void TestEngineTimelineSource::realFiles_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("hasPicture");
    const fs::path data = test::mediaDir();
    SL_REQUIRE_PATH(data, "real media");
    QTest::newRow("h264 with sound") << "videos/other/dog_barking.mp4" << true;
    QTest::newRow("sound starts late") << "corner-cases/derived/audio_starts_late.mkv" << true;
    QTest::newRow("96 kHz float") << "corner-cases/derived/audio_96k_float.mkv" << true;
    QTest::newRow("sound only") << "corner-cases/derived/audio_only.m4a" << false;
    QTest::newRow("anamorphic") << "corner-cases/derived/anamorphic.mp4" << true;
    QTest::newRow("unicode name") << "corner-cases/derived/ünïcode näme 音 (1) #%.mp4" << true;
    QTest::newRow("mp3") << "corner-cases/audio-lena/lena.mp3" << false;
}

void TestEngineTimelineSource::realFiles()
{
    QFETCH(QString, name);
    QFETCH(bool, hasPicture);
    const MediaSummary media = summaryOf(test::mediaDir() / fs::path(name.toStdString()));
    QVERIFY(media.duration > 0us);
    EngineTimelineSource source(cache());
    source.setMedia(media);
    QTRY_VERIFY_WITH_TIMEOUT(source.isComplete(), kPatienceMs);
    const TimeRange whole{0us, media.duration};
    QVERIFY(highest(source.waveform(whole, 200)) > 0.001F);
    // The waveform has the extremes of the decoded sound.
    const auto file = MediaFile::open(media.path.toStdString());
    SL_VERIFY_RESULT(file);
    auto decoder = AudioDecoder::open(*file);
    SL_VERIFY_RESULT(decoder);
    const auto clip = decoder->readAll();
    SL_VERIFY_RESULT(clip);
    const auto samples = clip->samples();
    const TimeRange all{clip->start(), clip->start() + clip->duration()};
    QCOMPARE(highest(source.waveform(all, 1)), *std::ranges::max_element(samples));
    if (hasPicture)
        QTRY_VERIFY_WITH_TIMEOUT(!source.thumbnail(media.duration / 2).isNull(), kPatienceMs);
}

QTEST_GUILESS_MAIN(TestEngineTimelineSource)
#include "tst_engine_timeline_source.moc"

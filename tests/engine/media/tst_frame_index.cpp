// SPDX-License-Identifier: MIT
#include "engine/media/frame_index.h"
#include "engine/media/video_decoder.h"
#include "tests/engine/media/media_cases.h"

#include <QTest>

#include <fstream>

using namespace soundlocus;

class TstFrameIndex : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lookups();
    void equalsDecodedFrames_data();
    void equalsDecodedFrames();
    void countsOfFfprobe_data();
    void countsOfFfprobe();
    void storedIndex();
    void stops();
};

void TstFrameIndex::lookups()
{
    // 1/1000 s, variable rate, key frames at 0 and 3.
    const FrameIndex index({{40, true}, {80, false}, {200, false}, {240, true}, {241, false}},
                           Rational{1, 1000},
                           MediaTime(40'000));
    QCOMPARE(index.frameCount(), 5);
    QCOMPARE(index.pts(0), MediaTime(0));
    QCOMPARE(index.pts(2), MediaTime(160'000));
    QCOMPARE(index.frameAt(MediaTime(-1)), 0);
    QCOMPARE(index.frameAt(MediaTime(39'999)), 0);
    QCOMPARE(index.frameAt(MediaTime(40'000)), 1);
    QCOMPARE(index.frameAt(MediaTime(159'999)), 1);
    QCOMPARE(index.frameAt(MediaTime(9'000'000)), 4);
    QCOMPARE(index.frameOfTicks(200), 2);
    QCOMPARE(index.frameOfTicks(201), -1);
    QCOMPARE(index.keyFrameBefore(2), 0);
    QCOMPARE(index.keyFrameBefore(3), 3);
    QCOMPARE(index.keyFrameAfter(0), 3);
    QCOMPARE(index.keyFrameAfter(3), -1);
}

void TstFrameIndex::equalsDecodedFrames_data()
{
    QTest::addColumn<QString>("path");
    for (const char *folder : {"corner-cases/derived",
                               "corner-cases/torchcodec",
                               "corner-cases/torchvision",
                               "videos"}) {
        for (const auto &path :
             test::mediaFiles(folder, {".mp4", ".mkv", ".mov", ".avi", ".ts", ".webm", ".gif"})) {
            // Pictures of damaged packets are in the index, but cannot be decoded.
            if (path.filename() == "corrupt_bytes.mp4")
                continue;
            const QString name = QString::fromStdString(path.string());
            QTest::newRow(path.filename().c_str()) << name;
        }
    }
    if (test::mediaDir().empty())
        QTest::newRow("none") << QString();
}

void TstFrameIndex::equalsDecodedFrames()
{
    QFETCH(QString, path);
    SL_REQUIRE_PATH(path.toStdString(), "real media");
    const Result<MediaFile> file = MediaFile::open(path.toStdString());
    if (!file || !file->hasVideo())
        return;
    const Result<FrameIndex> index = FrameIndex::build(*file, -1);
    SL_VERIFY_RESULT(index);
    Result<VideoDecoder> decoder = VideoDecoder::open(*file);
    SL_VERIFY_RESULT(decoder);
    for (std::int64_t n = 0; n < index->frameCount(); ++n) {
        const Result<std::optional<Frame>> frame = decoder->next();
        SL_VERIFY_RESULT(frame);
        QVERIFY2(frame->has_value(), qPrintable(QString::number(n)));
        const FrameIndexEntry entry = index->entries()[static_cast<std::size_t>(n)];
        QCOMPARE((*frame)->ptsTicks, entry.ptsTicks);
        QCOMPARE((*frame)->pts, index->pts(n));
        QCOMPARE((*frame)->index, n);
        QCOMPARE(index->frameAt(index->pts(n)), n);
    }
    const Result<std::optional<Frame>> end = decoder->next();
    SL_VERIFY_RESULT(end);
    QVERIFY(!end->has_value());
}

void TstFrameIndex::countsOfFfprobe_data()
{
    // ffprobe -select_streams v:0 -show_entries frame=pts F: count, first and last stamp.
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("first");
    QTest::addColumn<int>("last");
    const auto add = [](const char *name, int count, int first, int last) {
        QTest::newRow(name) << QString::fromUtf8(name) << count << first << last;
    };
    add("corner-cases/derived/plain.mp4", 120, 0, 60928);
    add("corner-cases/derived/audio_96k_float.mkv", 45, 0, 1467);
    add("corner-cases/derived/bframes_opengop.mp4", 120, 0, 60928);
    add("corner-cases/derived/fragmented.mp4", 120, 1024, 61952);
    add("corner-cases/derived/gif.gif", 16, 0, 188);
    add("corner-cases/derived/hevc10.mkv", 120, 7, 3974);
    add("corner-cases/derived/interlaced_mpeg2.ts", 100, 129600, 486000);
    add("corner-cases/derived/mjpeg_pcm.mov", 60, 0, 30208);
    add("corner-cases/derived/mpeg2_ac3_51.ts", 120, 129000, 486000);
    add("corner-cases/derived/mpeg4_mp3.avi", 120, 0, 120);
    add("corner-cases/derived/one_frame.mp4", 1, 0, 0);
    add("corner-cases/derived/truncated_faststart.mp4", 55, 0, 28672);
    add("corner-cases/derived/two_audio_tracks.mkv", 120, 23, 3990);
    add("corner-cases/derived/very_short_0.3s.mp4", 9, 0, 4096);
    add("corner-cases/derived/vfr.mp4", 48, 0, 60928);
    add("corner-cases/derived/video_starts_late.mkv", 120, 1523, 5490);
    add("corner-cases/torchcodec/h265_video.mp4", 10, 0, 9216);
    add("corner-cases/torchvision/SOX5yA1l24A.mp4", 332, 0, 331331);
    add("corner-cases/torchvision/v_SoccerJuggling_g23_c01.avi", 240, 0, 239);
    // ffprobe counts 48 here too, but shifts the stamps, which this file does not store, by two.
    add("corner-cases/torchvision/TrumanShow_wave_f_nm_np1_fr_med_26.avi", 48, 0, 48);
    add("videos/avsync/dog_barking.mp4", 62, 0, 48800);
    add("videos/other/skateboarding_dog.mp4", 421, 1001, 425425);
    add("videos/vas/cough_00331.mp4", 153, 0, 155648);
}

void TstFrameIndex::countsOfFfprobe()
{
    QFETCH(QString, name);
    QFETCH(int, count);
    QFETCH(int, first);
    QFETCH(int, last);
    const auto path = test::mediaPath(name.toStdString());
    SL_REQUIRE_PATH(path, "real media");
    const Result<MediaFile> file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    const Result<FrameIndex> index = FrameIndex::build(*file, -1);
    SL_VERIFY_RESULT(index);
    QCOMPARE(index->frameCount(), count);
    QCOMPARE(index->entries().front().ptsTicks, first);
    QCOMPARE(index->entries().back().ptsTicks, last);
    QVERIFY(index->entries().front().isKeyFrame);
}

void TstFrameIndex::storedIndex()
{
    const auto source = test::mediaPath("corner-cases/derived/vfr.mp4");
    SL_REQUIRE_PATH(source, "real media");
    const QTemporaryDir temporary;
    const auto path = test::pathOf(temporary) / "clip.mp4";
    const auto folder = test::pathOf(temporary) / "cache" / "frames";
    std::filesystem::copy_file(source, path);
    const Result<MediaFile> file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    const Result<FrameIndex> built = FrameIndex::loadOrBuild(*file, 0, folder);
    SL_VERIFY_RESULT(built);
    QCOMPARE(std::distance(std::filesystem::directory_iterator(folder), {}), 1);
    const auto stored = std::filesystem::directory_iterator(folder)->path();

    // Loaded, not built: building would report progress.
    int calls = 0;
    const auto count = [&calls](const Progress &) { ++calls; };
    const Result<FrameIndex> loaded = FrameIndex::loadOrBuild(*file, 0, folder, {}, count);
    SL_VERIFY_RESULT(loaded);
    QCOMPARE(calls, 0);
    QVERIFY(loaded->entries() == built->entries());
    QVERIFY(loaded->timeBase() == built->timeBase());

    // Damaged: made anew.
    std::filesystem::resize_file(stored, std::filesystem::file_size(stored) - 3);
    SL_VERIFY_RESULT(FrameIndex::loadOrBuild(*file, 0, folder, {}, count));
    QVERIFY(calls > 0);

    // Outdated: another file under the same name.
    std::filesystem::remove(path); // it may be for reading only, as its source
    std::filesystem::copy_file(source.parent_path() / "very_short_0.3s.mp4", path);
    const Result<MediaFile> other = MediaFile::open(path);
    SL_VERIFY_RESULT(other);
    QCOMPARE(FrameIndex::loadOrBuild(*other, 0, folder)->frameCount(), 9);

    // No folder can be made: no error.
    std::ofstream(test::pathOf(temporary) / "file") << "x";
    SL_VERIFY_RESULT(FrameIndex::loadOrBuild(*other, 0, test::pathOf(temporary) / "file" / "sub"));
}

void TstFrameIndex::stops()
{
    const auto path = test::mediaPath("corner-cases/derived/plain.mp4");
    SL_REQUIRE_PATH(path, "real media");
    const Result<MediaFile> file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(FrameIndex::build(*file, -1, stop.get_token()).error().code == ErrorCode::Cancelled);
    QVERIFY(FrameIndex::build(*file, 7).error().code == ErrorCode::NoVideo);
}

QTEST_GUILESS_MAIN(TstFrameIndex)
#include "tst_frame_index.moc"

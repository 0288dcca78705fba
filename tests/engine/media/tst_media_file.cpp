// SPDX-License-Identifier: MIT
#include "engine/media/audio_decoder.h"
#include "engine/media/video_decoder.h"
#include "tests/engine/media/media_cases.h"

#include <QTest>

#include <algorithm>
#include <fstream>
#include <map>

#include <unistd.h>

using namespace soundlocus;

class TstMediaFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCornerCase_data();
    void everyCornerCase();
    void facts();
    void warnings_data();
    void warnings();
    void brokenInput_data();
    void brokenInput();
    void listOfOtherFiles();
};

void TstMediaFile::everyCornerCase_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("outcome");
    // What is not named here opens and can be read to its end.
    const std::map<std::string, QString> failing{
            {"empty.mp4", QStringLiteral("empty-file")},
            {"text_named.mp4", QStringLiteral("unsupported-format")},
            {"truncated_no_moov.mp4", QStringLiteral("corrupt-data")},
            {"corrupt34_2.jpg", QStringLiteral("corrupt-data")},
    };
    const auto folder = test::mediaPath("corner-cases");
    if (folder.empty()) {
        QTest::newRow("none") << QString() << QString();
        return;
    }
    for (const auto &entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file())
            continue;
        const auto found = failing.find(entry.path().filename().string());
        QTest::newRow(entry.path().lexically_relative(folder).c_str())
                << QString::fromStdString(entry.path().string())
                << (found == failing.end() ? QStringLiteral("fine") : found->second);
    }
}

void TstMediaFile::everyCornerCase()
{
    QFETCH(QString, path);
    QFETCH(QString, outcome);
    SL_REQUIRE_PATH(path.toStdString(), "real media");
    const auto check = [&](const Error &error) {
        QCOMPARE(QString::fromUtf8(toString(error.code).data()), outcome);
        // One line that names the file.
        const std::string name = std::filesystem::path(path.toStdString()).filename().string();
        QVERIFY(error.message.find(name) != std::string::npos);
        QVERIFY(error.message.find('\n') == std::string::npos);
    };
    const Result<MediaFile> file = MediaFile::open(path.toStdString());
    if (!file)
        return check(file.error());
    QVERIFY(file->hasVideo() || file->hasAudio());
    if (file->hasVideo()) {
        Result<VideoDecoder> decoder = VideoDecoder::open(*file);
        if (!decoder)
            return check(decoder.error());
        int frames = 0;
        while (true) {
            const Result<std::optional<Frame>> frame = decoder->next();
            SL_VERIFY_RESULT(frame);
            if (!frame->has_value())
                break;
            QCOMPARE((*frame)->size(), file->facts().video.front().displaySize);
            ++frames;
        }
        QVERIFY(frames > 0);
    }
    if (file->hasAudio()) {
        Result<AudioDecoder> decoder = AudioDecoder::open(*file);
        SL_VERIFY_RESULT(decoder);
        const Result<AudioClip> clip = decoder->readAll();
        SL_VERIFY_RESULT(clip);
        QVERIFY(!clip->isEmpty());
    }
    QCOMPARE(outcome, QStringLiteral("fine"));
}

void TstMediaFile::facts()
{
    const auto folder = test::mediaPath("corner-cases/derived");
    SL_REQUIRE_PATH(folder, "real media");
    // ffprobe -show_streams -show_format.
    const Result<MediaFile> wide = MediaFile::open(folder / "anamorphic.mp4");
    SL_VERIFY_RESULT(wide);
    QVERIFY(wide->facts().kind == MediaKind::Video);
    const VideoStreamFacts &video = wide->facts().video.front();
    QCOMPARE(video.codec, std::string("h264"));
    QCOMPARE(video.pixelFormat, std::string("yuv420p"));
    QCOMPARE(video.codedSize, (Size{240, 180}));
    QCOMPARE(video.displaySize, (Size{240, 180}));
    QVERIFY(video.pixelAspect == (Rational{4, 3}));
    QVERIFY(video.averageRate == (Rational{30, 1}));
    QCOMPARE(video.frameCount, 120);
    QCOMPARE(video.duration, MediaTime(4'000'000));
    QCOMPARE(wide->facts().audio.front().sampleRateHz, 44100);
    const Result<Frame> frame = VideoDecoder::open(*wide)->frameAt(MediaTime{0});
    SL_VERIFY_RESULT(frame);
    QCOMPARE(frame->pixelAspect, 4.0 / 3.0);

    const Result<MediaFile> surround = MediaFile::open(folder / "aac_51.mp4");
    SL_VERIFY_RESULT(surround);
    QCOMPARE(surround->facts().audio.front().channels, 6);
    QCOMPARE(surround->facts().audio.front().layout, std::string("5.1"));

    const Result<MediaFile> interlaced = MediaFile::open(folder / "interlaced_mpeg2.ts");
    SL_VERIFY_RESULT(interlaced);
    QVERIFY(interlaced->facts().video.front().isInterlaced);
    // 1.440000 - 1.429089: the transport stream's clock starts with its sound.
    QCOMPARE(interlaced->facts().video.front().start, MediaTime(10'911));

    // Matroska: 120 pictures of 30 a second, though the file lasts 5.5 s.
    const Result<MediaFile> late = MediaFile::open(folder / "audio_starts_late.mkv");
    SL_VERIFY_RESULT(late);
    QCOMPARE(late->facts().video.front().duration, MediaTime(4'000'000));
    QCOMPARE(late->facts().video.front().frameCount, 120);

    const Result<MediaFile> gif = MediaFile::open(folder / "gif.gif");
    SL_VERIFY_RESULT(gif);
    QVERIFY(gif->facts().kind == MediaKind::Video);
    const Result<MediaFile> sound = MediaFile::open(folder / "audio_only.mp4");
    SL_VERIFY_RESULT(sound);
    QVERIFY(sound->facts().kind == MediaKind::Audio);
}

void TstMediaFile::warnings_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("warning");
    QTest::newRow("no sound") << "video_only.mp4"
                              << "no sound";
    QTest::newRow("no picture") << "audio_only.m4a"
                                << "no picture";
    QTest::newRow("late sound") << "audio_starts_late.mkv"
                                << "sound starts 1.5 s after the picture";
    QTest::newRow("late picture") << "video_starts_late.mkv"
                                  << "picture starts 1.5 s after the sound";
    QTest::newRow("short sound") << "audio_short.mp4"
                                 << "sound ends 2.8 s before the picture";
}

void TstMediaFile::warnings()
{
    QFETCH(QString, name);
    QFETCH(QString, warning);
    const auto path = test::mediaPath("corner-cases/derived/" + name.toStdString());
    SL_REQUIRE_PATH(path, "real media");
    const Result<MediaFile> file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    const auto &found = file->facts().warnings;
    QVERIFY(std::find(found.begin(), found.end(), warning.toStdString()) != found.end());
}

void TstMediaFile::brokenInput_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("code");
    const auto add =
            [](const char *row, const QByteArray &content, const char *name, const char *code) {
                QTest::newRow(row) << content << QString::fromUtf8(name) << QString::fromUtf8(code);
            };
    add("text named .mp4", "hello, this is a letter\n", "a.mp4", "unsupported-format");
    add("text named .jpg", "hello, this is a letter\n", "a.jpg", "unsupported-format");
    add("text named .wav", "hello, this is a letter\n", "a.wav", "unsupported-format");
    add("zeros", QByteArray(5000, '\0'), "a.mkv", "unsupported-format");
    add("no bytes", "", "a.mp4", "empty-file");
    add("cut-off WAV header", "RIFF\x24\x10\0\0WAVEfmt ", "a.wav", "unsupported-format");
}

void TstMediaFile::brokenInput()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, name);
    QFETCH(QString, code);
    const QTemporaryDir folder;
    const auto path = test::pathOf(folder) / name.toStdString();
    std::ofstream(path, std::ios::binary) << content.toStdString();
    const Result<MediaFile> file = MediaFile::open(path);
    QVERIFY(!file);
    QCOMPARE(QString::fromUtf8(toString(file.error().code).data()), code);
    QVERIFY(file.error().message.find(path.filename().string()) != std::string::npos);

    // The same checks at the other door, and what is no file at all.
    QVERIFY(!readPicture(path));
    QVERIFY(MediaFile::open(test::pathOf(folder)).error().code == ErrorCode::NotAFile);
    QVERIFY(MediaFile::open(path.string() + ".none").error().code == ErrorCode::NotFound);
    if (geteuid() != 0 && !content.isEmpty()) {
        std::filesystem::permissions(path, std::filesystem::perms::none);
        QVERIFY(MediaFile::open(path).error().code == ErrorCode::PermissionDenied);
    }
}

void TstMediaFile::listOfOtherFiles()
{
    const QTemporaryDir folder;
    const auto path = test::pathOf(folder) / "list.m3u8";
    std::ofstream(path) << "#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\nfile:/etc/hostname\n"
                           "#EXT-X-ENDLIST\n";
    const Result<MediaFile> file = MediaFile::open(path);
    QVERIFY(!file);
}

QTEST_GUILESS_MAIN(TstMediaFile)
#include "tst_media_file.moc"

// SPDX-License-Identifier: MIT
#include "engine/core/file_io.h"
#include "engine/dataset/media_source.h"
#include "engine/media/video_decoder.h"
#include "engine/render/png_file.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <thread>

using namespace soundlocus;
namespace fs = std::filesystem;

namespace {

TrainingItem pictureItem(const fs::path &picture, const fs::path &sound)
{
    TrainingItem item;
    item.sample.id = picture.stem().string();
    item.sample.picture = picture;
    item.sample.sound = sound;
    return item;
}

TrainingItem videoItem(const fs::path &video, std::optional<MediaTime> time = {})
{
    TrainingItem item;
    item.sample.id = video.stem().string();
    item.sample.video = video;
    item.sample.time = time;
    return item;
}

bool sameSound(const AudioClip &a, const AudioClip &b)
{
    return a.sampleRateHz() == b.sampleRateHz() && std::ranges::equal(a.samples(), b.samples());
}

} // namespace

class TestMediaSource : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_root = test::pathOf(m_folder);
        SL_VERIFY_RESULT(writePng(m_root / "a.png", test::squarePicture({40, 30})));
        SL_VERIFY_RESULT(test::writeToneWav(m_root / "a.wav", 2, 22050));
        SL_VERIFY_RESULT(test::writeToneWav(m_root / "long.wav", 30, 8000));
        SL_VERIFY_RESULT(test::writeVideo(m_root / "v.mp4"));
        test::VideoFixture fixture;
        fixture.frames = 30;
        fixture.framesPerSecond = 1;
        fixture.soundSeconds = 30;
        SL_VERIFY_RESULT(test::writeVideo(m_root / "long.mkv", fixture));
    }

    void pictureAndSound()
    {
        const MediaSampleSource source({pictureItem(m_root / "a.png", m_root / "a.wav")});
        QCOMPARE(source.size(), std::size_t{1});
        const auto sample = source.load(0);
        SL_VERIFY_RESULT(sample);
        QVERIFY(samePixels(sample->frame, test::squarePicture({40, 30})));
        QCOMPARE(sample->sound.sampleRateHz(), 22050);
        QCOMPARE(sample->sound.sampleCount(), std::size_t{44100});
    }

    void frameOfVideo()
    {
        const MediaSampleSource source(
                {videoItem(m_root / "v.mp4"), videoItem(m_root / "v.mp4", MediaTime(200'000))});
        const auto middle = source.load(0);
        SL_VERIFY_RESULT(middle);
        QCOMPARE(middle->frame.pts, MediaTime(1'000'000));
        const auto early = source.load(1);
        SL_VERIFY_RESULT(early);
        QCOMPARE(early->frame.pts, MediaTime(200'000));
    }

    /// 30 s of sound: 20 s around the time, moved into the file at its ends; the beginning of a
    /// sound that belongs to a picture.
    void longSounds()
    {
        const auto startOf = [this](const TrainingItem &item) {
            const auto sample = loadTrainingSample(item);
            if (!sample || sample->sound.duration() > kMaxTrainingSound
                || sample->sound.duration() < kMaxTrainingSound - MediaTime(100'000))
                return -1.0;
            return toSeconds(sample->sound.start());
        };
        constexpr double kTolerance = 0.05; // AAC frames
        const fs::path video = m_root / "long.mkv";
        QVERIFY(std::abs(startOf(videoItem(video)) - 5) < kTolerance);
        QVERIFY(std::abs(startOf(videoItem(video, MediaTime(2'000'000)))) < kTolerance);
        QVERIFY(std::abs(startOf(videoItem(video, MediaTime(12'000'000))) - 2) < kTolerance);
        QVERIFY(std::abs(startOf(videoItem(video, MediaTime(29'000'000))) - 10) < kTolerance);
        QVERIFY(std::abs(startOf(pictureItem(m_root / "a.png", m_root / "long.wav"))) < kTolerance);
    }

    /// A limit of the item's own, which the official Flickr training has, and which the cache
    /// keeps apart.
    void limitedSounds()
    {
        TrainingItem whole = pictureItem(m_root / "a.png", m_root / "long.wav");
        TrainingItem cut = whole;
        cut.soundLimit = std::chrono::seconds(4);
        const MediaSampleSource source({whole, cut}, std::size_t{1} << 26U);
        const auto all = source.loadSound(0);
        const auto part = source.loadSound(1);
        SL_VERIFY_RESULT(all);
        SL_VERIFY_RESULT(part);
        QCOMPARE(part->duration(), MediaTime(4'000'000));
        QCOMPARE(all->duration(), kMaxTrainingSound);
        QVERIFY(std::ranges::equal(part->samples(), all->samples().first(part->sampleCount())));
    }

    void brokenSamples()
    {
        test::VideoFixture mute;
        mute.soundSeconds = 0;
        SL_VERIFY_RESULT(test::writeVideo(m_root / "mute.mp4", mute));
        SL_VERIFY_RESULT(writeWholeFile(m_root / "noise.jpg", "no picture"));
        const MediaSampleSource source({pictureItem(m_root / "none.png", m_root / "a.wav"),
                                        pictureItem(m_root / "a.png", m_root / "none.wav"),
                                        videoItem(m_root / "mute.mp4"),
                                        videoItem(m_root / "v.mp4", MediaTime(9'000'000)),
                                        pictureItem(m_root / "noise.jpg", m_root / "a.wav")});
        SL_COMPARE_CODE(source.load(0), ErrorCode::NotFound);
        SL_COMPARE_CODE(source.load(1), ErrorCode::NotFound);
        SL_COMPARE_CODE(source.load(2), ErrorCode::NoAudio);
        SL_COMPARE_CODE(source.load(3), ErrorCode::OutOfRange);
        SL_COMPARE_CODE(source.load(4), ErrorCode::UnsupportedFormat);
    }

    /// Files are read once, shared ones too; what does not fit is read again.
    void cache()
    {
        SL_VERIFY_RESULT(writePng(m_root / "c1.png", test::squarePicture({40, 30})));
        SL_VERIFY_RESULT(writePng(m_root / "c2.png", test::squarePicture({20, 20})));
        SL_VERIFY_RESULT(test::writeToneWav(m_root / "c.wav", 1, 8000));
        const std::vector<TrainingItem> items{pictureItem(m_root / "c1.png", m_root / "c.wav"),
                                              pictureItem(m_root / "c2.png", m_root / "c.wav")};
        const MediaSampleSource large(items, std::size_t{1} << 20U);
        const MediaSampleSource small(items, 5000); // the first picture is 3,600 bytes
        const MediaSampleSource none(items);
        std::vector<TrainingSample> before;
        for (const MediaSampleSource *source : {&large, &small, &none}) {
            for (std::size_t i = 0; i < items.size(); ++i) {
                auto sample = source->load(i);
                SL_VERIFY_RESULT(sample);
                before.push_back(std::move(*sample));
            }
        }
        QVERIFY(large.cachedBytes() >= 3600 + 1200 + 32000);
        QVERIFY(small.cachedBytes() >= 4800 && small.cachedBytes() <= 5000);
        QCOMPARE(none.cachedBytes(), std::size_t{0});
        for (const char *name : {"c1.png", "c2.png", "c.wav"})
            fs::remove(m_root / name);
        for (std::size_t i = 0; i < items.size(); ++i) {
            const auto sample = large.load(i);
            SL_VERIFY_RESULT(sample);
            QVERIFY(samePixels(sample->frame, before[i].frame));
            QVERIFY(sameSound(sample->sound, before[i].sound));
        }
        QVERIFY(!small.load(0));
        QVERIFY(!none.load(0));
    }

    void manyThreads()
    {
        const MediaSampleSource source({pictureItem(m_root / "a.png", m_root / "a.wav"),
                                        videoItem(m_root / "v.mp4"),
                                        videoItem(m_root / "none.mp4")},
                                       std::size_t{1} << 20U);
        const auto expected = source.load(1);
        SL_VERIFY_RESULT(expected);
        std::atomic<int> wrong{0};
        {
            std::vector<std::jthread> threads;
            for (int thread = 0; thread < 4; ++thread) {
                threads.emplace_back([&] {
                    for (int round = 0; round < 5; ++round) {
                        const auto video = source.load(1);
                        const bool isRight = source.load(0).has_value() && video
                                             && samePixels(video->frame, expected->frame)
                                             && sameSound(video->sound, expected->sound)
                                             && !source.load(2);
                        wrong += isRight ? 0 : 1;
                    }
                });
            }
        }
        QCOMPARE(wrong.load(), 0);
    }

private:
    const QTemporaryDir m_folder;
    fs::path m_root;
};

QTEST_GUILESS_MAIN(TestMediaSource)
#include "tst_media_source.moc"

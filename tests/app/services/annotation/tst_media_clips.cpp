// SPDX-License-Identifier: MIT
#include "app/services/annotation/media_clips.h"
#include "engine/core/file_io.h"
#include "engine/project/media_fingerprint.h"
#include "engine/render/png_file.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <set>

using namespace soundlocus;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

MediaClips clipsIn(const std::vector<fs::path> &paths, const std::vector<Clip> &known = {})
{
    return clipsOf(paths, known, {});
}

} // namespace

class TestMediaClips : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aVideoHasItsFacts()
    {
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "barking dog.mp4";
        SL_VERIFY_RESULT(test::writeVideo(path, {{64, 48}, 50, 25, 2, 0}));
        const auto clip = clipOf(path);
        SL_VERIFY_RESULT(clip);
        QCOMPARE(clip->name, "barking dog");
        QVERIFY(clip->media == path && clip->sound.empty() && !clip->isPicture);
        QVERIFY(clip->size == (Size{64, 48}));
        QVERIFY(clip->frameRate == (FrameRate{25, 1}));
        QVERIFY(clip->duration >= 1960ms && clip->duration <= 2100ms);
        QVERIFY(clip->fingerprint == *fingerprintOf(path));
    }

    void aPictureHasTheSoundBesideIt()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        SL_VERIFY_RESULT(writePng(root / "a.png", test::squarePicture({32, 24})));
        SL_VERIFY_RESULT(test::writeToneWav(root / "a.wav", 1));
        SL_VERIFY_RESULT(writePng(root / "b.png", test::squarePicture({40, 24})));
        const MediaClips media = clipsIn({root});
        QVERIFY(media.faults.empty());
        QCOMPARE(media.clips.size(), std::size_t{2});
        QVERIFY(media.clips[0].isPicture && media.clips[0].sound == root / "a.wav");
        QVERIFY(media.clips[0].duration == MediaTime{0} && !media.clips[0].frameRate.isKnown());
        QVERIFY(media.clips[1].sound.empty());
    }

    void whatTheProjectHasIsPassedOver()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        SL_VERIFY_RESULT(test::writeVideo(root / "a.mp4"));
        fs::copy_file(root / "a.mp4", root / "same.mp4");
        const MediaClips media = clipsIn({root / "a.mp4", root / "same.mp4"});
        QCOMPARE(media.clips.size(), std::size_t{1});
        QCOMPARE(media.known, 1);
        QCOMPARE(clipsIn({root}, media.clips).known, 2);
        QVERIFY(clipsIn({root}, media.clips).clips.empty());
    }

    void faultsDoNotStopTheRest()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        SL_VERIFY_RESULT(test::writeVideo(root / "a.mp4"));
        SL_VERIFY_RESULT(test::writeToneWav(root / "alone.wav", 1));
        SL_VERIFY_RESULT(writeWholeFile(root / "notes.txt", "no media"));
        const MediaClips media = clipsIn(
                {root / "none.mp4", root / "alone.wav", root / "notes.txt", root / "a.mp4"});
        QCOMPARE(media.clips.size(), std::size_t{1});
        QCOMPARE(media.faults.size(), std::size_t{3});
        QVERIFY(media.faults[0].code == ErrorCode::NotFound);
        QVERIFY(media.faults[1].code == ErrorCode::NoVideo);
        std::stop_source stop;
        stop.request_stop();
        QVERIFY(clipsOf({root}, {}, stop.get_token()).clips.empty());
    }

    void namesAreNotUsedTwice()
    {
        const std::set<std::string> used{"dog", "dog (2)"};
        QCOMPARE(unusedName("dog", used), "dog (3)");
        QCOMPARE(unusedName("cat", used), "cat");
    }
};

QTEST_GUILESS_MAIN(TestMediaClips)
#include "tst_media_clips.moc"

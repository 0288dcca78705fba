// SPDX-License-Identifier: MIT
#include "engine/core/file_io.h"
#include "engine/dataset/training_list.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include <QTest>

using namespace soundlocus;
namespace fs = std::filesystem;

namespace {

using Ids = std::vector<std::string>;

void write(const fs::path &path, const std::string &text = "x")
{
    if (!makeFolder(path.parent_path()) || !writeWholeFile(path, text))
        qFatal("cannot write %s", path.c_str());
}

Ids idsOf(const TrainingList &list)
{
    Ids ids;
    for (const TrainingItem &item : list.items)
        ids.push_back(item.sample.id);
    return ids;
}

Result<TrainingList> readFolder(const fs::path &folder)
{
    TrainingData data;
    data.folder = folder;
    return readTrainingList(data);
}

Result<TrainingList> readTable(const fs::path &table)
{
    TrainingData data;
    data.table = table;
    return readTrainingList(data);
}

} // namespace

class TestTrainingList : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tableWithLevels()
    {
        const QTemporaryDir folder;
        const fs::path table = test::pathOf(folder) / "t.tsv";
        write(table,
              "id\tpicture\tsound\tclass\tlevel\n"
              "a\ta.jpg\ta.wav\tdog\t0.25\n"
              "b\tb.jpg\t\tdog\t0.5\n"
              "c\tc.jpg\tc.wav\t\t\n"
              "d\td.jpg\td.wav\tcat\t3\n");
        const auto list = readTable(table);
        SL_VERIFY_RESULT(list);
        QCOMPARE(idsOf(*list), (Ids{"a", "c", "d"}));
        QCOMPARE(list->items[0].level, 0.25);
        QCOMPARE(list->items[0].sample.label, std::string("dog"));
        QCOMPARE(list->items[1].level, 0.0);
        QCOMPARE(list->items[2].level, 0.0);
        QCOMPARE(list->warnings.size(), std::size_t{2}); // b has no sound, d's level
        QCOMPARE(list->warnings[1].line, 5);
    }

    void folderOfVideos()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        write(root / "dog/1.mp4");
        write(root / "cat/1.mkv");
        write(root / "cat/2.MP4");
        write(root / "cat/.hidden.mp4");
        write(root / "notes.txt");
        write(root / "p/photo.jpg");
        write(root / "p/photo.ogg");
        write(root / "p/lone.jpg");
        const auto list = readFolder(root);
        SL_VERIFY_RESULT(list);
        QCOMPARE(idsOf(*list), (Ids{"cat_1.mkv", "2", "dog_1.mp4", "photo"}));
        QCOMPARE(list->items[0].sample.video, root / "cat/1.mkv");
        QVERIFY(!list->items[0].sample.time);
        QCOMPARE(list->items[3].sample.sound, root / "p/photo.ogg");
        QCOMPARE(list->warnings.size(), std::size_t{1});
    }

    void layout()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        write(root / "frames/a.jpg");
        write(root / "audio/a.wav");
        TrainingData data;
        data.layout = TrainingLayout::EzVsl;
        data.root = root;
        const auto list = readTrainingList(data);
        SL_VERIFY_RESULT(list);
        QCOMPARE(idsOf(*list), (Ids{"a"}));
        QCOMPARE(list->items[0].soundLimit, kMaxTrainingSound);
        write(root / "frames/videos/1.mp4/00000003.jpg");
        write(root / "mp3/videos/1.mp4.mp3");
        data.layout = TrainingLayout::SslTieFlickr; // trains on 4 s of each sound
        const auto flickr = readTrainingList(data);
        SL_VERIFY_RESULT(flickr);
        QCOMPARE(idsOf(*flickr), (Ids{"1"}));
        QCOMPARE(flickr->items[0].soundLimit, MediaTime(4'000'000));
    }

    void faults()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        SL_COMPARE_CODE(readTrainingList({}), ErrorCode::InvalidArgument);
        SL_COMPARE_CODE(readFolder(root), ErrorCode::NotFound);
        SL_COMPARE_CODE(readFolder(root / "none"), ErrorCode::NotFound);
        write(root / "t.tsv", "id\tpicture\tsound\na\tb\t\n");
        SL_COMPARE_CODE(readFolder(root / "t.tsv"), ErrorCode::NotAFile);
        SL_COMPARE_CODE(readTable(root / "t.tsv"), ErrorCode::InvalidArgument);
    }

    /// What sounds is elsewhere: such a pair of picture and sound teaches the wrong thing.
    void rowsWithNothingInSight()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        const std::string head = "id\tpicture\tsound\tboxes\n";
        const std::string offScreen = "b\tp.jpg\ts.wav\t[]\n";
        write(root / "t.tsv",
              head + "a\tp.jpg\ts.wav\t\n" + offScreen + "c\tp.jpg\ts.wav\t[[0,0,1,1]]\n");
        const auto list = readTable(root / "t.tsv");
        SL_VERIFY_RESULT(list);
        QCOMPARE(idsOf(*list), (Ids{"a", "c"}));
        QCOMPARE(list->warnings.size(), std::size_t{1});
        QVERIFY(list->warnings[0].message.starts_with("1 rows"));
        write(root / "none.tsv", head + offScreen);
        SL_COMPARE_CODE(readTable(root / "none.tsv"), ErrorCode::InvalidArgument);
    }

    void muteVideos()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        test::VideoFixture mute;
        mute.soundSeconds = 0;
        SL_VERIFY_RESULT(test::writeVideo(root / "a.mp4", mute));
        SL_VERIFY_RESULT(test::writeVideo(root / "b.mp4", mute));
        SL_COMPARE_CODE(readFolder(root), ErrorCode::NoAudio);
        SL_VERIFY_RESULT(test::writeVideo(root / "c.mp4"));
        SL_VERIFY_RESULT(readFolder(root));
    }

    void leaks()
    {
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "test.csv";
        write(path, "b_000002.jpg\nvideos/0/0/0/26.mp4,3\n");
        std::vector<TrainingItem> items(4);
        items[0].sample.id = "26";
        items[1].sample.id = "a_000001";
        items[2].sample.id = "b_000002.mp4";
        items[3].sample.id = "b_0000023";
        const auto found = findLeaks(items, path);
        SL_VERIFY_RESULT(found);
        QCOMPARE(*found, (Ids{"26", "b_000002.mp4"}));
        SL_COMPARE_CODE(findLeaks(items, test::pathOf(folder) / "none"), ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestTrainingList)
#include "tst_training_list.moc"

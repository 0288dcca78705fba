// SPDX-License-Identifier: MIT
// Files as other programs write them: box lists of sound localisation, YOLO, labelme, VIA 3, CVAT
// for images. The samples are our own, in the dialects of the programs.
#include "engine/annotation/exchange/annotation_file.h"
#include "engine/core/file_io.h"
#include "tests/support/annotation_sets.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>

using namespace soundlocus;
using namespace soundlocus::test;
namespace fs = std::filesystem;

namespace {

/// A file of tests/data/exchange: IS3, AVSBench-S4 and VPO in one list; labelme with members of
/// X-AnyLabeling; VIA 3 with its default attribute; CVAT 2.
fs::path sample(const char *name)
{
    return testDataDir() / "exchange" / name;
}

AnnotationFormat formatNamed(const char *id)
{
    return *annotationFormatFromString(id);
}

std::vector<std::string> messagesOf(const std::vector<ListWarning> &warnings)
{
    std::vector<std::string> messages;
    messages.reserve(warnings.size());
    for (const ListWarning &warning : warnings)
        messages.push_back(warning.message);
    return messages;
}

/// Writes a set and reads it again.
Result<AnnotationSet> sentThrough(const fs::path &path,
                                  const AnnotationSet &set,
                                  AnnotationFormat format)
{
    const auto written = writeAnnotations(path, set, format);
    if (!written)
        return Unexpected(written.error());
    auto back = readAnnotations(path, format);
    if (!back)
        return Unexpected(back.error());
    if (!back->warnings.empty())
        return fail(ErrorCode::CorruptData, toString(back->warnings.front()));
    return std::move(back->set);
}

} // namespace

class TestExchangeFormats : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void boxList()
    {
        const QTemporaryDir folder;
        const fs::path path = sample("ssl-boxes.json");
        QVERIFY(guessAnnotationFormat(path) == AnnotationFormat::SslBoxes);
        const auto import = readAnnotations(path, AnnotationFormat::SslBoxes);
        SL_VERIFY_RESULT(import);
        QVERIFY(import->warnings.empty());
        const AnnotationSet &set = import->set;
        QCOMPARE(set.clips.size(), std::size_t{5});
        QCOMPARE(set.tracks.size(), std::size_t{4});
        QCOMPARE(set.clips[0].name, std::string("cat_dog_12_cat"));
        QCOMPARE(set.clips[0].group, std::string("cat_dog_12"));
        QCOMPARE(set.clips[1].group, std::string("cat_dog_12"));
        QVERIFY(set.clips[2].group.empty() && set.clips[4].group.empty());
        QCOMPARE(set.labels.size(), std::size_t{3}); // cat, dog, baby; VPO names none
        QCOMPARE(set.labels[2].name, std::string("baby"));
        QVERIFY(!set.tracks[3].label.isValid());
        QVERIFY(set.tracks[0].keys[0].box == (BoundingBox{0.125, 0.25, 0.5, 1}));
        QCOMPARE(set.clips[3].marks.size(), std::size_t{1});
        QVERIFY(set.clips[3].marks[0].kind == MarkKind::OffScreenSound);
        const fs::path again = pathOf(folder) / "again.json";
        SL_VERIFY_RESULT(writeAnnotations(again, set, AnnotationFormat::SslBoxes));
        QVERIFY(readJson(again) == readJson(path));
    }

    void boxListsOfBenchmarks_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("entries");
        QTest::addColumn<int>("empty"); // zeros: fact sheet 5.6
        QTest::addColumn<int>("labels");
        QTest::newRow("IS3") << "synthetic3240_bbox.json" << 6480 << 0 << 111;
        QTest::newRow("VPO-SS") << "vpo_ss_bbox.json" << 890 << 0 << 0;
        QTest::newRow("VPO-MS") << "vpo_ms_bbox.json" << 2157 << 2 << 0;
        QTest::newRow("AVSBench-S4") << "s4_box.json" << 3700 << 6 << 23;
        QTest::newRow("AVSBench-MS3") << "ms3_box.json" << 320 << 29 << 0;
    }

    /// The real lists come back as they were, to the last member.
    void boxListsOfBenchmarks()
    {
        QFETCH(QString, name);
        QFETCH(int, entries);
        QFETCH(int, empty);
        QFETCH(int, labels);
        SL_REQUIRE_PATH(mediaDir(), "the folder of real media");
        const fs::path path = mediaDir() / "annotations" / name.toStdString();
        const auto import = readAnnotations(path, AnnotationFormat::SslBoxes);
        SL_VERIFY_RESULT(import);
        QCOMPARE(messagesOf(import->warnings), std::vector<std::string>());
        const AnnotationCounts counts = countsOf(import->set);
        QCOMPARE(counts.clips, std::int64_t{entries});
        QCOMPARE(counts.marks, std::int64_t{empty});
        QCOMPARE(counts.labels, std::int64_t{labels});
        QCOMPARE(counts.tracks, std::int64_t{entries - empty});
        const QTemporaryDir folder;
        const fs::path again = pathOf(folder) / "again.json";
        const auto warnings = writeAnnotations(again, import->set, AnnotationFormat::SslBoxes);
        SL_VERIFY_RESULT(warnings);
        QVERIFY(warnings->empty());
        QVERIFY(readJson(again) == readJson(path));
    }

    void boxListFaults()
    {
        const QTemporaryDir folder;
        const fs::path path = pathOf(folder) / "list.json";
        write(path,
              R"([{"image":"a.jpg","audio":"a.wav","gt_box":"masks/a.png","offset":1},
                  {"image":"b.jpg","audio":"b.wav","gt_box":[1,2,3]},
                  {"audio":"c.wav","gt_box":[1,2,3,4]},
                  {"image":"x/d.jpg","audio":"d.wav","gt_box":[9,2,3,4]},
                  {"image":"y/d.jpg","audio":"d.wav","gt_box":[1,2,300,4]}, 7])");
        const auto import = readAnnotations(path, AnnotationFormat::SslBoxes);
        SL_VERIFY_RESULT(import);
        QCOMPARE(import->warnings.size(), std::size_t{6});
        QVERIFY(import->warnings[0].message.find("mask") != std::string::npos);
        QCOMPARE(import->set.clips.size(), std::size_t{2});
        QCOMPARE(import->set.clips[1].name, std::string("d (2)"));
        QCOMPARE(import->set.tracks.size(), std::size_t{1});
        QVERIFY(import->set.clips[0].marks.empty()); // a bad box is no empty picture
    }

    void yolo()
    {
        const QTemporaryDir folder;
        const fs::path root = pathOf(folder) / "set";
        write(root / "classes.txt", "person\ndog\n");
        write(root / "labels/train/000012.txt",
              "1 0.25 0.5 0.25 0.5\n0 0.5 0.5 1 1 0.875\n\n1 0.1 0.1 0.2 0.1 0.2 0.2 0.1\n7 0.5 "
              "0.5 1 1\n"
              "1 0.5 nan 1 1\n");
        write(root / "labels/train/000013.txt", "");
        write(root / "images/train/000012.png", "x");
        QVERIFY(guessAnnotationFormat(root) == AnnotationFormat::Yolo);
        const auto import = readAnnotations(root, AnnotationFormat::Yolo);
        SL_VERIFY_RESULT(import);
        const AnnotationSet &set = import->set;
        QCOMPARE(set.clips.size(), std::size_t{2});
        QCOMPARE(set.clips[0].name, std::string("train/000012"));
        QCOMPARE(set.clips[0].media.string(), std::string("images/train/000012.png"));
        QVERIFY(set.clips[1].review == ReviewState::Done);
        QCOMPARE(set.tracks.size(), std::size_t{2});
        QVERIFY(set.tracks[0].keys[0].box == (BoundingBox{0.125, 0.25, 0.375, 0.75}));
        QCOMPARE(labelIn(set, set.tracks[0].label)->name, std::string("dog"));
        QVERIFY(set.tracks[1].extra.find("0.875") != std::string::npos);
        QCOMPARE(import->warnings.size(), std::size_t{3});
        QCOMPARE(import->warnings[0].line, 4);
        QVERIFY(import->warnings[0].message.find("outline") != std::string::npos);
        QCOMPARE(import->warnings[1].line, 5);
        QCOMPARE(import->warnings[2].line, 6);
        // Also by one of its files, and as Darknet names them.
        SL_VERIFY_RESULT(readAnnotations(root / "classes.txt", AnnotationFormat::Yolo));
        fs::rename(root / "classes.txt", root / "obj.names");
        fs::rename(root / "labels", root / "obj_train_data");
        const auto darknet = readAnnotations(root, AnnotationFormat::Yolo);
        SL_VERIFY_RESULT(darknet);
        QCOMPARE(darknet->set.tracks.size(), std::size_t{2});
    }

    void yoloNames_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::newRow("numbers") << QByteArray(
                "path: x\nnames:\n  0: person\n  1: guide dog\nnc: 2\n");
        QTest::newRow("numbers, turned") << QByteArray("names:\n  1: guide dog\n  0: person\n");
        QTest::newRow("list") << QByteArray("names:\n- person\n- guide dog\n");
        QTest::newRow("list, indented")
                << QByteArray("names: # two\n  - 'person'\n\n  - \"guide dog\" # x\n");
        QTest::newRow("one line") << QByteArray("nc: 2\nnames: [ 'person', \"guide dog\" ]\n");
        QTest::newRow("one line, bare") << QByteArray("names: [person, guide dog]\nval: x\n");
        QTest::newRow("one line, numbers") << QByteArray("names: {0: person, 1: 'guide dog'}\n");
    }

    void yoloNames()
    {
        QFETCH(QByteArray, yaml);
        const QTemporaryDir folder;
        const fs::path root = pathOf(folder);
        write(root / "data.yaml", yaml.toStdString());
        write(root / "labels/a.txt", "1 0.5 0.5 0.5 0.5\n");
        const auto import = readAnnotations(root / "data.yaml", AnnotationFormat::Yolo);
        SL_VERIFY_RESULT(import);
        QCOMPARE(messagesOf(import->warnings), std::vector<std::string>());
        QCOMPARE(import->set.labels.size(), std::size_t{2});
        QCOMPARE(labelIn(import->set, import->set.tracks[0].label)->name, std::string("guide dog"));
    }

    void yoloBadNames_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("place");
        QTest::newRow("no end") << QByteArray("a: 1\nnames: [a, b\n") << ":2:";
        QTest::newRow("no quote") << QByteArray("names:\n  0: 'a\n") << ":2:";
        QTest::newRow("huge number") << QByteArray("names:\n  99999999: a\n") << ":2:";
        QTest::newRow("no number") << QByteArray("names:\n  0: a\n  x: b\n") << ":3:";
        QTest::newRow("nested") << QByteArray("names: [[a], b]\n") << ":1:";
        QTest::newRow("Latin-1") << QByteArray("names:\n  0: h\xFCnd\n") << ":2:";
    }

    void yoloBadNames()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QString, place);
        const QTemporaryDir folder;
        write(pathOf(folder) / "data.yaml", yaml.toStdString());
        write(pathOf(folder) / "labels/a.txt", "0 0.5 0.5 0.5 0.5\n");
        const auto import = readAnnotations(pathOf(folder), AnnotationFormat::Yolo);
        SL_COMPARE_CODE(import, ErrorCode::CorruptData);
        QVERIFY2(import.error().message.find("data.yaml" + place.toStdString())
                         != std::string::npos,
                 import.error().message.c_str());
    }

    /// A class keeps its number: what an earlier export or a training has is added to, never
    /// changed.
    void yoloKeepsClasses()
    {
        const QTemporaryDir folder;
        const fs::path root = pathOf(folder) / "out";
        write(root / "classes.txt", "Geige\nbus\n");
        const AnnotationSet set = randomSet(false, 5);
        const auto back = sentThrough(root, set, AnnotationFormat::Yolo);
        SL_VERIFY_RESULT(back);
        QCOMPARE(back->labels.size(), std::size_t{3});
        QCOMPARE(back->labels[0].name, std::string("Geige"));
        QCOMPARE(back->labels[1].name, std::string("bus"));
        QCOMPARE(back->labels[2].name, set.labels[0].name);
        for (std::size_t i = 0; i < set.tracks.size(); ++i)
            QCOMPARE(labelIn(*back, back->tracks[i].label)->name,
                     labelIn(set, set.tracks[i].label)->name);
        // A folder with labels in it is not written over.
        SL_COMPARE_CODE(writeAnnotations(root, set, AnnotationFormat::Yolo),
                        ErrorCode::InvalidArgument);
        AnnotationSet odd = set;
        odd.labels[0].name = "two\nlines";
        SL_COMPARE_CODE(writeAnnotations(pathOf(folder) / "odd", odd, AnnotationFormat::Yolo),
                        ErrorCode::InvalidArgument);
    }

    void labelMe()
    {
        const QTemporaryDir folder;
        const fs::path path = pathOf(folder) / "in/000012.json";
        fs::create_directories(path.parent_path());
        fs::copy_file(sample("labelme.json"), path);
        QVERIFY(guessAnnotationFormat(path) == AnnotationFormat::LabelMe);
        QVERIFY(guessAnnotationFormat(path.parent_path()) == AnnotationFormat::LabelMe);
        const auto import = readAnnotations(path, AnnotationFormat::LabelMe);
        SL_VERIFY_RESULT(import);
        QCOMPARE(messagesOf(import->warnings),
                 std::vector<std::string>{"shapes[2] is no rectangle; left out"});
        const AnnotationSet &set = import->set;
        QVERIFY(set.clips[0].review == ReviewState::Checked);
        QCOMPARE(set.clips[0].media.string(), std::string("../pictures/000012.jpg"));
        QCOMPARE(set.tracks.size(), std::size_t{2});
        QCOMPARE(set.tracks[0].note, std::string("the left one"));
        QVERIFY(isNear(set.tracks[0].keys[0].box,
                       {100 / 640.0, 50 / 360.0, 180 / 640.0, 110 / 360.0}));
        QVERIFY(isNear(set.tracks[1].keys[0].box, {0, 0, 0.1, 0.1}));
        const fs::path out = pathOf(folder) / "out";
        SL_VERIFY_RESULT(writeAnnotations(out, set, AnnotationFormat::LabelMe));
        const nlohmann::json before = readJson(path);
        const nlohmann::json after = readJson(out / "000012.json");
        for (const char *member : {"version", "flags", "checked", "imagePath", "imageWidth"})
            QVERIFY(after[member] == before[member]);
        for (const char *member : {"label", "group_id", "flags", "description", "mask"})
            QVERIFY(after["shapes"][0][member] == before["shapes"][0][member]);
        QVERIFY(after["shapes"][1]["score"] == 0.75 && after["shapes"][1]["difficult"] == true);
        QVERIFY(after["imageData"].is_null());
    }

    void via3()
    {
        const QTemporaryDir folder;
        const fs::path path = sample("via3.json");
        QVERIFY(guessAnnotationFormat(path) == AnnotationFormat::Via3);
        AnnotationFileOptions options;
        std::vector<std::string> asked;
        options.factsOf = [&](const fs::path &media) {
            asked.push_back(media.string());
            return ClipFacts{{640, 360}, {30000, 1001}, MediaTime(10'000'000)};
        };
        const auto import = readAnnotations(path, AnnotationFormat::Via3, options);
        SL_VERIFY_RESULT(import);
        QCOMPARE(asked, (std::vector<std::string>{"a.mp4", "/data/b.jpg"}));
        QCOMPARE(messagesOf(import->warnings),
                 std::vector<std::string>{"metadata 1_dddddddd is no rectangle; left out"});
        const AnnotationSet &set = import->set;
        QCOMPARE(set.tracks.size(), std::size_t{3});
        QCOMPARE(labelIn(set, set.tracks[0].label)->name, std::string("cat"));
        QVERIFY(isNear(set.tracks[0].keys[0].box, {0.1, 0.1, 0.3, 0.3}));
        // 0.5 s lies in the time of frame 14 of 29.97 a second.
        QCOMPARE(set.tracks[0].keys[0].time.count(), FrameRate({30000, 1001}).timeOf(14).count());
        QVERIFY(set.tracks[0].extra.find("brown, white") != std::string::npos);
        QCOMPARE(labelIn(set, set.tracks[1].label)->name, std::string("bark"));
        QVERIFY(set.tracks[1].keys.empty());
        QCOMPARE(set.tracks[1].sounding.size(), std::size_t{2});
        QCOMPARE(set.tracks[1].sounding[0].end.count(), std::int64_t{2'500'000});
        QVERIFY(isNear(set.tracks[2].keys[0].box, {0, 0, 0.5, 0.5}));
        QVERIFY(set.clips[1].isPicture && set.clips[1].extra.find("indoors") != std::string::npos);
        // What VIA alone says comes back with the second writing.
        const auto back = sentThrough(pathOf(folder) / "q.json", set, AnnotationFormat::Via3);
        SL_VERIFY_RESULT(back);
        QCOMPARE(back->tracks[0].extra, set.tracks[0].extra);
        QCOMPARE(back->clips[1].extra, set.clips[1].extra);
        QVERIFY(back->tracks[1].sounding == set.tracks[1].sounding);
    }

    void via3WithoutFacts()
    {
        const QTemporaryDir folder;
        const fs::path path = sample("via3.json");
        const auto import = readAnnotations(path, AnnotationFormat::Via3);
        SL_VERIFY_RESULT(import);
        QCOMPARE(import->set.tracks.size(), std::size_t{1}); // the stretches
        QVERIFY(import->warnings.front().message.find("frame rate") != std::string::npos);
        QVERIFY(import->warnings[1].message.find("size") != std::string::npos);
    }

    /// Marks, people, ended tracks and intervals have attributes of their own.
    void via3HoldsAll()
    {
        const QTemporaryDir folder;
        AnnotationSet set = randomSet(true, 9);
        set.annotators.push_back({{900}, "anna"});
        set.clips[0].marks = {
                {MarkKind::Silence, {900}, {MediaTime(1'000'000), MediaTime(2'000'000)}},
                {MarkKind::OffScreenSound, {3}, {}}};
        Track &track = set.tracks[0];
        track.annotator = {900};
        track.sounding = {{MediaTime(500'000), MediaTime(1'500'000)}};
        const FrameRate rate{25, 1};
        track.keys = {{rate.timeOf(4), {0.1, 0.1, 0.2, 0.2}, KeyState::Visible, KeyGap::Linear},
                      {rate.timeOf(14), {0.3, 0.3, 0.4, 0.5}, KeyState::Ended, KeyGap::Linear},
                      {rate.timeOf(20), {0.5, 0.5, 0.6, 0.6}, KeyState::Occluded, KeyGap::Empty}};
        const auto back = sentThrough(pathOf(folder) / "p.json", set, AnnotationFormat::Via3);
        SL_VERIFY_RESULT(back);
        QCOMPARE(back->tracks.size(), set.tracks.size());
        const auto mine = std::ranges::find_if(back->tracks,
                                               [](const Track &t) { return !t.sounding.empty(); });
        QVERIFY(mine != back->tracks.end());
        QVERIFY(mine->sounding == track.sounding);
        for (std::int64_t frame = 0; frame < 30; ++frame) {
            const auto a = boxAt(track, rate.timeOf(frame));
            const auto b = boxAt(*mine, rate.timeOf(frame));
            QCOMPARE(b.has_value(), a.has_value());
            QVERIFY(!a || (isNear(a->box, b->box) && a->isOccluded == b->isOccluded));
        }
        const auto name = [&](AnnotatorId id) {
            return std::ranges::find(back->annotators, id, &Annotator::id)->name;
        };
        QCOMPARE(name(mine->annotator), std::string("anna"));
        QCOMPARE(back->clips[0].marks.size(), std::size_t{2});
        QVERIFY(back->clips[0].marks[0].range == set.clips[0].marks[0].range);
        QCOMPARE(name(back->clips[0].marks[0].annotator), std::string("anna"));
        QVERIFY(back->clips[0].marks[1].kind == MarkKind::OffScreenSound);
    }

    void cvatImages()
    {
        const QTemporaryDir folder;
        const fs::path path = sample("cvat-images.xml");
        QVERIFY(guessAnnotationFormat(path) == AnnotationFormat::CvatImages);
        const auto import = readAnnotations(path, AnnotationFormat::CvatImages);
        SL_VERIFY_RESULT(import);
        QCOMPARE(messagesOf(import->warnings),
                 std::vector<std::string>{"a shape that is no box; left out"});
        QCOMPARE(import->warnings[0].line, 14);
        const AnnotationSet &set = import->set;
        QCOMPARE(set.clips.size(), std::size_t{2});
        QCOMPARE(set.clips[0].tags, std::vector<std::string>{"outdoors"});
        QCOMPARE(set.tracks.size(), std::size_t{1});
        QVERIFY(set.tracks[0].keys[0].state == KeyState::Occluded);
        QVERIFY(isNear(set.tracks[0].keys[0].box,
                       {100 / 640.0, 50 / 360.0, 180 / 640.0, 110 / 360.0}));
        const fs::path again = pathOf(folder) / "again.xml";
        const auto back = sentThrough(again, set, AnnotationFormat::CvatImages);
        SL_VERIFY_RESULT(back);
        QVERIFY(*back == set);
        const auto text = readWholeFile(again, 1 << 20);
        SL_VERIFY_RESULT(text);
        for (const char *part : {"subset=\"train\"",
                                 "z_order=\"3\"",
                                 "group_id=\"2\"",
                                 "<attribute name=\"fur\">brown &amp; white</attribute>"})
            QVERIFY2(text->find(part) != std::string::npos, part);
    }

    void roundTrips_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<bool>("hasVideos");
        QTest::newRow("box list") << "ssl-boxes" << false;
        QTest::newRow("YOLO") << "yolo" << false;
        QTest::newRow("labelme") << "labelme" << false;
        QTest::newRow("VIA, pictures") << "via3" << false;
        QTest::newRow("VIA, videos") << "via3" << true;
        QTest::newRow("CVAT images") << "cvat-images" << false;
        QTest::newRow("box list, frames") << "ssl-boxes" << true;
        QTest::newRow("YOLO, frames") << "yolo" << true;
        QTest::newRow("labelme, frames") << "labelme" << true;
        QTest::newRow("CVAT images, frames") << "cvat-images" << true;
    }

    /// Every box comes back with its label, and a second time nothing changes any more.
    void roundTrips()
    {
        QFETCH(QString, format);
        QFETCH(bool, hasVideos);
        const AnnotationFormat kind = formatNamed(format.toUtf8().constData());
        const bool isFolder = kind == AnnotationFormat::Yolo || kind == AnnotationFormat::LabelMe;
        const std::uint32_t seeds = isFolder ? 3 : 20; // every file goes through to the disk
        for (std::uint32_t seed = 1; seed <= seeds; ++seed) {
            const QTemporaryDir folder;
            const AnnotationSet set = randomSet(hasVideos, seed);
            const auto back = sentThrough(pathOf(folder) / "out", set, kind);
            SL_VERIFY_RESULT(back);
            QCOMPARE(countsOf(*back).keyFrames, countsOf(set).keyFrames);
            QVERIFY(hasVideos || back->tracks.size() == set.tracks.size());
            for (std::size_t i = 0; !hasVideos && i < set.tracks.size(); ++i) {
                const BoundingBox &a = set.tracks[i].keys[0].box;
                QVERIFY(isNear(a, back->tracks[i].keys[0].box));
                QCOMPARE(labelIn(*back, back->tracks[i].label)->name,
                         labelIn(set, set.tracks[i].label)->name);
            }
            for (std::size_t i = 0; kind == AnnotationFormat::Via3 && i < set.tracks.size(); ++i) {
                for (std::int64_t frame = 0; frame < 250; ++frame) {
                    const MediaTime time = FrameRate{25, 1}.timeOf(frame);
                    const auto a = boxAt(set.tracks[i], time);
                    const auto b = boxAt(back->tracks[i], time);
                    QCOMPARE(b.has_value(), a.has_value());
                    QVERIFY(!a || (isNear(a->box, b->box) && a->isOccluded == b->isOccluded));
                }
            }
            const auto twice = sentThrough(pathOf(folder) / "again", *back, kind);
            SL_VERIFY_RESULT(twice);
            QVERIFY(countsOf(*twice) == countsOf(*back));
            for (std::size_t i = 0; i < back->tracks.size(); ++i)
                QVERIFY(isNear(twice->tracks[i].keys[0].box, back->tracks[i].keys[0].box));
        }
    }

    void denseVia3()
    {
        const QTemporaryDir folder;
        AnnotationSet set = randomSet(true, 2);
        const FrameRate rate{25, 1};
        set.tracks.resize(1);
        set.tracks[0].keys = {{rate.timeOf(2), {0.1, 0.1, 0.2, 0.2}},
                              {rate.timeOf(9), {0.3, 0.3, 0.4, 0.5}, KeyState::Ended}};
        AnnotationFileOptions options;
        options.density = FrameDensity::EveryFrame;
        const fs::path path = pathOf(folder) / "p.json";
        SL_VERIFY_RESULT(writeAnnotations(path, set, AnnotationFormat::Via3, options));
        const auto back = readAnnotations(path, AnnotationFormat::Via3);
        SL_VERIFY_RESULT(back);
        QCOMPARE(countsOf(back->set).keyFrames, std::int64_t{7});
        QVERIFY(boxAt(back->set.tracks[0], rate.timeOf(8)));
        QVERIFY(!boxAt(back->set.tracks[0], rate.timeOf(9)));
        QVERIFY(!boxAt(back->set.tracks[0], rate.timeOf(200)));
    }

    /// Names of clips come from files and may be anything; files of an export stay in its folder.
    void namesOfFiles_data()
    {
        QTest::addColumn<QString>("format");
        QTest::newRow("YOLO") << "yolo";
        QTest::newRow("labelme") << "labelme";
        QTest::newRow("VOC") << "voc";
    }

    void namesOfFiles()
    {
        QFETCH(QString, format);
        const QTemporaryDir folder;
        AnnotationSet set = randomSet(false, 1);
        set.clips[0].name = "../../up.jpg";
        set.clips[1].name = "..";
        set.clips[2].name = ".._.._up.png"; // the same file once the signs are replaced
        const fs::path out = pathOf(folder) / "a/b/out";
        SL_VERIFY_RESULT(makeFolder(out.parent_path()));
        SL_VERIFY_RESULT(writeAnnotations(out, set, formatNamed(format.toUtf8().constData())));
        const auto back = readAnnotations(out, formatNamed(format.toUtf8().constData()));
        SL_VERIFY_RESULT(back);
        QCOMPARE(countsOf(back->set).keyFrames, countsOf(set).keyFrames);
        std::size_t files = 0;
        for (const auto &entry : fs::recursive_directory_iterator(pathOf(folder))) {
            QVERIFY(entry.is_directory() || entry.path().string().starts_with(out.string() + "/"));
            files += entry.is_directory() ? 0 : 1;
        }
        QVERIFY(files >= 3);
    }
};

QTEST_GUILESS_MAIN(TestExchangeFormats)
#include "tst_exchange_formats.moc"

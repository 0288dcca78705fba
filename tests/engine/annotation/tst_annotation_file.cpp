// SPDX-License-Identifier: MIT
#include "engine/annotation/exchange/annotation_file.h"
#include "tests/support/annotation_sets.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>

using namespace soundlocus;
using namespace soundlocus::test;
namespace fs = std::filesystem;

namespace {

/// As CVAT 2 dumps a task: every frame, key frames marked, the track closed by an outside box.
constexpr const char *kCvat = R"(<?xml version="1.0" encoding="utf-8"?>
<annotations>
  <version>1.1</version>
  <meta>
    <task>
      <id>7</id><name>t</name><size>10</size><mode>interpolation</mode><overlap>5</overlap>
      <labels><label><name>dog &amp; cat</name><color>#fa3253</color><type>any</type>
        <attributes></attributes></label></labels>
      <original_size><width>640</width><height>360</height></original_size>
      <source>dog.mp4</source>
    </task>
    <dumped>2024-01-01 10:00:00.000000+00:00</dumped>
    <source>dog.mp4</source>
  </meta>
  <track id="0" label="dog &amp; cat" source="manual">
    <box frame="2" keyframe="1" outside="0" occluded="0" xtl="100.00" ytl="50.00" xbr="180.00" ybr="110.00" z_order="0">
    </box>
    <box frame="3" keyframe="0" outside="0" occluded="0" xtl="110.00" ytl="50.00" xbr="190.00" ybr="115.00" z_order="0"/>
    <box frame="4" keyframe="1" outside="0" occluded="1" xtl="120.00" ytl="50.00" xbr="200.00" ybr="120.00" z_order="0"/>
    <box frame="5" keyframe="1" outside="1" occluded="1" xtl="120.00" ytl="50.00" xbr="200.00" ybr="120.00" z_order="0"/>
  </track>
</annotations>
)";

constexpr const char *kCoco = R"({"info":{}, "licenses":[],
 "images":[{"id":1,"file_name":"clip/000012.jpg","width":640,"height":360},
           {"id":9,"file_name":"b.jpg","width":640,"height":360}],
 "categories":[{"id":18,"name":"dog","supercategory":"animal"}],
 "annotations":[{"id":1,"image_id":1,"category_id":18,"bbox":[100.0,50.0,80.0,60.0],
                 "area":4800.0,"iscrowd":0,"segmentation":[]}]})";

constexpr const char *kCocoVid = R"({
 "videos":[{"id":5,"name":"a.mp4","width":640,"height":360,"fps":29.97}],
 "images":[{"id":1,"file_name":"a/0.jpg","width":640,"height":360,"video_id":5,"frame_index":30},
           {"id":2,"file_name":"a/1.jpg","width":640,"height":360,"video_id":5,"frame_index":60}],
 "categories":[{"id":1,"name":"dog"}], "tracks":[{"id":3,"category_id":1,"video_id":5}],
 "annotations":[{"id":1,"image_id":1,"category_id":1,"track_id":3,"bbox":[0,0,64,36]},
                {"id":2,"image_id":2,"category_id":1,"track_id":3,"bbox":[64,36,64,36]}]})";

constexpr const char *kVoc = R"(<annotation><folder>f</folder><filename>000012.jpg</filename>
 <source><database>x</database></source>
 <size><width>640</width><height>360</height><depth>3</depth></size><segmented>0</segmented>
 <object><name>dog</name><pose>Unspecified</pose><truncated>0</truncated><difficult>0</difficult>
  <bndbox><xmin>101</xmin><ymin>51</ymin><xmax>180</xmax><ymax>110</ymax></bndbox></object></annotation>)";

} // namespace

class TestAnnotationFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cvatVideo()
    {
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "a.xml";
        write(path, kCvat);
        QVERIFY(guessAnnotationFormat(path) == AnnotationFormat::CvatVideo);
        const auto import = readAnnotations(path, AnnotationFormat::CvatVideo);
        SL_VERIFY_RESULT(import);
        QVERIFY(import->warnings.empty());
        const AnnotationSet &set = import->set;
        QCOMPARE(set.labels.front().name, std::string("dog & cat"));
        QCOMPARE(set.clips.front().name, std::string("dog.mp4"));
        QVERIFY(set.clips.front().size == (Size{640, 360}));
        QCOMPARE(set.tracks.front().keys.size(), std::size_t{3});
        const FrameRate rate{25, 1};
        // What CVAT interpolated for frame 3.
        const auto between = boxAt(set.tracks.front(), rate.timeOf(3));
        QVERIFY(between);
        QVERIFY(isNear(between->box, {110 / 640.0, 50 / 360.0, 190 / 640.0, 115 / 360.0}));
        QVERIFY(boxAt(set.tracks.front(), rate.timeOf(4))->isOccluded);
        QVERIFY(!boxAt(set.tracks.front(), rate.timeOf(1)));
        QVERIFY(!boxAt(set.tracks.front(), rate.timeOf(5)));
    }

    void coco()
    {
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "a.json";
        write(path, kCoco);
        QVERIFY(guessAnnotationFormat(path) == AnnotationFormat::Coco);
        const auto import = readAnnotations(path, AnnotationFormat::Coco);
        SL_VERIFY_RESULT(import);
        QVERIFY(import->warnings.empty());
        QCOMPARE(import->set.clips.size(), std::size_t{2});
        QCOMPARE(import->set.tracks.size(), std::size_t{1});
        QVERIFY(isNear(import->set.tracks[0].keys[0].box,
                       {100 / 640.0, 50 / 360.0, 180 / 640.0, 110 / 360.0}));
        QCOMPARE(import->set.labels[0].name, std::string("dog"));
    }

    /// What COCO has room for and we have no field for comes back.
    void cocoKeepsMembers()
    {
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "a.json";
        write(path,
              R"({"images":[{"id":7,"file_name":"a.jpg","width":64,"height":64,"license":3}],
                  "categories":[{"id":1,"name":"dog"}],
                  "annotations":[{"id":5,"image_id":7,"category_id":1,"bbox":[1,2,3,4],"score":0.5,
                                  "attributes":{"occluded":true,"fur":"brown"}}]})");
        const auto import = readAnnotations(path, AnnotationFormat::Coco);
        SL_VERIFY_RESULT(import);
        QVERIFY(import->set.tracks[0].keys[0].state == KeyState::Occluded);
        const fs::path again = test::pathOf(folder) / "b.json";
        SL_VERIFY_RESULT(writeAnnotations(again, import->set, AnnotationFormat::Coco));
        const nlohmann::json root = readJson(again);
        QVERIFY(root["images"][0]["license"] == 3);
        QVERIFY(root["annotations"][0]["score"] == 0.5);
        QVERIFY(root["annotations"][0]["attributes"]["fur"] == "brown");
    }

    void cocoVid()
    {
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "a.json";
        write(path, kCocoVid);
        QVERIFY(guessAnnotationFormat(path) == AnnotationFormat::CocoVid);
        const auto import = readAnnotations(path, AnnotationFormat::CocoVid);
        SL_VERIFY_RESULT(import);
        QCOMPARE(import->set.clips.size(), std::size_t{1});
        QCOMPARE(import->set.tracks.size(), std::size_t{1});
        const Track &track = import->set.tracks[0];
        QCOMPARE(track.keys.size(), std::size_t{2});
        QCOMPARE(track.keys[0].time.count(), std::int64_t{1'001'000}); // 30 frames of 30000/1001
        QVERIFY(isNear(track.keys[1].box, {0.1, 0.1, 0.2, 0.2}));
        // What the file does not say is not made up.
        QVERIFY(!boxAt(track, MediaTime(1'500'000)));
    }

    void voc()
    {
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "a.xml";
        write(path, kVoc);
        QVERIFY(guessAnnotationFormat(path) == AnnotationFormat::Voc);
        AnnotationFileOptions options;
        const auto plain = readAnnotations(path, AnnotationFormat::Voc, options);
        options.vocCorners = VocCorners::Devkit;
        const auto devkit = readAnnotations(path, AnnotationFormat::Voc, options);
        SL_VERIFY_RESULT(plain);
        SL_VERIFY_RESULT(devkit);
        QVERIFY(isNear(plain->set.tracks[0].keys[0].box,
                       {101 / 640.0, 51 / 360.0, 180 / 640.0, 110 / 360.0}));
        QVERIFY(isNear(devkit->set.tracks[0].keys[0].box,
                       {100 / 640.0, 50 / 360.0, 180 / 640.0, 110 / 360.0}));
    }

    void roundTrips_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<bool>("hasVideos");
        QTest::newRow("table, pictures") << "table" << false;
        QTest::newRow("COCO") << "coco" << false;
        QTest::newRow("CocoVID") << "cocovid" << true;
        QTest::newRow("CVAT") << "cvat-video" << true;
        QTest::newRow("VOC") << "voc" << false;
        QTest::newRow("VGG-SS") << "vggss" << false;
        QTest::newRow("SSL-TIE") << "ssltie-xml" << false;
    }

    /// Every box comes back on its frame; of key frames where the format has them, with its label.
    void roundTrips()
    {
        QFETCH(QString, format);
        QFETCH(bool, hasVideos);
        const AnnotationFormat kind = *annotationFormatFromString(format.toStdString());
        for (std::uint32_t seed = 1; seed <= 20; ++seed) {
            const QTemporaryDir folder;
            const AnnotationSet set = randomSet(hasVideos, seed);
            const fs::path path = test::pathOf(folder)
                                  / (kind == AnnotationFormat::Table  ? "out.tsv"
                                     : kind == AnnotationFormat::Coco ? "out.json"
                                                                      : "out");
            SL_VERIFY_RESULT(writeAnnotations(path, set, kind));
            const auto back = readAnnotations(path, kind);
            SL_VERIFY_RESULT(back);
            for (const ListWarning &warning : back->warnings)
                QFAIL(toString(warning).c_str());
            QCOMPARE(countsOf(back->set).keyFrames, countsOf(set).keyFrames);
            const bool hasTracks = kind == AnnotationFormat::CocoVid
                                   || kind == AnnotationFormat::CvatVideo;
            if (!hasTracks)
                continue;
            QCOMPARE(back->set.tracks.size(), set.tracks.size());
            for (std::size_t i = 0; i < set.tracks.size(); ++i) {
                QCOMPARE(labelIn(back->set, back->set.tracks[i].label)->name,
                         labelIn(set, set.tracks[i].label)->name);
                for (std::int64_t frame = 0; frame < 250; ++frame) {
                    const MediaTime time = FrameRate{25, 1}.timeOf(frame);
                    const auto a = boxAt(set.tracks[i], time);
                    const auto b = boxAt(back->set.tracks[i], time);
                    QCOMPARE(b.has_value(), a.has_value());
                    QVERIFY(!a || (isNear(a->box, b->box) && a->isOccluded == b->isOccluded));
                }
            }
            // A second time nothing changes any more.
            const fs::path again = test::pathOf(folder) / "again";
            SL_VERIFY_RESULT(writeAnnotations(again, back->set, kind));
            const auto twice = readAnnotations(again, kind);
            SL_VERIFY_RESULT(twice);
            QVERIFY(twice->set == back->set);
        }
    }

    void emptyGapsInCvat()
    {
        const QTemporaryDir folder;
        AnnotationSet set = randomSet(true, 3);
        set.clips.resize(1);
        std::erase_if(set.tracks, [&](const Track &t) { return t.clip != set.clips[0].id; });
        for (Track &track : set.tracks) {
            for (KeyFrame &key : track.keys)
                key.gap = KeyGap::Empty;
        }
        const fs::path path = test::pathOf(folder) / "a.xml";
        SL_VERIFY_RESULT(writeAnnotations(path, set, AnnotationFormat::CvatVideo));
        const auto back = readAnnotations(path, AnnotationFormat::CvatVideo);
        SL_VERIFY_RESULT(back);
        for (std::size_t i = 0; i < set.tracks.size(); ++i) {
            for (std::int64_t frame = 0; frame < 250; ++frame) {
                const MediaTime time = FrameRate{25, 1}.timeOf(frame);
                QCOMPARE(boxAt(back->set.tracks[i], time).has_value(),
                         boxAt(set.tracks[i], time).has_value());
            }
        }
    }

    void denseExport()
    {
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "a.xml";
        write(path, kCvat);
        const auto import = readAnnotations(path, AnnotationFormat::CvatVideo);
        SL_VERIFY_RESULT(import);
        AnnotationFileOptions options;
        options.density = FrameDensity::EveryFrame;
        SL_VERIFY_RESULT(writeAnnotations(
                test::pathOf(folder) / "voc", import->set, AnnotationFormat::Voc, options));
        const auto back = readAnnotations(test::pathOf(folder) / "voc", AnnotationFormat::Voc);
        SL_VERIFY_RESULT(back);
        QCOMPARE(back->set.clips.size(), std::size_t{3}); // frames 2, 3 and 4
        QCOMPARE(back->set.clips[1].name, std::string("dog.mp4_000003"));
    }

    void threeAnnotators()
    {
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "in";
        write(path / "123.xml",
              "<a><o><bbox><i>1</i><x>10</x><y>20</y><z>100</z><w>200</w></bbox></o>"
              "<o><bbox><i>2</i><x>12</x><y>20</y><z>100</z><w>200</w></bbox></o>"
              "<o><bbox><i>3</i><x>14</x><y>20</y><z>100</z><w>256</w></bbox></o></a>");
        const auto import = readAnnotations(path, AnnotationFormat::FlickrXml);
        SL_VERIFY_RESULT(import);
        QCOMPARE(import->set.annotators.size(), std::size_t{3});
        const fs::path table = test::pathOf(folder) / "out.tsv";
        SL_VERIFY_RESULT(writeAnnotations(table, import->set, AnnotationFormat::Table));
        const auto fromTable = readAnnotations(table, AnnotationFormat::Table);
        SL_VERIFY_RESULT(fromTable);
        const fs::path out = test::pathOf(folder) / "out";
        SL_VERIFY_RESULT(writeAnnotations(out, fromTable->set, AnnotationFormat::FlickrXml));
        QVERIFY(guessAnnotationFormat(out) == AnnotationFormat::FlickrXml);
        const auto back = readAnnotations(out, AnnotationFormat::FlickrXml);
        SL_VERIFY_RESULT(back);
        QVERIFY(back->set == import->set);
    }

    void badFiles_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("place"); // in the message
        QTest::newRow("COCO cut off") << "coco" << QByteArray(kCoco).left(300) << ":5:";
        QTest::newRow("COCO empty") << "coco" << QByteArray() << "empty";
        QTest::newRow("COCO other JSON") << "coco" << QByteArray("{}") << "no COCO file";
        QTest::newRow("COCO a number") << "coco" << QByteArray("7") << "no COCO file";
        QTest::newRow("COCO deep")
                << "coco" << QByteArray("\n\n") + QByteArray(1'000'000, '[') << ":3:";
        QTest::newRow("COCO deep objects")
                << "coco" << QByteArray("{\"a\":").repeated(100'000) << ":1:";
        QTest::newRow("COCO NaN") << "coco" << QByteArray(kCoco).replace("100.0", "NaN") << ":5:";
        QTest::newRow("COCO Latin-1")
                << "coco" << QByteArray(kCoco).replace("dog", "h\xFCnd") << ":4:";
        QTest::newRow("COCO number without end")
                << "coco" << QByteArray(kCoco).replace("100.0", "1e999") << "JSON";
        QTest::newRow("CVAT cut off") << "cvat-video" << QByteArray(kCvat).left(900) << ":19:";
        QTest::newRow("CVAT other XML") << "cvat-video" << QByteArray("<a/>") << "no CVAT file";
        QTest::newRow("CVAT no XML") << "cvat-video" << QByteArray("hello") << ":1:";
        QTest::newRow("CVAT Latin-1")
                << "cvat-video" << QByteArray(kCvat).replace("dog", "h\xFCnd") << "UTF-8";
        QTest::newRow("VOC other XML") << "voc" << QByteArray(kCvat) << "no Pascal VOC file";
        QTest::newRow("VOC deep") << "voc" << QByteArray("<a>").repeated(1'000'000) << ":1:";
        QTest::newRow("VGG-SS other JSON") << "vggss" << QByteArray("{}") << "vggss.json";
        QTest::newRow("SSL-TIE other XML") << "ssltie-xml" << QByteArray("<a/>") << "bbox";
        QTest::newRow("table without id") << "table" << QByteArray("a\tb\n1\t2\n") << "id";
    }

    void badFiles()
    {
        QFETCH(QString, format);
        QFETCH(QByteArray, text);
        QFETCH(QString, place);
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "bad.xml";
        write(path, text.toStdString());
        const auto import = readAnnotations(path,
                                            *annotationFormatFromString(format.toStdString()));
        QVERIFY(!import);
        const std::string message = import.error().message;
        QVERIFY2(message.find("bad.xml") != std::string::npos, message.c_str());
        QVERIFY2(message.find(place.toStdString()) != std::string::npos, message.c_str());
    }

    void badEntries_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("message");
        const char *const coco = "coco";
        QTest::newRow("COCO negative size")
                << coco << QByteArray("80.0") << QByteArray("-80.0") << 0 << "annotations[0]";
        QTest::newRow("COCO outside")
                << coco << QByteArray("[100.0") << QByteArray("[900.0") << 0 << "no area";
        QTest::newRow("COCO huge")
                << coco << QByteArray("80.0,60.0") << QByteArray("1e300,60.0") << 0 << "cut";
        QTest::newRow("COCO text")
                << coco << QByteArray("80.0") << QByteArray("\"80\"") << 0 << "not finite";
        QTest::newRow("COCO three numbers")
                << coco << QByteArray(",60.0") << QByteArray() << 0 << "not finite";
        QTest::newRow("COCO image twice")
                << coco << QByteArray("\"id\":9") << QByteArray("\"id\":1") << 0 << "images[1]";
        QTest::newRow("COCO no such image") << coco << QByteArray("\"image_id\":1")
                                            << QByteArray("\"image_id\":77") << 0 << "no image";
        QTest::newRow("COCO no such category")
                << coco << QByteArray("\"category_id\":18") << QByteArray("\"category_id\":7") << 0
                << "category_id";
        QTest::newRow("COCO no size")
                << coco << QByteArray("\"width\":640") << QByteArray("\"w\":1") << 0 << "size";
        const char *const cvat = "cvat-video";
        QTest::newRow("CVAT swapped") << cvat << QByteArray("xbr=\"180.00\"")
                                      << QByteArray("xbr=\"80.00\"") << 16 << "swapped corners";
        QTest::newRow("CVAT not finite") << cvat << QByteArray("xtl=\"100.00\"")
                                         << QByteArray("xtl=\"nan\"") << 16 << "numbers";
        QTest::newRow("CVAT negative frame")
                << cvat << QByteArray("frame=\"2\"") << QByteArray("frame=\"-2\"") << 16 << "frame";
        QTest::newRow("CVAT frame twice") << cvat << QByteArray("frame=\"4\"")
                                          << QByteArray("frame=\"2\"") << 19 << "second box";
        QTest::newRow("CVAT no size") << cvat << QByteArray("original_size>")
                                      << QByteArray("other_size>") << 0 << "original_size";
        QTest::newRow("VOC no number")
                << "voc" << QByteArray("<xmin>101") << QByteArray("<xmin>x") << 4 << "numbers";
        QTest::newRow("VOC huge size")
                << "voc" << QByteArray("<width>640") << QByteArray("<width>1e30") << 0 << "size";
    }

    /// One bad entry is told with its place, and is not in the set.
    void badEntries()
    {
        QFETCH(QString, format);
        QFETCH(QByteArray, before);
        QFETCH(QByteArray, after);
        QFETCH(int, line);
        QFETCH(QString, message);
        const QByteArray good = format == "coco" ? kCoco : format == "voc" ? kVoc : kCvat;
        QByteArray bad = good;
        bad.replace(before, after);
        QVERIFY(bad != good);
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "a.xml";
        write(path, bad.toStdString());
        const auto import = readAnnotations(path,
                                            *annotationFormatFromString(format.toStdString()));
        SL_VERIFY_RESULT(import);
        QVERIFY(!import->warnings.empty());
        const ListWarning &warning = import->warnings.front();
        QCOMPARE(warning.line, line);
        QVERIFY2(warning.message.find(message.toStdString()) != std::string::npos,
                 warning.message.c_str());
        for (const Track &track : import->set.tracks)
            QVERIFY(isWellFormed(track) && clipIn(import->set, track.clip) != nullptr);
    }

    void entityBomb()
    {
        std::string bomb = "<?xml version=\"1.0\"?>\n<!DOCTYPE a [\n<!ENTITY l0 \"lol\">\n";
        for (int i = 1; i < 30; ++i) {
            const std::string last = "&l" + std::to_string(i - 1) + ";";
            bomb += "<!ENTITY l" + std::to_string(i) + " \"" + last + last + last + last + "\">\n";
        }
        bomb += "]>\n<annotation><filename>&l29;</filename><size><width>64</width>"
                "<height>64</height></size></annotation>";
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "a.xml";
        write(path, bomb);
        const auto import = readAnnotations(path, AnnotationFormat::Voc);
        SL_VERIFY_RESULT(import);
        QVERIFY(import->set.clips.front().media == "&l29;");
    }

    void boxlessClipsGetNoMark_data()
    {
        QTest::addColumn<QString>("format");
        QTest::addColumn<QString>("name");
        QTest::newRow("SSL-TIE") << "ssltie-xml"
                                 << "out";
        QTest::newRow("VGG-SS") << "vggss"
                                << "out.json";
        QTest::newRow("table") << "table"
                               << "out.tsv";
        QTest::newRow("box list") << "ssl-boxes"
                                  << "out.json";
    }

    /// Two clips of vggss.json have degenerate boxes only: that says nothing of their sound.
    void boxlessClipsGetNoMark()
    {
        QFETCH(QString, format);
        QFETCH(QString, name);
        const AnnotationFormat kind = *annotationFormatFromString(format.toStdString());
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "in.json";
        write(path,
              R"([{"file":"a","class":"dog","bbox":[[0.5,0.5,0.5,0.75],[-2.88e16,0,0.1,-1]]},
                  {"file":"b","class":"dog","bbox":[[0.25,0.25,0.5,0.75]]}])");
        const auto import = readAnnotations(path, AnnotationFormat::VggSs);
        SL_VERIFY_RESULT(import);
        QCOMPARE(import->warnings.size(), std::size_t{2});
        QCOMPARE(countsOf(import->set).marks, std::int64_t{0});
        const fs::path out = test::pathOf(folder) / name.toStdString();
        SL_VERIFY_RESULT(writeAnnotations(out, import->set, kind));
        const auto back = readAnnotations(out, kind);
        SL_VERIFY_RESULT(back);
        QCOMPARE(countsOf(back->set).marks, std::int64_t{0});
        QCOMPARE(countsOf(back->set).keyFrames, std::int64_t{1});
    }

    /// A mark of a table is a list without boxes, and comes back as one.
    void marksOfTables()
    {
        const QTemporaryDir folder;
        const fs::path path = test::pathOf(folder) / "in.tsv";
        write(path, "id\tvideo\tboxes\na\ta.mp4\t[]\nb\tb.mp4\t\n");
        const auto import = readAnnotations(path, AnnotationFormat::Table);
        SL_VERIFY_RESULT(import);
        QCOMPARE(countsOf(import->set).marks, std::int64_t{1});
        const fs::path out = test::pathOf(folder) / "out.tsv";
        SL_VERIFY_RESULT(writeAnnotations(out, import->set, AnnotationFormat::Table));
        const auto back = readAnnotations(out, AnnotationFormat::Table);
        SL_VERIFY_RESULT(back);
        QVERIFY(back->set == import->set);
    }

    void lossesAreTold_data()
    {
        QTest::addColumn<QString>("format");
        for (const AnnotationFormat format : annotationFormats()) {
            if (format != AnnotationFormat::Via3)
                QTest::newRow(std::string(toString(format)).c_str())
                        << QString::fromStdString(std::string(toString(format)));
        }
    }

    /// Intervals have no place in these formats: one warning with their number. A source that was
    /// heard and has no box yet does no harm.
    void lossesAreTold()
    {
        QFETCH(QString, format);
        const AnnotationFormat kind = *annotationFormatFromString(format.toStdString());
        const QTemporaryDir folder;
        AnnotationSet set = randomSet(true, 6);
        set.clips.resize(1);
        std::erase_if(set.tracks, [&](const Track &t) { return t.clip != set.clips[0].id; });
        set.tracks[0].sounding = {{MediaTime(1), MediaTime(2)}, {MediaTime(5), MediaTime(9)}};
        set.tracks[1].sounding = {{MediaTime(3), MediaTime(4)}};
        set.tracks[1].keys.clear();
        const auto warnings = writeAnnotations(test::pathOf(folder) / "out", set, kind);
        SL_VERIFY_RESULT(warnings);
        const auto told = std::ranges::count_if(*warnings, [](const ListWarning &warning) {
            return warning.message.find("3 sounding intervals") != std::string::npos;
        });
        QCOMPARE(told, std::ptrdiff_t{1});
        const auto back = readAnnotations(test::pathOf(folder) / "out", kind);
        SL_VERIFY_RESULT(back);
        QVERIFY(std::ranges::none_of(back->set.tracks,
                                     [](const Track &track) { return track.keys.empty(); }));
    }

    void doesNotReplaceFolders()
    {
        const QTemporaryDir folder;
        write(test::pathOf(folder) / "mine/letter.txt", "x");
        SL_COMPARE_CODE(writeAnnotations(test::pathOf(folder) / "mine",
                                         randomSet(false, 1),
                                         AnnotationFormat::Voc),
                        ErrorCode::InvalidArgument);
        QVERIFY(fs::exists(test::pathOf(folder) / "mine/letter.txt"));
    }

    void needsSizes()
    {
        const QTemporaryDir folder;
        AnnotationSet set = randomSet(true, 1);
        set.clips[0].size = {};
        for (const AnnotationFormat format :
             {AnnotationFormat::CocoVid, AnnotationFormat::CvatVideo, AnnotationFormat::Voc})
            SL_COMPARE_CODE(writeAnnotations(test::pathOf(folder) / "out", set, format),
                            ErrorCode::InvalidArgument);
        QVERIFY(!fs::exists(test::pathOf(folder) / "out"));
    }

    void leavesOutWhatNobodyKnows_data()
    {
        QTest::addColumn<AnnotationFormat>("format");
        QTest::addColumn<bool>("lacksRate");
        for (const AnnotationFormat format : {AnnotationFormat::Coco,
                                              AnnotationFormat::CocoVid,
                                              AnnotationFormat::CvatVideo,
                                              AnnotationFormat::CvatImages,
                                              AnnotationFormat::Voc,
                                              AnnotationFormat::Via3,
                                              AnnotationFormat::LabelMe}) {
            QTest::addRow("%s, size", toString(format).data()) << format << false;
            QTest::addRow("%s, rate", toString(format).data()) << format << true;
        }
    }

    void leavesOutWhatNobodyKnows()
    {
        QFETCH(AnnotationFormat, format);
        QFETCH(bool, lacksRate);
        const QTemporaryDir folder;
        AnnotationSet set = randomSet(true, 1);
        QVERIFY(set.clips.size() > 1);
        Clip &unknown = set.clips[0];
        if (lacksRate)
            unknown.frameRate = {};
        else
            unknown.size = {};
        AnnotationFileOptions options;
        options.leavesOutUnknown = true;
        const auto written = writeAnnotations(test::pathOf(folder) / "some", set, format, options);
        SL_VERIFY_RESULT(written);
        QVERIFY(written->front().isLeftOut);
        QVERIFY(written->front().message.starts_with("1 clips are left out, '" + unknown.name));
        // The rest is written as it would be alone.
        AnnotationSet rest = set;
        rest.clips.erase(rest.clips.begin());
        std::erase_if(rest.tracks, [&](const Track &track) { return track.clip == unknown.id; });
        SL_VERIFY_RESULT(writeAnnotations(test::pathOf(folder) / "rest", rest, format));
        const auto some = readAnnotations(test::pathOf(folder) / "some", format);
        const auto alone = readAnnotations(test::pathOf(folder) / "rest", format);
        SL_VERIFY_RESULT(some);
        SL_VERIFY_RESULT(alone);
        QVERIFY(some->set == alone->set);
        QVERIFY(!some->set.tracks.empty());
    }

    void refusesWhereNothingIsLeft()
    {
        const QTemporaryDir folder;
        AnnotationSet set = randomSet(true, 1);
        for (Clip &clip : set.clips)
            clip.size = {};
        AnnotationFileOptions options;
        options.leavesOutUnknown = true;
        SL_COMPARE_CODE(
                writeAnnotations(
                        test::pathOf(folder) / "out", set, AnnotationFormat::CocoVid, options),
                ErrorCode::InvalidArgument);
    }

    void formatNames()
    {
        for (const AnnotationFormat format : annotationFormats())
            QVERIFY(annotationFormatFromString(toString(format)) == format);
        QVERIFY(!annotationFormatFromString("other"));
        QVERIFY(!guessAnnotationFormat("/nowhere/a.json"));
    }
};

QTEST_GUILESS_MAIN(TestAnnotationFile)
#include "tst_annotation_file.moc"

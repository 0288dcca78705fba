// SPDX-License-Identifier: MIT
#include "app/services/annotation/annotation_import.h"
#include "engine/annotation/exchange/annotation_file.h"
#include "engine/core/file_io.h"
#include "engine/project/media_fingerprint.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"
#include "ui/services/annotation_document.h"

#include <QTest>

using namespace soundlocus;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

Clip clipOf(std::int64_t id, const std::string &name, const fs::path &media)
{
    Clip clip;
    clip.id = {id};
    clip.name = name;
    clip.media = media;
    clip.size = {640, 360};
    clip.frameRate = {25, 1};
    clip.duration = 10s;
    return clip;
}

Track trackOf(std::int64_t id, ClipId clip)
{
    Track track;
    track.id = {id};
    track.clip = clip;
    track.annotator = {2};
    track.label = {1};
    track.origin = TrackOrigin::Imported;
    track.keys = {{0s, {0.25, 0.25, 0.5, 0.5}}, {1s, {0.5, 0.25, 0.75, 0.5}}};
    return track;
}

/// What a file holds: one label, one person, three clips with a track each.
AnnotationSet fileSet()
{
    AnnotationSet set;
    set.labels = {{{1}, "dog", 0, ""}};
    set.annotators = {{{2}, "Anna"}};
    set.clips = {clipOf(3, "one", "one.mp4"),
                 clipOf(4, "two", "videos/two.mp4"),
                 clipOf(5, "three", "gone.mp4")};
    set.tracks = {trackOf(6, {3}), trackOf(7, {4}), trackOf(8, {5})};
    return set;
}

} // namespace

class TestAnnotationImport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAndLooksForMedia()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        SL_VERIFY_RESULT(makeFolder(root / "deep"));
        SL_VERIFY_RESULT(writeWholeFile(root / "one.mp4", "content of one"));
        SL_VERIFY_RESULT(writeWholeFile(root / "deep/two.mp4", "content of two"));
        SL_VERIFY_RESULT(
                writeAnnotations(root / "file.json", fileSet(), AnnotationFormat::CocoVid));
        // The project has the second one under another name, at another place.
        Clip known = clipOf(50, "mine", root / "elsewhere/renamed.mp4");
        known.fingerprint = *fingerprintOf(root / "deep/two.mp4");
        const auto import = prepareAnnotations(
                {root / "file.json", "", ""}, std::vector{known}, {});
        SL_VERIFY_RESULT(import);
        QCOMPARE(import->preview.format, "cocovid");
        QCOMPARE(import->preview.counts.clips, 3);
        QCOMPARE(import->preview.matchedClips, 2);
        QCOMPARE(import->preview.unmatched, QStringList("gone.mp4"));
        QCOMPARE(import->known.size(), std::size_t{1});
        QCOMPARE(import->known.begin()->second, ClipId{50});
        QVERIFY(import->set.clips[0].media == root / "one.mp4");
        QVERIFY(import->set.clips[0].fingerprint == *fingerprintOf(root / "one.mp4"));
        QVERIFY(import->set.clips[2].media == root / "gone.mp4");

        SL_COMPARE_CODE(prepareAnnotations({root / "one.mp4", "", ""}, {}, {}),
                        ErrorCode::UnsupportedFormat);
        std::stop_source stop;
        stop.request_stop();
        SL_COMPARE_CODE(prepareAnnotations({root / "file.json", "", ""}, {}, stop.get_token()),
                        ErrorCode::Cancelled);
    }

    /// What a file does not say, its media do: the export needs nobody to ask again.
    void mediaSayTheirSizeAndRate()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        for (const char *name : {"one.mp4", "deep/two.mp4"}) {
            SL_VERIFY_RESULT(makeFolder((root / name).parent_path()));
            SL_VERIFY_RESULT(test::writeVideo(root / name, {{64, 48}, 24, 12, 2, 0}));
        }
        // A table of marks by VIA: nothing about the media but their names.
        const char *via = R"({"attribute": {"1": {"aname": "label"}},
            "file": {"1": {"fname": "one.mp4", "type": 4}, "2": {"fname": "two.mp4", "type": 4},
                     "3": {"fname": "gone.mp4", "type": 4}},
            "view": {"1": {"fid_list": ["1"]}, "2": {"fid_list": ["2"]}, "3": {"fid_list": ["3"]}},
            "metadata": {"a": {"vid": "1", "z": [0.5], "xy": [2, 16, 12, 32, 24],
                               "av": {"1": "dog"}}}})";
        SL_VERIFY_RESULT(writeWholeFile(root / "via.json", via));
        std::vector<std::int64_t> told;
        const auto import = prepareAnnotations(
                {root / "via.json", "via3", ""}, {}, {}, [&told](const Progress &progress) {
                    told.push_back(progress.done);
                });
        SL_VERIFY_RESULT(import);
        QCOMPARE(told, (std::vector<std::int64_t>{1, 2})); // each file once
        for (const std::size_t place : {std::size_t{0}, std::size_t{1}}) {
            const Clip &clip = import->set.clips[place];
            QVERIFY(clip.size == (Size{64, 48}));
            QVERIFY(clip.frameRate == (FrameRate{12, 1}));
            QVERIFY(clip.duration >= 1900ms && clip.duration <= 2200ms);
        }
        // By its size the box has its place, by its rate the key its frame.
        const KeyFrame key = import->set.tracks.at(0).keys.front();
        QVERIFY(key.box == (BoundingBox{0.25, 0.25, 0.75, 0.75}));
        QCOMPARE(key.time, (FrameRate{12, 1}).timeOf(6));

        // What the project knows by then is not asked for; what it lacks, it gets.
        Clip known = clipOf(50, "one", root / "one.mp4");
        known.size = {};
        known.frameRate = {};
        known.duration = MediaTime{0};
        AnnotationDocument document;
        AnnotationSet project;
        project.clips = {known};
        document.reset(project, true);
        const auto again = prepareAnnotations(
                {root / "via.json", "via3", ""}, document.clips(), {});
        SL_VERIFY_RESULT(again);
        SL_VERIFY_RESULT(document.apply(importing(
                                                *again,
                                                document,
                                                [&document] { return document.newId(); },
                                                DegenerateBoxes::Drop),
                                        {}));
        QVERIFY(document.clip({50})->size == (Size{64, 48}));
        QVERIFY(document.clip({50})->frameRate == (FrameRate{12, 1}));
        AnnotationFileOptions everyFrame; // needs the rate
        everyFrame.density = FrameDensity::EveryFrame;
        SL_VERIFY_RESULT(writeAnnotations(root / "out.json",
                                          layersOf(document.set(), {}),
                                          AnnotationFormat::CocoVid,
                                          everyFrame));
    }

    void joinsWhatTheProjectHas()
    {
        AnnotationSet project;
        project.labels = {{{1}, "cat", 0xE69F00, "1"}, {{2}, "dog", 0x56B4E9, "2"}};
        project.annotators = {{{3}, "Ben"}};
        project.clips = {clipOf(4, "one", "/there/one.mp4"), clipOf(5, "three", "/there/3.mp4")};
        project.clips[0].tags = {"loud"};
        AnnotationDocument document;
        document.reset(project, true);

        PreparedImport import;
        import.set = fileSet();
        import.set.clips[0].tags = {"loud", "near"};
        import.set.clips[0].marks = {{ MarkKind::Silence, {2}, { 1s, 2s } }};
        import.known = {{ {3}, { 4 } }};
        // A box without a pixel.
        import.set.tracks[2].keys = {{ 0s, { 0.5, 0.5, 0.501, 0.9 } }};
        const auto newId = [&document] { return document.newId(); };
        const Gesture gesture = importing(import, document, newId, DegenerateBoxes::Drop);
        QCOMPARE(gesture.name, "Import annotations");
        SL_VERIFY_RESULT(document.apply(gesture, {}));
        QCOMPARE(document.labels().size(), std::size_t{2});
        QCOMPARE(document.annotators().back().name, "Anna");
        QCOMPARE(document.clips().size(), std::size_t{4});
        QCOMPARE(document.clips().back().name, "three (2)"); // not known to be the same
        const Clip &one = *document.clip({4});
        QVERIFY(one.media == fs::path("/there/one.mp4"));
        QCOMPARE(one.tags, std::vector<std::string>({"loud", "near"}));
        QCOMPARE(one.marks.at(0).annotator, document.annotators().back().id);
        QCOMPARE(document.tracks({4}).size(), std::size_t{1});
        QCOMPARE(document.tracks({4})[0].label, LabelId{2});
        QCOMPARE(document.set().tracks.size(), std::size_t{2});

        // Once more: all clips are known, and nothing comes twice.
        for (std::size_t i = 0; i < 3; ++i)
            import.known[import.set.clips[i].id] = i == 0 ? ClipId{4} : document.clips()[i + 1].id;
        QVERIFY(importing(import, document, newId, DegenerateBoxes::Drop).edits.empty());
        QCOMPARE(importing(import, document, newId, DegenerateBoxes::Keep).edits.size(),
                 std::size_t{1});

        SL_VERIFY_RESULT(document.undo());
        QVERIFY(document.set() == project);
    }

    void layersAreChosenByName()
    {
        AnnotationSet set = fileSet();
        set.annotators.push_back({{9}, "Ben"});
        set.tracks[1].annotator = {9};
        set.clips[0].marks = {{MarkKind::Silence, {2}, {}}, {MarkKind::Silence, {9}, {}}};
        QVERIFY(layersOf(set, {}) == set);
        const AnnotationSet one = layersOf(set, {"Ben"});
        QCOMPARE(one.annotators.size(), std::size_t{1});
        QCOMPARE(one.tracks.size(), std::size_t{1});
        QCOMPARE(one.clips[0].marks.size(), std::size_t{1});
        QCOMPARE(one.clips.size(), std::size_t{3});
    }
};

QTEST_GUILESS_MAIN(TestAnnotationImport)
#include "tst_annotation_import.moc"

// SPDX-License-Identifier: MIT
#include "app/services/annotation/annotation_merge.h"
#include "engine/project/project_store.h"
#include "engine/project/set_file.h"
#include "tests/support/small_project.h"
#include "tests/support/test_paths.h"
#include "ui/services/annotation_document.h"

#include <QTest>

using namespace soundlocus;
using namespace soundlocus::test;
namespace fs = std::filesystem;

namespace {

/// The small project as a colleague has it: other ids, a clip, a label and a person more, and
/// another box of Anna's.
AnnotationSet otherProject()
{
    AnnotationSet set = smallProject();
    set.labels.push_back({{40}, "goose", 0x009E73, "3"});
    set.annotators.push_back({{41}, "Carla"});
    Clip lake = set.clips[0];
    lake.id = {42};
    lake.name = "lake";
    lake.media = "/media/lake.mp4";
    lake.marks = {{MarkKind::Silence, {41}, {atFrame(0), atFrame(10)}}};
    set.clips.push_back(lake);
    Track goose;
    goose.id = {43};
    goose.clip = lake.id;
    goose.annotator = {41};
    goose.label = {40};
    goose.keys = {{atFrame(0), {0.1, 0.1, 0.2, 0.2}}};
    set.tracks.push_back(goose);
    set.tracks[1].keys[0].box = {0.4, 0.4, 0.9, 0.9}; // Anna's crow
    set.clips[1].review = ReviewState::Checked;
    set.clips[2].review = ReviewState::Rejected;
    return set;
}

} // namespace

class TestAnnotationMerge final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anotherProjectIsOneStep()
    {
        const QTemporaryDir folder;
        const fs::path path = pathOf(folder) / "other.soundlocus";
        SL_VERIFY_RESULT(writeSet(path, otherProject(), ProjectFormat{}));
        AnnotationDocument document;
        document.reset(smallProject(), true);
        const auto merge = prepareMerge(path, pathOf(folder) / "mine.soundlocus", document.set());
        SL_VERIFY_RESULT(merge);
        const MergePreview &preview = merge->preview;
        QCOMPARE(preview.added.clips, 1);
        QCOMPARE(preview.added.labels, 1);
        QCOMPARE(preview.added.annotators, 2); // Carla, and Anna's other layer
        QCOMPARE(preview.added.tracks, 3);
        QCOMPARE(preview.added.marks, 1);
        QCOMPARE(preview.changedClips, 1); // was to do
        QCOMPARE(preview.conflicts.size(), std::size_t{2});
        QVERIFY(!preview.isEmpty());

        QCOMPARE(idsNeeded(*merge), 7);
        int given = 0;
        const Gesture gesture = merging(*merge, [&] {
            ++given;
            return document.newId();
        });
        QCOMPARE(given, 7);
        QCOMPARE(gesture.name, "Merge project");
        SL_VERIFY_RESULT(document.apply(gesture, {}));
        // As the engine says, but for the numbers.
        QCOMPARE(countsOf(document.set()), countsOf(merge->merged));
        const auto clips = document.clips();
        QCOMPARE(clips.back().name, "lake");
        const Annotator *carla = document.annotator(clips.back().marks.front().annotator);
        QVERIFY(carla && carla->name == "Carla");
        const Track &goose = document.tracks(clips.back().id).front();
        QCOMPARE(document.label(goose.label)->name, "goose");
        QVERIFY(document.clip(kField)->review == ReviewState::Checked);
        QVERIFY(document.clip(kStreet)->review == ReviewState::Done);
        SL_VERIFY_RESULT(document.undo());
        QVERIFY(document.set() == smallProject());
    }

    void theSameTwiceBringsNothing()
    {
        const QTemporaryDir folder;
        const fs::path path = pathOf(folder) / "copy.soundlocus";
        SL_VERIFY_RESULT(writeSet(path, smallProject(), ProjectFormat{}));
        const auto merge = prepareMerge(path, pathOf(folder) / "mine.soundlocus", smallProject());
        SL_VERIFY_RESULT(merge);
        QVERIFY(merge->preview.isEmpty());
        QVERIFY(merge->preview.conflicts.empty());
        QCOMPARE(idsNeeded(*merge), 0);
        QVERIFY(merging(*merge, [] { return 0; }).edits.empty());
    }

    void whatCannotBeMerged()
    {
        const QTemporaryDir folder;
        const fs::path path = pathOf(folder) / "mine.soundlocus";
        SL_VERIFY_RESULT(writeSet(path, smallProject(), ProjectFormat{}));
        SL_COMPARE_CODE(prepareMerge(path, path, smallProject()), ErrorCode::InvalidArgument);
        SL_COMPARE_CODE(prepareMerge(pathOf(folder) / "none.soundlocus", path, smallProject()),
                        ErrorCode::NotFound);
    }
};

QTEST_GUILESS_MAIN(TestAnnotationMerge)
#include "tst_annotation_merge.moc"

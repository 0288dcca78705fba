// SPDX-License-Identifier: MIT
#include "engine/core/file_io.h"
#include "engine/project/project_store.h"
#include "engine/project/set_file.h"
#include "tests/support/annotation_sets.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>

using namespace soundlocus;
using namespace soundlocus::test;
namespace fs = std::filesystem;

namespace {

/// Everything that a project can hold.
AnnotationSet fullSet(const fs::path &folder)
{
    AnnotationSet set = randomSet(true, 4);
    for (Clip &clip : set.clips)
        clip.media = folder / "media" / clip.name;
    set.annotators.push_back({{500}, "anna", false});
    set.clips[0].marks = {{MarkKind::Silence, {500}, {MediaTime(5), MediaTime(9)}}};
    set.clips[0].tags = {"a", "b"};
    set.clips[0].review = ReviewState::Rejected;
    set.clips[0].extra = R"({"coco":{"license":3}})";
    set.tracks[0].sounding = {{MediaTime(1), MediaTime(7)}};
    set.tracks[0].note = "first";
    set.tracks[0].keys.back().state = KeyState::Ended;
    return set;
}

} // namespace

class TestSetFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comesBackWhole()
    {
        const QTemporaryDir folder;
        const fs::path path = pathOf(folder) / "p.soundlocus";
        const AnnotationSet set = fullSet(pathOf(folder));
        SL_VERIFY_RESULT(writeSet(path, set, ProjectFormat{}));
        QVERIFY(guessSetFormat(path) == SetFormat(ProjectFormat{}));
        const auto back = readSet(path, ProjectFormat{});
        SL_VERIFY_RESULT(back);
        QVERIFY(back->set == set);
        QVERIFY(back->warnings.empty());
    }

    /// Reading makes no lock, no backup and no log beside the project.
    void readingLeavesNoTrace()
    {
        const QTemporaryDir folder;
        const fs::path path = pathOf(folder) / "p.soundlocus";
        SL_VERIFY_RESULT(writeSet(path, fullSet(pathOf(folder)), ProjectFormat{}));
        SL_VERIFY_RESULT(readSet(path, ProjectFormat{}));
        const auto entries = std::distance(fs::directory_iterator(pathOf(folder)), {});
        QCOMPARE(entries, std::ptrdiff_t{1});
    }

    /// A written project is edited like any other, with ids that nobody had.
    void goesOn()
    {
        const QTemporaryDir folder;
        const fs::path path = pathOf(folder) / "p.soundlocus";
        const AnnotationSet set = fullSet(pathOf(folder));
        SL_VERIFY_RESULT(writeSet(path, set, ProjectFormat{}));
        auto project = ProjectStore::open(path);
        SL_VERIFY_RESULT(project);
        QVERIFY(!project->isReadOnly());
        const auto id = project->reserveIds(1);
        SL_VERIFY_RESULT(id);
        QCOMPARE(*id, std::int64_t{501});
        SL_VERIFY_RESULT(project->apply({"add label", {added(Label{{*id}, "new", 0, ""})}}));
        SL_VERIFY_RESULT(project->verify());
        // Somebody else may read meanwhile.
        const auto read = readSet(path, ProjectFormat{});
        SL_VERIFY_RESULT(read);
        QCOMPARE(read->set.labels.size(), set.labels.size() + 1);
    }

    void doesNotWriteOver()
    {
        const QTemporaryDir folder;
        const fs::path path = pathOf(folder) / "p.soundlocus";
        write(path, "mine");
        SL_COMPARE_CODE(writeSet(path, fullSet(pathOf(folder)), ProjectFormat{}),
                        ErrorCode::InvalidArgument);
        QCOMPARE(*readWholeFile(path, 100), std::string("mine"));
        SL_COMPARE_CODE(readSet(path, ProjectFormat{}), ErrorCode::CorruptData);
    }

    void refusesBadSets()
    {
        const QTemporaryDir folder;
        const fs::path path = pathOf(folder) / "p.soundlocus";
        AnnotationSet dangling = fullSet(pathOf(folder));
        dangling.tracks[0].label = {4000};
        QVERIFY(!writeSet(path, dangling, ProjectFormat{}));
        AnnotationSet twice = fullSet(pathOf(folder));
        twice.tracks[1].keys.push_back(twice.tracks[1].keys[0]);
        SL_COMPARE_CODE(writeSet(path, twice, ProjectFormat{}), ErrorCode::InvalidArgument);
        QVERIFY(!fs::exists(path));
        QVERIFY(fs::is_empty(pathOf(folder)));
    }

    void otherFormats()
    {
        const QTemporaryDir folder;
        const fs::path path = pathOf(folder) / "p.xml";
        AnnotationSet set = randomSet(true, 1);
        set.clips.resize(1);
        std::erase_if(set.tracks, [&](const Track &t) { return t.clip != set.clips[0].id; });
        SL_VERIFY_RESULT(writeSet(path, set, AnnotationFormat::CvatVideo));
        const auto format = guessSetFormat(path);
        QVERIFY(format == SetFormat(AnnotationFormat::CvatVideo));
        SL_VERIFY_RESULT(readSet(path, *format));
    }

    void formatNames()
    {
        QCOMPARE(setFormats().size(), annotationFormats().size() + 1);
        for (const SetFormat &format : setFormats())
            QVERIFY(setFormatFromString(toString(format)) == format);
        QVERIFY(!setFormatFromString("other"));
    }
};

QTEST_GUILESS_MAIN(TestSetFile)
#include "tst_set_file.moc"

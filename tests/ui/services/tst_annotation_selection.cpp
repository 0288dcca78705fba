// SPDX-License-Identifier: MIT
#include "tests/support/scripted_edits.h"
#include "tests/support/test_paths.h"
#include "ui/services/annotation_document.h"
#include "ui/services/annotation_selection.h"
#include "ui/services/service_types.h"

#include <QSignalSpy>
#include <QTest>

using namespace soundlocus;

namespace {

Track trackOf(std::int64_t id)
{
    Track track;
    track.id = {id};
    track.clip = {4};
    return track;
}

AnnotationSet startOf()
{
    AnnotationSet set = test::sessionStart();
    set.tracks = {trackOf(20), trackOf(21), trackOf(22)};
    return set;
}

const BoxProposal kProposal{BoxProposal::Source::HeatMap, {{MediaTime{0}, {0, 0, 1, 1}}}};

} // namespace

class TestAnnotationSelection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { registerServiceTypes(); }

    void keepsTheOrderAndWhatIsThere()
    {
        AnnotationDocument document;
        document.reset(startOf(), true);
        AnnotationSelection selection(document);
        selection.setClip({4});
        const QSignalSpy changed(&selection, &AnnotationSelection::tracksChanged);
        selection.setTracks({{22}, {20}, {99}, {22}});
        QCOMPARE(selection.tracks(), std::vector<TrackId>({{22}, {20}}));
        selection.setTracks({{22}, {20}});
        QCOMPARE(changed.size(), 1);
        QVERIFY(selection.contains({20}) && !selection.contains({21}));
        selection.setTrack({21});
        QCOMPARE(selection.tracks(), std::vector<TrackId>({{21}}));
        selection.clearTracks();
        QVERIFY(selection.tracks().empty());
        QCOMPARE(changed.size(), 3);
    }

    void anotherClipStartsAfresh()
    {
        AnnotationDocument document;
        document.reset(startOf(), true);
        AnnotationSelection selection(document);
        selection.setClip({4});
        selection.setAnnotator({2});
        selection.setTrack({20});
        selection.setProposal(kProposal);
        const QSignalSpy proposals(&selection, &AnnotationSelection::proposalChanged);
        selection.setClip({4});
        QVERIFY(selection.proposal() && proposals.isEmpty());
        selection.setClip({5});
        QVERIFY(selection.tracks().empty() && !selection.proposal());
        QCOMPARE(selection.annotator(), AnnotatorId{2});
    }

    void letsGoWhatVanishes()
    {
        AnnotationDocument document;
        document.reset(startOf(), true);
        AnnotationSelection selection(document);
        SL_VERIFY_RESULT(document.apply(
                {"lists", {added(Label{{60}, "cat", 0, ""}), added(Annotator{{61}, "Cleo"})}}, {}));
        selection.setClip({4});
        selection.setTracks({{20}, {21}});
        selection.setLabel({60});
        selection.setAnnotator({61});
        SL_VERIFY_RESULT(document.apply({"delete", {removed(trackOf(20))}}, {}));
        QCOMPARE(selection.tracks(), std::vector<TrackId>({{21}}));
        SL_VERIFY_RESULT(document.undo()); // what comes back is not selected
        QCOMPARE(selection.tracks(), std::vector<TrackId>({{21}}));
        SL_VERIFY_RESULT(document.undo());
        QVERIFY(!selection.label().isValid() && !selection.annotator().isValid());
        const Clip clip = *document.clip({4});
        SL_VERIFY_RESULT(document.apply(
                {"delete",
                 {removed(trackOf(20)), removed(trackOf(21)), removed(trackOf(22)), removed(clip)}},
                {}));
        QVERIFY(!selection.clip().isValid() && selection.tracks().empty());
    }

    void anotherProjectStartsAfresh()
    {
        AnnotationDocument document;
        document.reset(startOf(), true);
        AnnotationSelection selection(document);
        selection.setClip({4});
        selection.setTrack({20});
        selection.setLabel({1});
        selection.setAnnotator({2});
        document.reset(startOf(), true);
        QVERIFY(!selection.clip().isValid() && !selection.label().isValid()
                && !selection.annotator().isValid() && selection.tracks().empty());
    }
};

QTEST_GUILESS_MAIN(TestAnnotationSelection)
#include "tst_annotation_selection.moc"

// SPDX-License-Identifier: MIT
#include "tests/support/test_paths.h"
#include "tests/ui/widgets/canvas/canvas_samples.h"
#include "ui/widgets/annotation/annotation_tool.h"
#include "ui/widgets/annotation/consensus_tint.h"

#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace soundlocus;
using namespace soundlocus::test;

namespace {

/// The left half, and the right three quarters: they share a quarter of the picture.
const ConsensusTint::BoxLists kTwo{{{0, 0, 0.5, 1}}, {{0.25, 0, 1, 1}}};

bool isNearShare(const ConsensusTint &tint, double share)
{
    return std::abs(tint.share() - share) < 1e-6;
}

Track boxOf(std::int64_t id, AnnotatorId annotator, const BoundingBox &box)
{
    Track track;
    track.id = {id};
    track.clip = {5};
    track.annotator = annotator;
    track.keys = {{MediaTime{0}, box}};
    return track;
}

} // namespace

class TestConsensusTint final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rulesMarkTheirShare()
    {
        ConsensusTint tint;
        QVERIFY(!tint.set(std::nullopt, kTwo));
        QVERIFY(tint.isEmpty());
        QVERIFY(tint.set(ConsensusRule::Union, kTwo));
        QVERIFY(isNearShare(tint, 1));
        QVERIFY(!tint.set(ConsensusRule::Union, kTwo)); // no other look
        QVERIFY(tint.set(ConsensusRule::Intersection, kTwo));
        QVERIFY(isNearShare(tint, 0.25));
        QVERIFY(tint.set(ConsensusRule::Flickr, kTwo)); // half where one drew, one where both did
        QVERIFY(isNearShare(tint, 0.25 + 0.75 / 2));
    }

    void onePersonIsNoConsensus()
    {
        ConsensusTint tint;
        QVERIFY(!tint.set(ConsensusRule::Union, {kTwo[0]}));
        QVERIFY(!tint.set(ConsensusRule::Union, {kTwo[0], {}})); // who has no box does not count
        QVERIFY(tint.isEmpty());
        QVERIFY(tint.set(ConsensusRule::Union, kTwo));
        QVERIFY(tint.set(ConsensusRule::Union, {kTwo[0]}));
        QVERIFY(tint.isEmpty());
    }

    void theMoreAgreeTheDenser()
    {
        ConsensusTint tint;
        QVERIFY(tint.set(ConsensusRule::Flickr, kTwo));
        QImage image(224, 112, QImage::Format_RGB32);
        image.fill(Qt::black);
        QPainter painter(&image);
        FrameGeometry geometry;
        geometry.setPicture({224, 112}, 1);
        geometry.setArea(QRectF(0, 0, 224, 112), 1);
        tint.paint(painter, geometry, image.rect(), 1);
        painter.end();
        const auto level = [&image](int x) { return qRed(image.pixel(x, 56)); };
        QVERIFY(level(20) > 30);             // one
        QVERIFY(level(80) > level(20) + 30); // both
        QCOMPARE(level(180), level(20));     // the other one
    }

    void theToolFollowsLayersAndBoxes()
    {
        AnnotationSet set;
        set.annotators = {{{3}, "Anna"}, {{4}, "Bo"}};
        Clip clip;
        clip.id = {5};
        clip.name = "clip";
        set.clips = {clip};
        set.tracks = {boxOf(6, {3}, kTwo[0][0]), boxOf(7, {4}, kTwo[1][0])};
        AnnotationDocument document;
        document.reset(set, true);
        AnnotationSelection selection(document);
        AnnotationTool tool(document, selection);
        selection.setClip({5});
        selection.setAnnotator({3});
        tool.setPicture(wavyFrame({400, 200}), {});
        QVERIFY(tool.consensus().isEmpty());
        const QSignalSpy changed(&tool, &AnnotationTool::changed);
        tool.setConsensus(ConsensusRule::Intersection);
        QCOMPARE(changed.size(), 1);
        QVERIFY(isNearShare(tool.consensus(), 0.25));
        QVERIFY(tool.description().contains(QStringLiteral("25.0 %")));
        SL_VERIFY_RESULT(document.apply(
                {"Hide layer",
                 {soundlocus::changed(set.annotators[1], Annotator{{4}, "Bo", false})}},
                {}));
        QVERIFY(tool.consensus().isEmpty());
        SL_VERIFY_RESULT(document.undo());
        QVERIFY(!tool.consensus().isEmpty());
        tool.setConsensus(std::nullopt);
        QVERIFY(tool.consensus().isEmpty());
    }
};

QTEST_MAIN(TestConsensusTint)
#include "tst_consensus_tint.moc"

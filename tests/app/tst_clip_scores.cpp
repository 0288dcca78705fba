// SPDX-License-Identifier: MIT
#include "app/clip_scores.h"
#include "tests/support/annotation_bench.h"

#include <QTest>

#include <numeric>

using namespace soundlocus;
using namespace soundlocus::test;

namespace {

MapResult mapAt(MediaTime time)
{
    constexpr int kSide = 7;
    std::vector<float> values(static_cast<std::size_t>(kSide) * kSide);
    std::iota(values.begin(), values.end(), 0.0F);
    MapResult result;
    result.heatmap = Heatmap(std::move(values), Size{kSide, kSide}, HeatmapScale::Cosine);
    result.heatmap.pts = time;
    return result;
}

} // namespace

class TestClipScores : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void clipsOfOneFileShareItsMaps()
    {
        AnnotationBench b;
        FakeLocalization localization;
        ClipScores scores(b.editor, localization);
        b.selection.setClip(kField);
        b.selection.setClip(kPond);
        // A second clip of the same file, without boxes.
        Clip again = *b.document().clip(kPond);
        again.id = {77};
        again.name = "pond again";
        QVERIFY(b.editor.applyToProject(Gesture{"Add clip", {added(again)}}));

        const MapResult map = mapAt(atFrame(10));
        Q_EMIT localization.mapReady(map);
        QTRY_COMPARE(scores.scores().size(), std::size_t{1});
        QCOMPARE(scores.scores().front().time, atFrame(10));

        b.selection.setClip(again.id);
        QVERIFY(scores.scores().empty());
        QTest::qWait(20);
        QVERIFY(scores.scores().empty());
        b.selection.setClip(kPond);
        QTRY_COMPARE(scores.scores().size(), std::size_t{1});

        // Another file: its maps are others.
        b.selection.setClip(kField);
        b.selection.setClip(kPond);
        QTest::qWait(20);
        QVERIFY(scores.scores().empty());
    }
};

QTEST_MAIN(TestClipScores)
#include "tst_clip_scores.moc"

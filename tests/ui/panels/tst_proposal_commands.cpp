// SPDX-License-Identifier: MIT
#include "tests/support/annotation_bench.h"
#include "ui/panels/proposal_commands.h"

#include <QTest>

#include <cmath>

using namespace soundlocus;
using namespace soundlocus::test;
using namespace Qt::StringLiterals;

namespace {

MaskRule above(double threshold)
{
    MaskRule rule;
    rule.threshold = ThresholdRule::Absolute;
    rule.comparison = MaskComparison::GreaterOrEqual;
    rule.absoluteThreshold = threshold;
    return rule;
}

/// 14 x 14, one where the cell is in one of the boxes (of cells).
Heatmap mapOf(const std::vector<QRect> &parts)
{
    std::vector<float> values(std::size_t{14} * 14, 0.0F);
    for (const QRect &part : parts) {
        for (int y = part.top(); y <= part.bottom(); ++y) {
            for (int x = part.left(); x <= part.right(); ++x)
                values[static_cast<std::size_t>(y * 14 + x)] = 1;
        }
    }
    return {std::move(values), {14, 14}, HeatmapScale::Cosine};
}

struct Bench : AnnotationBench
{
    void trigger(const char *id) { actions.action(QString::fromLatin1(id))->trigger(); }

    FakeLocalization localization;
    ActionRegistry actions;
    ProposalCommands commands{editor, localization, actions};
};

} // namespace

class TestProposalCommands final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void boxOfTheLargestPart()
    {
        // Edges at half the height of the ramp lie on the borders of the cells.
        const auto box = boxOfHeatmap(mapOf({QRect(2, 3, 5, 4), QRect(10, 10, 2, 2)}), above(0.5));
        QVERIFY(box);
        constexpr double kPixel = 1.0 / 224;
        QVERIFY(std::abs(box->x0 - 2 / 14.0) <= kPixel);
        QVERIFY(std::abs(box->y0 - 3 / 14.0) <= kPixel);
        QVERIFY(std::abs(box->x1 - 7 / 14.0) <= kPixel);
        QVERIFY(std::abs(box->y1 - 7 / 14.0) <= kPixel);
        QVERIFY(!boxOfHeatmap(Heatmap{}, above(0.5)));
        QVERIFY(!boxOfHeatmap(mapOf({QRect(0, 0, 1, 1)}), above(2)));
    }

    void aMapOfAPartOfThePicture()
    {
        Heatmap map = mapOf({QRect(0, 0, 14, 7)});
        map.region = {0.25, 0, 0.75, 1};
        const auto box = boxOfHeatmap(map, above(0.5));
        QVERIFY(box);
        QCOMPARE(box->x0, 0.25);
        QCOMPARE(box->x1, 0.75);
        QVERIFY(std::abs(box->y1 - 0.5) < 0.01);
    }

    void countsOnceItIsAccepted()
    {
        Bench b;
        b.player.seekFrame(7);
        QVERIFY(b.actions.action(u"annotation.propose"_s)->isEnabled());
        QVERIFY(!b.actions.action(u"annotation.accept"_s)->isEnabled());
        b.trigger("annotation.propose"); // no map yet
        QVERIFY(!b.selection.proposal());
        b.localization.sendMap(MapSlot::Main, b.player.frame());
        b.trigger("annotation.propose");
        QVERIFY(b.selection.proposal());
        QCOMPARE(b.selection.proposal()->boxes.front().first, atFrame(7));
        QVERIFY(!b.document().canUndo()); // nothing counts yet
        b.trigger("annotation.refuse");
        QVERIFY(!b.selection.proposal());

        b.trigger("annotation.propose");
        b.trigger("annotation.accept");
        QCOMPARE(b.document().tracks(kPond).size(), std::size_t{4});
        QCOMPARE(b.document().tracks(kPond).back().origin, TrackOrigin::Accepted);
        QVERIFY(!b.selection.proposal());
    }

    void adjustedItIsSelected()
    {
        Bench b;
        b.selection.setLabel(kCrow);
        b.localization.sendMap(MapSlot::Main, b.player.frame());
        b.trigger("annotation.propose");
        b.trigger("annotation.adjust");
        const Track &track = b.document().tracks(kPond).back();
        QVERIFY(b.selection.contains(track.id));
        QCOMPARE(track.label, kCrow);
        QCOMPARE(track.annotator, kAnna);
    }
};

QTEST_MAIN(TestProposalCommands)
#include "tst_proposal_commands.moc"

// SPDX-License-Identifier: MIT
#include "engine/annotation/key_reduction.h"
#include "engine/annotation/track.h"
#include "tests/support/scripted_edits.h"

#include <QTest>

#include <cmath>

using namespace soundlocus;

namespace {

using TimedBoxes = std::vector<std::pair<MediaTime, BoundingBox>>;

Track trackOf(const TimedBoxes &boxes)
{
    Track track;
    for (const auto &[time, box] : boxes)
        setKey(track, {time, box});
    return track;
}

} // namespace

class TestKeyReduction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aStraightWayNeedsItsEndsOnly()
    {
        TimedBoxes boxes;
        for (int i = 0; i <= 100; ++i)
            boxes.push_back({MediaTime{i * 1000}, {0.001 * i, 0.2, 0.3 + 0.002 * i, 0.5}});
        QCOMPARE(reducedKeys(boxes, 1e-9).size(), std::size_t{2});
        boxes[50].second.y1 = 0.6;
        const auto kept = reducedKeys(boxes, 0.01);
        QVERIFY(std::ranges::find(kept, boxes[50]) != kept.end());
        QCOMPARE(kept.size(), std::size_t{5}); // and its two neighbours
    }

    void nothingIsOffByMoreThanTheTolerance()
    {
        std::mt19937 random(2);
        TimedBoxes boxes;
        for (int i = 0; i < 300; ++i) {
            const double swing = 0.2 * std::sin(0.05 * i);
            std::uniform_real_distribution<double> shake(-0.004, 0.004);
            boxes.push_back(
                    {MediaTime{i * 40'000}, {0.3 + swing, 0.3 + shake(random), 0.6 + swing, 0.7}});
        }
        const auto kept = reducedKeys(boxes, 0.01);
        QVERIFY2(kept.size() < 60, qPrintable(QString::number(kept.size())));
        const Track track = trackOf(kept);
        for (const auto &[time, box] : boxes) {
            const BoundingBox found = boxAt(track, time)->box;
            QVERIFY(std::abs(found.x0 - box.x0) <= 0.01 + 1e-12
                    && std::abs(found.y0 - box.y0) <= 0.01 + 1e-12
                    && std::abs(found.x1 - box.x1) <= 0.01 + 1e-12);
        }
    }

    void fewStay()
    {
        QVERIFY(reducedKeys({}, 0.1).empty());
        const TimedBoxes two{{MediaTime{0}, {}}, {MediaTime{1}, {}}};
        QVERIFY(reducedKeys(two, 0.1) == two);
    }
};

QTEST_GUILESS_MAIN(TestKeyReduction)
#include "tst_key_reduction.moc"

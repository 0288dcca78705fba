// SPDX-License-Identifier: MIT
#include "engine/annotation/sound_onset.h"

#include <QTest>

#include <algorithm>
#include <limits>
#include <vector>

using namespace soundlocus;

class TestSoundOnset final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onsetsAreRises()
    {
        const std::vector<float> quiet(100, 0.002F);
        QVERIFY(!onsetIn(quiet));
        std::vector<float> levels = quiet;
        std::fill(levels.begin() + 40, levels.end(), 0.3F);
        QCOMPARE(onsetIn(levels), std::optional<std::size_t>(40));
        std::ranges::reverse(levels); // falls silent: no onset
        QVERIFY(!onsetIn(levels));
    }

    void theLargestRiseCounts()
    {
        std::vector<float> levels(120, 0.01F);
        std::fill(levels.begin() + 30, levels.end(), 0.025F); // 2.5 times
        std::fill(levels.begin() + 70, levels.end(), 0.25F);  // 10 times
        QCOMPARE(onsetIn(levels), std::optional<std::size_t>(70));
    }

    void whatCannotBeHeardIsNone()
    {
        std::vector<float> levels(60, 0.0F);
        std::fill(levels.begin() + 30, levels.end(), 0.009F); // -41 dB
        QVERIFY(!onsetIn(levels));
        std::fill(levels.begin() + 30, levels.end(), 0.011F);
        QCOMPARE(onsetIn(levels), std::optional<std::size_t>(30));
    }

    void unknownLevelsAreSilent()
    {
        std::vector<float> levels(60, std::numeric_limits<float>::quiet_NaN());
        QVERIFY(!onsetIn(levels));
        std::fill(levels.begin() + 30, levels.end(), 0.3F);
        QCOMPARE(onsetIn(levels), std::optional<std::size_t>(30));
        QVERIFY(!onsetIn(std::vector<float>(2 * kOnsetWindow - 1, 0.5F)));
        QVERIFY(!onsetIn({}));
    }
};

QTEST_GUILESS_MAIN(TestSoundOnset)
#include "tst_sound_onset.moc"

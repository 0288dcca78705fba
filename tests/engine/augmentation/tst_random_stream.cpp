// SPDX-License-Identifier: MIT
#include "engine/augmentation/random_stream.h"

#include <QTest>

#include <array>
#include <cmath>

using namespace soundlocus;

class TestRandomStream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sameKeySameNumbers();
    void keysAreApart();
    void integersAreEven();
    void uniformAndNormalMoments();
};

void TestRandomStream::sameKeySameNumbers()
{
    RandomStream a{4, 1, 17};
    RandomStream b{4, 1, 17};
    for (int i = 0; i < 100; ++i)
        QCOMPARE(a.next(), b.next());
}

void TestRandomStream::keysAreApart()
{
    // Neighbouring keys, and the same numbers in another order or grouping.
    RandomStream a{4, 1};
    RandomStream b{4, 2};
    RandomStream c{1, 4};
    RandomStream d{4, 1, 0};
    const std::array<std::uint64_t, 4> first{a.next(), b.next(), c.next(), d.next()};
    for (std::size_t i = 0; i < first.size(); ++i) {
        for (std::size_t j = i + 1; j < first.size(); ++j)
            QVERIFY(first[i] != first[j]);
    }
}

void TestRandomStream::integersAreEven()
{
    constexpr int kDraws = 70000;
    std::array<int, 7> counts{};
    RandomStream random{9};
    for (int i = 0; i < kDraws; ++i) {
        const std::int64_t value = random.integer(-3, 3);
        QVERIFY(value >= -3 && value <= 3);
        ++counts[static_cast<std::size_t>(value + 3)];
    }
    // Chi-squared with 6 degrees of freedom: 22.5 is passed once in a thousand.
    double chi = 0;
    for (const int count : counts)
        chi += std::pow(count - kDraws / 7.0, 2) / (kDraws / 7.0);
    QVERIFY2(chi < 22.5, qPrintable(QString::number(chi)));
}

void TestRandomStream::uniformAndNormalMoments()
{
    constexpr int kDraws = 100000;
    RandomStream random{11};
    double sum = 0;
    double normalSum = 0;
    double normalSquares = 0;
    int hits = 0;
    for (int i = 0; i < kDraws; ++i) {
        const double u = random.uniform(2, 4);
        QVERIFY(u >= 2 && u < 4);
        sum += u;
        const double n = random.normal();
        normalSum += n;
        normalSquares += n * n;
        hits += random.chance(0.2) ? 1 : 0;
    }
    QVERIFY(std::abs(sum / kDraws - 3) < 0.01);
    QVERIFY(std::abs(normalSum / kDraws) < 0.02);
    QVERIFY(std::abs(normalSquares / kDraws - 1) < 0.03);
    QVERIFY(std::abs(hits / double(kDraws) - 0.2) < 0.006);
}

QTEST_GUILESS_MAIN(TestRandomStream)
#include "tst_random_stream.moc"

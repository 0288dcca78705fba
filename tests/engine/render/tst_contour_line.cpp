// SPDX-License-Identifier: MIT
#include "engine/render/contour_line.h"

#include <QTest>

#include <cmath>
#include <numbers>

using namespace soundlocus;

class TestContourLine final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void circleIsClosedAndRound();
    void rampIsCutAtItsExactPlace_data();
    void rampIsCutAtItsExactPlace();
    void nothingRunsAlongTheBorder();
    void saddleKeepsHighCornersApart();
    void twoHillsAreTwoRings();
    void noLine_data();
    void noLine();
    void bordersOfACell();
};

namespace {

template <typename Function>
ContourField fieldOf(int columns, int rows, Function value)
{
    ContourField field;
    field.columns = columns;
    field.rows = rows;
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column)
            field.values.push_back(static_cast<float>(value(column, row)));
    }
    return field;
}

double hill(double x, double y, double centerX, double centerY)
{
    return -std::hypot(x - centerX, y - centerY);
}

} // namespace

void TestContourLine::circleIsClosedAndRound()
{
    ContourField field = fieldOf(41, 41, [](int x, int y) { return hill(x, y, 20, 20); });
    field.stepX = 2;
    field.stepY = 2;
    const auto lines = contourLines(field, -10.5);
    QCOMPARE(lines.size(), std::size_t{1});
    QVERIFY(lines[0].isClosed);
    const auto &points = lines[0].points;
    double length = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const ContourPoint &a = points[i];
        const ContourPoint &b = points[(i + 1) % points.size()];
        QVERIFY(std::abs(std::hypot(a.x - 40, a.y - 40) - 21) < 0.05);
        QVERIFY(std::hypot(a.x - b.x, a.y - b.y) < 2 * std::numbers::sqrt2);
        length += std::hypot(a.x - b.x, a.y - b.y);
    }
    QVERIFY(std::abs(length / (2 * std::numbers::pi * 21) - 1) < 0.01);
}

void TestContourLine::rampIsCutAtItsExactPlace_data()
{
    QTest::addColumn<bool>("isRising");
    QTest::addColumn<double>("threshold");
    QTest::addColumn<double>("expected");
    QTest::newRow("rising, between crossings") << true << 2.25 << 2.25;
    QTest::newRow("falling, between crossings") << false << -2.25 << 2.25;
    QTest::newRow("on a crossing") << true << 3.0 << 3.0;
}

void TestContourLine::rampIsCutAtItsExactPlace()
{
    QFETCH(bool, isRising);
    QFETCH(double, threshold);
    QFETCH(double, expected);
    const auto lines = contourLines(
            fieldOf(6, 4, [isRising](int x, int) { return isRising ? x : -x; }), threshold);
    QCOMPARE(lines.size(), std::size_t{1});
    QVERIFY(!lines[0].isClosed);
    QCOMPARE(lines[0].points.size(), std::size_t{4});
    for (const ContourPoint &point : lines[0].points)
        QCOMPARE(point.x, expected);
    QCOMPARE(std::abs(lines[0].points.front().y - lines[0].points.back().y), 3.0);
}

void TestContourLine::nothingRunsAlongTheBorder()
{
    // A hill on the left border: half a ring, open there.
    const auto lines = contourLines(fieldOf(20, 21, [](int x, int y) { return hill(x, y, 0, 10); }),
                                    -5.5);
    QCOMPARE(lines.size(), std::size_t{1});
    QVERIFY(!lines[0].isClosed);
    QCOMPARE(lines[0].points.front().x, 0.0);
    QCOMPARE(lines[0].points.back().x, 0.0);
    QCOMPARE(std::abs(lines[0].points.front().y - lines[0].points.back().y), 11.0);
}

void TestContourLine::saddleKeepsHighCornersApart()
{
    ContourField field;
    field.columns = 2;
    field.rows = 2;
    field.values = {1, 0, 0, 1};
    const auto lines = contourLines(field, 0.5);
    QCOMPARE(lines.size(), std::size_t{2});
    for (const ContourLine &line : lines) {
        QCOMPARE(line.points.size(), std::size_t{2});
        // Each piece goes round one corner at half an edge from it.
        const bool isFirstCorner = line.points[0].x + line.points[0].y < 1;
        for (const ContourPoint &p : line.points)
            QCOMPARE(isFirstCorner ? p.x + p.y : 2 - p.x - p.y, 0.5);
    }
}

void TestContourLine::twoHillsAreTwoRings()
{
    const auto lines = contourLines(
            fieldOf(40,
                    20,
                    [](int x, int y) { return std::max(hill(x, y, 10, 10), hill(x, y, 30, 10)); }),
            -4.2);
    QCOMPARE(lines.size(), std::size_t{2});
    QVERIFY(lines[0].isClosed && lines[1].isClosed);
}

void TestContourLine::noLine_data()
{
    QTest::addColumn<int>("columns");
    QTest::addColumn<double>("threshold");
    QTest::newRow("all inside") << 5 << 0.0;
    QTest::newRow("all inside, at the threshold") << 5 << 1.0;
    QTest::newRow("all outside") << 5 << 2.0;
    QTest::newRow("one column") << 1 << 0.5;
}

void TestContourLine::noLine()
{
    QFETCH(int, columns);
    QFETCH(double, threshold);
    const ContourField field = fieldOf(columns, 3, [](int, int) { return 1; });
    QVERIFY(contourLines(field, threshold).empty());
    QVERIFY(cellBorders(field, threshold).empty());
}

void TestContourLine::bordersOfACell()
{
    ContourField cells = fieldOf(3, 3, [](int x, int y) { return x == 1 && y == 1 ? 1 : 0; });
    cells.stepX = 10;
    cells.stepY = 20;
    const auto lines = cellBorders(cells, 0.5);
    QCOMPARE(lines.size(), std::size_t{4});
    double length = 0;
    for (const ContourLine &line : lines) {
        for (const ContourPoint &p : line.points)
            QVERIFY((p.x == 10 || p.x == 20) && (p.y == 20 || p.y == 40));
        length += std::hypot(line.points[0].x - line.points[1].x,
                             line.points[0].y - line.points[1].y);
    }
    QCOMPARE(length, 60.0);
}

QTEST_GUILESS_MAIN(TestContourLine)
#include "tst_contour_line.moc"

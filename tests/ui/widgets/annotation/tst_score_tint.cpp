// SPDX-License-Identifier: MIT
#include "ui/widgets/annotation/score_panel.h"
#include "ui/widgets/annotation/score_tint.h"

#include <QImage>
#include <QPainter>
#include <QTest>

#include <set>

using namespace soundlocus;

namespace {

/// Four quarters: nothing, won; missed, falsely claimed.
ScoreTint quarters()
{
    ScoreTint tint;
    tint.setPixels({PixelClass::Neither, PixelClass::Won, PixelClass::Missed, PixelClass::Claimed},
                   {2, 2});
    return tint;
}

FrameGeometry geometryOf(double ratio)
{
    FrameGeometry geometry;
    geometry.setPicture({200, 100}, 1);
    geometry.setArea(QRectF(0, 0, 200, 120), ratio);
    return geometry;
}

/// Painted on grey.
QImage painted(const ScoreTint &tint, double ratio)
{
    QImage image(QSize(200, 120) * ratio, QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    image.fill(QColor(128, 128, 128));
    QPainter painter(&image);
    const FrameGeometry geometry = geometryOf(ratio);
    tint.paint(painter, geometry, geometry.visiblePx(), ratio);
    return image;
}

std::set<int> grays(const QImage &image, const QRect &part)
{
    std::set<int> found;
    for (int y = part.top(); y <= part.bottom(); ++y) {
        for (int x = part.left(); x <= part.right(); ++x)
            found.insert(qGray(image.pixel(x, y)));
    }
    return found;
}

} // namespace

class TestScoreTint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eachKindHasItsPlaceAndPattern_data();
    void eachKindHasItsPlaceAndPattern();
    void followsTheView();
    void emptyPaintsNothing();
    void panelTakesWhatRoomThereIs();
};

void TestScoreTint::eachKindHasItsPlaceAndPattern_data()
{
    QTest::addColumn<double>("ratio");
    QTest::newRow("1x") << 1.0;
    QTest::newRow("1.25x") << 1.25;
    QTest::newRow("2x") << 2.0;
}

void TestScoreTint::eachKindHasItsPlaceAndPattern()
{
    QFETCH(double, ratio);
    const QImage image = painted(quarters(), ratio);
    const auto part = [&](int x, int y) { // well within a quarter
        return QRect(QPoint(x, y) * ratio, QSize(80, 30) * ratio);
    };
    QCOMPARE(grays(image, part(10, 20)), (std::set<int>{128}));
    QCOMPARE(grays(image, part(110, 20)).size(), std::size_t{1}); // even
    QVERIFY(*grays(image, part(110, 20)).begin() != 128);
    QVERIFY(grays(image, part(10, 70)).size() > 1);  // stripes
    QVERIFY(grays(image, part(110, 70)).size() > 1); // dots
    // Told apart by lightness as well: stripes light, dots dark.
    QVERIFY(*grays(image, part(10, 70)).rbegin() > 170);
    QVERIFY(*grays(image, part(110, 70)).rbegin() < 135);
    // Beside the picture nothing.
    QCOMPARE(grays(image, QRect(0, 0, image.width(), static_cast<int>(9 * ratio))),
             (std::set<int>{128}));
}

void TestScoreTint::followsTheView()
{
    const ScoreTint tint = quarters();
    FrameGeometry geometry = geometryOf(1);
    geometry.setZoom(4, {0, 10}); // the upper left corner: nothing but the first quarter
    QImage image(200, 120, QImage::Format_RGB32);
    const auto paint = [&] {
        image.fill(QColor(128, 128, 128));
        QPainter painter(&image);
        tint.paint(painter, geometry, geometry.visiblePx(), 1);
    };
    paint();
    QCOMPARE(grays(image, image.rect()), (std::set<int>{128}));
    geometry.panBy({-500, 0});
    paint();
    QCOMPARE(grays(image, image.rect()).size(), std::size_t{1});
    QVERIFY(*grays(image, image.rect()).begin() != 128);
}

void TestScoreTint::emptyPaintsNothing()
{
    ScoreTint tint = quarters();
    tint.setPixels({}, {});
    const QImage image = painted(tint, 1);
    QCOMPARE(grays(image, image.rect()), (std::set<int>{128}));
}

void TestScoreTint::panelTakesWhatRoomThereIs()
{
    ScoreWords words;
    words.number = QStringLiteral("0.630");
    words.verdict = QStringLiteral("cIoU, found");
    words.isFound = true;
    words.rule = QStringLiteral("Top 50 % (SSL-TIE, LVS)");
    words.ceiling = QStringLiteral("at most 0.9 under this rule");
    words.won = QStringLiteral("won: 1 %");
    words.missed = QStringLiteral("missed: 1 %");
    words.claimed = QStringLiteral("falsely claimed: 1 %");
    const auto coveredOf = [&](QSize size) {
        QImage image(size, QImage::Format_RGB32);
        image.fill(Qt::white);
        {
            QPainter painter(&image);
            paintScorePanel(painter, words, image.rect(), {});
        }
        QRect covered;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                if (image.pixel(x, y) != QColor(Qt::white).rgb())
                    covered |= QRect(x, y, 1, 1);
            }
        }
        return covered;
    };
    const QRect large = coveredOf({900, 600});
    QVERIFY(large.right() < 900 - 8 && large.top() > 8);
    const QRect small = coveredOf({320, 200});
    QVERIFY(!small.isEmpty() && small.height() < large.height());
    QVERIFY(small.height() <= 0.5 * 200);
    QVERIFY(coveredOf({60, 40}).isEmpty());
    words = {};
    words.verdict = QStringLiteral("No box on this frame");
    QVERIFY(coveredOf({900, 600}).height() < small.height());
}

QTEST_MAIN(TestScoreTint)
#include "tst_score_tint.moc"

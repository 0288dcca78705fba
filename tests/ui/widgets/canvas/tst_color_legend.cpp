// SPDX-License-Identifier: MIT
#include "tests/ui/widgets/canvas/canvas_samples.h"
#include "ui/widgets/canvas/color_legend.h"

#include <QGuiApplication>
#include <QImage>
#include <QLocale>
#include <QPainter>
#include <QTest>

using namespace soundlocus;
using namespace soundlocus::test;

class TestColorLegend : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void saysWhatTheMapIs_data();
    void saysWhatTheMapIs();
    void numbersFollowTheRange_data();
    void numbersFollowTheRange();
    void numbersFollowTheLocale();
    void knowsTheContour();
    void barShowsTheTable();
    void largeIsLarger();
};

void TestColorLegend::init()
{
    QLocale::setDefault(QLocale::c());
}

void TestColorLegend::saysWhatTheMapIs_data()
{
    QTest::addColumn<int>("scale");
    QTest::addColumn<bool>("isFixed");
    QTest::addColumn<QString>("text");
    const auto row = [](const char *name, HeatmapScale scale, bool isFixed, const char *text) {
        QTest::newRow(name) << static_cast<int>(scale) << isFixed << QString(text);
    };
    row("cosine",
        HeatmapScale::Cosine,
        false,
        "Cosine similarity, range of this picture: colours from -0.20 to 0.60");
    row("cosine, fixed",
        HeatmapScale::Cosine,
        true,
        "Cosine similarity: colours from 0.00 to 1.00");
    row("logit, fixed", HeatmapScale::Logit, true, "Similarity (logit): colours from 0.00 to 1.00");
    row("unit",
        HeatmapScale::Unit,
        false,
        "Similarity from 0 to 1, range of this picture: colours from -0.20 to 0.60");
}

void TestColorLegend::saysWhatTheMapIs()
{
    QFETCH(const int, scale);
    QFETCH(const bool, isFixed);
    QFETCH(const QString, text);
    const Heatmap map({-0.2F, 0.1F, 0.6F}, {3, 1}, static_cast<HeatmapScale>(scale));
    OverlayOptions options;
    if (isFixed)
        options.scale = ValueRange{0, 1};
    QCOMPARE(ColorLegend::of(map, options).text(), text);
}

void TestColorLegend::numbersFollowTheRange_data()
{
    QTest::addColumn<double>("high");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("usual") << 1.0 << 0.456 << "0.46";
    QTest::newRow("narrow") << 0.05 << 0.0456 << "0.046";
    QTest::newRow("logits") << 33.0 << 12.34 << "12.3";
    QTest::newRow("no minus before zero") << 1.0 << -0.0001 << "0.00";
    QTest::newRow("no range") << 0.0 << 0.5 << "0.50";
}

void TestColorLegend::numbersFollowTheRange()
{
    QFETCH(const double, high);
    QFETCH(const double, value);
    QFETCH(const QString, text);
    ColorLegend legend;
    legend.range = {0, high};
    QCOMPARE(legend.number(value), text);
}

void TestColorLegend::numbersFollowTheLocale()
{
    QLocale::setDefault(QLocale(QLocale::German));
    QCOMPARE(ColorLegend().number(0.456), QStringLiteral("0,46"));
}

void TestColorLegend::knowsTheContour()
{
    OverlayOptions options;
    options.contour = ContourThreshold{ContourThreshold::Kind::Absolute, 0.3};
    const ColorLegend legend = ColorLegend::of(hill(0.5, 0.5), options);
    QCOMPARE(legend.threshold, std::optional(0.3));
    QVERIFY(legend.text().endsWith(QStringLiteral(", contour at 0.30")));
}

void TestColorLegend::barShowsTheTable()
{
    ColorLegend legend;
    legend.colorMap = ColorMap::Turbo;
    const QFont font;
    const QSize size = legend.sizeHint(LegendSize::Normal, font).toSize();
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    legend.paint(painter, {0, 0}, LegendSize::Normal, font);
    painter.end();
    // The row with the most colour is the bar's.
    int best = 0;
    int row = 0;
    for (int y = 0; y < size.height(); ++y) {
        const int colored = image.pixelColor(size.width() / 2, y).hsvSaturation();
        if (colored > best) {
            best = colored;
            row = y + 3;
        }
        if (best > 100)
            break;
    }
    const ColorTable &table = colorTable(ColorMap::Turbo);
    for (const int x : {size.width() / 4, size.width() / 2, size.width() * 3 / 4}) {
        constexpr int kPadding = 10;
        const double place = (x + 0.5 - kPadding) / (size.width() - 2 * kPadding);
        const auto &expected = table[static_cast<std::size_t>(place * 256)];
        const QColor found = image.pixelColor(x, row);
        QVERIFY(std::abs(found.red() - expected[0]) <= 6);
        QVERIFY(std::abs(found.green() - expected[1]) <= 6);
        QVERIFY(std::abs(found.blue() - expected[2]) <= 6);
    }
}

void TestColorLegend::largeIsLarger()
{
    const ColorLegend legend;
    const QFont font;
    QVERIFY(legend.sizeHint(LegendSize::Hidden, font).isEmpty());
    QVERIFY(legend.sizeHint(LegendSize::Large, font).height()
            > 1.5 * legend.sizeHint(LegendSize::Normal, font).height());
}

QTEST_MAIN(TestColorLegend)
#include "tst_color_legend.moc"

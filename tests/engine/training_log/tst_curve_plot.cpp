// SPDX-License-Identifier: MIT
#include "engine/media/video_decoder.h"
#include "engine/training_log/append_file.h"
#include "engine/training_log/axis.h"
#include "engine/training_log/curve_plot.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <cmath>
#include <limits>
#include <map>

using namespace soundlocus;

namespace {

const double kNan = std::numeric_limits<double>::quiet_NaN();

QString joined(const std::vector<double> &values)
{
    QStringList words;
    for (const double value : values)
        words.append(QString::number(value, 'g', 6));
    return words.join(' ');
}

TrainingStep stepAt(std::int64_t step, double loss)
{
    TrainingStep event;
    event.step = step;
    event.steps = 1000;
    event.loss = loss;
    event.terms = {{"contrastive_first", loss / 2}, {"equivariance", 0.1}};
    event.learningRate = 1e-4;
    return event;
}

/// Pixels of every colour.
std::map<std::uint32_t, int> colorsOf(const Frame &frame)
{
    std::map<std::uint32_t, int> counts;
    for (int y = 0; y < frame.height(); ++y)
        for (int x = 0; x < frame.width(); ++x) {
            const std::uint8_t *p = frame.row(y) + 3 * static_cast<std::ptrdiff_t>(x);
            ++counts[std::uint32_t{p[0]} << 16U | std::uint32_t{p[1]} << 8U | p[2]];
        }
    return counts;
}

/// Mean height of the pixels of a colour, from the top; -1 where there is none.
double heightOf(const Frame &frame, std::uint32_t rgb, int firstX, int lastX)
{
    double sum = 0;
    double count = 0;
    for (int y = 0; y < frame.height(); ++y)
        for (int x = firstX; x < lastX; ++x) {
            const std::uint8_t *p = frame.row(y) + 3 * static_cast<std::ptrdiff_t>(x);
            if ((std::uint32_t{p[0]} << 16U | std::uint32_t{p[1]} << 8U | p[2]) == rgb) {
                sum += y;
                ++count;
            }
        }
    return count > 0 ? sum / count : -1;
}

// Okabe and Ito.
constexpr std::uint32_t kBlue = 0x0072B2;
constexpr std::uint32_t kVermilion = 0xD55E00;

} // namespace

class TestCurvePlot : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void axesAreRound_data();
    void axesAreRound();
    void ticksStayWithinTheAxis();
    void numbersAreShort_data();
    void numbersAreShort();
    void smoothingIsAMeanWithoutLag();
    void thinningKeepsPeaks();
    void metricsBecomeCurves();
    void missingMetricsHaveNoCurves();
    void lineLiesWhereItsValueIs();
    void spikeDoesNotFlattenTheRest();
    void oddCurvesAreDrawn_data();
    void oddCurvesAreDrawn();
    void emptyRunGetsAPageOfItsOwn();
    void smallPagesAreRefused();
    void fileIsAPicture();
};

void TestCurvePlot::axesAreRound_data()
{
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::addColumn<int>("intervals");
    QTest::addColumn<QString>("ticks");
    QTest::addColumn<QString>("labels");
    QTest::newRow("share") << 0.0 << 0.82 << 4 << "0 0.2 0.4 0.6 0.8 1"
                           << "0 0.2 0.4 0.6 0.8 1.0";
    QTest::newRow("loss") << 0.0 << 4.61 << 5 << "0 1 2 3 4 5"
                          << "0 1 2 3 4 5";
    QTest::newRow("narrow") << 3.21 << 3.24 << 3 << "3.21 3.22 3.23 3.24"
                            << "3.21 3.22 3.23 3.24";
    QTest::newRow("around zero") << -0.9 << 1.8 << 3 << "-1 0 1 2"
                                 << "-1 0 1 2";
    QTest::newRow("learning rate") << 0.0 << 1e-4 << 2 << "0 5e-05 0.0001"
                                   << "0 5e-5 1e-4";
    QTest::newRow("steps") << 0.0 << 39000.0 << 4 << "0 10000 20000 30000 40000"
                           << "0 10k 20k 30k 40k";
    QTest::newRow("millions") << 0.0 << 2e7 << 2 << "0 1e+07 2e+07"
                              << "0 1e7 2e7";
    QTest::newRow("one value") << 2.0 << 2.0 << 2 << "1 2 3"
                               << "1 2 3";
    QTest::newRow("zero") << 0.0 << 0.0 << 2 << "-1 0 1"
                          << "-1 0 1";
    QTest::newRow("negative value") << -4.0 << -4.0 << 2 << "-6 -4 -2"
                                    << "-6 -4 -2";
    QTest::newRow("turned round") << 1.0 << 0.0 << 2 << "0 0.5 1"
                                  << "0 0.5 1.0";
}

void TestCurvePlot::axesAreRound()
{
    QFETCH(double, low);
    QFETCH(double, high);
    QFETCH(int, intervals);
    QFETCH(QString, ticks);
    QFETCH(QString, labels);
    const Axis axis = roundAxis(low, high, intervals);
    QCOMPARE(joined(ticksOf(axis)), ticks);
    QStringList words;
    for (const double tick : ticksOf(axis))
        words.append(QString::fromStdString(tickLabel(tick, axis)));
    QCOMPARE(words.join(' '), labels);
    QVERIFY(axis.low <= std::min(low, high) + 1e-12 && axis.high >= std::max(low, high) - 1e-12);
    QCOMPARE(axis.positionOf(axis.low), 0.0);
    QCOMPARE(axis.positionOf(axis.high), 1.0);
}

void TestCurvePlot::ticksStayWithinTheAxis()
{
    Axis axis = roundAxis(0, 3700, 4);
    axis.high = 3700;
    QCOMPARE(joined(ticksOf(axis)), "0 1000 2000 3000");
}

void TestCurvePlot::numbersAreShort_data()
{
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero") << 0.0 << "0";
    QTest::newRow("share") << 0.47812 << "0.478";
    QTest::newRow("small") << 0.000321 << "3.21e-4";
    QTest::newRow("power") << 1e-4 << "1e-4";
    QTest::newRow("negative") << -0.0025 << "-2.5e-3";
    QTest::newRow("large") << 12.345 << "12.3";
}

void TestCurvePlot::numbersAreShort()
{
    QFETCH(double, value);
    QFETCH(QString, text);
    QCOMPARE(QString::fromStdString(shortNumber(value)), text);
}

void TestCurvePlot::smoothingIsAMeanWithoutLag()
{
    Curve line{"line", {}, {}};
    for (int i = 0; i < 100; ++i) {
        line.steps.push_back(i);
        line.values.push_back(3 * i + 1);
    }
    // A straight line is its own mean where as many neighbours lie on either side.
    const Curve same = smoothed(line, 16);
    for (std::size_t i = 2; i + 2 < line.values.size(); ++i)
        QVERIFY(std::abs(same.values[i] - line.values[i]) < 1e-9);
    // Alternating values come near their mean.
    Curve noise = line;
    for (std::size_t i = 0; i < noise.values.size(); ++i)
        noise.values[i] = i % 2 == 0 ? 0 : 2;
    const Curve calm = smoothed(noise, 20);
    for (std::size_t i = 10; i < 90; ++i)
        QVERIFY(std::abs(calm.values[i] - 1) < 0.05);
    QVERIFY(smoothed(noise, 1) == noise);
    // A gap stays one and spoils no neighbour.
    noise.values[50] = kNan;
    const Curve gap = smoothed(noise, 20);
    QVERIFY(std::isnan(gap.values[50]));
    QVERIFY(std::abs(gap.values[49] - 1) < 0.15);
    QVERIFY(smoothed(Curve{}, 20) == Curve{});
}

void TestCurvePlot::thinningKeepsPeaks()
{
    Curve curve{"many", {}, {}};
    for (int i = 1; i <= 100000; ++i) {
        curve.steps.push_back(i);
        curve.values.push_back(i == 54321 ? 9.0 : i == 54322 ? -9.0 : 1.0);
    }
    const Curve few = thinned(curve, 100000, 800);
    QVERIFY(few.steps.size() <= 2 * 801);
    QVERIFY(std::is_sorted(few.steps.begin(), few.steps.end()));
    QVERIFY(std::find(few.values.begin(), few.values.end(), 9.0) != few.values.end());
    QVERIFY(std::find(few.values.begin(), few.values.end(), -9.0) != few.values.end());
    curve.steps.resize(100);
    curve.values.resize(100);
    QVERIFY(thinned(curve, 100, 800) == curve);
}

void TestCurvePlot::metricsBecomeCurves()
{
    const QTemporaryDir temporary;
    const auto path = test::pathOf(temporary) / "metrics.jsonl";
    TrainingValidation validation;
    validation.step = 2;
    validation.loss = 1.5;
    validation.ciouAt50 = 0.25;
    for (const TrainingEvent &event :
         {TrainingEvent(stepAt(1, 4)),
          TrainingEvent(stepAt(2, 3)),
          TrainingEvent(validation),
          TrainingEvent(TrainingCheckpoint{0, 2, "best.safetensors", true}),
          TrainingEvent(TrainingCheckpoint{0, 3, "last.safetensors", false})})
        SL_VERIFY_RESULT(appendLine(path, toJsonLine(event)));
    SL_VERIFY_RESULT(appendLine(path, "damaged {"));
    SL_VERIFY_RESULT(appendLine(path, toJsonLine(stepAt(3, 2))));
    const auto curves = readCurves(path);
    SL_VERIFY_RESULT(curves);
    QCOMPARE(curves->losses.size(), std::size_t{3});
    QVERIFY(curves->losses[0] == (Curve{"total", {1, 2, 3}, {4, 3, 2}}));
    QVERIFY(curves->losses[1] == (Curve{"contrastive_first", {1, 2, 3}, {2, 1.5, 1}}));
    QVERIFY(curves->validationLoss == (Curve{"validation", {2}, {1.5}}));
    QVERIFY(curves->scores == (std::vector<Curve>{{"cIoU@0.5", {2}, {0.25}}}));
    QVERIFY(curves->bestSteps == std::vector<double>{2});
    QCOMPARE(curves->steps, std::int64_t{1000});
}

void TestCurvePlot::missingMetricsHaveNoCurves()
{
    const QTemporaryDir temporary;
    const auto curves = readCurves(test::pathOf(temporary) / "none");
    SL_VERIFY_RESULT(curves);
    QVERIFY(curves->losses.empty());
}

void TestCurvePlot::lineLiesWhereItsValueIs()
{
    // Level scores; the highest makes the axis go from 0 to 1.
    TrainingCurves curves;
    for (int i = 1; i <= 30; ++i)
        addToCurves(curves, TrainingValidation{0, i, 8, {}, 0.25, 0.75, 0.95});
    const auto frame = drawCurves(curves);
    SL_VERIFY_RESULT(frame);
    QCOMPARE(frame->width(), 1200);
    QCOMPARE(frame->height(), 800);
    const double low = heightOf(*frame, kBlue, 200, 800);
    const double high = heightOf(*frame, kVermilion, 200, 800);
    QVERIFY(low > 0 && high > 0);
    // Both lie between the first and the last grid line of the panel, a half of it apart, alike far
    // from its ends.
    const auto isGray = [&frame](int y, int brightest) {
        for (const int x : {150, 333, 555, 777}) { // labels and grid lines are not under all
            const std::uint8_t *p = frame->row(y) + 3 * static_cast<std::ptrdiff_t>(x);
            if (p[0] > brightest || p[0] != p[1])
                return false;
        }
        return true;
    };
    int top = -1;
    int bottom = -1;
    for (int y = 60; y < 780; ++y) {
        if (isGray(y, 250) && top < 0)
            top = y;
        if (isGray(y, 180))
            bottom = y; // the axis itself is darker
    }
    QVERIFY(top > 0 && bottom > top);
    const double share = (low - high) / (bottom - top);
    QVERIFY2(std::abs(share - 0.5) < 0.01, QByteArray::number(share).constData());
    QVERIFY(std::abs((high - top) - (bottom - low)) < 3);
    // A light page.
    QVERIFY(colorsOf(*frame)[0xFFFFFF] > 1200 * 800 / 2);
}

void TestCurvePlot::spikeDoesNotFlattenTheRest()
{
    TrainingCurves calm;
    TrainingCurves spiked;
    for (int i = 1; i <= 2000; ++i) {
        addToCurves(calm, stepAt(i, 4));
        addToCurves(spiked, stepAt(i, i == 1000 ? 1e6 : 4));
    }
    const auto expected = drawCurves(calm);
    const auto frame = drawCurves(spiked);
    SL_VERIFY_RESULT(expected);
    SL_VERIFY_RESULT(frame);
    QVERIFY(std::abs(heightOf(*frame, kBlue, 100, 400) - heightOf(*expected, kBlue, 100, 400)) < 1);
}

void TestCurvePlot::oddCurvesAreDrawn_data()
{
    QTest::addColumn<QList<double>>("values");
    QTest::newRow("one") << QList<double>{2};
    QTest::newRow("one, not a number") << QList<double>{kNan};
    QTest::newRow("gap") << QList<double>{2, kNan, 1};
    QTest::newRow("all the same") << QList<double>(100, 3.0);
    QTest::newRow("all zero") << QList<double>(100, 0.0);
    QTest::newRow("all gaps") << QList<double>(100, kNan);
    QTest::newRow("infinite") << QList<double>{1, std::numeric_limits<double>::infinity(), 2};
    QTest::newRow("huge") << QList<double>{1e300, 2e300};
    QTest::newRow("tiny") << QList<double>{1e-300, 2e-300};
    QTest::newRow("negative") << QList<double>{-3, -2};
}

void TestCurvePlot::oddCurvesAreDrawn()
{
    QFETCH(QList<double>, values);
    TrainingCurves curves;
    std::int64_t step = 0;
    for (const double value : values)
        addToCurves(curves, stepAt(++step, value));
    for (const Size size : {Size{1200, 800}, kLeastPlotSize}) {
        const auto frame = drawCurves(curves, {"a title that is long \xc3\xa4", size});
        SL_VERIFY_RESULT(frame);
        QVERIFY(frame->size() == size);
    }
}

void TestCurvePlot::emptyRunGetsAPageOfItsOwn()
{
    const auto frame = drawCurves({}, {"run"});
    SL_VERIFY_RESULT(frame);
    const auto colors = colorsOf(*frame);
    QVERIFY(colors.size() > 1);                 // it says something
    for (const auto &[color, count] : colors) { // in grey
        const int red = static_cast<int>(color >> 16U);
        const int blue = static_cast<int>(color & 0xFFU);
        QVERIFY(std::abs(red - blue) < 16);
    }
}

void TestCurvePlot::smallPagesAreRefused()
{
    SL_COMPARE_CODE(drawCurves({}, {"", {100, 800}}), ErrorCode::InvalidArgument);
    SL_COMPARE_CODE(drawCurves({}, {"", {1200, 0}}), ErrorCode::InvalidArgument);
}

void TestCurvePlot::fileIsAPicture()
{
    const QTemporaryDir temporary;
    const auto folder = test::pathOf(temporary);
    SL_VERIFY_RESULT(appendLine(folder / "metrics.jsonl", toJsonLine(stepAt(1, 4))));
    SL_VERIFY_RESULT(writeCurves(folder / "curves.png", folder / "metrics.jsonl"));
    const auto picture = readPicture(folder / "curves.png");
    SL_VERIFY_RESULT(picture);
    QVERIFY(picture->size() == (Size{1200, 800}));
    SL_COMPARE_CODE(writeCurves(folder / "none/curves.png", folder / "metrics.jsonl"),
                    ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestCurvePlot)
#include "tst_curve_plot.moc"

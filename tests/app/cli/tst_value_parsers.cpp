// SPDX-License-Identifier: MIT
#include "app/cli/value_parsers.h"

#include <QTest>

using namespace soundlocus;
using namespace soundlocus::cli;

class TestValueParsers final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void time_data();
    void time();
    void contour_data();
    void contour();
    void size();
    void scale_data();
    void scale();
};

void TestValueParsers::time_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isValid");
    QTest::addColumn<qint64>("microseconds");
    const auto row = [](const char *text, bool isValid, qint64 microseconds) {
        QTest::newRow(text) << QString::fromLatin1(text) << isValid << microseconds;
    };
    row("0", true, 0);
    row("12.5", true, 12'500'000);
    row(".5", true, 500'000);
    row("1:02.5", true, 62'500'000);
    row("1:00:02.500", true, 3'602'500'000);
    row("90:00", true, 5'400'000'000);
    row("-1.5", true, -1'500'000);
    row("0.0000005", true, 1);
    row("", false, 0);
    row("abc", false, 0);
    row("1:60", false, 0);
    row("1.5:00", false, 0);
    row("1:-5", false, 0);
    row("1:2:3:4", false, 0);
    row("5s", false, 0);
    row("nan", false, 0);
    row("inf", false, 0);
    row("1e300", false, 0);
    row(":", false, 0);
}

void TestValueParsers::time()
{
    QFETCH(QString, text);
    QFETCH(bool, isValid);
    QFETCH(qint64, microseconds);
    const auto parsed = parseTime(text.toStdString());
    QCOMPARE(parsed.has_value(), isValid);
    if (isValid)
        QCOMPARE(qint64(parsed->count()), microseconds);
    else
        QVERIFY(parsed.error().code == ErrorCode::InvalidArgument);
}

void TestValueParsers::contour_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isValid");
    QTest::addColumn<bool>("isTop");
    QTest::addColumn<double>("value");
    const auto row = [](const char *text, bool isValid, bool isTop, double value) {
        QTest::newRow(text) << QString::fromLatin1(text) << isValid << isTop << value;
    };
    row("top:50", true, true, 50);
    row("top:12.5", true, true, 12.5);
    row("abs:0.4", true, false, 0.4);
    row("abs:-0.2", true, false, -0.2);
    row("top:0", false, true, 0);
    row("top:100", false, true, 0);
    row("top:", false, true, 0);
    row("abs:x", false, true, 0);
    row("50", false, true, 0);
}

void TestValueParsers::contour()
{
    QFETCH(QString, text);
    QFETCH(bool, isValid);
    QFETCH(bool, isTop);
    QFETCH(double, value);
    const auto parsed = parseContour(text.toStdString());
    QCOMPARE(parsed.has_value(), isValid);
    if (!isValid)
        return;
    QCOMPARE(parsed->kind == ContourArgument::Kind::TopPercent, isTop);
    QCOMPARE(parsed->value, value);
}

void TestValueParsers::size()
{
    QVERIFY(parseSize("160").value() == (SizeArgument{160, 160}));
    QVERIFY(parseSize("320x240").value() == (SizeArgument{320, 240}));
    for (const char *text : {"", "x", "31", "160x", "x160", "160x5000", "160.5", "1e9", "-160"})
        QVERIFY2(!parseSize(text), text);
}

void TestValueParsers::scale_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isValid");
    QTest::addColumn<bool>("isFixed");
    const auto row = [](const char *text, bool isValid, bool isFixed) {
        QTest::newRow(text) << QString::fromLatin1(text) << isValid << isFixed;
    };
    row("frame", true, false);
    row("fixed:-0.2,0.6", true, true);
    row("fixed:1,1", false, false);
    row("fixed:1", false, false);
    row("fixed:,", false, false);
    row("none", false, false);
}

void TestValueParsers::scale()
{
    QFETCH(QString, text);
    QFETCH(bool, isValid);
    QFETCH(bool, isFixed);
    const auto parsed = parseScale(text.toStdString());
    QCOMPARE(parsed.has_value(), isValid);
    if (!isValid)
        return;
    QCOMPARE(parsed->has_value(), isFixed);
    if (isFixed) {
        QCOMPARE((**parsed).low, -0.2);
        QCOMPARE((**parsed).high, 0.6);
    }
}

QTEST_GUILESS_MAIN(TestValueParsers)
#include "tst_value_parsers.moc"

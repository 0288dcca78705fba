// SPDX-License-Identifier: MIT
#include "ui/widgets/timeline/time_text.h"

#include <QLocale>
#include <QTest>

using namespace soundlocus;
using namespace std::chrono_literals;

class TestTimeText : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }
    void timesAreWritten_data();
    void timesAreWritten();
    void hoursOnlyWhereThereAre();
    void framesAreGrouped();
    void decimalsTellStepsApart();
    void decimalSignIsTheLocales();
    void targetsAreUnderstood_data();
    void targetsAreUnderstood();
    void nonsenseIsRefused_data();
    void nonsenseIsRefused();
    void writtenTimesComeBack_data();
    void writtenTimesComeBack();
};

void TestTimeText::timesAreWritten_data()
{
    QTest::addColumn<qint64>("us");
    QTest::addColumn<int>("decimals");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero") << qint64{0} << 3 << "0:00:00.000";
    QTest::newRow("all parts") << qint64{3'723'456'000} << 3 << "1:02:03.456";
    QTest::newRow("nearest") << qint64{1'999'600} << 3 << "0:00:02.000";
    QTest::newRow("nearest below") << qint64{1'999'400} << 3 << "0:00:01.999";
    QTest::newRow("carries") << qint64{3'599'999'999} << 0 << "1:00:00";
    QTest::newRow("tenths") << qint64{61'250'000} << 1 << "0:01:01.3";
    QTest::newRow("long") << qint64{360'000'000'000} << 0 << "100:00:00";
    QTest::newRow("negative") << qint64{-1'500'000} << 3 << "-0:00:01.500";
    QTest::newRow("nearly zero") << qint64{-100} << 3 << "0:00:00.000";
}

void TestTimeText::timesAreWritten()
{
    QFETCH(qint64, us);
    QFETCH(int, decimals);
    QFETCH(QString, text);
    QCOMPARE(TimeText::time(MediaTime(us), decimals), text);
}

void TestTimeText::hoursOnlyWhereThereAre()
{
    QCOMPARE(TimeText::shortTime(63s, 0), "1:03");
    QCOMPARE(TimeText::shortTime(1500ms), "0:01.500");
    QCOMPARE(TimeText::shortTime(3599s, 0), "59:59");
    QCOMPARE(TimeText::shortTime(3600s, 0), "1:00:00");
}

void TestTimeText::framesAreGrouped()
{
    QCOMPARE(TimeText::frame(0), "0");
    QCOMPARE(TimeText::frame(123456), "123,456");
    QCOMPARE(TimeText::frame(-1), "");
}

void TestTimeText::decimalsTellStepsApart()
{
    QCOMPARE(TimeText::decimalsFor(2s), 0);
    QCOMPARE(TimeText::decimalsFor(500ms), 1);
    QCOMPARE(TimeText::decimalsFor(50ms), 2);
    QCOMPARE(TimeText::decimalsFor(5ms), 3);
    QCOMPARE(TimeText::decimalsFor(200us), 3);
}

void TestTimeText::decimalSignIsTheLocales()
{
    QLocale::setDefault(QLocale(QLocale::German));
    QCOMPARE(TimeText::time(1500ms, 1), "0:00:01,5");
    QVERIFY(TimeText::parse("0:00:01,5") == TimeText::Target(MediaTime(1500ms)));
}

void TestTimeText::targetsAreUnderstood_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isFrame");
    QTest::addColumn<qint64>("value");
    QTest::newRow("hours") << "1:02:03.5" << false << qint64{3'723'500'000};
    QTest::newRow("minutes") << "2:03" << false << qint64{123'000'000};
    QTest::newRow("many minutes") << "90:00" << false << qint64{5'400'000'000};
    QTest::newRow("seconds") << "63.25" << false << qint64{63'250'000};
    QTest::newRow("seconds with unit") << " 63 s " << false << qint64{63'000'000};
    QTest::newRow("comma") << "1,5" << false << qint64{1'500'000};
    QTest::newRow("microseconds") << "0.000001" << false << qint64{1};
    QTest::newRow("more decimals are cut") << "0.1234567" << false << qint64{123'456};
    QTest::newRow("frame #") << "#120" << true << qint64{120};
    QTest::newRow("frame f") << "f 120" << true << qint64{120};
    QTest::newRow("frame behind") << "120F" << true << qint64{120};
}

void TestTimeText::targetsAreUnderstood()
{
    QFETCH(QString, text);
    QFETCH(bool, isFrame);
    QFETCH(qint64, value);
    const auto target = TimeText::parse(text);
    QVERIFY(target.has_value());
    QCOMPARE(std::holds_alternative<qint64>(*target), isFrame);
    QCOMPARE(isFrame ? std::get<qint64>(*target) : qint64{std::get<MediaTime>(*target).count()},
             value);
}

void TestTimeText::nonsenseIsRefused_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : {"",
                             "abc",
                             "1:",
                             ":5",
                             "1:60",
                             "1:60:00",
                             "-5",
                             "1.2.3",
                             "#",
                             "#-1",
                             "f1.5",
                             "1:2:3:4",
                             "999999999999",
                             "1:00 s"})
        QTest::newRow(text[0] == '\0' ? "empty" : text) << text;
}

void TestTimeText::nonsenseIsRefused()
{
    QFETCH(QString, text);
    QVERIFY(!TimeText::parse(text).has_value());
}

void TestTimeText::writtenTimesComeBack_data()
{
    QTest::addColumn<qint64>("us");
    for (const qint64 us : {0LL, 1000LL, 59'999'000LL, 3'600'000'000LL, 86'399'999'000LL, 33'366LL})
        QTest::addRow("%lld us", static_cast<long long>(us)) << us;
}

void TestTimeText::writtenTimesComeBack()
{
    QFETCH(qint64, us);
    const auto target = TimeText::parse(TimeText::time(MediaTime(us)));
    QVERIFY(target && std::holds_alternative<MediaTime>(*target));
    QVERIFY(std::abs(std::get<MediaTime>(*target).count() - us) <= 500);
}

QTEST_APPLESS_MAIN(TestTimeText)
#include "tst_time_text.moc"

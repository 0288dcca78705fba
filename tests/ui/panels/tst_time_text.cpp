// SPDX-License-Identifier: MIT
#include "ui/panels/time_text.h"

#include <QTest>

using namespace soundlocus;

class TestTimeText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void writes_data()
    {
        QTest::addColumn<qint64>("us");
        QTest::addColumn<QString>("text");
        QTest::newRow("nothing") << qint64{0} << "0:00.000";
        QTest::newRow("seconds") << qint64{3480000} << "0:03.480";
        QTest::newRow("rounded up") << qint64{33333} << "0:00.034";
        QTest::newRow("minutes") << qint64{62000000} << "1:02.000";
        QTest::newRow("hours") << qint64{3723000000} << "1:02:03.000";
        QTest::newRow("carried over") << qint64{59999999} << "1:00.000";
        QTest::newRow("negative") << qint64{-1500000} << "-0:01.500";
    }
    void writes()
    {
        QFETCH(const qint64, us);
        QFETCH(const QString, text);
        QCOMPARE(timeText(MediaTime(us)), text);
    }

    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("us"); // -1: nothing
        QTest::newRow("seconds") << "3.48" << qint64{3480000};
        QTest::newRow("comma") << "3,5" << qint64{3500000};
        QTest::newRow("minutes") << " 1:02 " << qint64{62000000};
        QTest::newRow("hours") << "1:02:03.5" << qint64{3723500000};
        QTest::newRow("more than 59") << "90" << qint64{90000000};
        QTest::newRow("empty") << "" << qint64{-1};
        QTest::newRow("word") << "abc" << qint64{-1};
        QTest::newRow("negative") << "-3" << qint64{-1};
        QTest::newRow("exponent") << "1e9" << qint64{-1};
        QTest::newRow("infinite") << "inf" << qint64{-1};
        QTest::newRow("four parts") << "1:2:3:4" << qint64{-1};
        QTest::newRow("huge") << "99999999999999" << qint64{-1};
    }
    void reads()
    {
        QFETCH(const QString, text);
        QFETCH(const qint64, us);
        const auto time = timeFromText(text);
        QCOMPARE(time ? time->count() : qint64{-1}, us);
    }

    void typedBackItIsOnTheSamePicture()
    {
        constexpr qint64 kFrameUs = 33367;
        for (qint64 frame = 0; frame < 3000; ++frame) {
            const auto time = timeFromText(timeText(MediaTime(frame * kFrameUs)));
            QVERIFY(time);
            QCOMPARE(time->count() / kFrameUs, frame);
        }
    }
};

QTEST_MAIN(TestTimeText)
#include "tst_time_text.moc"

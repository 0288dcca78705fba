// SPDX-License-Identifier: MIT
#include "engine/annotation/label_names.h"
#include "tests/support/annotation_sets.h"
#include "tests/support/test_paths.h"

#include <QTest>

using namespace soundlocus;
using Names = std::vector<std::string>;

class TestLabelNames final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void reads_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<Names>("names");
        QTest::newRow("one a line") << "a.txt" << QByteArray("dog\n\n  cat \r\ndog\ncow, lowing\n")
                                    << Names{"dog", "cat", "cow, lowing"};
        QTest::newRow("first column")
                << "stat.csv"
                << QByteArray("\"cattle, bovinae cowbell\",123\nairplane,5\nairplane,6\n")
                << Names{"cattle, bovinae cowbell", "airplane"};
        QTest::newRow("VGGSound's clips")
                << "vggsound.csv"
                << QByteArray("---g-f_I2yQ,1,people marching,test\n"
                              "--0PQM4-hqg,30,\"waterfall burbling\",train\n"
                              "--56QUhyDQM,185,\"playing tennis, doubles\",train\n")
                << Names{"people marching", "waterfall burbling", "playing tennis, doubles"};
        QTest::newRow("quotes within") << "q.csv" << QByteArray("\"the \"\"big\"\" bell\",1\n")
                                       << Names{"the \"big\" bell"};
        QTest::newRow("byte-order mark") << "b.txt"
                                         << QByteArray("\xEF\xBB\xBF"
                                                       "dog\n")
                                         << Names{"dog"};
    }

    void reads()
    {
        QFETCH(QString, file);
        QFETCH(QByteArray, text);
        QFETCH(Names, names);
        const QTemporaryDir folder;
        const auto path = test::pathOf(folder) / file.toStdString();
        test::write(path, text.toStdString());
        const auto found = readLabelNames(path);
        SL_VERIFY_RESULT(found);
        QCOMPARE(*found, names);
    }

    void refuses()
    {
        const QTemporaryDir folder;
        const auto path = test::pathOf(folder) / "list.txt";
        SL_COMPARE_CODE(readLabelNames(path), ErrorCode::NotFound);
        test::write(path, "\n  \n");
        SL_COMPARE_CODE(readLabelNames(path), ErrorCode::UnsupportedFormat);
        test::write(path,
                    std::string("\xFF\xFE"
                                "d\0",
                                4));
        SL_COMPARE_CODE(readLabelNames(path), ErrorCode::UnsupportedFormat);
    }
};

QTEST_GUILESS_MAIN(TestLabelNames)
#include "tst_label_names.moc"

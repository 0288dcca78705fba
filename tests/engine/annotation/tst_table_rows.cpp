// SPDX-License-Identifier: MIT
#include "engine/annotation/sample_table.h"
#include "engine/annotation/table_rows.h"
#include "engine/core/file_io.h"
#include "tests/support/test_paths.h"

#include <QTest>

using namespace soundlocus;
namespace fs = std::filesystem;

namespace {

using Cells = std::vector<std::string>;

fs::path write(const QTemporaryDir &folder, const char *name, const std::string &text)
{
    const fs::path path = test::pathOf(folder) / name;
    if (!writeWholeFile(path, text))
        qFatal("cannot write %s", path.c_str());
    return path;
}

} // namespace

class TestTableRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void dialects()
    {
        QVERIFY(tableDialectOf("a.tsv") == TableDialect::Tabs);
        QVERIFY(tableDialectOf("a") == TableDialect::Tabs);
        QVERIFY(tableDialectOf("a.CSV") == TableDialect::Commas);
        QVERIFY(tableDialectOf("a.jsonl") == TableDialect::JsonLines);
        QVERIFY(tableDialectOf("a.ndjson") == TableDialect::JsonLines);
    }

    /// The examples of RFC 4180, section 2.
    void commas()
    {
        const QTemporaryDir folder;
        const auto rows = readTableRows(write(folder,
                                              "t.csv",
                                              "\xEF\xBB\xBFid,a,b\r\n"
                                              "1,\"b \r\nbb\",ccc\r\n"
                                              "\r\n"
                                              "\"2\",\"b\"\"bb\",\"c,c\"\n"
                                              " 3 , x y , \r\n"
                                              "4,,"),
                                        kMaxTableBytes);
        SL_VERIFY_RESULT(rows);
        QCOMPARE(rows->header, (Cells{"id", "a", "b"}));
        QCOMPARE(rows->rows.size(), std::size_t{4});
        QCOMPARE(rows->rows[0].cells, (Cells{"1", "b \r\nbb", "ccc"}));
        QCOMPARE(rows->rows[0].line, 2);
        QCOMPARE(rows->rows[1].cells, (Cells{"2", "b\"bb", "c,c"}));
        QCOMPARE(rows->rows[1].line, 5);
        QCOMPARE(rows->rows[2].cells, (Cells{"3", "x y", ""}));
        QCOMPARE(rows->rows[3].cells, (Cells{"4", "", ""}));
    }

    void faultyCommas()
    {
        const QTemporaryDir folder;
        const auto rows = readTableRows(write(folder, "t.csv", "id,a\n1,\"x\"y\n2,\"open\n3,z\n"),
                                        kMaxTableBytes);
        SL_VERIFY_RESULT(rows);
        QCOMPARE(rows->rows.size(), std::size_t{2});
        QCOMPARE(rows->rows[0].fault, std::string("text behind a closing quote"));
        QCOMPARE(rows->rows[1].fault, std::string("a quote is never closed"));
        QCOMPARE(rows->rows[1].line, 3);
    }

    void jsonLines()
    {
        const QTemporaryDir folder;
        const auto rows = readTableRows(
                write(folder,
                      "t.jsonl",
                      "{\"id\": 26, \"time_s\": 1.5, \"boxes\": [[0, 0, 0.5, 1]]}\n\n"
                      "{\"class\": \"dog\", \"id\": \"-b\", \"time_s\": null}\n"
                      "[1]\n"
                      "{\"id\": \n"
                      "{\"id\": \"d\", \"boxes\": "
                              + std::string(100'000, '[') + std::string(100'000, ']') + "}\n"),
                kMaxTableBytes);
        SL_VERIFY_RESULT(rows);
        // Keys of an object come sorted from the library.
        QCOMPARE(rows->header, (Cells{"boxes", "id", "time_s", "class"}));
        QCOMPARE(rows->rows.size(), std::size_t{5});
        QCOMPARE(rows->rows[0].cells, (Cells{"[[0,0,0.5,1]]", "26", "1.5"}));
        QCOMPARE(rows->rows[1].cells, (Cells{"", "-b", "", "dog"}));
        QCOMPARE(rows->rows[1].line, 3);
        QCOMPARE(rows->rows[2].fault, std::string("not a JSON object"));
        QCOMPARE(rows->rows[3].fault, std::string("not a JSON object"));
        QCOMPARE(rows->rows[4].fault, std::string("'boxes' is nested too deep"));
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty lines") << QByteArray("t.csv") << QByteArray("\r\n\r\n");
        QTest::newRow("open header") << QByteArray("t.csv") << QByteArray("id,\"a\n1,2\n");
        QTest::newRow("UTF-16") << QByteArray("t.csv") << QByteArray("i\0d\0", 4);
        QTest::newRow("no object") << QByteArray("t.jsonl") << QByteArray("hello\n");
    }

    void refusals()
    {
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, text);
        const QTemporaryDir folder;
        const auto rows = readTableRows(write(folder, name.constData(), text.toStdString()),
                                        kMaxTableBytes);
        SL_COMPARE_CODE(rows, ErrorCode::UnsupportedFormat);
    }

    /// The same samples from the three dialects.
    void sameSamples()
    {
        const QTemporaryDir folder;
        const auto tabs = readSampleTable(
                write(folder,
                      "t.tsv",
                      "id\tvideo\ttime_s\tsound\tboxes\tclass\tgroup\n"
                      "a\tv.mp4\t2.5\ts.wav\t[[0.1,0.2,0.5,0.75]]\tdog, big\tg\n"));
        const auto commas = readSampleTable(
                write(folder,
                      "t.csv",
                      "group,id,video,time,sound,boxes,class\n"
                      "g,a,v.mp4,2.5,s.wav,\"[[0.1,0.2,0.5,0.75]]\",\"dog, big\"\n"));
        const auto objects = readSampleTable(write(
                folder,
                "t.jsonl",
                "{\"id\":\"x/y\"}\n"
                "{\"id\":\"a\",\"video\":\"v.mp4\",\"time\":2.5,\"sound\":\"s.wav\",\"group\":"
                "\"g\",\"boxes\":[[0.1,0.2,0.5,0.75]],\"class\":\"dog, big\"}\n"));
        SL_VERIFY_RESULT(tabs);
        SL_VERIFY_RESULT(commas);
        SL_VERIFY_RESULT(objects);
        QCOMPARE(tabs->samples.size(), std::size_t{1});
        QVERIFY(tabs->samples == commas->samples);
        QVERIFY(tabs->samples == objects->samples);
        QCOMPARE(objects->warnings.size(), std::size_t{1});
        QCOMPARE(objects->warnings[0].line, 1);
    }

    void extraColumn()
    {
        const QTemporaryDir folder;
        const auto list = readSampleTable(
                write(folder, "t.csv", "level,id,video\n0.5,a,v.mp4\n0.6,,v.mp4\n,c,v.mp4\n"),
                MediaColumns::Required,
                "level");
        SL_VERIFY_RESULT(list);
        QCOMPARE(list->samples.size(), std::size_t{2});
        QCOMPARE(list->extraCells, (Cells{"0.5", ""}));
    }
};

QTEST_GUILESS_MAIN(TestTableRows)
#include "tst_table_rows.moc"

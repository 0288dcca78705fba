// SPDX-License-Identifier: MIT
#include "engine/annotation/sample_table.h"
#include "engine/core/file_io.h"
#include "tests/support/test_paths.h"

#include <QTest>

using namespace soundlocus;

namespace {

constexpr const char *kHeader = "id\tpicture\tvideo\ttime_s\tsound\tboxes\tclass\tgroup\n";

std::filesystem::path write(const QTemporaryDir &folder, const std::string &text)
{
    const auto path = test::pathOf(folder) / "table.tsv";
    if (!writeWholeFile(path, text))
        qFatal("cannot write the table");
    return path;
}

} // namespace

class TestSampleTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void allColumns()
    {
        const QTemporaryDir folder;
        const auto path = write(
                folder,
                std::string(kHeader)
                        + "-a_b\tp/x.jpg\t\t\ts/x.wav\t[[0.1,0.2,0.5,0.75]]\tdog\tg1\n"
                          "v1\t\tv.mp4\t5.04\t\t[[[0,0,1,1]],[]]\t\t\n");
        const auto list = readSampleTable(path);
        SL_VERIFY_RESULT(list);
        QCOMPARE(list->warnings.size(), std::size_t{0});
        QCOMPARE(list->samples.size(), std::size_t{2});
        const LabelledSample &first = list->samples[0];
        QCOMPARE(first.id, std::string("-a_b"));
        QCOMPARE(first.picture, test::pathOf(folder) / "p/x.jpg");
        QCOMPARE(first.sound, test::pathOf(folder) / "s/x.wav");
        QCOMPARE(first.label, std::string("dog"));
        QCOMPARE(first.group, std::string("g1"));
        QCOMPARE(first.line, 2);
        QVERIFY(first.groundTruth->kind == GroundTruthKind::Union);
        QVERIFY(first.groundTruth->annotators.at(0).at(0) == (BoundingBox{0.1, 0.2, 0.5, 0.75}));
        const LabelledSample &second = list->samples[1];
        QCOMPARE(second.time->count(), std::int64_t{5'040'000});
        QVERIFY(second.sound.empty());
        QVERIFY(second.groundTruth->kind == GroundTruthKind::Consensus);
        QCOMPARE(second.groundTruth->annotators.size(), std::size_t{2});
    }

    void tolerated_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("byte-order mark") << QByteArray("\xEF\xBB\xBFid\tpicture\tsound\na\tp\ts\n");
        QTest::newRow("CRLF") << QByteArray("id\tpicture\tsound\r\na\tp\ts\r\n");
        QTest::newRow("no line end") << QByteArray("id\tpicture\tsound\na\tp\ts");
        QTest::newRow("empty lines") << QByteArray("id\tpicture\tsound\n\n  \na\tp\ts\n\n");
        QTest::newRow("other columns") << QByteArray("sound\tnote\tid\tpicture\ns\tx\ta\tp\n");
        QTest::newRow("quoted cells") << QByteArray("\"id\"\t\"picture\"\t\"sound\"\n"
                                                    "\"a\"\t\"p\"\t\"s\"\n");
        QTest::newRow("missing trailing cells")
                << QByteArray("id\tpicture\tsound\tboxes\tclass\na\tp\ts\n");
    }

    void tolerated()
    {
        QFETCH(QByteArray, text);
        const QTemporaryDir folder;
        const auto list = readSampleTable(write(folder, text.toStdString()));
        SL_VERIFY_RESULT(list);
        QCOMPARE(list->samples.size(), std::size_t{1});
        QCOMPARE(list->warnings.size(), std::size_t{0});
        QCOMPARE(list->samples[0].id, std::string("a"));
        QCOMPARE(list->samples[0].picture, test::pathOf(folder) / "p");
        QCOMPARE(list->samples[0].sound, test::pathOf(folder) / "s");
        QVERIFY(!list->samples[0].groundTruth);
    }

    void badRows_data()
    {
        QTest::addColumn<QByteArray>("row");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("no id") << QByteArray("\tp\t\t\ts\t[]") << QByteArray("no id");
        QTest::newRow("slash") << QByteArray("../x\tp\t\t\ts\t[]")
                               << QByteArray("cannot name a file");
        QTest::newRow("dots") << QByteArray("..\tp\t\t\ts\t[]") << QByteArray("cannot name a file");
        QTest::newRow("long id") << QByteArray(201, 'x') + "\tp\t\t\ts\t[]" << QByteArray("longer");
        QTest::newRow("duplicate") << QByteArray("good\tp\t\t\ts\t[]") << QByteArray("second time");
        QTest::newRow("both") << QByteArray("b\tp\tv\t1\ts\t[]") << QByteArray("both");
        QTest::newRow("neither") << QByteArray("b\t\t\t1\ts\t[]") << QByteArray("neither");
        QTest::newRow("no sound") << QByteArray("b\tp\t\t\t\t[]") << QByteArray("needs a sound");
        QTest::newRow("time text") << QByteArray("b\t\tv\t1:30\t\t[]") << QByteArray("1:30");
        QTest::newRow("time nan") << QByteArray("b\t\tv\tnan\t\t[]") << QByteArray("time_s");
        QTest::newRow("boxes text") << QByteArray("b\tp\t\t\ts\tbox") << QByteArray("JSON");
        QTest::newRow("boxes object") << QByteArray("b\tp\t\t\ts\t{}") << QByteArray("JSON");
        QTest::newRow("three numbers")
                << QByteArray("b\tp\t\t\ts\t[[0,0,1]]") << QByteArray("box 1");
        QTest::newRow("no number")
                << QByteArray("b\tp\t\t\ts\t[[0,0,1,1],[0,0,1,null]]") << QByteArray("box 2");
        QTest::newRow("mixed depth")
                << QByteArray("b\tp\t\t\ts\t[1,[[0,0,1,1]]]") << QByteArray("mixed");
        QTest::newRow("nested deep")
                << QByteArray("b\tp\t\t\ts\t") + QByteArray(200000, '[') + QByteArray(200000, ']')
                << QByteArray("box 1");
        QTest::newRow("too many cells")
                << QByteArray("b\tp\t\t\ts\t[]\tc\tg\tmore") << QByteArray("9 cells");
    }

    void badRows()
    {
        QFETCH(QByteArray, row);
        QFETCH(QByteArray, reason);
        const QTemporaryDir folder;
        const auto list = readSampleTable(write(folder,
                                                kHeader + std::string("good\tp\t\t\ts\t[]\n\n")
                                                        + row.toStdString()
                                                        + "\nlast\tp\t\t\ts\t[]\n"));
        SL_VERIFY_RESULT(list);
        QCOMPARE(list->samples.size(), std::size_t{2});
        QCOMPARE(list->samples[1].id, std::string("last"));
        QCOMPARE(list->samples[1].line, 5);
        QCOMPARE(list->warnings.size(), std::size_t{1});
        QCOMPARE(list->warnings[0].line, 4);
        QVERIFY2(list->warnings[0].message.find(reason.toStdString()) != std::string::npos,
                 list->warnings[0].message.c_str());
        QVERIFY(toString(list->warnings[0]).find("table.tsv:4: ") != std::string::npos);
    }

    void badTables_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<int>("code");
        const auto code = [](ErrorCode c) { return static_cast<int>(c); };
        QTest::newRow("empty") << QByteArray() << code(ErrorCode::EmptyFile);
        QTest::newRow("blank") << QByteArray("\n\n") << code(ErrorCode::UnsupportedFormat);
        QTest::newRow("no header") << QByteArray("a\tp\ts\n") << code(ErrorCode::UnsupportedFormat);
        QTest::newRow("commas") << QByteArray("id,picture\n") << code(ErrorCode::UnsupportedFormat);
        QTest::newRow("column twice")
                << QByteArray("id\tsound\tsound\n") << code(ErrorCode::UnsupportedFormat);
        QTest::newRow("UTF-16") << QByteArray("\xFF\xFEi\0d\0\n\0", 8)
                                << code(ErrorCode::UnsupportedFormat);
    }

    void badTables()
    {
        QFETCH(QByteArray, text);
        QFETCH(int, code);
        const QTemporaryDir folder;
        const auto list = readSampleTable(write(folder, text.toStdString()));
        QVERIFY(!list);
        QCOMPARE(static_cast<int>(list.error().code), code);
        QVERIFY(list.error().message.find("table.tsv") != std::string::npos);
    }

    void missingTable()
    {
        const auto list = readSampleTable("/nonexistent/table.tsv");
        QVERIFY(!list && list.error().code == ErrorCode::NotFound);
    }

    void mapsNeedNoMedia()
    {
        const QTemporaryDir folder;
        const auto path = write(folder, "id\tboxes\na\t[[0,0,0.5,0.5]]\n");
        const auto strict = readSampleTable(path);
        SL_VERIFY_RESULT(strict);
        QCOMPARE(strict->samples.size(), std::size_t{0});
        const auto list = readSampleTable(path, MediaColumns::Optional);
        SL_VERIFY_RESULT(list);
        QCOMPARE(list->samples.size(), std::size_t{1});
    }

    void pixelsAreReported()
    {
        const QTemporaryDir folder;
        const auto list = readSampleTable(write(folder, "id\tboxes\na\t[[10,20,100,200]]\n"),
                                          MediaColumns::Optional);
        SL_VERIFY_RESULT(list);
        QCOMPARE(list->samples.size(), std::size_t{1});
        QCOMPARE(list->warnings.size(), std::size_t{1});
        QVERIFY(list->warnings[0].message.find("pixels") != std::string::npos);
    }

    void boxesRoundTrip_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("canonical");
        const auto same = [](const char *name, const char *text) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(text);
        };
        same("none", "[]");
        same("two boxes", "[[0.0,0.25,0.5,1.0],[0.1,0.2,0.3,0.4]]");
        same("annotators", "[[[0.0,0.25,0.5,1.0]],[],[[0.1,0.2,0.3,0.4],[0.5,0.5,0.75,0.75]]]");
        same("one annotator", "[[[0.0,0.25,0.5,1.0]]]");
        same("degenerate", "[[0.5,0.5,0.5,0.5],[0.1,0.1,-2.8823037615171176e+16,0.5]]");
        QTest::newRow("bare box") << QByteArray("[0,0,1,1]") << QByteArray("[[0.0,0.0,1.0,1.0]]");
    }

    void boxesRoundTrip()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, canonical);
        const auto groundTruth = parseBoxes(text.toStdString());
        SL_VERIFY_RESULT(groundTruth);
        QCOMPARE(formatBoxes(*groundTruth), canonical.toStdString());
        const auto again = parseBoxes(canonical.toStdString());
        SL_VERIFY_RESULT(again);
        QVERIFY(*again == *groundTruth);
    }

    void tableRoundTrip()
    {
        const QTemporaryDir folder;
        const auto table = test::pathOf(folder) / "out.tsv";
        LabelledSample picture;
        picture.id = "-x";
        picture.picture = test::pathOf(folder) / "a b.jpg";
        picture.sound = "/elsewhere/s.wav";
        picture.groundTruth = *parseBoxes("[[0.1,0.2,0.3,0.4]]");
        picture.label = "dog, barking";
        picture.group = "g";
        picture.line = 2;
        LabelledSample video;
        video.id = "v";
        video.video = test::pathOf(folder) / "v.mp4";
        video.time = MediaTime{1'234'567};
        video.line = 3;
        SL_VERIFY_RESULT(writeSampleTable(table, {picture, video}));
        const auto list = readSampleTable(table);
        SL_VERIFY_RESULT(list);
        QCOMPARE(list->warnings.size(), std::size_t{0});
        QVERIFY(list->samples == (std::vector{picture, video}));
        picture.label = "a\tb";
        QVERIFY(writeSampleTable(table, {picture}).error().code == ErrorCode::InvalidArgument);
    }
};

QTEST_GUILESS_MAIN(TestSampleTable)
#include "tst_sample_table.moc"

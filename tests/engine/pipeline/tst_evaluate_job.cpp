// SPDX-License-Identifier: MIT
#include "engine/annotation/sample_table.h"
#include "engine/core/file_io.h"
#include "engine/pipeline/evaluate_job.h"
#include "tests/engine/pipeline/fake_localizer.h"
#include "tests/support/npy_reader.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <cmath>
#include <fstream>

using namespace soundlocus;
using nlohmann::json;
namespace fs = std::filesystem;

namespace {

void write(const fs::path &path, const std::string &text)
{
    if (!makeFolder(path.parent_path()) || !writeWholeFile(path, text))
        qFatal("cannot write %s", path.c_str());
}

/// A float32 map as `localize --heatmaps npy` writes it.
void writeMap(const fs::path &path, const std::vector<float> &values, const std::string &shape)
{
    std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': " + shape + ", }";
    header.append(117 - header.size(), ' ');
    header += '\n';
    write(path,
          std::string("\x93NUMPY\x01\x00\x76\x00", 10) + header
                  + std::string(reinterpret_cast<const char *>(values.data()),
                                values.size() * sizeof(float)));
}

/// Grey picture, white in a part of its width.
void writePicture(const fs::path &path, Size size, double from, double to)
{
    std::string pixels;
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const double place = (x + 0.5) / size.width;
            pixels += std::string(3, place >= from && place < to ? '\xFF' : '\0');
        }
    }
    write(path,
          "P6\n" + std::to_string(size.width) + " " + std::to_string(size.height) + "\n255\n"
                  + pixels);
}

/// 16-bit mono WAV at 8 kHz with a constant level.
void writeSound(const fs::path &path, int samples, std::int16_t level)
{
    const auto number = [](std::uint32_t value, int bytes) {
        std::string text;
        for (int i = 0; i < bytes; ++i)
            text += static_cast<char>(value >> (8 * i));
        return text;
    };
    std::string data;
    for (int i = 0; i < samples; ++i)
        data += number(static_cast<std::uint16_t>(i % 2 == 0 ? level : -level), 2);
    const auto bytes = static_cast<std::uint32_t>(data.size());
    write(path,
          "RIFF" + number(36 + bytes, 4) + "WAVEfmt " + number(16, 4) + number(1, 2) + number(1, 2)
                  + number(8000, 4) + number(16000, 4) + number(2, 2) + number(16, 2) + "data"
                  + number(bytes, 4) + data);
}

/// Four pictures (the second black, the third wide) and three sounds (one silent).
fs::path writeScene(const fs::path &folder)
{
    writePicture(folder / "left.ppm", {56, 56}, 0, 0.25);
    writePicture(folder / "black.ppm", {56, 56}, 2, 2);
    writePicture(folder / "wide.ppm", {112, 56}, 0, 0.25);
    writeSound(folder / "tone.wav", 24000, 8000);
    writeSound(folder / "silence.wav", 8000, 0);
    const fs::path table = folder / "table.tsv";
    write(table,
          "id\tpicture\tsound\tboxes\tclass\n"
          "-good\tleft.ppm\ttone.wav\t[[0,0,0.25,1]]\tdog\n"
          "black\tblack.ppm\ttone.wav\t[[0,0,0.25,1]]\t\n"
          "silent\tleft.ppm\tsilence.wav\t[[0,0,0.25,1]]\t\n"
          "missing\tnone.ppm\ttone.wav\t[[0,0,0.25,1]]\t\n"
          "unlabelled\tleft.ppm\ttone.wav\t\t\n"
          "wide\twide.ppm\ttone.wav\t[[0,0,0.25,1]]\t\n"
          "wrong\tleft.ppm\ttone.wav\t[[0.75,0,1,1]]\t\n");
    return table;
}

std::string idsOf(const EvaluationReport &report)
{
    std::string ids;
    for (const SampleRow &row : report.rows)
        ids += row.id + " ";
    ids += "|";
    for (const FailedSample &sample : report.failed)
        ids += " " + sample.id;
    return ids;
}

} // namespace

class TestEvaluateJob : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// A row that cannot be read breaks its group as one whose map cannot.
    void groupsThatAreNotWhole()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        write(root / "t.tsv",
              "id\ttime_s\tboxes\tgroup\n"
              "a1\t\t[[0,0,0.25,1]]\ta\n"
              "a2\t\t[[0.75,0,1,1]]\ta\n"
              "a3\tsoon\t[[0.4,0,0.6,1]]\ta\n"
              "b1\t\t[[0,0,0.25,1]]\tb\n"
              "b2\t\t[[0.75,0,1,1]]\tb\n"
              "b3\t\t[[0.4,0,0.6,1]]\tb\n");
        for (const char *id : {"a1", "a2", "a3", "b1", "b2"})
            writeMap(root / (std::string(id) + ".npy"), {1, 0.5F, 0, 2}, "(2, 2)");
        EvaluateOptions options;
        options.table = root / "t.tsv";
        options.maps = root;
        const auto report = evaluate(options);
        SL_VERIFY_RESULT(report);
        QCOMPARE(report->rows.size(), std::size_t{4});
        QCOMPARE(report->failed.size(), std::size_t{2});
        QVERIFY(!report->swap);
        for (const SampleRow &row : report->rows)
            QVERIFY2(!row.isSwapRight, row.id.c_str());
    }

    void network_data()
    {
        QTest::addColumn<int>("batch");
        for (const int batch : {1, 2, 3, 8})
            QTest::addRow("batch %d", batch) << batch;
    }

    void network()
    {
        QFETCH(int, batch);
        const QTemporaryDir folder;
        EvaluateOptions options;
        options.table = writeScene(test::pathOf(folder));
        const auto localizer = std::make_shared<test::FakeLocalizer>();
        options.localizer = localizer;
        options.fit = FitMode::Full;
        options.batch = batch;
        options.output = test::pathOf(folder) / "out/report";
        std::vector<std::int64_t> done;
        const auto report = evaluate(options, {}, [&done](const Progress &progress) {
            done.push_back(progress.done);
            QCOMPARE(progress.total, std::int64_t{7});
        });
        SL_VERIFY_RESULT(report);
        QCOMPARE(idsOf(*report), std::string("-good wide wrong | black silent missing unlabelled"));
        QCOMPARE(done, (std::vector<std::int64_t>{1, 2, 3, 4, 5, 6, 7}));
        QCOMPARE(report->failed[0].line, 3);
        QVERIFY(report->failed[2].error.code == ErrorCode::NotFound);
        QVERIFY(report->failed[3].error.code == ErrorCode::InvalidArgument);
        QVERIFY(report->rows[0].score.isPeakInside);
        QVERIFY(!report->rows[2].score.isPeakInside);
        QCOMPARE(localizer->embedded.load(), 1); // one tone for all rows
        QVERIFY(localizer->largestBatch.load() <= batch);
        QVERIFY(localizer->lastCut.load() == AudioCut::Official);
        QCOMPARE(localizer->lastSeconds.load(), 3.0);
        const json parsed = test::readJson(options.output / kReportName);
        QCOMPARE(parsed["n"].get<int>(), 3);
        QCOMPARE(parsed["failed"].size(), std::size_t{4});
        QCOMPARE(parsed["settings"]["fit"].get<std::string>(), std::string("full"));
        QCOMPARE(parsed["settings"]["momentum"].get<std::string>(), std::string("no"));
        for (const char *library : {"soundlocus", "ffmpeg", "opencv"})
            QVERIFY2(!parsed["versions"].value(library, std::string()).empty(), library);
        std::ifstream samples(options.output / kSamplesName);
        const std::string text((std::istreambuf_iterator<char>(samples)), {});
        QCOMPARE(std::count(text.begin(), text.end(), '\n'), std::ptrdiff_t{8});
    }

    /// Finished maps are scored by the rule of the family they name, else by SSL-TIE's with a word.
    void mapsChooseTheRule_data()
    {
        QTest::addColumn<QString>("first"); // JSON beside the maps
        QTest::addColumn<QString>("second");
        QTest::addColumn<QString>("rule"); // empty: refused
        QTest::addColumn<int>("warnings");
        const QString ezvsl = R"({"family": "ezvsl"})";
        QTest::newRow("both name one") << ezvsl << ezvsl << "ezvsl" << 0;
        QTest::newRow("one names it") << ""
                                      << R"({"times_s": [0], "family": "slavc"})"
                                      << "slavc" << 0;
        QTest::newRow("of another program") << ""
                                            << ""
                                            << "ssltie" << 1;
        QTest::newRow("unknown family") << R"({"family": "mine"})"
                                        << R"({"family": 3})"
                                        << "ssltie" << 1;
        QTest::newRow("two families") << ezvsl << R"({"family": "lvs"})"
                                      << "" << 0;
    }

    void mapsChooseTheRule()
    {
        QFETCH(QString, first);
        QFETCH(QString, second);
        QFETCH(QString, rule);
        QFETCH(int, warnings);
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        write(root / "t.tsv", "id\tboxes\na\t[[0,0,0.25,1]]\nb\t[[0.75,0,1,1]]\n");
        for (const auto &[id, text] : {std::pair{"a", first}, std::pair{"b", second}}) {
            writeMap(root / (std::string(id) + ".npy"), {1, 0.5F, 0, 2}, "(2, 2)");
            if (!text.isEmpty())
                write(root / (std::string(id) + ".json"), text.toStdString());
        }
        EvaluateOptions options;
        options.table = root / "t.tsv";
        options.maps = root;
        const auto report = evaluate(options);
        QCOMPARE(report.has_value(), !rule.isEmpty());
        if (!report) {
            SL_COMPARE_CODE(report, ErrorCode::InvalidArgument);
            options.rule = protocolRuleOf(ModelFamily::Lvs);
            SL_VERIFY_RESULT(evaluate(options));
            return;
        }
        QCOMPARE(report->rule.id, rule.toStdString());
        QCOMPARE(report->warnings.size(), static_cast<std::size_t>(warnings));
    }

    void officialFitWarnsOfWidePictures()
    {
        const QTemporaryDir folder;
        EvaluateOptions options;
        options.table = writeScene(test::pathOf(folder));
        options.localizer = std::make_shared<test::FakeLocalizer>();
        const auto report = evaluate(options);
        SL_VERIFY_RESULT(report);
        QCOMPARE(report->warnings.size(), std::size_t{1});
        QVERIFY(report->warnings[0].find("1 pictures are not square") != std::string::npos);
    }

    void soundWindow()
    {
        const QTemporaryDir folder;
        EvaluateOptions options;
        options.table = writeScene(test::pathOf(folder));
        const auto localizer = std::make_shared<test::FakeLocalizer>();
        options.localizer = localizer;
        options.audioWindow = std::chrono::seconds(1);
        SL_VERIFY_RESULT(evaluate(options));
        QVERIFY(localizer->lastCut.load() == AudioCut::Window);
        QCOMPARE(localizer->lastSeconds.load(), 1.0);
    }

    void realVideo()
    {
        SL_REQUIRE_PATH(test::mediaDir(), "real media");
        const QTemporaryDir folder;
        const fs::path video = test::mediaDir() / "videos/vggss/6zlMP_kQ_-w_000030.mp4";
        const fs::path table = test::pathOf(folder) / "t.tsv";
        write(table,
              "id\tvideo\ttime_s\tboxes\n"
              "-a\t" + video.string()
                      + "\t5\t[[0.2,0.2,0.8,0.8]]\nb\t" + video.string()
                      + "\t2\t[[0.2,0.2,0.8,0.8]]\nlate\t" + video.string()
                      + "\t500\t[[0,0,1,1]]\nuntimed\t" + video.string() + "\t\t[[0,0,1,1]]\n");
        EvaluateOptions options;
        options.table = table;
        const auto localizer = std::make_shared<test::FakeLocalizer>();
        options.localizer = localizer;
        options.fit = FitMode::Squash;
        const auto report = evaluate(options);
        SL_VERIFY_RESULT(report);
        QCOMPARE(idsOf(*report), std::string("-a b | late untimed"));
        QVERIFY(report->failed[0].error.code == ErrorCode::OutOfRange);
        QCOMPARE(localizer->embedded.load(), 1);
        QVERIFY(std::abs(localizer->lastSeconds.load() - 10) < 0.2);
    }

    /// The official numbers of SSL-TIE's own evaluation, through a table and a folder of maps.
    void goldenMapsThroughFiles()
    {
        const fs::path part = test::goldenPart("metrics");
        SL_REQUIRE_PATH(part, "golden part metrics");
        const json golden = test::readJson(part / "golden.json");
        const json &protocol = golden["protocols"]["ssltie_vggss"];
        std::map<std::string, json> samples;
        for (const json &sample : golden["samples"])
            samples[sample["id"]] = sample;
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        std::map<std::string, test::NpyArray> arrays;
        std::string table = "id\tboxes\n";
        for (const json &expected : protocol["per_sample"]) {
            const json &sample = samples[expected["id"]];
            const std::string file = sample["map_file"];
            if (arrays.count(file) == 0)
                arrays[file] = test::readNpy(part / file);
            const auto side = arrays[file].shape[1];
            const auto begin = arrays[file].values.begin()
                               + sample["map_index"].get<std::ptrdiff_t>() * side * side;
            const std::string id = sample["id"];
            writeMap(root / "maps" / (id + ".npy"),
                     {begin, begin + side * side},
                     "(" + std::to_string(side) + ", " + std::to_string(side) + ")");
            const json boxes = sample["gt"].value("boxes", json::array());
            table += id + "\t" + boxes.dump() + "\n";
        }
        write(root / "t.tsv", table);
        EvaluateOptions options;
        options.table = root / "t.tsv";
        options.maps = root / "maps";
        const auto report = evaluate(options);
        SL_VERIFY_RESULT(report);
        QCOMPARE(report->rows.size(), protocol["per_sample"].size());
        QCOMPARE(report->rule.id, std::string("ssltie"));
        const json &summary = protocol["summary"];
        QVERIFY(std::abs(report->score.paper.successAtHalf
                         - summary["success_at_0_5"].get<double>())
                <= 0.01);
        QVERIFY(std::abs(report->score.paper.auc - summary["auc"].get<double>()) <= 0.01);
    }

    void badMapsAreListed()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        writeMap(root / "maps/a.npy", {1, 0, 0, 0}, "(2, 2)");
        writeMap(root / "maps/nan.npy", {1, std::nanf(""), 0, 0}, "(2, 2)");
        writeMap(root / "maps/inf.npy", {1, HUGE_VALF, 0, 0}, "(2, 2)");
        write(root / "t.tsv",
              "id\tboxes\na\t[[0,0,0.5,0.5]]\nnan\t[[0,0,1,1]]\ninf\t[[0,0,1,1]]\n"
              "none\t[[0,0,1,1]]\nbad row\t[[0\n");
        EvaluateOptions options;
        options.table = root / "t.tsv";
        options.maps = root / "maps";
        options.rule = protocolRuleOf(ModelFamily::SslTie);
        const auto report = evaluate(options);
        SL_VERIFY_RESULT(report);
        QCOMPARE(idsOf(*report), std::string("a | nan inf none bad row"));
        QVERIFY(report->failed[0].error.code == ErrorCode::NotFinite);
        QVERIFY(report->failed[1].error.code == ErrorCode::NotFinite);
        QVERIFY(report->failed[2].error.code == ErrorCode::NotFound);
        QVERIFY(report->failed[3].error.code == ErrorCode::InvalidArgument);
        QCOMPARE(report->failed[3].line, 6);
        QVERIFY(report->warnings.empty());
    }

    void mapsOfPartsOfPicturesAreTold()
    {
        const QTemporaryDir folder;
        const fs::path root = test::pathOf(folder);
        for (const char *id : {"part", "whole", "silent"})
            writeMap(root / "maps" / (std::string(id) + ".npy"), {1, 0, 0, 0}, "(2, 2)");
        write(root / "maps/part.json", R"({"times_s": [0], "region": [0.25, 0, 0.75, 1]})");
        write(root / "maps/whole.json", R"({"times_s": [0], "region": [0, 0, 1, 1]})");
        write(root / "t.tsv",
              "id\tboxes\npart\t[[0,0,0.5,0.5]]\nwhole\t[[0,0,1,1]]\nsilent\t[[0,0,1,1]]\n");
        EvaluateOptions options;
        options.table = root / "t.tsv";
        options.maps = root / "maps";
        options.rule = protocolRuleOf(ModelFamily::SslTie);
        const auto report = evaluate(options);
        SL_VERIFY_RESULT(report);
        QCOMPARE(report->warnings.size(), std::size_t{1});
        QVERIFY(report->warnings[0].find("1 pictures are not square") != std::string::npos);
    }

    void stops_data()
    {
        QTest::addColumn<bool>("isBefore");
        QTest::newRow("before the start") << true;
        QTest::newRow("in the middle") << false;
    }

    void stops()
    {
        QFETCH(bool, isBefore);
        const QTemporaryDir folder;
        EvaluateOptions options;
        options.table = writeScene(test::pathOf(folder));
        options.localizer = std::make_shared<test::FakeLocalizer>();
        options.batch = 1;
        options.output = test::pathOf(folder) / "out";
        std::stop_source source;
        if (isBefore)
            source.request_stop();
        const auto report = evaluate(options, source.get_token(), [&source](const Progress &) {
            source.request_stop();
        });
        QVERIFY(!report && report.error().code == ErrorCode::Cancelled);
        QVERIFY(fs::is_empty(options.output));
    }

    void wrongOptions_data()
    {
        QTest::addColumn<QString>("fault");
        QTest::addColumn<int>("code");
        const auto add = [](const char *fault, ErrorCode code) {
            QTest::newRow(fault) << QString::fromLatin1(fault) << static_cast<int>(code);
        };
        add("batch", ErrorCode::InvalidArgument);
        add("nothing to score", ErrorCode::InvalidArgument);
        add("no maps", ErrorCode::InvalidArgument);
        add("maps missing", ErrorCode::NotFound);
        add("table missing", ErrorCode::NotFound);
        add("no table", ErrorCode::InvalidArgument);
        add("window", ErrorCode::InvalidArgument);
        add("output in the way", ErrorCode::NotAFile);
    }

    void wrongOptions()
    {
        QFETCH(QString, fault);
        QFETCH(int, code);
        const QTemporaryDir folder;
        EvaluateOptions options;
        options.table = writeScene(test::pathOf(folder));
        options.maps = test::pathOf(folder);
        if (fault == QLatin1String("batch"))
            options.batch = 0;
        if (fault == QLatin1String("nothing to score"))
            write(options.table, "id\tboxes\n");
        if (fault == QLatin1String("no maps"))
            options.maps.clear();
        if (fault == QLatin1String("maps missing"))
            options.maps /= "none";
        if (fault == QLatin1String("table missing"))
            options.table += ".none";
        if (fault == QLatin1String("no table"))
            options.table.clear();
        if (fault == QLatin1String("window"))
            options.audioWindow = MediaTime{0};
        if (fault == QLatin1String("output in the way"))
            options.output = test::pathOf(folder) / "left.ppm/out";
        const auto report = evaluate(options);
        QVERIFY(!report);
        QCOMPARE(static_cast<int>(report.error().code), code);
    }
};

QTEST_GUILESS_MAIN(TestEvaluateJob)
#include "tst_evaluate_job.moc"

// SPDX-License-Identifier: MIT
#include "engine/pipeline/localize_table_job.h"

#include "engine/core/file_io.h"
#include "engine/render/png_file.h"
#include "tests/engine/pipeline/stub_localizer.h"
#include "tests/support/fixtures.h"
#include "tests/support/npy_reader.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <map>

using namespace soundlocus;
using namespace soundlocus::test;
namespace fs = std::filesystem;

class TestLocalizeTableJob final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void rowsBecomeMaps();
    void olderMapsAreRefused();
    void tellsProgressWithinARow();
    void stops();
    void badTable();

private:
    [[nodiscard]] LocalizeTableOptions optionsFor(const char *folder) const
    {
        LocalizeTableOptions options;
        options.table = m_root / "table.tsv";
        options.folder = m_root / folder;
        return options;
    }
    QTemporaryDir m_folder;
    fs::path m_root = pathOf(m_folder);
};

void TestLocalizeTableJob::initTestCase()
{
    SL_VERIFY_RESULT(writeVideo(m_root / "video.mp4", {.frames = 30, .soundSeconds = 1.2}));
    SL_VERIFY_RESULT(writePng(m_root / "picture.png", squarePicture({90, 90})));
    SL_VERIFY_RESULT(writeToneWav(m_root / "tone.wav", 2));
    SL_VERIFY_RESULT(writeWholeFile(m_root / "table.tsv",
                                    "id\tpicture\tvideo\ttime_s\tsound\n"
                                    "-pair\tpicture.png\t\t\ttone.wav\n"
                                    "moment\t\tvideo.mp4\t0.5\t\n"
                                    "broken\tmissing.png\t\t\ttone.wav\n"
                                    "film\t\tvideo.mp4\t\t\n"
                                    "again\tpicture.png\t\t\ttone.wav\n"));
}

void TestLocalizeTableJob::rowsBecomeMaps()
{
    const auto localizer = std::make_shared<StubLocalizer>();
    std::map<std::string, bool> outcomes;
    const auto answer = localizeTable(optionsFor("maps"),
                                      localizer,
                                      {},
                                      {},
                                      [&](const LabelledSample &row, const Result<void> &r) {
                                          outcomes[row.id] = r.has_value();
                                      });
    SL_VERIFY_RESULT(answer);
    QCOMPARE(answer->done, 4);
    QCOMPARE(answer->failed, 1);
    QCOMPARE(outcomes,
             (std::map<std::string, bool>{{"-pair", true},
                                          {"moment", true},
                                          {"broken", false},
                                          {"film", true},
                                          {"again", true}}));
    const fs::path maps = m_root / "maps";
    const NpyArray pair = readNpy(maps / "-pair.npy");
    QCOMPARE(pair.shape, (std::vector<std::int64_t>{14, 14}));
    QCOMPARE(*std::max_element(pair.values.begin(), pair.values.end()), 1.0F);
    QCOMPARE(readJson(maps / "-pair.json")["region"].size(), std::size_t(4));
    for (const char *file : {"-pair.json", "film.json"})
        QCOMPARE(readJson(maps / file)["family"].get<std::string>(), std::string("ssltie"));
    QCOMPARE(readNpy(maps / "moment.npy").shape, (std::vector<std::int64_t>{14, 14}));
    QCOMPARE(readNpy(maps / "film.npy").shape, (std::vector<std::int64_t>{30, 14, 14}));
    const auto json = readJson(maps / "film.json");
    QCOMPARE(json["times_s"].size(), std::size_t(30));
    QCOMPARE(json["times_s"][29].get<double>(), 1.16);
    QVERIFY(!fs::exists(maps / "film.tsv"));
}

void TestLocalizeTableJob::olderMapsAreRefused()
{
    const auto localizer = std::make_shared<StubLocalizer>();
    LocalizeTableOptions options = optionsFor("older");
    SL_VERIFY_RESULT(localizeTable(options, localizer));
    const auto again = localizeTable(options, localizer);
    SL_VERIFY_RESULT(again);
    QCOMPARE(again->done, 0);
    QCOMPARE(again->failed, 5);
    options.isOverwriting = true;
    QCOMPARE(localizeTable(options, localizer)->done, 4);
}

/// A row that is a whole video is the longest of all, and must not look like a halt.
void TestLocalizeTableJob::tellsProgressWithinARow()
{
    auto localizer = std::make_shared<StubLocalizer>();
    localizer->delay = std::chrono::milliseconds(60); // a pass of four frames
    std::vector<double> parts;
    std::int64_t last = 0;
    bool isInOrder = true;
    SL_VERIFY_RESULT(
            localizeTable(optionsFor("progress"), localizer, {}, [&](const Progress &progress) {
                isInOrder = isInOrder && progress.done >= last && progress.total == 5;
                last = progress.done;
                if (progress.part > 0)
                    parts.push_back(progress.part);
            }));
    QVERIFY(isInOrder);
    QCOMPARE(last, 5);
    QVERIFY2(parts.size() >= 2, qPrintable(QString::number(parts.size())));
    QVERIFY(std::is_sorted(parts.begin(), parts.end()));
    QVERIFY(parts.back() <= 1);
}

void TestLocalizeTableJob::stops()
{
    const auto localizer = std::make_shared<StubLocalizer>();
    LocalizeTableOptions options = optionsFor("stopped");
    options.batch = 1;
    std::stop_source stop;
    const auto answer = localizeTable(options,
                                      localizer,
                                      stop.get_token(),
                                      [&stop](const Progress &) { stop.request_stop(); });
    QVERIFY(!answer);
    QVERIFY(answer.error().code == ErrorCode::Cancelled);
}

void TestLocalizeTableJob::badTable()
{
    LocalizeTableOptions options = optionsFor("bad");
    options.table = m_root / "tone.wav";
    const auto localizer = std::make_shared<StubLocalizer>();
    QVERIFY(!localizeTable(options, localizer));
    options.table = m_root / "missing.tsv";
    const auto missing = localizeTable(options, localizer);
    QVERIFY(!missing && missing.error().code == ErrorCode::NotFound);
}

QTEST_GUILESS_MAIN(TestLocalizeTableJob)
#include "tst_localize_table_job.moc"

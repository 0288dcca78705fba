// SPDX-License-Identifier: MIT
// What a run of `soundlocus-cli train` remembers of its data, and what it makes of other data when
// it goes on; weights it begins with.
#include "engine/checkpoint/checkpoint.h"
#include "engine/core/file_io.h"
#include "engine/render/png_file.h"
#include "engine/training/data_list.h"
#include "tests/integration/cli_process.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>

using namespace soundlocus;
using test::CliResult;
using test::text;
namespace fs = std::filesystem;

namespace {

constexpr int kClips = 12;
constexpr int kJudged = 3;

std::string contentOf(const fs::path &path)
{
    return readWholeFile(path, std::uintmax_t{1} << 26U).value_or("");
}

void replace(std::string &text, const std::string &from, const std::string &to)
{
    const std::size_t place = text.find(from);
    if (place != std::string::npos)
        text.replace(place, from.size(), to);
}

} // namespace

class TestTrainData : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        SL_VERIFY_RESULT(makeFolder(m_root / "media"));
        std::string table = "id\tpicture\tsound\tboxes\n";
        std::string judged = table;
        for (int i = 0; i < kClips + kJudged; ++i) {
            const std::string name = "media/" + std::to_string(i);
            SL_VERIFY_RESULT(writePng(m_root / (name + ".png"), test::squarePicture({64 + i, 64})));
            SL_VERIFY_RESULT(
                    test::writeToneWav(m_root / (name + ".wav"), 0.5, 8000, 200.0 + 50 * i));
            const std::string row = "clip" + std::to_string(i) + "\t" + name + ".png\t" + name
                                    + ".wav\t[[0,0,0.5,1]]\n";
            (i < kClips ? table : judged) += row;
        }
        SL_VERIFY_RESULT(writeWholeFile(m_root / "table.tsv", table));
        SL_VERIFY_RESULT(writeWholeFile(m_root / "judged.tsv", judged));
    }

    /// A validation list of its own is in the folder with its hashes, and is looked at again.
    void ownValidation()
    {
        const CliResult begun = cli(newRun("own")
                                    + QStringList{"--validation", "judged.tsv", "--epochs", "1"});
        QVERIFY2(begun.exitCode == 0, qPrintable(begun.faults.join('\n')));
        QVERIFY2(begun.output[0].startsWith("12 clips, 3 kept back for validation"),
                 qPrintable(begun.output[0]));
        const auto rows = parseDataTsv(contentOf(m_root / "own/validation.tsv"));
        SL_VERIFY_RESULT(rows);
        QCOMPARE(rows->size(), std::size_t{kJudged});
        for (std::size_t i = 0; i < rows->size(); ++i) {
            QCOMPARE((*rows)[i].id, "clip" + std::to_string(kClips + i));
            QCOMPARE((*rows)[i].hash.size(), std::size_t{64});
        }
        QCOMPARE(cli(resume("own", "2")).exitCode, 0);

        const fs::path picture = m_root / "media/12.png";
        const std::string pixels = contentOf(picture);
        SL_VERIFY_RESULT(writePng(picture, test::squarePicture({80, 64})));
        expectOtherData("own", "validation data", "1 sample has changed (clip12)");
        SL_VERIFY_RESULT(writeWholeFile(picture, pixels));

        const std::string table = contentOf(m_root / "judged.tsv");
        std::string other = table;
        replace(other, "[[0,0,0.5,1]]", "[[0,0,0.6,1]]");
        SL_VERIFY_RESULT(writeWholeFile(m_root / "judged.tsv", other));
        expectOtherData("own", "validation data", "1 sample has changed (clip12)");
        SL_VERIFY_RESULT(
                writeWholeFile(m_root / "judged.tsv", table.substr(0, table.find("clip14"))));
        expectOtherData("own", "validation data", "1 sample is not in the list any more (clip14)");
        SL_VERIFY_RESULT(writeWholeFile(m_root / "judged.tsv", table));
        QCOMPARE(cli(resume("own", "3")).exitCode, 0);
    }

    /// Clips that are kept back of the training list are named, too.
    void keptBack()
    {
        const CliResult begun = cli(newRun("kept")
                                    + QStringList{"--epochs",
                                                  "1",
                                                  "--set",
                                                  "validation.share=0.25",
                                                  "--set",
                                                  "validation.minimum=1"});
        QVERIFY2(begun.exitCode == 0, qPrintable(begun.faults.join('\n')));
        const auto all = parseDataTsv(contentOf(m_root / "kept/data.tsv"));
        const auto judged = parseDataTsv(contentOf(m_root / "kept/validation.tsv"));
        SL_VERIFY_RESULT(all);
        SL_VERIFY_RESULT(judged);
        QCOMPARE(all->size(), std::size_t{kClips});
        QCOMPARE(judged->size(), std::size_t{3});
        for (const DataRow &row : *judged)
            QVERIFY(std::ranges::find(*all, row) != all->end());
        std::string table = contentOf(m_root / "table.tsv");
        const std::string before = table;
        replace(table, "[[0,0,0.5,1]]", "");
        SL_VERIFY_RESULT(writeWholeFile(m_root / "table.tsv", table));
        expectOtherData("kept", "training data", "1 sample has changed (clip0)");
        SL_VERIFY_RESULT(writeWholeFile(m_root / "table.tsv", before));
        QCOMPARE(cli(resume("kept", "2")).exitCode, 0);
    }

    /// A prepared store is all a run needs: the clips it was made of may go.
    void storeAlone()
    {
        fs::copy(m_root / "media", m_root / "raw");
        std::string table = contentOf(m_root / "table.tsv");
        for (std::size_t place = 0; (place = table.find("media/", place)) != std::string::npos;)
            table.replace(place, 6, "raw/");
        SL_VERIFY_RESULT(writeWholeFile(m_root / "raw.tsv", table));
        QCOMPARE(cli({"prepare", "--table", "raw.tsv", "--out", "store", "-q"}).exitCode, 0);
        QStringList arguments = newRun("stored") + QStringList{"--epochs", "1"};
        arguments.replace(arguments.indexOf("--table"), "--data");
        arguments.replace(arguments.indexOf("table.tsv"), "store");
        const CliResult begun = cli(arguments);
        QVERIFY2(begun.exitCode == 0, qPrintable(begun.faults.join('\n')));
        fs::remove_all(m_root / "raw");
        fs::remove(m_root / "raw.tsv");
        const CliResult resumed = cli(resume("stored", "2"));
        QVERIFY2(resumed.exitCode == 0, qPrintable(resumed.faults.join('\n')));
    }

    /// Faults of the file, of --set and of the options come in one message.
    void allFaultsAtOnce()
    {
        SL_VERIFY_RESULT(writeWholeFile(
                m_root / "bad.json",
                R"({"run": {"batch": -1, "epoch": 3}, "loss.tau": -2, "model": {"image_side": 65}})"));
        const CliResult result = cli({"train",
                                      "--table",
                                      "table.tsv",
                                      "--config",
                                      "bad.json",
                                      "--set",
                                      "optimizer.lerning_rate=1",
                                      "--set",
                                      "run.precision=half",
                                      "--seed",
                                      "-4",
                                      "--out",
                                      "never"});
        QCOMPARE(result.exitCode, 2);
        QCOMPARE(result.faults.size(), 1);
        for (const char *part : {"bad.json: run.epoch: is no key; did you mean run.epochs?",
                                 "optimizer.lerning_rate: is no key; did you mean "
                                 "optimizer.learning_rate?",
                                 "run.seed: expects a whole number from 0, is \"-4\"",
                                 "run.batch: must be",
                                 "loss.tau: must be",
                                 "model.image_side: must be a multiple of 16",
                                 "run.precision: must be"})
            QVERIFY2(result.faults[0].contains(part), qPrintable(result.faults[0]));
        QVERIFY(!fs::exists(m_root / "never"));
    }

    /// A checkpoint of LVS as it was published: same trunks, its own spectrogram.
    void fineTuningLvs()
    {
        const fs::path packed = test::goldenPart("checkpoints") / "lvs_vggss.pth.tar.xz";
        if (!fs::exists(packed))
            QSKIP("the full golden part is not beside this source tree");
        const fs::path published = test::unpackXz(packed, m_root);
        const CliResult done = cli({"train",
                                    "--table",
                                    "table.tsv",
                                    "--init",
                                    text(published),
                                    "--preset",
                                    "lvs",
                                    "--batch",
                                    "2",
                                    "--set",
                                    "run.max_steps=1",
                                    "--set",
                                    "run.workers=1",
                                    "--threads",
                                    "1",
                                    "--out",
                                    "lvs"});
        QVERIFY2(done.exitCode == 0, qPrintable(done.faults.join('\n')));
        const auto before = readCheckpoint(published);
        const auto after = readCheckpoint(m_root / "lvs/checkpoints/last.safetensors");
        SL_VERIFY_RESULT(before);
        SL_VERIFY_RESULT(after);
        QVERIFY(after->spec.family == ModelFamily::Lvs);
        // One step of Adam moves every weight by at most about the learning rate: they are its own.
        for (const char *name : {"imgnet.conv1.weight", "audnet.layer4.1.conv2.weight"}) {
            const auto &old = before->weights.at(name);
            const auto &now = after->weights.at(name);
            QCOMPARE(now.bytes.size(), old.bytes.size());
            QVERIFY(!std::ranges::equal(now.bytes, old.bytes));
            const auto *a = reinterpret_cast<const float *>(old.bytes.data());
            const auto *b = reinterpret_cast<const float *>(now.bytes.data());
            float largest = 0;
            for (std::size_t i = 0; i < now.bytes.size() / sizeof(float); ++i)
                largest = std::max(largest, std::abs(a[i] - b[i]));
            QVERIFY2(largest < 2e-4F, qPrintable(QString::number(largest)));
        }
        QCOMPARE(cli({"inspect", "lvs"}).exitCode, 0);
    }

    /// Networks of another build are not trained here, and that is said before anything is made.
    void initOfAnotherFamily()
    {
        const fs::path packed = test::goldenPart("checkpoints") / "ezvsl_best.pth.xz";
        if (!fs::exists(packed))
            QSKIP("the full golden part is not beside this source tree");
        const fs::path published = test::unpackXz(packed, m_root);
        const CliResult refused = cli(
                {"train", "--table", "table.tsv", "--init", text(published), "--out", "never"});
        QCOMPARE(refused.exitCode, 2);
        QCOMPARE(refused.faults.size(), 1);
        QVERIFY2(refused.faults[0].contains("cannot be trained here"),
                 qPrintable(refused.faults[0]));
        QVERIFY(!fs::exists(m_root / "never"));
    }

private:
    CliResult cli(const QStringList &arguments) { return test::runCli(m_root, arguments); }

    void expectOtherData(const char *run, const char *kind, const char *change)
    {
        const std::string before = contentOf(m_root / run / "checkpoints/last.safetensors");
        const CliResult refused = cli(resume(run, "9"));
        QCOMPARE(refused.exitCode, 2);
        QCOMPARE(refused.faults.size(), 1);
        QVERIFY2(refused.faults[0].contains(kind) && refused.faults[0].contains(change),
                 qPrintable(refused.faults[0]));
        QVERIFY(contentOf(m_root / run / "checkpoints/last.safetensors") == before);
    }

    static QStringList newRun(const char *run)
    {
        QStringList words{"train",
                          "--table",
                          "table.tsv",
                          "--width",
                          "4",
                          "--batch",
                          "4",
                          "--threads",
                          "1",
                          "--out",
                          run};
        for (const char *field : {"model.image_side=64",
                                  "model.seconds=0.5",
                                  "model.sample_rate_hz=8000",
                                  "model.n_mels=32",
                                  "spectrogram_mask.enabled=false",
                                  "audio_mix.enabled=false",
                                  "run.workers=1"})
            words += {"--set", field};
        return words;
    }
    static QStringList resume(const char *run, const char *epochs)
    {
        return {"train", "--resume", run, "--epochs", epochs};
    }

    const QTemporaryDir m_folder;
    const fs::path m_root = test::pathOf(m_folder);
};

QTEST_GUILESS_MAIN(TestTrainData)
#include "tst_train_data.moc"

// SPDX-License-Identifier: MIT
// `soundlocus-cli train` as a user runs it, stops it, kills it and goes on with it.
#include "engine/checkpoint/checkpoint.h"
#include "engine/core/file_io.h"
#include "engine/render/png_file.h"
#include "engine/training_log/training_events.h"
#include "tests/integration/cli_process.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>
#include <random>

using namespace soundlocus;
using test::CliResult;
using test::text;
namespace fs = std::filesystem;

namespace {

constexpr int kClips = 24;
constexpr int kSide = 64;

/// A coloured square on grey: the colour is the class, the place is the clip's own.
Frame classPicture(int index)
{
    constexpr std::array<std::array<int, 3>, 4> kColours{
            {{220, 40, 40}, {40, 200, 60}, {50, 60, 220}, {220, 210, 40}}};
    constexpr int kSquare = 24;
    const int left = index * 7 % (kSide - kSquare);
    const int top = index * 11 % (kSide - kSquare);
    auto pixels = std::make_shared<std::vector<std::uint8_t>>();
    for (int y = 0; y < kSide; ++y) {
        for (int x = 0; x < kSide; ++x) {
            const bool isInside = x >= left && x < left + kSquare && y >= top && y < top + kSquare;
            for (const int colour : kColours[static_cast<std::size_t>(index % 4)])
                pixels->push_back(static_cast<std::uint8_t>(isInside ? colour : 90));
        }
    }
    return Frame(std::move(pixels), {kSide, kSide}, 3 * kSide);
}

/// The last checkpoint's weights and training state, without anything that a clock has a part in.
std::map<std::string, std::vector<std::byte>> tensorsOf(const fs::path &run)
{
    std::map<std::string, std::vector<std::byte>> result;
    const auto checkpoint = readCheckpoint(run / "checkpoints/last.safetensors");
    if (!checkpoint)
        return result;
    for (const auto *part : {&checkpoint->weights, &checkpoint->trainingState})
        for (const auto &[name, tensor] : *part)
            result[name].assign(tensor.bytes.begin(), tensor.bytes.end());
    return result;
}

std::string contentOf(const fs::path &path)
{
    return readWholeFile(path, std::uintmax_t{1} << 26U).value_or("");
}

std::vector<std::string> eventNames(const QStringList &lines)
{
    std::vector<std::string> names;
    for (const QString &line : lines)
        names.push_back(nlohmann::json::parse(line.toStdString()).at("event"));
    return names;
}

/// Compares how a run ended; what it said goes with a failure.
#define SL_COMPARE_EXIT(run, expected) \
    do { \
        const CliResult &slRun = (run); \
        QVERIFY2(slRun.exitCode == (expected), \
                 qPrintable(QString::number(slRun.exitCode) + ": " + slRun.faults.join('\n'))); \
    } while (false)

} // namespace

class TestTrain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_root = test::pathOf(m_folder);
        std::string table = "id\tpicture\tsound\tclass\tboxes\n";
        for (int i = 0; i < kClips; ++i) {
            const std::string name = "media/" + std::to_string(i);
            SL_VERIFY_RESULT(makeFolder(m_root / "media"));
            SL_VERIFY_RESULT(writePng(m_root / (name + ".png"), classPicture(i)));
            SL_VERIFY_RESULT(
                    test::writeToneWav(m_root / (name + ".wav"), 0.5, 8000, 300.0 * (i % 4 + 1)));
            m_rows.push_back("clip" + std::to_string(i) + "\t" + name + ".png\t" + name
                             + ".wav\tclass" + std::to_string(i % 4) + "\t[[0.1,0.1,0.6,0.6]]\n");
            table += m_rows.back();
        }
        SL_VERIFY_RESULT(writeWholeFile(m_root / "table.tsv", table));
        const CliResult whole = cli(newRun("whole"));
        QVERIFY2(whole.exitCode == 0, qPrintable(whole.faults.join('\n')));
        m_whole = tensorsOf(m_root / "whole");
        QVERIFY(!m_whole.empty());
    }

    void folderOfARun()
    {
        const fs::path run = m_root / "whole";
        for (const char *name : {"config.json",
                                 "data.tsv",
                                 "validation.tsv",
                                 "source.json",
                                 "versions.json",
                                 "log.txt",
                                 "metrics.jsonl",
                                 "curves.png",
                                 "tensorboard",
                                 "checkpoints/last.safetensors",
                                 "checkpoints/best.safetensors",
                                 "checkpoints/epoch-0001.safetensors"})
            QVERIFY2(fs::exists(run / name), name);
        const auto versions = nlohmann::json::parse(contentOf(run / "versions.json"));
        QVERIFY(versions.at("torch").get<std::string>().find('.') != std::string::npos);
        const std::string log = contentOf(run / "log.txt");
        for (const char *part : {" started at step 0 of ",
                                 " epoch 2/2: ",
                                 " validation on 4:",
                                 " finished at step 10 "})
            QVERIFY2(log.find(part) != std::string::npos, part);
        std::string events;
        for (const auto &entry : fs::directory_iterator(run / "tensorboard"))
            events += contentOf(entry.path());
        for (const char *tag : {"heatmap/clip", "loss/contrastive_first", "validation/"})
            QVERIFY2(events.find(tag) != std::string::npos, tag);
        for (const QByteArray &line :
             QByteArray::fromStdString(contentOf(run / "metrics.jsonl")).split('\n'))
            if (!line.isEmpty())
                SL_VERIFY_RESULT(parseTrainingEvent(line.toStdString()));
    }

    void sameBitsAgain()
    {
        SL_COMPARE_EXIT(cli(newRun("again")), 0);
        QVERIFY(tensorsOf(m_root / "again") == m_whole);
    }

    void eventsInOrder()
    {
        const CliResult result = cli(newRun("events") + QStringList{"--events", "-"});
        SL_COMPARE_EXIT(result, 0);
        const std::vector<std::string> names = eventNames(result.output);
        QCOMPARE(names.front(), std::string("started"));
        QCOMPARE(names.back(), std::string("done"));
        QCOMPARE(std::ranges::count(names, "step"), 10);
        QCOMPARE(std::ranges::count(names, "epoch"), 2);
        QCOMPARE(std::ranges::count(names, "validation"), 2);
        QCOMPARE(std::ranges::count(names, "checkpoint"), 2);
    }

    void interrupted_data()
    {
        QTest::addColumn<int>("signal");
        QTest::addColumn<QString>("run");
        QTest::newRow("SIGINT") << SIGINT << "stopped";
        QTest::newRow("SIGTERM") << SIGTERM << "ended";
    }

    /// Stopped in the middle of an epoch, then gone on with: the same bits.
    void interrupted()
    {
        QFETCH(int, signal);
        QFETCH(QString, run);
        constexpr int kMostRuns = 20;
        const fs::path folder = m_root / run.toStdString();
        QString faults;
        bool isCaught = false;
        // A quick one may end before the signal comes.
        for (int i = 0; i < kMostRuns && !isCaught; ++i) {
            fs::remove_all(folder);
            QProcess process;
            test::prepare(process, m_root);
            process.setArguments(newRun(qPrintable(run)) + QStringList{"--events", "-"});
            process.start();
            QByteArray seen;
            while (!seen.contains("\"step\":3") && process.waitForReadyRead(60'000))
                seen += process.readAllStandardOutput();
            const bool isTold = test::interrupt(process, signal);
            QVERIFY(process.state() == QProcess::NotRunning || process.waitForFinished(60'000));
            isCaught = isTold && process.exitCode() == 130;
            faults = process.readAllStandardError();
        }
        QVERIFY2(isCaught, qPrintable("no run was interrupted: " + faults));
        QVERIFY(fs::exists(folder / "checkpoints/last.safetensors"));
        const CliResult resumed = cli(resume(qPrintable(run)));
        QVERIFY2(resumed.exitCode == 0, qPrintable(resumed.faults.join('\n')));
        QVERIFY(tensorsOf(folder) == m_whole);
        const std::string metrics = contentOf(folder / "metrics.jsonl");
        QCOMPARE(QByteArray::fromStdString(metrics).count("\"event\":\"epoch\""), 2);
    }

    /// Killed ten times at random moments; every kill loses at most what no checkpoint holds.
    void killed()
    {
        QElapsedTimer timer;
        timer.start();
        SL_COMPARE_EXIT(cli(newRun("timed") + often()), 0);
        const int wholeMs = static_cast<int>(timer.elapsed());
        std::mt19937 generator(4);
        std::uniform_int_distribution<int> delay(wholeMs / 5, wholeMs);
        for (int i = 0; i < 10; ++i) {
            const bool isThere = fs::exists(m_root / "killed/checkpoints/last.safetensors");
            QProcess process;
            test::prepare(process, m_root);
            process.setArguments((isThere ? resume("killed") : newRun("killed")) + often());
            process.start();
            QVERIFY(process.waitForStarted());
            process.waitForFinished(delay(generator));
            process.kill();
            QVERIFY(process.state() == QProcess::NotRunning || process.waitForFinished());
            const fs::path last = m_root / "killed/checkpoints/last.safetensors";
            if (fs::exists(last))
                SL_VERIFY_RESULT(readCheckpoint(last));
        }
        const bool isThere = fs::exists(m_root / "killed/checkpoints/last.safetensors");
        const CliResult end = cli(isThere ? resume("killed") : newRun("killed"));
        QVERIFY2(end.exitCode == 0, qPrintable(end.faults.join('\n')));
        QVERIFY(tensorsOf(m_root / "killed") == m_whole);
        for (const auto &entry : fs::directory_iterator(m_root / "killed/checkpoints"))
            QVERIFY(entry.path().filename().string().find("partial") == std::string::npos);
    }

    void twoAtATime()
    {
        QProcess first;
        test::prepare(first, m_root);
        first.setArguments(newRun("shared", "200") + QStringList{"--events", "-"});
        first.start();
        QByteArray seen;
        while (!seen.contains("\"checkpoint\"") && first.waitForReadyRead(60'000))
            seen += first.readAllStandardOutput();
        for (const QStringList &arguments : {newRun("shared"), resume("shared")}) {
            const CliResult second = cli(arguments);
            QVERIFY(second.exitCode != 0);
            QCOMPARE(second.faults.size(), 1);
            QVERIFY2(second.faults[0].contains("another run trains here")
                             || second.faults[0].contains("holds a run already"),
                     qPrintable(second.faults[0]));
        }
        first.kill();
        QVERIFY(first.waitForFinished());
    }

    void newerFolder()
    {
        fs::copy(m_root / "whole", m_root / "newer", fs::copy_options::recursive);
        auto versions = nlohmann::json::parse(contentOf(m_root / "newer/versions.json"));
        versions["format"] = 99;
        SL_VERIFY_RESULT(writeWholeFile(m_root / "newer/versions.json", versions.dump()));
        const CliResult result = cli(resume("newer"));
        SL_COMPARE_EXIT(result, 1);
        QVERIFY(result.faults.join(' ').contains("of a newer SoundLocus"));
    }

    /// A run that is over says so and changes nothing.
    void resumedAtItsEnd()
    {
        SL_COMPARE_EXIT(cli(newRun("over")), 0);
        const CliResult result = cli(resume("over"));
        SL_COMPARE_EXIT(result, 0);
        QVERIFY(tensorsOf(m_root / "over") == m_whole);
    }

    void impossibleConfiguration()
    {
        const CliResult result = cli(newRun("s")
                                     + QStringList{"--set",
                                                   "loss.tau=-1",
                                                   "--set",
                                                   "model.image_side=65",
                                                   "--set",
                                                   "optimizer.lerning_rate=1",
                                                   "--set",
                                                   "nothing"});
        SL_COMPARE_EXIT(result, 2);
        QCOMPARE(result.faults.size(), 1);
        for (const char *part : {"loss.tau",
                                 "model.image_side",
                                 "optimizer.lerning_rate",
                                 "optimizer.learning_rate",
                                 "nothing"})
            QVERIFY2(result.faults[0].contains(part), part);
        QVERIFY(!fs::exists(m_root / "s"));
    }

    void faultsOfResume_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("other width") << QStringList{"--width", "8"};
        QTest::newRow("other batch") << QStringList{"--batch", "8"};
        QTest::newRow("other seed") << QStringList{"--seed", "8"};
        QTest::newRow("other data") << QStringList{"--table", "table.tsv"};
        QTest::newRow("other split") << QStringList{"--set", "validation.share=0.3"};
        QTest::newRow("other input") << QStringList{"--set", "model.seconds=0.4"};
        QTest::newRow("other step") << QStringList{"--set", "optimizer.accumulation=2"};
    }

    /// What would make another run of it is refused.
    void faultsOfResume()
    {
        QFETCH(QStringList, arguments);
        const CliResult result = cli(QStringList{"train", "--resume", "whole"} + arguments);
        SL_COMPARE_EXIT(result, 2);
        QCOMPARE(result.faults.size(), 1);
    }

    void badInput_data()
    {
        QTest::addColumn<QStringList>("data");
        QTest::addColumn<QString>("part");
        QTest::newRow("empty folder") << QStringList{"--data", "empty"} << "empty";
        QTest::newRow("no folder") << QStringList{"--data", "none"} << "not found";
        QTest::newRow("one clip") << QStringList{"--table", "one.tsv"} << "batch";
        QTest::newRow("fewer than a batch") << QStringList{"--table", "three.tsv"} << "batch";
        QTest::newRow("no sound") << QStringList{"--table", "mute.tsv"} << "sound";
        QTest::newRow("no such family")
                << QStringList{"--table", "table.tsv", "--set", "model.family=ezvsl"} << "family";
        QTest::newRow("too few classes")
                << QStringList{"--table", "twice.tsv", "--set", "run.class_unique=true"} << "class";
    }

    /// One line that says what is wrong; a failed event for programs.
    void badInput()
    {
        QFETCH(QStringList, data);
        QFETCH(QString, part);
        fs::create_directories(m_root / "empty");
        const std::string head = "id\tpicture\tsound\tclass\tboxes\n";
        SL_VERIFY_RESULT(writeWholeFile(m_root / "one.tsv", head + m_rows[0]));
        SL_VERIFY_RESULT(
                writeWholeFile(m_root / "three.tsv", head + m_rows[0] + m_rows[1] + m_rows[2]));
        std::string mute = "id\tpicture\tsound\n";
        for (int i = 0; i < 8; ++i)
            mute += "m" + std::to_string(i) + "\tmedia/" + std::to_string(i) + ".png\tmedia/gone"
                    + std::to_string(i) + ".wav\n";
        SL_VERIFY_RESULT(writeWholeFile(m_root / "mute.tsv", mute));
        std::string twice = head;
        for (int i = 0; i < kClips; ++i)
            if (i % 4 < 2)
                twice += m_rows[static_cast<std::size_t>(i)];
        SL_VERIFY_RESULT(writeWholeFile(m_root / "twice.tsv", twice));
        fs::remove_all(m_root / "bad");
        const CliResult result = cli(QStringList{"train"} + data + small("bad")
                                     + QStringList{"--events", "-"});
        QVERIFY(result.exitCode == 1 || result.exitCode == 2);
        QVERIFY(!result.hasCrashed);
        QVERIFY2(result.faults.join(' ').contains(part), qPrintable(result.faults.join('\n')));
        const std::vector<std::string> names = eventNames(result.output);
        QCOMPARE(std::ranges::count(names, "failed"), 1);
        QCOMPARE(names.back(), std::string("failed"));
    }

    /// Broken samples of a good list are replaced and counted.
    void someBroken()
    {
        std::string table = "id\tpicture\tsound\tclass\tboxes\n";
        for (int i = 0; i < kClips; ++i)
            table += i % 8 == 3 ? "bad" + std::to_string(i) + "\tmedia/0.png\ttable.tsv\tclass0\t\n"
                                : m_rows[static_cast<std::size_t>(i)];
        SL_VERIFY_RESULT(writeWholeFile(m_root / "broken.tsv", table));
        const CliResult result = cli(QStringList{"train", "--table", "broken.tsv"} + small("broken")
                                     + QStringList{"--set", "validation.share=0"});
        QVERIFY2(result.exitCode == 0, qPrintable(result.faults.join('\n')));
        QVERIFY(contentOf(m_root / "broken/log.txt").find("broken samples replaced")
                != std::string::npos);
    }

    /// A loss that is no number ends the run: the last good checkpoint stays, the clips are named.
    void notFinite()
    {
        SL_COMPARE_EXIT(cli(newRun("nan")), 0);
        const std::string before = contentOf(m_root / "nan/checkpoints/last.safetensors");
        // So hard a mask that no place is inside.
        const CliResult result = cli(
                resume("nan")
                + QStringList{"--epochs", "3", "--set", "loss.tau=1e-30", "--events", "-"});
        SL_COMPARE_EXIT(result, 1);
        QVERIFY(result.faults.join(' ').contains("not finite after step 10"));
        const auto failed = nlohmann::json::parse(result.output.back().toStdString());
        QCOMPARE(failed.at("event").get<std::string>(), std::string("failed"));
        QCOMPARE(failed.at("ids").size(), std::size_t{4});
        QVERIFY(contentOf(m_root / "nan/checkpoints/last.safetensors") == before);
        QVERIFY(contentOf(m_root / "nan/log.txt").find("samples of the last batch: clip")
                != std::string::npos);
    }

    void fullDisk_data()
    {
        QTest::addColumn<QString>("choice");
        QTest::addColumn<int>("exitCode");
        QTest::newRow("continue") << "continue" << 1;
        QTest::newRow("stop") << "stop" << 1;
    }

    /// No file may grow beyond 100 KiB from the third epoch on: the checkpoint of the second stays,
    /// and a run that went on without says at its end that the last steps are lost.
    void fullDisk()
    {
        QFETCH(QString, choice);
        QFETCH(int, exitCode);
        const QString run = "disk-" + choice;
        SL_COMPARE_EXIT(cli(newRun(qPrintable(run))), 0);
        const std::string before = contentOf(m_root / run.toStdString()
                                             / "checkpoints/last.safetensors");
        QProcess process;
        test::prepare(process, m_root);
        process.setProgram("bash");
        process.setArguments({"-c",
                              "ulimit -f 100; exec \"$0\" \"$@\"",
                              SOUNDLOCUS_CLI,
                              "train",
                              "--resume",
                              run,
                              "--epochs",
                              "4",
                              "--set",
                              "run.on_write_failure=" + choice});
        process.start();
        QVERIFY(process.waitForFinished(120'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        const QString faults = process.readAllStandardError();
        QVERIFY2(process.exitCode() == exitCode, qPrintable(faults));
        QVERIFY2(faults.contains("last.safetensors"), qPrintable(faults));
        QVERIFY(contentOf(m_root / run.toStdString() / "checkpoints/last.safetensors") == before);
        SL_COMPARE_EXIT(cli(resume(qPrintable(run)) + QStringList{"--epochs", "4"}), 0);
    }

    void leaks()
    {
        SL_VERIFY_RESULT(writeWholeFile(m_root / "test.txt", "clip3\nother\nclip7\n"));
        const CliResult result = cli(newRun("leaky") + QStringList{"--test-list", "test.txt"});
        SL_COMPARE_EXIT(result, 0);
        const QString faults = result.faults.join(' ');
        QVERIFY2(faults.contains("2 of the training clips") && faults.contains("clip3"),
                 qPrintable(faults));
    }

    /// Fine-tuning takes the shape and the input of its weights, whatever the preset says.
    void fineTuning()
    {
        SL_VERIFY_RESULT(test::writeTinyCheckpoint(m_root / "tiny.safetensors"));
        const QStringList words{"train",
                                "--table",
                                "table.tsv",
                                "--init",
                                "tiny.safetensors",
                                "--batch",
                                "4",
                                "--epochs",
                                "1",
                                "--threads",
                                "1"};
        const CliResult done = cli(words + QStringList{"--out", "fine"});
        QVERIFY2(done.exitCode == 0, qPrintable(done.faults.join('\n')));
        const auto checkpoint = readCheckpoint(m_root / "fine/checkpoints/last.safetensors");
        SL_VERIFY_RESULT(checkpoint);
        QCOMPARE(checkpoint->spec.width, 8);
        QCOMPARE(checkpoint->spec.imageSide, 224);
        const CliResult other = cli(words + QStringList{"--width", "16", "--out", "s"});
        SL_COMPARE_EXIT(other, 2);
        QVERIFY(other.faults.join(' ').contains("width 8"));
        QVERIFY(!fs::exists(m_root / "s"));
        const CliResult resumed = cli({"train", "--resume", "fine", "--epochs", "2"});
        QVERIFY2(resumed.exitCode == 0, qPrintable(resumed.faults.join('\n')));
    }

    /// Everything frozen but one trunk: only that one moves.
    void frozen()
    {
        SL_VERIFY_RESULT(test::writeTinyOwnInputCheckpoint(m_root / "own.safetensors"));
        const CliResult result = cli({"train",
                                      "--table",
                                      "table.tsv",
                                      "--init",
                                      "own.safetensors",
                                      "--batch",
                                      "4",
                                      "--epochs",
                                      "1",
                                      "--threads",
                                      "1",
                                      "--set",
                                      "optimizer.frozen=[\"audnet.*\"]",
                                      "--set",
                                      "optimizer.freezes_norm_statistics=true",
                                      "--set",
                                      "spectrogram_mask.enabled=false",
                                      "--out",
                                      "half"});
        QVERIFY2(result.exitCode == 0, qPrintable(result.faults.join('\n')));
        const auto before = readCheckpoint(m_root / "own.safetensors");
        const auto after = readCheckpoint(m_root / "half/checkpoints/last.safetensors");
        SL_VERIFY_RESULT(before);
        SL_VERIFY_RESULT(after);
        QCOMPARE(after->spec.imageSide, 112);
        for (const auto &[name, tensor] : before->weights) {
            const auto &now = after->weights.at(name);
            const bool isSame = std::ranges::equal(tensor.bytes, now.bytes);
            if (name.starts_with("audnet.") || name.find("running_") != std::string::npos)
                QVERIFY2(isSame, name.c_str());
            else if (name == "imgnet.conv1.weight")
                QVERIFY2(!isSame, name.c_str());
        }
    }

    /// A run folder opens in every other command.
    void opensElsewhere_data()
    {
        QTest::addColumn<QString>("checkpoint");
        QTest::newRow("last") << "whole/checkpoints/last.safetensors";
        QTest::newRow("folder") << "whole";
    }

    void opensElsewhere()
    {
        QFETCH(QString, checkpoint);
        SL_COMPARE_EXIT(cli({"inspect", checkpoint}), 0);
        const CliResult scored = cli(
                {"evaluate", "--table", "table.tsv", "--checkpoint", checkpoint, "--threads", "1"});
        QVERIFY2(scored.exitCode == 0, qPrintable(scored.faults.join('\n')));
        const CliResult shown = cli({"localize",
                                     "media/0.png+media/0.wav",
                                     "--checkpoint",
                                     checkpoint,
                                     "--out",
                                     "shown",
                                     "--overwrite",
                                     "--threads",
                                     "1"});
        QVERIFY2(shown.exitCode == 0, qPrintable(shown.faults.join('\n')));
    }

    /// The same scores from a small file as from the run it was made of.
    void convert()
    {
        const CliResult done = cli({"convert", "whole", "model.safetensors", "--half"});
        QVERIFY2(done.exitCode == 0, qPrintable(done.faults.join('\n')));
        QVERIFY(fs::file_size(m_root / "model.safetensors")
                < fs::file_size(m_root / "whole/checkpoints/best.safetensors") / 5);
        const auto model = readCheckpoint(m_root / "model.safetensors");
        SL_VERIFY_RESULT(model);
        QVERIFY(model->metadata.contains("training_config") && model->trainingState.empty());
        SL_COMPARE_EXIT(
                cli({"evaluate", "--table", "table.tsv", "--checkpoint", "model.safetensors"}), 0);
        const CliResult again = cli({"convert", "whole", "model.safetensors"});
        SL_COMPARE_EXIT(again, 2);
        QVERIFY(again.faults.join(' ').contains("--overwrite"));
        SL_COMPARE_EXIT(cli({"convert", "whole", "model.safetensors", "--overwrite"}), 0);
        SL_COMPARE_EXIT(cli({"convert", "whole", "model.pth"}), 2);
        SL_COMPARE_EXIT(cli({"convert", "table.tsv", "other.safetensors"}), 1);
        QVERIFY(!fs::exists(m_root / "other.safetensors"));
    }

private:
    CliResult cli(const QStringList &arguments) { return test::runCli(m_root, arguments); }

    /// A small network for the small clips.
    static QStringList small(const char *run, const char *epochs = "2")
    {
        QStringList words{
                "--width", "4", "--batch", "4", "--epochs", epochs, "--threads", "1", "--out", run};
        for (const char *field : {"model.image_side=64",
                                  "model.seconds=0.5",
                                  "model.sample_rate_hz=8000",
                                  "model.n_mels=32",
                                  "spectrogram_mask.max_time_width=8",
                                  "spectrogram_mask.max_frequency_width=8",
                                  "audio_mix.pool_size=16",
                                  "validation.minimum=2",
                                  "validation.share=0.17",
                                  "run.workers=2"})
            words += {"--set", field};
        return words;
    }
    static QStringList newRun(const char *run, const char *epochs = "2")
    {
        return QStringList{"train", "--table", "table.tsv"} + small(run, epochs);
    }
    static QStringList resume(const char *run) { return {"train", "--resume", run}; }
    /// Checkpoints every few steps.
    static QStringList often() { return {"--set", "run.checkpoint_minutes=0.0002"}; }

    const QTemporaryDir m_folder;
    fs::path m_root;
    std::vector<std::string> m_rows;
    std::map<std::string, std::vector<std::byte>> m_whole;
};

QTEST_GUILESS_MAIN(TestTrain)
#include "tst_train.moc"

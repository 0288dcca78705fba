// SPDX-License-Identifier: MIT
// The model and the scene that SoundLocus brings along, as a newcomer meets them.
#include "engine/core/file_io.h"
#include "tests/integration/cli_process.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <nlohmann/json.hpp>

using namespace soundlocus;
using test::CliResult;
using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

const fs::path kDemo = SOUNDLOCUS_DEMO_DIR;

QString pathText(const fs::path &path)
{
    return QString::fromStdString(path.string());
}

} // namespace

class TestDemoModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isSmallAndTellsOfItself()
    {
        QVERIFY(fs::file_size(kDemo / "model.safetensors") <= 8'000'000U);
        const CliResult result = cli({"inspect", pathText(kDemo / "model.safetensors"), "--json"});
        QCOMPARE(result.exitCode, 0);
        const Json facts = Json::parse(result.output.join('\n').toStdString());
        const Json &file = facts.is_array() ? facts.at(0) : facts;
        QVERIFY(file.at("loadable").get<bool>());
        QCOMPARE(file.at("input").at("image_side").get<int>(), 112);
        const std::string config = file.at("metadata").at("training_config");
        QCOMPARE(Json::parse(config).at("run").at("seed").get<int>(), 1);
    }

    /// Where one of the two sounds, the peak is in its box, which covers a fifth of the picture.
    void followsTheSoundInTheScene()
    {
        const CliResult result = cli({"evaluate",
                                      "--table",
                                      pathText(kDemo / "scene/table.tsv"),
                                      "-c",
                                      pathText(kDemo / "model.safetensors"),
                                      "--out",
                                      "scene"});
        QVERIFY2(result.exitCode == 0, qPrintable(result.faults.join('\n')));
        const auto text = readWholeFile(m_root / "scene/samples.tsv", 1 << 20);
        SL_VERIFY_RESULT(text);
        const QStringList lines = QString::fromStdString(*text).split('\n', Qt::SkipEmptyParts);
        const auto label = lines[0].split('\t').indexOf("class");
        const auto inside = lines[0].split('\t').indexOf("peak_inside");
        std::map<QString, std::pair<int, int>> rows; // seen, right
        for (const QString &line : lines.mid(1)) {
            const QStringList cells = line.split('\t');
            auto &[seen, right] = rows[cells[label]];
            ++seen;
            right += cells[inside] == "1" ? 1 : 0;
        }
        for (const char *name : {"frog", "crow"}) {
            const auto [seen, right] = rows[name];
            QVERIFY(seen >= 6);
            QVERIFY2(5 * right >= 4 * seen,
                     qPrintable(QString("%1: %2 of %3").arg(name).arg(right).arg(seen)));
        }
    }

    void localizesItsScene()
    {
        const CliResult result = cli({"localize",
                                      pathText(kDemo / "scene/scenes/test-21-000000/scene.mp4"),
                                      "-c",
                                      pathText(kDemo / "model.safetensors"),
                                      "--every",
                                      "25",
                                      "--out",
                                      "video"});
        QVERIFY2(result.exitCode == 0, qPrintable(result.faults.join('\n')));
        QVERIFY(result.output.join(' ').contains("strongest"));
        QVERIFY(fs::exists(m_root / "video/scene_overlay.mp4"));
        QVERIFY(fs::exists(m_root / "video/scene_sheet.png"));
    }

private:
    CliResult cli(const QStringList &arguments) const { return test::runCli(m_root, arguments); }

    QTemporaryDir m_folder;
    fs::path m_root = test::pathOf(m_folder);
};

QTEST_GUILESS_MAIN(TestDemoModel)
#include "tst_demo_model.moc"

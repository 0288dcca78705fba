// SPDX-License-Identifier: MIT
#include "app/cli/command_line_parser.h"

#include <QTest>

using namespace soundlocus;
using namespace soundlocus::cli;

class TestCommandLineParser final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void defaultsOfLocalize();
    void everyOptionOfLocalize();
    void inputsThatBeginWithMinus();
    void otherCommands();
    void prepare();
    void convert();
    void everyOptionOfCompose();
    void wrongUsage_data();
    void wrongUsage();
    void emptyNames();
    void manualPages_data();
    void manualPages();
    void version();
};

namespace {

CommandLine parsed(const std::vector<std::string> &arguments)
{
    auto result = parseCommandLine(arguments);
    if (const auto *answer = std::get_if<TextAnswer>(&result))
        throw std::runtime_error(answer->text);
    return std::get<CommandLine>(result);
}

TextAnswer answered(const std::vector<std::string> &arguments)
{
    return std::get<TextAnswer>(parseCommandLine(arguments));
}

} // namespace

void TestCommandLineParser::defaultsOfLocalize()
{
    const CommandLine line = parsed({"localize", "dog.mp4", "-c", "model.pth"});
    QVERIFY(line.command == Command::Localize);
    QCOMPARE(line.localize.inputs, std::vector<std::string>{"dog.mp4"});
    QCOMPARE(line.network.checkpoint.string(), std::string("model.pth"));
    QCOMPARE(line.localize.out.string(), std::string("soundlocus-out"));
    QVERIFY(line.localize.hasVideo && line.localize.hasSheet);
    QVERIFY(!line.localize.isOverwriting && !line.localize.start && !line.localize.end);
    QVERIFY(!line.localize.contour && !line.localize.scale && !line.network.window);
    QVERIFY(line.network.fit.empty() && line.localize.heatmaps.empty());
    QCOMPARE(line.network.batch, kDefaultBatch);
    const std::string batchHelp = "Pictures in one pass. Default: "
                                  + std::to_string(line.network.batch) + ".";
    QVERIFY(answered({"localize", "--help"}).text.find(batchHelp) != std::string::npos);
    QCOMPARE(line.localize.every, 1);
    QCOMPARE(qint64(line.localize.hop.count()), 1'000'000LL);
}

void TestCommandLineParser::everyOptionOfLocalize()
{
    const CommandLine line = parsed(
            {"localize",   "a.mp4",       "b.jpg+b.wav", "--checkpoint=m.pth",
             "--out",      "results",     "--start",     "1:30",
             "--end",      "100.5",       "--every",     "5",
             "--window",   "2",           "--hop",       "0.5",
             "--fit",      "squash",      "--colormap",  "jet",
             "--opacity",  "0.7",         "--contour",   "abs:0.4",
             "--scale",    "fixed:0,0.6", "--device",    "cuda:1",
             "--threads",  "3",           "--batch",     "16",
             "--codec",    "libx265",     "--preset",    "slow",
             "--crf",      "18",          "--heatmaps",  "npz",
             "--family",   "fnac",        "--events",    "-",
             "--no-sheet", "--overwrite", "-q"});
    QCOMPARE(line.localize.inputs, (std::vector<std::string>{"a.mp4", "b.jpg+b.wav"}));
    QCOMPARE(qint64(line.localize.start->count()), 90'000'000LL);
    QCOMPARE(qint64(line.localize.end->count()), 100'500'000LL);
    QCOMPARE(line.localize.every, 5);
    QCOMPARE(qint64(line.network.window->count()), 2'000'000LL);
    QCOMPARE(qint64(line.localize.hop.count()), 500'000LL);
    QCOMPARE(line.network.fit, std::string("squash"));
    QCOMPARE(line.localize.colormap, std::string("jet"));
    QCOMPARE(line.localize.opacity, 0.7);
    QVERIFY(line.localize.contour == (ContourArgument{ContourArgument::Kind::Absolute, 0.4}));
    QVERIFY(line.localize.scale == (FixedScaleArgument{0, 0.6}));
    QCOMPARE(line.network.device, std::string("cuda:1"));
    QCOMPARE(line.network.threads, 3);
    QCOMPARE(line.network.batch, 16);
    QCOMPARE(line.localize.codec, std::string("libx265"));
    QCOMPARE(line.localize.preset.value(), std::string("slow"));
    QCOMPARE(line.localize.crf.value(), 18);
    QCOMPARE(line.localize.heatmaps, std::string("npz"));
    QCOMPARE(line.network.family, std::string("fnac"));
    QCOMPARE(line.output.events, std::string("-"));
    QCOMPARE(line.localize.videoOptions,
             (std::vector<std::string>{
                     "--start", "--end", "--every", "--hop", "--codec", "--preset", "--crf"}));
    QVERIFY(line.localize.hasVideo && !line.localize.hasSheet);
    QVERIFY(!parsed({"localize", "a", "-c", "m", "--no-video"}).localize.hasVideo);
    QVERIFY(line.localize.isOverwriting && line.output.isQuiet);
}

void TestCommandLineParser::inputsThatBeginWithMinus()
{
    const CommandLine line = parsed({"localize", "-c", "m.pth", "--", "-0BKyt3oZ.mp4"});
    QCOMPARE(line.localize.inputs, std::vector<std::string>{"-0BKyt3oZ.mp4"});
    const CommandLine mixed = parsed(
            {"localize", "a.mp4", "-c", "m.pth", "--", "-b.mp4", "--", "-c"});
    QCOMPARE(mixed.localize.inputs, (std::vector<std::string>{"a.mp4", "-b.mp4", "--", "-c"}));
    QCOMPARE(parsed({"inspect", "--", "-b.mp4"}).inspect.files.size(), std::size_t(1));
    QCOMPARE(answered({"doctor", "--", "x"}).exitCode, kExitUsage);
}

void TestCommandLineParser::otherCommands()
{
    const CommandLine inspect = parsed({"inspect", "--json", "a.mp4", "b.pth"});
    QVERIFY(inspect.command == Command::Inspect && inspect.inspect.isJson);
    QCOMPARE(inspect.inspect.files.size(), std::size_t(2));
    QVERIFY(parsed({"doctor", "--json"}).doctor.isJson);
    const CommandLine evaluate = parsed({"evaluate",
                                         "--benchmark",
                                         "flickr",
                                         "--root",
                                         "set",
                                         "--maps",
                                         "maps",
                                         "--rule",
                                         "lvs"});
    QVERIFY(evaluate.command == Command::Evaluate);
    QCOMPARE(evaluate.evaluate.benchmark, std::string("flickr"));
    QCOMPARE(evaluate.evaluate.maps.string(), std::string("maps"));
    const CommandLine table = parsed(
            {"localize", "--table", "t.tsv", "-c", "m", "--heatmaps", "npy"});
    QCOMPARE(table.localize.table.string(), std::string("t.tsv"));
}

void TestCommandLineParser::prepare()
{
    const CommandLine defaults = parsed({"prepare", "--data", "clips", "--out", "store"});
    QVERIFY(defaults.command == Command::Prepare);
    QCOMPARE(defaults.prepare.data.folder.string(), std::string("clips"));
    QCOMPARE(defaults.prepare.out.string(), std::string("store"));
    QCOMPARE(defaults.prepare.side, 256);
    QCOMPARE(defaults.prepare.workers, 0);
    QVERIFY(defaults.prepare.kept.empty());
    const CommandLine line = parsed({"prepare",
                                     "--layout",
                                     "ezvsl",
                                     "root",
                                     "--list",
                                     "ids.txt",
                                     "-o",
                                     "store",
                                     "--side",
                                     "300",
                                     "--workers",
                                     "3",
                                     "--keep",
                                     "still",
                                     "--keep",
                                     "duplicate"});
    QCOMPARE(line.prepare.data.layout, std::string("ezvsl"));
    QCOMPARE(line.prepare.data.root.string(), std::string("root"));
    QCOMPARE(line.prepare.data.list.string(), std::string("ids.txt"));
    QCOMPARE(line.prepare.side, 300);
    QCOMPARE(line.prepare.workers, 3);
    QCOMPARE(line.prepare.kept, (std::vector<std::string>{"still", "duplicate"}));
}

void TestCommandLineParser::convert()
{
    const CommandLine line = parsed(
            {"convert", "run", "model.safetensors", "--half", "--overwrite", "--family", "lvs"});
    QVERIFY(line.command == Command::Convert);
    QCOMPARE(line.convert.input.string(), std::string("run"));
    QCOMPARE(line.convert.output.string(), std::string("model.safetensors"));
    QCOMPARE(line.convert.family, std::string("lvs"));
    QVERIFY(line.convert.isHalf && line.convert.isOverwriting);
    QVERIFY(!parsed({"convert", "a", "b.safetensors"}).convert.isHalf);
}

void TestCommandLineParser::everyOptionOfCompose()
{
    const CommandLine defaults = parsed({"compose", "--source", "tuxpaint", "-o", "out"});
    QVERIFY(defaults.command == Command::Compose);
    QCOMPARE(defaults.compose.source, std::string("tuxpaint"));
    QCOMPARE(defaults.compose.split, std::string("train"));
    QCOMPARE(defaults.compose.count, 100);
    QCOMPARE(quint64(defaults.compose.seed), quint64(1));
    QVERIFY(!defaults.compose.objects && !defaults.compose.size && !defaults.compose.isVideo);
    const CommandLine line = parsed(
            {"compose",       "--recipe", "r.json",    "--split", "test",       "--videos",
             "--count",       "3",        "--seed",    "9",       "--objects",  "4",
             "--size",        "320x240",  "--seconds", "7.5",     "--threads",  "2",
             "--backgrounds", "photos",   "--out",     "out",     "--overwrite"});
    const ComposeArguments &compose = line.compose;
    QCOMPARE(compose.recipe.string(), std::string("r.json"));
    QCOMPARE(compose.split, std::string("test"));
    QVERIFY(compose.isVideo && compose.isOverwriting);
    QCOMPARE(compose.count, 3);
    QCOMPARE(quint64(compose.seed), quint64(9));
    QCOMPARE(compose.objects.value(), 4);
    QVERIFY(compose.size == (SizeArgument{320, 240}));
    QCOMPARE(compose.seconds, 7.5);
    QCOMPARE(compose.threads, 2);
    QCOMPARE(compose.backgrounds.string(), std::string("photos"));
    const CommandLine masks = parsed(
            {"compose", "--source", "d", "-o", "x", "--pictures", "--masks"});
    QVERIFY(masks.compose.hasMasks);
}

void TestCommandLineParser::wrongUsage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("mention");
    const auto row = [](const char *arguments, const char *mention) {
        QTest::newRow(arguments) << QString::fromLatin1(arguments).split(QLatin1Char(' '),
                                                                         Qt::SkipEmptyParts)
                                 << QString::fromLatin1(mention);
    };
    row("", "localize, inspect, doctor, evaluate, prepare, compose, train, convert or annotations");
    row("frobnicate", "no command 'frobnicate'; give localize, inspect");
    row("localise a.mp4 b.mp4", "no command 'localise'; give localize, inspect");
    row("--bogus", "--bogus");
    row("doctor a b c", "not expected: a b c");
    row("convert a", "OUT.safetensors");
    row("annotations", "info FILE");
    row("annotations convert a b", "--to FORMAT");
    row("annotations convert a --to voc", "IN, OUT");
    row("annotations merge a b", "-o OUT");
    row("annotations merge a b -o c", "--to FORMAT");
    row("annotations info a -o c", "belongs to merge");
    row("convert a b.pth", ".safetensors");
    row("train --resume r --batch 3", "--resume");
    row("localize", "INPUT");
    row("localize a.mp4", "--checkpoint");
    row("localize a.mp4 -c m --bogus", "--bogus");
    row("localize a.mp4 -c m --start 5 --end 4", "--end");
    row("localize a.mp4 -c m --start soon", "soon");
    row("localize a.mp4 -c m --batch 0", "--batch");
    row("localize a.mp4 -c m --every 0", "--every");
    row("localize a.mp4 -c m --opacity 1.5", "--opacity");
    row("localize a.mp4 -c m --opacity nan", "--opacity");
    row("localize a.mp4 -c m --opacity -nan", "--opacity");
    row("localize a.mp4 -c m --scale fixed:nan,1", "--scale");
    row("localize a.mp4 -c m --contour abs:nan", "--contour");
    row("localize a.mp4 -c m --colormap pink", "pink");
    row("localize a.mp4 -c m --contour half", "half");
    row("localize a.mp4 -c m --window 0", "above zero");
    row("localize a.mp4 -c m --window 1e-5", "0.032");
    row("evaluate --table t -c m --window 0.031", "0.032");
    row("localize a.mp4 -c m --hop -1", "--hop");
    row("localize a.mp4 -c m --heatmaps mat", "mat");
    row("localize a.mp4 --table t.tsv -c m", "--table");
    row("localize --table t.tsv -c m --heatmaps npz", "npy");
    for (const char *idle : {"--start 1",
                             "--end 2",
                             "--colormap jet",
                             "--opacity 0.5",
                             "--contour top:50",
                             "--scale frame",
                             "--codec ffv1",
                             "--preset slow",
                             "--crf 20"})
        row((std::string("localize --table t.tsv -c m ") + idle).c_str(),
            QByteArray(idle).split(' ').front().constData());
    for (const char *idle : {"--fit full",
                             "--window 2",
                             "--batch 2",
                             "--device cpu",
                             "--threads 1",
                             "--momentum",
                             "--family lvs"})
        row((std::string("evaluate --table t --maps d ") + idle).c_str(),
            QByteArray(idle).split(' ').front().constData());
    row("evaluate --table t --maps d --list l", "--list");
    row("evaluate --benchmark flickr --root d --annotations a.json -c m", "--annotations");
    for (const char *idle : {"--codec ffv1", "--preset slow", "--crf 20"})
        row((std::string("localize a.mp4 -c m --no-video ") + idle).c_str(), "--no-video");
    row("inspect", "FILE");
    row("evaluate -c m", "--table");
    row("evaluate --table t", "--checkpoint");
    row("evaluate --table t -c m --maps d", "--maps");
    row("evaluate --benchmark vggss -c m", "--root");
    row("prepare --out s", "--data");
    row("prepare --data d", "--out");
    row("prepare --data d --table t --out s", "one of");
    row("prepare --layout ezvsl --out s", "--layout");
    row("prepare --layout imagenet d --out s", "ssltie-flickr");
    row("prepare --data d --list l --out s", "--layout");
    row("prepare --data d --out s --side 0", "--side");
    row("prepare --data d --out s --keep missing", "missing");
    row("compose --out d", "--source");
    row("compose --source tuxpaint --recipe r.json --out d", "--source");
    row("compose --source tuxpaint", "--out");
    row("compose --source tuxpaint --out d --objects 0", "--objects");
    row("compose --source tuxpaint --out d --count 0", "--count");
    row("compose --source tuxpaint --out d --size 12", "12");
    row("compose --source tuxpaint --out d --split all", "all");
    row("compose --source tuxpaint --out d --videos --pictures", "--pictures");
    row("compose --source tuxpaint --out d --videos --masks", "--masks");
    row("compose --source tuxpaint --out d --videos --off-screen", "--off-screen");
    row("compose --source tuxpaint --out d --seed -1", "--seed");
    row("compose --source tuxpaint --out d --videos --seconds nan", "--seconds");
}

/// An empty name is never meant: "$FILE" of a script that has none.
void TestCommandLineParser::emptyNames()
{
    const std::vector<std::pair<std::vector<std::string>, std::string>> cases{
            {{"localize", "", "-c", "m"}, "INPUT"},
            {{"localize", "a.mp4", "-c", "m", "-o", ""}, "--out"},
            {{"localize", "a.mp4", "-c", ""}, "--checkpoint"},
            {{"evaluate", "--table", "t", "-c", "m", "--out", ""}, "--out"},
            {{"inspect", "a", ""}, "FILE"},
            {{"doctor", "-o", ""}, "--out"}};
    for (const auto &[arguments, mention] : cases) {
        const TextAnswer answer = answered(arguments);
        QCOMPARE(answer.exitCode, kExitUsage);
        QVERIFY2(answer.text.find(mention) != std::string::npos, answer.text.c_str());
    }
}

void TestCommandLineParser::wrongUsage()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, mention);
    std::vector<std::string> list;
    for (const QString &argument : arguments)
        list.push_back(argument.toStdString());
    const TextAnswer answer = answered(list);
    QCOMPARE(answer.exitCode, kExitUsage);
    QVERIFY2(QString::fromStdString(answer.text).contains(mention), answer.text.c_str());
    QCOMPARE(std::count(answer.text.begin(), answer.text.end(), '\n'), 1);
    QVERIFY(answer.text.find("--help") != std::string::npos);
}

void TestCommandLineParser::manualPages_data()
{
    QTest::addColumn<QString>("command");
    for (const char *command : {"",
                                "localize",
                                "inspect",
                                "doctor",
                                "evaluate",
                                "prepare",
                                "compose",
                                "train",
                                "convert",
                                "annotations"})
        QTest::newRow(command) << QString::fromLatin1(command);
}

void TestCommandLineParser::manualPages()
{
    QFETCH(QString, command);
    std::vector<std::string> arguments{"--help"};
    if (!command.isEmpty())
        arguments.insert(arguments.begin(), command.toStdString());
    const TextAnswer answer = answered(arguments);
    QCOMPARE(answer.exitCode, kExitDone);
    for (const char *section :
         {"NAME\n", "SYNOPSIS\n", "DESCRIPTION\n", "EXAMPLES\n", "EXIT STATUS\n"})
        QVERIFY2(answer.text.find(section) != std::string::npos, section);
    std::istringstream lines(answer.text);
    constexpr std::size_t kColumns = 100;
    for (std::string line; std::getline(lines, line);)
        QVERIFY2(line.size() <= kColumns, line.c_str());
    QVERIFY(answer.text.find('{') == std::string::npos || command == QLatin1String("evaluate"));
}

void TestCommandLineParser::version()
{
    const TextAnswer answer = answered({"--version"});
    QCOMPARE(answer.exitCode, kExitDone);
    QCOMPARE(answer.text, std::string("soundlocus-cli " SOUNDLOCUS_VERSION "\n"));
}

QTEST_GUILESS_MAIN(TestCommandLineParser)
#include "tst_command_line_parser.moc"

// SPDX-License-Identifier: MIT
#include "engine/compose/recipe.h"
#include "engine/core/file_io.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <algorithm>

using namespace soundlocus;
using namespace soundlocus::test;

class TestRecipe final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void readsEveryKey();
    void splitsHaveTheirOwnFilesAndValues();
    void tellsAllFaultsAtOnce();
    void namesThePackageOfAMissingRoot();
    void badFiles();
    void demoRecipeIsClean();

private:
    RecipeReading read(const std::string &text, const std::string &split = "train") const
    {
        const auto path = m_root / "recipe.json";
        if (auto written = writeWholeFile(path, text); !written)
            throw std::runtime_error(written.error().message);
        return readRecipe(path, split).value();
    }
    QTemporaryDir m_folder;
    std::filesystem::path m_root = pathOf(m_folder);
};

namespace {

bool hasFault(const RecipeReading &reading, const std::string &text)
{
    return std::ranges::any_of(reading.faults, [&text](const std::string &fault) {
        return fault.find(text) != std::string::npos;
    });
}

const std::string kClasses =
        R"("classes": [{"name": "a", "pictures": ["a.png"], "sounds": ["a.wav"]},
                         {"name": "b", "pictures": ["a.png"], "sounds": ["a.wav"]}])";

} // namespace

void TestRecipe::initTestCase()
{
    for (const char *name : {"a.png", "a.wav", "train.jpg", "test.jpg"})
        SL_VERIFY_RESULT(writeWholeFile(m_root / name, "x"));
}

void TestRecipe::readsEveryKey()
{
    const RecipeReading reading = read(R"({"format": 1, "name": "n",
        "picture": {"width": 200, "height": 100, "jpeg_quality": 80},
        "sound": {"sample_rate_hz": 8000, "seconds": 1.5, "jitters": 3, "pitch_semitones": 1,
                  "gain_db": 2, "echo_share": 0.1, "echo_seconds": [0.2, 0.3],
                  "noise_share": 0.4, "noise_db": [5, 6]},
        "objects": {"count": 1, "side": [0.2, 0.3], "flip_share": 0, "rotation_degrees": 3,
                    "color_gain": 0.2, "visible_share": 0.7},
        "distractors": {"count": [1, 2], "side": [0.1, 0.2], "pictures": ["a.png"]},
        "backgrounds": {"easy_share": 0.6, "procedural_share": 0.5, "photos": ["train.jpg"]},
        "classes": [{"name": "a", "kin": "k", "pictures": ["a.png"], "sounds": ["a.wav"]}]})");
    QVERIFY2(reading.faults.empty(), reading.faults.empty() ? "" : reading.faults[0].c_str());
    const Recipe &recipe = reading.recipe;
    QCOMPARE(recipe.name, std::string("n"));
    QVERIFY(recipe.picture == (Size{200, 100}));
    QCOMPARE(recipe.jpegQuality, 80);
    QCOMPARE(recipe.sampleRateHz, 8000);
    QCOMPARE(recipe.soundSeconds, 1.5);
    QCOMPARE(recipe.jittersPerRecording, 3);
    QCOMPARE(recipe.jitter.pitchSemitones, 1.0);
    QCOMPARE(recipe.jitter.gainDb, 2.0);
    QCOMPARE(recipe.jitter.echoShare, 0.1);
    QVERIFY(recipe.jitter.echoSeconds == (ValueSpan{0.2, 0.3}));
    QCOMPARE(recipe.jitter.noiseShare, 0.4);
    QVERIFY(recipe.jitter.noiseDb == (ValueSpan{5, 6}));
    QCOMPARE(recipe.objects.count, 1);
    QVERIFY(recipe.objects.side == (ValueSpan{0.2, 0.3}));
    QCOMPARE(recipe.objects.flipShare, 0.0);
    QCOMPARE(recipe.objects.rotationDegrees, 3.0);
    QCOMPARE(recipe.objects.colorGain, 0.2);
    QCOMPARE(recipe.objects.visibleShare, 0.7);
    QVERIFY(recipe.objects.distractors == (ValueSpan{1, 2}));
    QVERIFY(recipe.objects.distractorSide == (ValueSpan{0.1, 0.2}));
    QCOMPARE(recipe.distractors.size(), std::size_t(1));
    QCOMPARE(recipe.easyShare, 0.6);
    QCOMPARE(recipe.proceduralShare, 0.5);
    QCOMPARE(recipe.photos.at(0).file.string(), (m_root / "train.jpg").string());
    QCOMPARE(recipe.classes.at(0).name, std::string("a"));
    QCOMPARE(recipe.classes.at(0).kin, std::string("k"));
}

void TestRecipe::splitsHaveTheirOwnFilesAndValues()
{
    const std::string text = R"({"format": 1, "objects": {"side": [0.3, 0.6]},
        "backgrounds": {"easy_share": 0.5, "photos": {"train": ["train.jpg"], "test": ["test.jpg"]}},
        "splits": {"test": {"backgrounds": {"easy_share": 0}, "objects": {"side": [0.4, 0.5]}}}, )"
                             + kClasses + "}";
    const RecipeReading train = read(text, "train");
    const RecipeReading test = read(text, "test");
    QVERIFY(train.faults.empty() && test.faults.empty());
    QCOMPARE(train.recipe.photos.at(0).stem(), std::string("train"));
    QCOMPARE(test.recipe.photos.at(0).stem(), std::string("test"));
    QCOMPARE(train.recipe.easyShare, 0.5);
    QCOMPARE(test.recipe.easyShare, 0.0);
    QVERIFY(train.recipe.objects.side == (ValueSpan{0.3, 0.6}));
    QVERIFY(test.recipe.objects.side == (ValueSpan{0.4, 0.5}));
    QCOMPARE(test.recipe.classes.size(), std::size_t(2));
}

void TestRecipe::tellsAllFaultsAtOnce()
{
    const RecipeReading reading = read(R"({"format": 1, "recipe_name": "x",
        "sound": {"secondz": 2, "jitters": 0, "gain_db": "loud"},
        "objects": {"sides": [0.3, 0.6], "count": 3, "visible_share": [1, 2]},
        "splits": {"test": {"backgrounds": {"foto": []}}},
        "backgrounds": {"photos": ["missing.jpg", "nowhere:x.jpg"]},
        "classes": [{"name": "a", "pictures": ["a.png"], "sounds": []},
                    {"name": "a", "pictures": ["gone.png"], "sounds": ["a.wav"]}]})");
    for (const char *text : {"recipe_name is unknown; known here are",
                             "sound.secondz is unknown; did you mean sound.seconds?",
                             "sound.jitters is 0",
                             "sound.gain_db must be a number",
                             "objects.sides is unknown; did you mean objects.side?",
                             "objects.visible_share must be a number",
                             "3 objects need as many classes",
                             "splits.test.backgrounds.foto is unknown; did you mean",
                             "missing.jpg: not found",
                             "'nowhere' names no root",
                             "gone.png: not found",
                             "class 'a' occurs a second time",
                             "class 'a' has no sound",
                             "class 'a' has no picture"})
        QVERIFY2(hasFault(reading, text), text);
    for (const std::string &fault : reading.faults)
        QVERIFY(fault.find('\n') == std::string::npos);
}

void TestRecipe::namesThePackageOfAMissingRoot()
{
    const RecipeReading reading = read(R"({"format": 1,
        "roots": {"r": {"path": "/nowhere/at/all", "package": "some-package"}},
        "backgrounds": {"photos": ["r:1.jpg", "r:2.jpg"]}, )"
                                       + kClasses + "}");
    QCOMPARE(reading.faults.size(), std::size_t(1));
    QVERIFY(hasFault(reading, "apt-get install some-package"));
}

void TestRecipe::badFiles()
{
    SL_COMPARE_CODE(readRecipe(m_root / "none.json", "train"), ErrorCode::NotFound);
    SL_VERIFY_RESULT(writeWholeFile(m_root / "bad.json", "{"));
    SL_COMPARE_CODE(readRecipe(m_root / "bad.json", "train"), ErrorCode::CorruptData);
    for (const char *text :
         {"[]", "3", "{}", R"({"format": 9, "classes": 4})", R"({"classes": [1]})"})
        QVERIFY2(!read(text).faults.empty(), text);
}

void TestRecipe::demoRecipeIsClean()
{
    const auto file = testDataDir() / "../../resources/demo/recipe.json";
    for (const char *split : {"train", "test"}) {
        const auto reading = readRecipe(file, split);
        SL_VERIFY_RESULT(reading);
        if (hasFault(*reading, "apt-get install"))
            QSKIP("the packages with the cut-outs are not installed here");
        QVERIFY2(reading->faults.empty(),
                 reading->faults.empty() ? "" : reading->faults[0].c_str());
        QVERIFY(reading->recipe.classes.size() >= 60);
        for (const RecipeClass &type : reading->recipe.classes)
            QVERIFY(type.name != "firetruck"); // its sound is not free
    }
    // No photograph serves both splits.
    const auto train = readRecipe(file, "train")->recipe.photos;
    const auto test = readRecipe(file, "test")->recipe.photos;
    for (const AssetPath &photo : test)
        QVERIFY(std::ranges::find(train, photo) == train.end());
}

QTEST_GUILESS_MAIN(TestRecipe)
#include "tst_recipe.moc"

// SPDX-License-Identifier: MIT
#include "engine/compose/rcc_archive.h"
#include "engine/compose/source_folder.h"
#include "engine/core/file_io.h"
#include "tests/engine/compose/synthetic_source.h"
#include "tests/support/test_paths.h"

#include <QProcess>
#include <QTest>

#include <algorithm>

using namespace soundlocus;
using namespace soundlocus::test;
namespace fs = std::filesystem;

class TestSourceFolder final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void pairsPicturesWithSounds();
    void emptyAndMissingFolders();
    void tuxpaintStamps();
    void readsWhatQtPacks();
    void damagedArchives();

private:
    QTemporaryDir m_folder;
    fs::path m_root = pathOf(m_folder);
};

void TestSourceFolder::pairsPicturesWithSounds()
{
    const fs::path source = m_root / "source";
    writeSource(source, 2);
    writeSource(source / "below", 1); // a second picture and sound of c0
    SL_VERIFY_RESULT(writeWholeFile(source / "mute.png", "x"));
    SL_VERIFY_RESULT(writeWholeFile(source / "unseen.wav", "x"));
    const auto recipe = recipeFromSource(source.string());
    SL_VERIFY_RESULT(recipe);
    QCOMPARE(recipe->classes.size(), std::size_t(2));
    QCOMPARE(recipe->classes[0].name, std::string("c0"));
    QCOMPARE(recipe->classes[0].cutouts.size(), std::size_t(2));
    QCOMPARE(recipe->classes[0].sounds.size(), std::size_t(2));
    QCOMPARE(recipe->classes[1].cutouts.size(), std::size_t(1));
    QCOMPARE(photosIn(source)->size(), std::size_t(4));
}

void TestSourceFolder::emptyAndMissingFolders()
{
    fs::create_directories(m_root / "empty");
    SL_COMPARE_CODE(recipeFromSource((m_root / "empty").string()), ErrorCode::InvalidArgument);
    SL_COMPARE_CODE(recipeFromSource((m_root / "none").string()), ErrorCode::NotFound);
    SL_COMPARE_CODE(photosIn(m_root / "empty"), ErrorCode::InvalidArgument);
    SL_COMPARE_CODE(photosIn(m_root / "none"), ErrorCode::NotFound);
}

void TestSourceFolder::tuxpaintStamps()
{
    const auto recipe = recipeFromSource("tuxpaint");
    if (!recipe) {
        QVERIFY(recipe.error().message.find("apt-get install tuxpaint-stamps-default")
                != std::string::npos);
        QSKIP("tuxpaint-stamps-default is not installed here");
    }
    QVERIFY(recipe->classes.size() >= 60);
    const auto has = [&recipe](const std::string &name) {
        return std::ranges::any_of(recipe->classes,
                                   [&name](const RecipeClass &type) { return type.name == name; });
    };
    QVERIFY(has("frog") && has("dog") && has("violin"));
    QVERIFY(!has("firetruck"));
    for (const RecipeClass &type : recipe->classes) {
        for (const AssetPath &sound : type.sounds) {
            QVERIFY2(sound.file.string().find("_desc") == std::string::npos, type.name.c_str());
            QVERIFY2(sound.file.string().find("symbols") == std::string::npos, type.name.c_str());
        }
    }
}

void TestSourceFolder::readsWhatQtPacks()
{
    const QString rcc = QStringLiteral("/usr/lib/qt6/libexec/rcc");
    if (!QFile::exists(rcc))
        QSKIP("Qt's rcc is not where Debian puts it");
    const std::string random = shapePng(
            {64, 64}, {9, 8, 7}, [](double x, double y) { return std::fmod(x * y, 7) > 3; });
    const std::string text(20'000, 'a');
    SL_VERIFY_RESULT(makeFolder(m_root / "in"));
    SL_VERIFY_RESULT(writeWholeFile(m_root / "in/stored.png", random));
    SL_VERIFY_RESULT(writeWholeFile(m_root / "in/packed.txt", text));
    SL_VERIFY_RESULT(
            writeWholeFile(m_root / "list.qrc",
                           "<RCC><qresource prefix=\"/gc/\u00e4\"><file>in/stored.png</file>"
                           "<file>in/packed.txt</file></qresource></RCC>"));
    QProcess process;
    process.setWorkingDirectory(QString::fromStdString(m_root.string()));
    process.start(rcc,
                  {QStringLiteral("--binary"),
                   QStringLiteral("--compress-algo"),
                   QStringLiteral("zlib"),
                   QStringLiteral("-o"),
                   QStringLiteral("out.rcc"),
                   QStringLiteral("list.qrc")});
    QVERIFY(process.waitForFinished());
    QCOMPARE(process.exitCode(), 0);
    const auto archive = RccArchive::open(m_root / "out.rcc");
    SL_VERIFY_RESULT(archive);
    QCOMPARE(archive->names().size(), std::size_t(2));
    QCOMPARE(*archive->read("gc/\u00e4/in/stored.png"), random);
    QCOMPARE(*archive->read("gc/\u00e4/in/packed.txt"), text);
    SL_COMPARE_CODE(archive->read("gc/none"), ErrorCode::NotFound);
    const AssetPath path = assetPathFrom(m_root / "out.rcc/gc/\u00e4/in/packed.txt");
    QCOMPARE(path.member, std::string("gc/\u00e4/in/packed.txt"));
    AssetReader reader;
    SL_VERIFY_RESULT(reader.check(path));
    QCOMPARE(*reader.read(path), text);

    // Whatever byte is changed, nothing worse than an error comes of it.
    const std::string whole = *readWholeFile(m_root / "out.rcc", 1 << 20);
    for (std::size_t i = 0; i < whole.size(); i += 1 + i / 40) {
        std::string changed = whole;
        changed[i] = static_cast<char>(changed[i] ^ 0x55);
        SL_VERIFY_RESULT(writeWholeFile(m_root / "changed.rcc", changed));
        if (const auto opened = RccArchive::open(m_root / "changed.rcc")) {
            for (const std::string &name : opened->names())
                (void)opened->read(name);
        }
    }
}

void TestSourceFolder::damagedArchives()
{
    SL_VERIFY_RESULT(writeWholeFile(m_root / "no.rcc", "something else altogether"));
    SL_COMPARE_CODE(RccArchive::open(m_root / "no.rcc"), ErrorCode::UnsupportedFormat);
    SL_VERIFY_RESULT(writeWholeFile(m_root / "cut.rcc",
                                    std::string("qres\0\0\0\3\0\0\1\0\0\0\0\0\0\0\0\0", 20)));
    SL_COMPARE_CODE(RccArchive::open(m_root / "cut.rcc"), ErrorCode::CorruptData);
}

QTEST_GUILESS_MAIN(TestSourceFolder)
#include "tst_source_folder.moc"

// SPDX-License-Identifier: MIT
#include "engine/pipeline/localize_inputs.h"

#include "engine/core/file_io.h"
#include "tests/support/test_paths.h"

#include <QTest>

using namespace soundlocus;
using namespace soundlocus::test;
namespace fs = std::filesystem;

class TestLocalizeInputs final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void videosInTheirOrder();
    void folderIsReadBelow();
    void joinedByPlus();
    void namesThatHoldAPlus();
    void picturesFindTheirSounds();
    void picturesWithoutSounds();
    void patterns();
    void namesAreUnique();
    void sameFileTwice();
    void oddNames();
    void missing();

private:
    fs::path touch(const std::string &name)
    {
        const fs::path path = m_root / name;
        fs::create_directories(path.parent_path());
        if (!writeWholeFile(path, "x"))
            throw std::runtime_error("cannot write " + name);
        return path;
    }
    std::optional<QTemporaryDir> m_folder;
    fs::path m_root;
};

namespace {

std::vector<std::string> names(const CollectedInputs &collected)
{
    std::vector<std::string> result;
    for (const LocalizeInput &input : collected.inputs)
        result.push_back(input.name);
    return result;
}

using Names = std::vector<std::string>;

} // namespace

void TestLocalizeInputs::init()
{
    m_folder.emplace();
    m_root = pathOf(*m_folder);
}

void TestLocalizeInputs::videosInTheirOrder()
{
    const auto collected = collectInputs({touch("b.mp4"), touch("a.mkv"), touch("noextension")});
    QCOMPARE(names(collected), (Names{"b", "a", "noextension"}));
    QVERIFY(collected.faults.empty() && collected.inputs[0].sound.empty());
}

void TestLocalizeInputs::folderIsReadBelow()
{
    touch("set/2.mp4");
    touch("set/1.MOV");
    touch("set/below/3.webm");
    touch("set/.hidden.mp4");
    touch("set/.git/4.mp4");
    touch("set/notes.txt");
    touch("set/5.jpg");
    touch("set/5.flac");
    touch("set/6.jpg");
    touch("set/7.wav");
    const auto collected = collectInputs({m_root / "set"});
    QCOMPARE(names(collected), (Names{"1", "2", "5", "3"}));
    QCOMPARE(collected.inputs[2].sound.filename().string(), std::string("5.flac"));
    QVERIFY(collected.faults.empty());
    QCOMPARE(collected.notes.size(), std::size_t(1));
    QVERIFY(collected.notes[0].starts_with("2 files"));
    fs::create_directories(m_root / "nothing");
    QCOMPARE(collectInputs({m_root / "nothing"}).faults.size(), std::size_t(1));
}

void TestLocalizeInputs::joinedByPlus()
{
    const fs::path picture = touch("p.jpg");
    const fs::path sound = touch("other/s.wav");
    const auto collected = collectInputs({picture.string() + "+" + sound.string()});
    QCOMPARE(names(collected), Names{"p"});
    QCOMPARE(collected.inputs[0].sound.string(), sound.string());
}

void TestLocalizeInputs::namesThatHoldAPlus()
{
    const fs::path plus = touch("a+b.mp4");
    const fs::path sound = touch("c+d.wav");
    QVERIFY(collectInputs({plus}).inputs[0].sound.empty());
    const auto joined = collectInputs({plus.string() + "+" + sound.string()});
    QCOMPARE(joined.inputs[0].picture.string(), plus.string());
    QCOMPARE(joined.inputs[0].sound.string(), sound.string());
}

void TestLocalizeInputs::picturesFindTheirSounds()
{
    touch("here.wav");
    const auto beside = collectInputs({touch("here.png")});
    QCOMPARE(beside.inputs[0].sound.filename().string(), std::string("here.wav"));
    const auto named = collectInputs({touch("x/dog.png"), touch("y/dog.mp3")});
    QCOMPARE(names(named), Names{"dog"});
    QCOMPARE(named.inputs[0].sound.filename().string(), std::string("dog.mp3"));
    QVERIFY(named.faults.empty());
}

void TestLocalizeInputs::picturesWithoutSounds()
{
    const auto collected = collectInputs(
            {touch("alone.jpg"), touch("lonely.wav"), touch("ok.mp4")});
    QCOMPARE(names(collected), Names{"ok"});
    QCOMPARE(collected.faults.size(), std::size_t(2));
    QVERIFY(collected.faults[0].error.code == ErrorCode::NoAudio);
    QVERIFY(collected.faults[1].error.code == ErrorCode::NoVideo);
    for (const InputFault &fault : collected.faults)
        QVERIFY(fault.error.message.find("PICTURE+SOUND") != std::string::npos);
}

void TestLocalizeInputs::patterns()
{
    touch("g/1.mp4");
    touch("g/2.mp4");
    touch("g/odd[1].mp4");
    QCOMPARE(names(collectInputs({m_root / "g/?.mp4"})), (Names{"1", "2"}));
    QCOMPARE(names(collectInputs({m_root / "g/odd[1].mp4"})), Names{"odd[1]"});
    const auto none = collectInputs({m_root / "g/*.avi"});
    QVERIFY(none.inputs.empty());
    QVERIFY(none.faults[0].error.code == ErrorCode::NotFound);
}

void TestLocalizeInputs::namesAreUnique()
{
    const auto collected = collectInputs(
            {touch("x/a.mp4"), touch("x/a.mkv"), touch("y/a.mp4"), touch("b.mp4")});
    QCOMPARE(names(collected), (Names{"a.mp4", "a.mkv", "a.mp4-2", "b"}));
}

void TestLocalizeInputs::sameFileTwice()
{
    const fs::path path = touch("a.mp4");
    QCOMPARE(names(collectInputs({path, m_root, m_root / "." / "a.mp4"})), Names{"a"});
}

void TestLocalizeInputs::oddNames()
{
    touch("odd/-0BKyt3oZ.mp4");
    touch("odd/ünïcode näme 音 (1) #%.mp4");
    const auto collected = collectInputs({m_root / "odd"});
    QCOMPARE(names(collected), (Names{"-0BKyt3oZ", "ünïcode näme 音 (1) #%"}));
}

void TestLocalizeInputs::missing()
{
    const auto collected = collectInputs({m_root / "missing.mp4", touch("a.mp4")});
    QCOMPARE(names(collected), Names{"a"});
    QVERIFY(collected.faults[0].error.code == ErrorCode::NotFound);
    QVERIFY(collected.faults[0].error.message.find("missing.mp4") != std::string::npos);
}

QTEST_GUILESS_MAIN(TestLocalizeInputs)
#include "tst_localize_inputs.moc"

// SPDX-License-Identifier: MIT
#include "engine/pipeline/localize_inputs.h"

#include "engine/core/file_io.h"
#include "tests/support/test_paths.h"

#include <QTest>

#include <unistd.h>

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
    void onePictureWithSeveralSounds();
    void resultsAreLeftOut();
    void unreadableFolders();
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

void TestLocalizeInputs::onePictureWithSeveralSounds()
{
    const std::string dog = touch("dog.jpg").string();
    const std::string a = touch("a.wav").string();
    const std::string b = touch("b.wav").string();
    QCOMPARE(names(collectInputs({dog + "+" + a, dog + "+" + b})), (Names{"dog+a", "dog+b"}));
    QCOMPARE(names(collectInputs({dog + "+" + a, dog + "+" + a})), Names{"dog"});
    const std::string other = touch("x/dog.png").string();
    QCOMPARE(names(collectInputs({dog + "+" + a, dog + "+" + b, other + "+" + b})),
             (Names{"dog.jpg+a", "dog.jpg+b", "dog.png"}));
    const std::string film = touch("film.mp4").string();
    QCOMPARE(names(collectInputs({film, film + "+" + a})), (Names{"film", "film+a"}));
    const std::string again = touch("x/a.wav").string();
    QCOMPARE(names(collectInputs({dog + "+" + a, dog + "+" + again})), (Names{"dog+a", "dog+a-2"}));
}

/// The second run on a folder sees what the first saw.
void TestLocalizeInputs::resultsAreLeftOut()
{
    touch("set/dog.mp4");
    touch("set/soundlocus-out/dog_overlay.mp4");
    touch("set/soundlocus-out/below/cat.mp4");
    touch("set/soundlocus-out-of-date/bird.mp4");
    const fs::path set = m_root / "set";
    const auto collected = collectInputs({set}, set / "soundlocus-out");
    QCOMPARE(names(collected), (Names{"dog", "bird"}));
    QCOMPARE(collected.notes.size(), std::size_t(1));
    QCOMPARE(names(collectInputs({set.string() + "/"}, set / "." / "soundlocus-out/")),
             (Names{"dog", "bird"}));
    QCOMPARE(collectInputs({set}).inputs.size(), std::size_t(4));
    // What is named is meant.
    QCOMPARE(names(collectInputs({set / "soundlocus-out/dog_overlay.mp4"}, set / "soundlocus-out")),
             Names{"dog_overlay"});
    // Beside the inputs they tell themselves by their name.
    touch("set/dog_overlay.mp4");
    QCOMPARE(collectInputs({set}, set).inputs.size(), std::size_t(3));
    QCOMPARE(names(collectInputs({set / "soundlocus-out-of-date"}, set)), Names{"bird"});
}

void TestLocalizeInputs::unreadableFolders()
{
    touch("open/dog.mp4");
    touch("open/locked/cat.mp4");
    const fs::path open = m_root / "open";
    fs::permissions(m_root, fs::perms(0755));
    fs::permissions(open / "locked", fs::perms(0));
    // The administrator may read everything.
    constexpr uid_t kNobody = 65534;
    const uid_t self = ::geteuid();
    const bool isTold = self != 0 || ::seteuid(kNobody) == 0;
    const auto within = collectInputs({open});
    const auto itself = collectInputs({open / "locked"});
    const bool isBack = ::seteuid(self) == 0;
    fs::permissions(open / "locked", fs::perms(0755));
    QVERIFY(isTold && isBack);
    QCOMPARE(names(within), Names{"dog"});
    for (const auto &collected : {within, itself}) {
        QCOMPARE(collected.faults.size(), std::size_t(1));
        QVERIFY(collected.faults[0].error.code == ErrorCode::PermissionDenied);
        QVERIFY(collected.faults[0].error.message.find("locked") != std::string::npos);
    }
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

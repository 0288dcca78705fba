// SPDX-License-Identifier: MIT
#include "engine/pipeline/sound_windows.h"

#include "tests/engine/pipeline/stub_localizer.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include <QTest>

using namespace soundlocus;
using namespace soundlocus::test;
namespace fs = std::filesystem;

class TestSoundWindows final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void oneEmbeddingPerWindow();
    void windowsAreCentredOnTheGrid();
    void longWindowIsCutAroundItsCentre();
    void silenceIsEmbeddedOnce();
    void wholeSoundIsEmbeddedOnce();
    void oldWindowsAreForgotten();
    void tellsSilence();

private:
    [[nodiscard]] SoundWindows windows(const StubLocalizer &localizer, SoundWindowOptions options)
    {
        return SoundWindows(*AudioDecoder::open(*MediaFile::open(m_wav)), options, localizer);
    }
    QTemporaryDir m_folder;
    fs::path m_wav;
};

namespace {

std::vector<MediaTime> frameTimes(double begin, double end, double rate)
{
    std::vector<MediaTime> times;
    for (int i = 0; begin + i / rate < end; ++i)
        times.push_back(fromSeconds(begin + i / rate));
    return times;
}

} // namespace

void TestSoundWindows::initTestCase()
{
    m_wav = pathOf(m_folder) / "tone.wav";
    SL_VERIFY_RESULT(writeToneWav(m_wav, 10));
}

void TestSoundWindows::oneEmbeddingPerWindow()
{
    const StubLocalizer localizer;
    SoundWindows sounds = windows(localizer,
                                  {std::chrono::seconds(3), std::chrono::seconds(1), {}});
    // 10 s at 30 frames a second in batches of 8.
    const auto times = frameTimes(0, 10, 30);
    for (std::size_t i = 0; i < times.size(); i += 8) {
        const std::size_t count = std::min<std::size_t>(8, times.size() - i);
        const auto result = sounds.at(std::span(times).subspan(i, count), {});
        SL_VERIFY_RESULT(result);
        QCOMPARE(result->size(), count);
    }
    QCOMPARE(sounds.embeddedClips(), 11); // windows 0 to 10, not 300 frames
    QCOMPARE(localizer.embedCalls, 11);
}

void TestSoundWindows::windowsAreCentredOnTheGrid()
{
    const StubLocalizer localizer;
    SoundWindows sounds = windows(localizer,
                                  {std::chrono::seconds(3), std::chrono::seconds(1), {}});
    const std::vector<MediaTime> times{
            fromSeconds(0.2), fromSeconds(4.49), fromSeconds(4.5), fromSeconds(9.9)};
    SL_VERIFY_RESULT(sounds.at(times, {}));
    QCOMPARE(localizer.embedCalls, 1);
    QCOMPARE(localizer.embedded.size(), std::size_t(4));
    QCOMPARE(toSeconds(localizer.embedded[0].start()), 0.0); // -1.5 to 1.5, cut at the file
    QCOMPARE(toSeconds(localizer.embedded[0].duration()), 1.5);
    QCOMPARE(toSeconds(localizer.embedded[1].start()), 2.5);
    QCOMPARE(toSeconds(localizer.embedded[1].duration()), 3.0);
    QCOMPARE(toSeconds(localizer.embedded[2].start()), 3.5);
    QCOMPARE(toSeconds(localizer.embedded[3].start()), 8.5);
    QCOMPARE(toSeconds(localizer.embedded[3].duration()), 1.5);
}

/// Of a window longer than what the network hears the part around the frame, also where the file
/// ends on one side.
void TestSoundWindows::longWindowIsCutAroundItsCentre()
{
    StubLocalizer localizer;
    localizer.model.audio.seconds = 2;
    SoundWindows sounds = windows(localizer,
                                  {std::chrono::seconds(6), std::chrono::seconds(1), {}});
    const std::vector<MediaTime> times{fromSeconds(0), fromSeconds(5), fromSeconds(9)};
    SL_VERIFY_RESULT(sounds.at(times, {}));
    QCOMPARE(localizer.embedded.size(), std::size_t(3));
    QCOMPARE(toSeconds(localizer.embedded[0].start()), 0.0); // -1 to 1
    QCOMPARE(toSeconds(localizer.embedded[0].duration()), 1.0);
    QCOMPARE(toSeconds(localizer.embedded[1].start()), 4.0);
    QCOMPARE(toSeconds(localizer.embedded[1].duration()), 2.0);
    QCOMPARE(toSeconds(localizer.embedded[2].start()), 8.0);
    QCOMPARE(toSeconds(localizer.embedded[2].duration()), 2.0);
}

void TestSoundWindows::silenceIsEmbeddedOnce()
{
    const StubLocalizer localizer;
    SoundWindows sounds = windows(localizer,
                                  {std::chrono::seconds(1), std::chrono::seconds(1), {}});
    const std::vector<MediaTime> times{
            fromSeconds(-20), fromSeconds(30), fromSeconds(40), fromSeconds(5)};
    SL_VERIFY_RESULT(sounds.at(times, {}));
    SL_VERIFY_RESULT(sounds.at(std::vector{fromSeconds(50)}, {}));
    QCOMPARE(localizer.embedded.size(), std::size_t(2));
    QVERIFY(localizer.embedded[0].isEmpty());
}

void TestSoundWindows::tellsSilence()
{
    const StubLocalizer localizer;
    const SoundWindowOptions options{std::chrono::seconds(1), std::chrono::seconds(1), {}};
    SoundWindows tone = windows(localizer, options);
    SL_VERIFY_RESULT(tone.at(std::vector{fromSeconds(40)}, {}));
    QVERIFY(tone.isSilent()); // nothing there
    SL_VERIFY_RESULT(tone.at(std::vector{fromSeconds(5)}, {}));
    QVERIFY(!tone.isSilent());
    const fs::path silence = pathOf(m_folder) / "silence.wav";
    SL_VERIFY_RESULT(writeToneWav(silence, 3, 16000, 0));
    SoundWindows silent(*AudioDecoder::open(*MediaFile::open(silence)), options, localizer);
    SL_VERIFY_RESULT(silent.at(frameTimes(0, 3, 5), {}));
    QVERIFY(silent.isSilent());
}

void TestSoundWindows::wholeSoundIsEmbeddedOnce()
{
    const StubLocalizer localizer;
    SoundWindows sounds = windows(localizer, {});
    SL_VERIFY_RESULT(sounds.at(frameTimes(0, 10, 25), {}));
    QCOMPARE(localizer.embedded.size(), std::size_t(1));
    QCOMPARE(toSeconds(localizer.embedded[0].duration()), 10.0);
    QVERIFY(localizer.lastCut == AudioCut::Official);
}

void TestSoundWindows::oldWindowsAreForgotten()
{
    const StubLocalizer localizer;
    SoundWindows sounds = windows(
            localizer, {std::chrono::milliseconds(100), std::chrono::milliseconds(100), {}});
    SL_VERIFY_RESULT(sounds.at(frameTimes(0, 9, 10), {}));
    QCOMPARE(sounds.embeddedClips(), 90);
    SL_VERIFY_RESULT(sounds.at(std::vector{fromSeconds(8.9)}, {}));
    QCOMPARE(sounds.embeddedClips(), 90); // a recent one
    SL_VERIFY_RESULT(sounds.at(std::vector{fromSeconds(0.1)}, {}));
    QCOMPARE(sounds.embeddedClips(), 91); // an old one
}

QTEST_GUILESS_MAIN(TestSoundWindows)
#include "tst_sound_windows.moc"

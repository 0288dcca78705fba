// SPDX-License-Identifier: MIT
#include "app/services/playback/engine_player.h"
#include "app/services/playback/steady_audio_output.h"
#include "engine/media/video_decoder.h"
#include "tests/support/fixtures.h"
#include "tests/support/test_paths.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <ctime>
#include <fstream>

using namespace soundlocus;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

namespace {

constexpr int kPatienceMs = 10'000;

/// What a device is to do; shared with the sound thread.
struct DeviceScript
{
    std::atomic<bool> isThere = true;
    std::atomic<bool> isStuck = false;
    std::atomic<bool> hasFailed = false;
    std::atomic<int> starts = 0;
    std::atomic<int> mostStarts = 1000; ///< it refuses further ones
    std::atomic<double> volume = -1;
    std::atomic<AudioOutputs *> outputs = nullptr;
};

class ScriptedOutput final : public AudioOutput
{
public:
    explicit ScriptedOutput(std::shared_ptr<DeviceScript> script)
        : m_script(std::move(script))
    {}
    [[nodiscard]] QString name() const override { return QStringLiteral("scripted"); }
    [[nodiscard]] bool start() override
    {
        m_written = 0;
        return ++m_script->starts <= m_script->mostStarts && m_steady.start();
    }
    void stop() override { m_steady.stop(); }
    [[nodiscard]] std::size_t room() const override
    {
        return m_script->isStuck ? 7200 - std::min<std::size_t>(m_written, 7200) : m_steady.room();
    }
    std::size_t write(std::span<const float> samples) override
    {
        const std::size_t taken = m_script->isStuck ? std::min(room(), samples.size() / 2)
                                                    : m_steady.write(samples);
        m_written += taken;
        return taken;
    }
    [[nodiscard]] std::size_t waiting() const override
    {
        return m_script->isStuck ? m_written : m_steady.waiting();
    }
    [[nodiscard]] bool hasFailed() const override { return m_script->hasFailed; }
    void setVolume(double volume) override { m_script->volume = volume; }

private:
    std::shared_ptr<DeviceScript> m_script;
    SteadyAudioOutput m_steady;
    std::size_t m_written = 0;
};

class ScriptedOutputs final : public AudioOutputs
{
public:
    explicit ScriptedOutputs(std::shared_ptr<DeviceScript> script)
        : m_script(std::move(script))
    {
        m_script->outputs = this;
    }
    [[nodiscard]] std::unique_ptr<AudioOutput> open() override
    {
        return m_script->isThere ? std::make_unique<ScriptedOutput>(m_script) : nullptr;
    }
    [[nodiscard]] QString currentName() const override
    {
        return m_script->isThere ? QStringLiteral("scripted") : QString();
    }

private:
    std::shared_ptr<DeviceScript> m_script;
};

QString text(const fs::path &path)
{
    return QString::fromStdString(path.string());
}

} // namespace

class TstEnginePlayer : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void opensWithFirstPicture();
    void opensWhatWasPrepared();
    void openFails_data();
    void openFails();
    void cornerCases_data();
    void cornerCases();
    void exactPictureAfterSeek_data();
    void exactPictureAfterSeek();
    void stepsAreNeighbours_data();
    void stepsAreNeighbours();
    void stepsAddUp();
    void keyFrames();
    void latestSeekWins();
    void playsToTheEnd();
    void playsAgainFromTheBeginning();
    void speedScalesTime_data();
    void speedScalesTime();
    void loopStaysInside();
    void repeats();
    void playRangeStopsOnItsLastPicture();
    void seekWhilePlayingGoesOn();
    void pauseKeepsThePicture();
    void pauseKeepsTheJump();
    void soundOnly();
    void soundOfUnknownLength();
    void stillPicture();
    void soundIsTheClock();
    void volumeAndMute();
    void soundGoesOnUnderNewRules();
    void silentFileIsNotHeard();
    void stuckDeviceIsLeft();
    void refusedRestartIsTold();
    void deviceComesAndGoes();
    void damagedPacketsAreTold();
    void fileIsDeleted();
    void restsAfterAFault();
    void fileIsTruncated();
    void fileIsReplaced();
    void closesWhileDecoding();
    void busyGuiGetsTheNewest();

private:
    void start(std::shared_ptr<DeviceScript> device = {});
    void openAndWait(const fs::path &path, bool waitsForIndex = true);
    [[nodiscard]] Frame reference(qint64 n) const { return m_frames[static_cast<std::size_t>(n)]; }
    void loadReference(const fs::path &path);
    [[nodiscard]] fs::path folder() const { return test::pathOf(m_folder); }

    QTemporaryDir m_folder;
    fs::path m_video; // 64 x 48, 25 a second, 4 s, every picture another, tone of 4 s
    std::unique_ptr<EnginePlayer> m_player;
    std::vector<Frame> m_frames;
};

void TstEnginePlayer::initTestCase()
{
    m_video = folder() / "video.mp4";
    SL_VERIFY_RESULT(test::writeVideo(m_video, {.frames = 100, .soundSeconds = 4, .driftPx = 1}));
}

void TstEnginePlayer::init()
{
    start();
}

void TstEnginePlayer::cleanup()
{
    QElapsedTimer timer;
    timer.start();
    m_player.reset();
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
}

void TstEnginePlayer::start(std::shared_ptr<DeviceScript> device)
{
    EnginePlayerOptions options;
    options.indexFolder = folder() / "index";
    if (device)
        options.outputs = [device] { return std::make_unique<ScriptedOutputs>(device); };
    m_player = std::make_unique<EnginePlayer>(std::move(options));
}

void TstEnginePlayer::openAndWait(const fs::path &path, bool waitsForIndex)
{
    m_player->open(text(path));
    QTRY_COMPARE_WITH_TIMEOUT(m_player->state(), Player::State::Paused, kPatienceMs);
    if (m_player->media().hasPicture())
        QTRY_VERIFY_WITH_TIMEOUT(!m_player->frame().isEmpty(), kPatienceMs);
    if (waitsForIndex && m_player->media().hasPicture())
        QTRY_VERIFY_WITH_TIMEOUT(m_player->media().isIndexed, kPatienceMs);
}

void TstEnginePlayer::loadReference(const fs::path &path)
{
    m_frames.clear();
    const auto file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    auto decoder = VideoDecoder::open(*file);
    SL_VERIFY_RESULT(decoder);
    while (true) {
        auto frame = decoder->next();
        if (!frame || !frame->has_value())
            break;
        m_frames.push_back(**frame);
    }
    QVERIFY(!m_frames.empty());
}

void TstEnginePlayer::opensWithFirstPicture()
{
    QSignalSpy opened(m_player.get(), &Player::opened);
    QSignalSpy shown(m_player.get(), &Player::frameShown);
    QSignalSpy changed(m_player.get(), &Player::mediaChanged);
    m_player->open(text(m_video));
    QCOMPARE(m_player->state(), Player::State::Opening);
    QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, kPatienceMs);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(m_player->state(), Player::State::Paused);
    const MediaSummary &media = m_player->media();
    QVERIFY(media.kind == MediaSummary::Kind::Video);
    QCOMPARE(media.pictureSize, (Size{64, 48}));
    QVERIFY(media.hasSound);
    QVERIFY(std::abs(media.frameRate - 25) < 0.01);
    QVERIFY(media.format.startsWith("h264 64"));
    QCOMPARE(m_player->frame().pts, MediaTime{0});
    QTRY_COMPARE_WITH_TIMEOUT(changed.count(), 1, kPatienceMs);
    QVERIFY(m_player->media().isIndexed);
    QCOMPARE(m_player->media().frameCount, qint64{100});
    QCOMPARE(m_player->frameAt(1s), qint64{25});
    QCOMPARE(m_player->timeOfFrame(25), std::optional<MediaTime>(1s));
    QVERIFY(!m_player->timeOfFrame(100));
}

void TstEnginePlayer::opensWhatWasPrepared()
{
    loadReference(m_video);
    m_player->prepare({{text(m_video), 2s}, {text(folder() / "none.mp4")}});
    QTest::qWait(500);
    QSignalSpy shown(m_player.get(), &Player::frameShown);
    m_player->open(text(m_video), 2s);
    QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, kPatienceMs);
    QVERIFY(samePixels(m_player->frame(), reference(50)));
    // It is the file like any other from then on.
    QTRY_VERIFY_WITH_TIMEOUT(m_player->media().isIndexed, kPatienceMs);
    m_player->step(-1);
    QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().index, qint64{49}, kPatienceMs);
    QVERIFY(samePixels(m_player->frame(), reference(49)));
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->frame().index > 55, kPatienceMs);
    // What was not prepared, or at another place, opens all the same.
    m_player->prepare({{text(m_video), 1s}});
    m_player->open(text(m_video), 0s);
    QTRY_VERIFY_WITH_TIMEOUT(!m_player->frame().isEmpty(), kPatienceMs);
    QVERIFY(samePixels(m_player->frame(), reference(0)));
}

void TstEnginePlayer::openFails_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<int>("code");
    std::ofstream(folder() / "empty.mp4").flush();
    std::ofstream(folder() / "text.mp4") << "no film, only words, and many of them";
    QTest::newRow("missing") << "missing.mp4" << int(ErrorCode::NotFound);
    QTest::newRow("empty") << "empty.mp4" << int(ErrorCode::EmptyFile);
    QTest::newRow("text") << "text.mp4" << int(ErrorCode::UnsupportedFormat);
}

void TstEnginePlayer::openFails()
{
    QFETCH(QString, name);
    QFETCH(int, code);
    QSignalSpy failed(m_player.get(), &Player::openFailed);
    const QString path = text(folder()) + "/" + name;
    m_player->open(path);
    QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, kPatienceMs);
    QCOMPARE(failed.front()[0].toString(), path);
    QCOMPARE(int(failed.front()[1].value<Error>().code), code);
    QCOMPARE(m_player->state(), Player::State::Empty);
    m_player->play();
    m_player->seek(1s);
    m_player->step(1);
    QCOMPARE(m_player->state(), Player::State::Empty);
}

void TstEnginePlayer::cornerCases_data()
{
    QTest::addColumn<QString>("path");
    const fs::path media = test::mediaDir();
    if (media.empty())
        return;
    for (const auto &entry : fs::recursive_directory_iterator(media / "corner-cases")) {
        const fs::path &path = entry.path();
        if (entry.is_regular_file() && path.extension() != ".md" && path.extension() != ".json")
            QTest::newRow(path.lexically_relative(media).c_str()) << text(path);
    }
}

/// Every one opens or explains, plays for a moment, jumps, steps and closes.
void TstEnginePlayer::cornerCases()
{
    if (test::mediaDir().empty())
        QSKIP("real media is not beside this source tree");
    QFETCH(QString, path);
    QSignalSpy failed(m_player.get(), &Player::openFailed);
    m_player->open(path);
    QTRY_VERIFY_WITH_TIMEOUT(m_player->state() != Player::State::Opening, kPatienceMs);
    if (m_player->state() == Player::State::Empty) {
        QCOMPARE(failed.count(), 1);
        QVERIFY(!failed.front()[1].value<Error>().message.empty());
        return;
    }
    QSignalSpy shown(m_player.get(), &Player::frameShown);
    QSignalSpy moved(m_player.get(), &Player::positionChanged);
    m_player->play();
    const bool isStill = m_player->media().kind == MediaSummary::Kind::Picture;
    if (!isStill)
        QTRY_VERIFY_WITH_TIMEOUT(m_player->position() > 100ms
                                         || m_player->state() == Player::State::Paused,
                                 kPatienceMs);
    m_player->seek(m_player->media().duration / 2);
    m_player->step(1);
    m_player->step(-1);
    QTRY_VERIFY_WITH_TIMEOUT(moved.count() > 0, kPatienceMs);
    if (m_player->media().hasPicture()) {
        QTRY_VERIFY_WITH_TIMEOUT(!m_player->frame().isEmpty(), kPatienceMs);
        QVERIFY(m_player->frame().size() == m_player->media().pictureSize);
    }
    m_player->close();
    QCOMPARE(m_player->state(), Player::State::Empty);
}

void TstEnginePlayer::exactPictureAfterSeek_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isIndexed");
    for (const bool isIndexed : {false, true}) {
        const char *suffix = isIndexed ? "with index" : "without";
        QTest::addRow("synthetic %s", suffix) << "" << isIndexed;
        for (const char *name : {"bframes_opengop.mp4", "vfr.mp4", "rotate90.mp4"})
            QTest::addRow("%s %s", name, suffix) << name << isIndexed;
    }
}

void TstEnginePlayer::exactPictureAfterSeek()
{
    QFETCH(QString, name);
    QFETCH(bool, isIndexed);
    fs::path path = m_video;
    if (!name.isEmpty()) {
        SL_REQUIRE_PATH(test::mediaDir(), "real media");
        path = test::mediaDir() / "corner-cases/derived" / name.toStdString();
    }
    loadReference(path);
    openAndWait(path, isIndexed);
    const auto count = static_cast<qint64>(m_frames.size());
    for (const qint64 n : {count / 2, count / 3, count - 1, qint64{1}, count / 2 + 1, qint64{0}}) {
        // Just before the next one: still this picture.
        const MediaTime time = n + 1 < count ? reference(n + 1).pts - MediaTime(2)
                                             : reference(n).pts;
        m_player->seek(time);
        QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().ptsTicks, reference(n).ptsTicks, kPatienceMs);
        QVERIFY(samePixels(m_player->frame(), reference(n)));
        QTRY_COMPARE(m_player->position(), reference(n).pts);
        if (isIndexed) {
            QCOMPARE(m_player->frame().index, n);
            m_player->seekFrame((n + 7) % count);
            QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().index, (n + 7) % count, kPatienceMs);
            QVERIFY(samePixels(m_player->frame(), reference((n + 7) % count)));
        }
    }
}

void TstEnginePlayer::stepsAreNeighbours_data()
{
    exactPictureAfterSeek_data();
}

void TstEnginePlayer::stepsAreNeighbours()
{
    QFETCH(QString, name);
    QFETCH(bool, isIndexed);
    fs::path path = m_video;
    if (!name.isEmpty()) {
        SL_REQUIRE_PATH(test::mediaDir(), "real media");
        path = test::mediaDir() / "corner-cases/derived" / name.toStdString();
    }
    loadReference(path);
    openAndWait(path, isIndexed);
    qint64 at = static_cast<qint64>(m_frames.size()) / 2;
    m_player->seek(reference(at).pts);
    QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().ptsTicks, reference(at).ptsTicks, kPatienceMs);
    for (const int step : {1, 1, 1, -1, -1, -1, -1, -1, 3, -2, 1}) {
        at += step;
        m_player->step(step);
        QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().ptsTicks, reference(at).ptsTicks, kPatienceMs);
        QVERIFY(samePixels(m_player->frame(), reference(at)));
    }
    m_player->step(-1000);
    QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().ptsTicks, reference(0).ptsTicks, kPatienceMs);
    m_player->step(1000);
    QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().ptsTicks, m_frames.back().ptsTicks, kPatienceMs);
}

void TstEnginePlayer::stepsAddUp()
{
    openAndWait(m_video);
    m_player->seekFrame(50);
    for (int i = 0; i < 10; ++i)
        m_player->step(1);
    for (int i = 0; i < 3; ++i)
        m_player->step(-1);
    QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().index, qint64{57}, kPatienceMs);
    QTRY_COMPARE(m_player->position(), MediaTime(57 * 40ms));
    // While playing a step pauses first.
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->frame().index >= 60, kPatienceMs);
    m_player->step(-1);
    QCOMPARE(m_player->state(), Player::State::Paused);
    const qint64 paused = m_player->frame().index;
    QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().index, paused - 1, kPatienceMs);
}

void TstEnginePlayer::keyFrames()
{
    SL_REQUIRE_PATH(test::mediaDir(), "real media");
    const fs::path path = test::mediaDir() / "corner-cases/derived/bframes_opengop.mp4";
    const auto file = MediaFile::open(path);
    SL_VERIFY_RESULT(file);
    const auto index = FrameIndex::build(*file, -1);
    SL_VERIFY_RESULT(index);
    const qint64 first = index->keyFrameAfter(0);
    const qint64 second = index->keyFrameAfter(first);
    QVERIFY(first > 0 && second > first);
    // Asked for before the index is there: waits for it.
    m_player->open(text(path));
    QTRY_COMPARE_WITH_TIMEOUT(m_player->state(), Player::State::Paused, kPatienceMs);
    m_player->stepKeyFrame(1);
    QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().index, first, kPatienceMs);
    m_player->stepKeyFrame(1);
    QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().index, second, kPatienceMs);
    m_player->step(2);
    m_player->stepKeyFrame(-1);
    QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().index, second, kPatienceMs);
    QTRY_COMPARE(m_player->position(), index->pts(second));
    m_player->stepKeyFrame(-1);
    QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().index, first, kPatienceMs);
}

void TstEnginePlayer::latestSeekWins()
{
    openAndWait(m_video);
    for (int n = 0; n < 100; ++n)
        m_player->seekFrame((n * 37) % 100);
    m_player->seekFrame(42);
    QCOMPARE(m_player->position(), MediaTime(42 * 40ms));
    QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().index, qint64{42}, kPatienceMs);
    QSignalSpy shown(m_player.get(), &Player::frameShown);
    QTest::qWait(50);
    QCOMPARE(shown.count(), 0);
}

void TstEnginePlayer::playsToTheEnd()
{
    openAndWait(m_video);
    QSignalSpy ended(m_player.get(), &Player::ended);
    std::vector<qint64> shown;
    connect(m_player.get(), &Player::frameShown, m_player.get(), [&](const Frame &frame) {
        shown.push_back(frame.index);
    });
    QElapsedTimer timer;
    timer.start();
    m_player->seek(2s);
    m_player->play();
    QCOMPARE(m_player->state(), Player::State::Playing);
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatienceMs);
    QVERIFY2(timer.elapsed() > 1900, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(m_player->state(), Player::State::Paused);
    QCOMPARE(m_player->frame().index, qint64{99});
    QCOMPARE(m_player->position(), m_player->frame().pts);
    QVERIFY(std::ranges::is_sorted(shown));
    const PlaybackStatistics statistics = m_player->statistics();
    // Every picture is shown or counted as dropped.
    const auto distinct = std::ranges::unique(shown).begin() - shown.begin();
    QVERIFY2(std::abs(distinct + statistics.droppedFrames - 50) <= 1,
             qPrintable(QString("%1 + %2").arg(distinct).arg(statistics.droppedFrames)));
    QVERIFY(!statistics.isSoundHeard);
}

void TstEnginePlayer::playsAgainFromTheBeginning()
{
    openAndWait(m_video);
    m_player->seek(1h);
    QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().index, qint64{99}, kPatienceMs);
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->frame().index < 20, kPatienceMs);
    QTRY_VERIFY_WITH_TIMEOUT(m_player->position() > 200ms, kPatienceMs);
    QCOMPARE(m_player->state(), Player::State::Playing);
}

void TstEnginePlayer::speedScalesTime_data()
{
    QTest::addColumn<double>("speed");
    QTest::newRow("half") << 0.5;
    QTest::newRow("double") << 2.0;
}

void TstEnginePlayer::speedScalesTime()
{
    QFETCH(double, speed);
    QSignalSpy changed(m_player.get(), &Player::speedChanged);
    openAndWait(m_video);
    m_player->setSpeed(speed);
    QCOMPARE(changed.count(), 1);
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->position() > 50ms, kPatienceMs);
    const MediaTime from = m_player->position();
    QElapsedTimer timer;
    timer.start();
    QTest::qWait(800);
    const MediaTime passed = m_player->position() - from;
    const double measured = toSeconds(passed) / (static_cast<double>(timer.nsecsElapsed()) / 1e9);
    QVERIFY2(std::abs(measured - speed) < 0.05, qPrintable(QString::number(measured)));
    // A change on the way goes on from there.
    m_player->setSpeed(7);
    QCOMPARE(m_player->speed(), 2.0);
    m_player->setSpeed(0.01);
    QCOMPARE(m_player->speed(), 0.25);
    QTest::qWait(200);
    QVERIFY(m_player->position() >= from + passed);
    QVERIFY(m_player->position() < from + passed + 400ms);
}

void TstEnginePlayer::loopStaysInside()
{
    openAndWait(m_video);
    QSignalSpy changed(m_player.get(), &Player::loopChanged);
    m_player->setLoop(TimeRange{1s, 1400ms});
    QCOMPARE(changed.count(), 1);
    m_player->seek(1200ms);
    QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().index, qint64{30}, kPatienceMs);
    std::vector<qint64> shown;
    connect(m_player.get(), &Player::frameShown, m_player.get(), [&](const Frame &frame) {
        shown.push_back(frame.index);
    });
    m_player->play();
    const auto rounds = [&] {
        int count = 0;
        for (std::size_t i = 1; i < shown.size(); ++i)
            count += shown[i] < shown[i - 1] ? 1 : 0;
        return count;
    };
    QTRY_VERIFY_WITH_TIMEOUT(rounds() >= 3, kPatienceMs);
    QVERIFY(std::ranges::all_of(shown, [](qint64 n) { return n >= 25 && n < 35; }));
    // An empty range is none.
    m_player->setLoop(TimeRange{2s, 2s});
    QVERIFY(!m_player->loop());
    QTRY_VERIFY_WITH_TIMEOUT(m_player->frame().index > 40, kPatienceMs);
}

void TstEnginePlayer::repeats()
{
    openAndWait(m_video);
    QSignalSpy ended(m_player.get(), &Player::ended);
    m_player->setRepeats(true);
    m_player->seek(3600ms);
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->frame().index < 20, kPatienceMs);
    QCOMPARE(ended.count(), 0);
    QCOMPARE(m_player->state(), Player::State::Playing);
}

void TstEnginePlayer::playRangeStopsOnItsLastPicture()
{
    openAndWait(m_video);
    QSignalSpy ended(m_player.get(), &Player::ended);
    m_player->setLoop(TimeRange{0s, 500ms});
    m_player->playRange({2s, 2400ms});
    QCOMPARE(m_player->state(), Player::State::Playing);
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatienceMs);
    QCOMPARE(m_player->state(), Player::State::Paused);
    QCOMPARE(m_player->frame().index, qint64{59});
    QCOMPARE(m_player->position(), MediaTime(59 * 40ms));
    QVERIFY(m_player->loop().has_value());
}

void TstEnginePlayer::seekWhilePlayingGoesOn()
{
    openAndWait(m_video);
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->frame().index > 2, kPatienceMs);
    m_player->seek(3s);
    QVERIFY(m_player->position() == MediaTime(3s));
    QTRY_VERIFY_WITH_TIMEOUT(m_player->frame().index > 80, kPatienceMs);
    QCOMPARE(m_player->state(), Player::State::Playing);
    m_player->seek(200ms);
    QTRY_VERIFY_WITH_TIMEOUT(m_player->frame().index < 30, kPatienceMs);
}

void TstEnginePlayer::pauseKeepsThePicture()
{
    openAndWait(m_video);
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->frame().index > 5, kPatienceMs);
    m_player->pause();
    QCOMPARE(m_player->state(), Player::State::Paused);
    const Frame frame = m_player->frame();
    QCOMPARE(m_player->position(), frame.pts);
    QSignalSpy shown(m_player.get(), &Player::frameShown);
    QTest::qWait(120);
    QCOMPARE(shown.count(), 0);
    QCOMPARE(m_player->position(), frame.pts);
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->frame().index > frame.index + 3, kPatienceMs);
}

/// The picture of a jump may be on its way to a busy screen when playing is paused.
void TstEnginePlayer::pauseKeepsTheJump()
{
    openAndWait(m_video);
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->frame().index > 2, kPatienceMs);
    m_player->seek(3s);
    QTest::qSleep(300);
    m_player->pause();
    QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().index, qint64{75}, kPatienceMs);
    QTRY_COMPARE(m_player->position(), MediaTime(3s));
    m_player->step(1);
    QTRY_COMPARE_WITH_TIMEOUT(m_player->frame().index, qint64{76}, kPatienceMs);
}

void TstEnginePlayer::soundOnly()
{
    const fs::path path = folder() / "tone.wav";
    SL_VERIFY_RESULT(test::writeToneWav(path, 1.0));
    QSignalSpy ended(m_player.get(), &Player::ended);
    QSignalSpy moved(m_player.get(), &Player::positionChanged);
    openAndWait(path);
    QVERIFY(m_player->media().kind == MediaSummary::Kind::Audio);
    QCOMPARE(m_player->media().duration, MediaTime(1s));
    QVERIFY(!m_player->media().hasPicture());
    m_player->seek(300ms);
    QCOMPARE(m_player->position(), MediaTime(300ms));
    m_player->play();
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatienceMs);
    QVERIFY(moved.count() > 8);
    QCOMPARE(m_player->position(), MediaTime(1s));
    QVERIFY(m_player->frame().isEmpty());
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->position() > 50ms && m_player->position() < 900ms,
                             kPatienceMs);
    m_player->pause();
    const MediaTime at = m_player->position();
    m_player->step(1);
    QTest::qWait(50);
    QCOMPARE(m_player->position(), at);
}

/// What is recorded from a stream does not tell how long it is.
void TstEnginePlayer::soundOfUnknownLength()
{
    SL_REQUIRE_PATH(test::mediaDir(), "real media");
    const fs::path path = folder() / "stream.flac";
    fs::copy_file(test::mediaDir() / "corner-cases/audio-lena/lena.flac", path);
    const auto whole = MediaFile::open(path);
    SL_VERIFY_RESULT(whole);
    const MediaTime length = whole->facts().duration;
    {
        // STREAMINFO: number of samples in the low 36 bits of bytes 21 to 25.
        std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
        file.seekg(21);
        const char shared = static_cast<char>(file.get() & 0xF0);
        file.seekp(21);
        file.write(std::string({shared, 0, 0, 0, 0}).data(), 5);
    }
    QSignalSpy ended(m_player.get(), &Player::ended);
    openAndWait(path);
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->position() > 200ms, kPatienceMs);
    QCOMPARE(ended.count(), 0);
    QTRY_VERIFY_WITH_TIMEOUT(m_player->media().duration > MediaTime{0}, kPatienceMs);
    QVERIFY(std::abs(toSeconds(m_player->media().duration - length)) < 0.05);
    m_player->seek(length - 300ms);
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatienceMs);
    m_player->seek(1s);
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->position() > 1100ms, kPatienceMs);
}

void TstEnginePlayer::stillPicture()
{
    SL_REQUIRE_PATH(test::mediaDir(), "real media");
    const fs::path pictures = test::mediaDir() / "corner-cases/pictures";
    for (const auto &entry : fs::directory_iterator(pictures)) {
        if (entry.path().extension() != ".jpg" && entry.path().extension() != ".png")
            continue;
        openAndWait(entry.path(), false);
        QVERIFY(m_player->media().kind == MediaSummary::Kind::Picture);
        QCOMPARE(m_player->media().duration, MediaTime{0});
        m_player->play();
        QCOMPARE(m_player->state(), Player::State::Paused);
        m_player->step(1);
        m_player->seek(1s);
        QTRY_COMPARE(m_player->position(), MediaTime{0});
        return;
    }
    QSKIP("no picture among the real media");
}

void TstEnginePlayer::soundIsTheClock()
{
    auto device = std::make_shared<DeviceScript>();
    start(device);
    openAndWait(m_video);
    QTRY_VERIFY_WITH_TIMEOUT(m_player->statistics().isSoundHeard, kPatienceMs);
    QCOMPARE(m_player->statistics().soundDevice, QString("scripted"));
    double worst = 0;
    connect(m_player.get(), &Player::frameShown, m_player.get(), [&] {
        worst = std::max(worst, std::abs(m_player->statistics().pictureLagMs));
    });
    QSignalSpy ended(m_player.get(), &Player::ended);
    m_player->play();
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatienceMs);
    QCOMPARE(device->starts.load(), 1);
    QCOMPARE(m_player->frame().index, qint64{99});
    qInfo("largest lag %.1f ms, %d dropped", worst, int(m_player->statistics().droppedFrames));
}

void TstEnginePlayer::volumeAndMute()
{
    auto device = std::make_shared<DeviceScript>();
    start(device);
    QSignalSpy changed(m_player.get(), &Player::volumeChanged);
    m_player->setVolume(0.4);
    QTRY_COMPARE(device->volume.load(), 0.4);
    m_player->setMuted(true);
    QTRY_COMPARE(device->volume.load(), 0.0);
    QCOMPARE(m_player->volume(), 0.4);
    m_player->setVolume(3);
    m_player->setMuted(false);
    QTRY_COMPARE(device->volume.load(), 1.0);
    QCOMPARE(changed.count(), 4);
}

/// Whether the file repeats says nothing about the sound of now.
void TstEnginePlayer::soundGoesOnUnderNewRules()
{
    auto device = std::make_shared<DeviceScript>();
    start(device);
    openAndWait(m_video);
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->position() > 200ms, kPatienceMs);
    m_player->setRepeats(true);
    m_player->setLoop(TimeRange{0s, 3s});
    m_player->setLoop(std::nullopt);
    m_player->setRepeats(false);
    const MediaTime at = m_player->position();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->position() > at + 100ms, kPatienceMs);
    QCOMPARE(device->starts.load(), 1);
    m_player->setLoop(TimeRange{2s, 3s}); // out of which it is
    QTRY_VERIFY_WITH_TIMEOUT(m_player->frame().index >= 50, kPatienceMs);
    QTRY_COMPARE(device->starts.load(), 2);
}

void TstEnginePlayer::silentFileIsNotHeard()
{
    const fs::path silent = folder() / "silent.mp4";
    SL_VERIFY_RESULT(test::writeVideo(silent, {.frames = 10, .soundSeconds = 0}));
    start(std::make_shared<DeviceScript>());
    openAndWait(m_video);
    QTRY_VERIFY_WITH_TIMEOUT(m_player->statistics().isSoundHeard, kPatienceMs);
    openAndWait(silent);
    QVERIFY(!m_player->media().hasSound);
    QTRY_VERIFY_WITH_TIMEOUT(!m_player->statistics().isSoundHeard, kPatienceMs);
    openAndWait(m_video);
    QTRY_VERIFY_WITH_TIMEOUT(m_player->statistics().isSoundHeard, kPatienceMs);
    m_player->close();
    QTRY_VERIFY_WITH_TIMEOUT(!m_player->statistics().isSoundHeard, kPatienceMs);
}

void TstEnginePlayer::stuckDeviceIsLeft()
{
    auto device = std::make_shared<DeviceScript>();
    device->isStuck = true;
    start(device);
    QSignalSpy fault(m_player.get(), &Player::faultOccurred);
    QSignalSpy ended(m_player.get(), &Player::ended);
    openAndWait(m_video);
    m_player->play();
    QTRY_COMPARE_WITH_TIMEOUT(fault.count(), 1, kPatienceMs);
    QVERIFY(fault.front()[0].value<Error>().code == ErrorCode::DeviceUnavailable);
    QCOMPARE(device->starts.load(), 2);
    QVERIFY(!m_player->statistics().isSoundHeard);
    QTRY_COMPARE_WITH_TIMEOUT(ended.count(), 1, kPatienceMs);
    QCOMPARE(m_player->frame().index, qint64{99});
}

void TstEnginePlayer::refusedRestartIsTold()
{
    auto device = std::make_shared<DeviceScript>();
    device->isStuck = true;
    device->mostStarts = 1;
    start(device);
    QSignalSpy fault(m_player.get(), &Player::faultOccurred);
    openAndWait(m_video);
    m_player->play();
    QTRY_COMPARE_WITH_TIMEOUT(fault.count(), 1, kPatienceMs);
    QVERIFY(fault.front()[0].value<Error>().code == ErrorCode::DeviceUnavailable);
    QVERIFY(!m_player->statistics().isSoundHeard);
    QCOMPARE(m_player->state(), Player::State::Playing);
}

void TstEnginePlayer::deviceComesAndGoes()
{
    auto device = std::make_shared<DeviceScript>();
    device->isThere = false;
    start(device);
    QSignalSpy fault(m_player.get(), &Player::faultOccurred);
    openAndWait(m_video);
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->position() > 100ms, kPatienceMs);
    QVERIFY(!m_player->statistics().isSoundHeard);
    const auto tell = [&] {
        AudioOutputs *outputs = device->outputs;
        QMetaObject::invokeMethod(outputs, [outputs] { Q_EMIT outputs->changed(); });
    };
    device->isThere = true;
    tell();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->statistics().isSoundHeard, kPatienceMs);
    QTRY_COMPARE(device->starts.load(), 1);
    device->isThere = false;
    tell();
    QTRY_COMPARE_WITH_TIMEOUT(fault.count(), 1, kPatienceMs);
    QVERIFY(!m_player->statistics().isSoundHeard);
    const MediaTime at = m_player->position();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->position() > at + 200ms, kPatienceMs);
    QCOMPARE(m_player->state(), Player::State::Playing);
}

void TstEnginePlayer::damagedPacketsAreTold()
{
    const fs::path path = test::mediaDir() / "corner-cases/derived/corrupt_bytes.mp4";
    SL_REQUIRE_PATH(path, "real media");
    QSignalSpy fault(m_player.get(), &Player::faultOccurred);
    openAndWait(path);
    m_player->setSpeed(2);
    m_player->play();
    QTRY_COMPARE_WITH_TIMEOUT(m_player->state(), Player::State::Paused, 4 * kPatienceMs);
    QVERIFY(m_player->statistics().damagedPackets > 0);
    // Once, however many there are.
    QCOMPARE(fault.count(), 1);
    QVERIFY(fault.front()[0].value<Error>().code == ErrorCode::CorruptData);
    openAndWait(m_video);
    QCOMPARE(m_player->statistics().damagedPackets, 0);
}

void TstEnginePlayer::fileIsDeleted()
{
    const fs::path path = folder() / "deleted.mp4";
    fs::copy_file(m_video, path);
    openAndWait(path);
    QSignalSpy fault(m_player.get(), &Player::faultOccurred);
    m_player->play();
    fs::remove(path);
    QTRY_COMPARE_WITH_TIMEOUT(fault.count(), 1, kPatienceMs);
    QVERIFY(fault.front()[0].value<Error>().code == ErrorCode::NotFound);
    m_player->seek(1s);
    m_player->step(-3);
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->position() > 1200ms, kPatienceMs);
}

/// A file that is gone is looked at no more, and nothing else is to be done.
void TstEnginePlayer::restsAfterAFault()
{
    const fs::path path = folder() / "gone.mp4";
    fs::copy_file(m_video, path);
    openAndWait(path);
    QSignalSpy fault(m_player.get(), &Player::faultOccurred);
    fs::remove(path);
    QTRY_COMPARE_WITH_TIMEOUT(fault.count(), 1, kPatienceMs);
    QTest::qSleep(1200); // the next look would be due
    const std::clock_t before = std::clock();
    QTest::qSleep(500);
    const double worked = static_cast<double>(std::clock() - before) / CLOCKS_PER_SEC;
    QVERIFY2(worked < 0.05, qPrintable(QString::number(worked)));
}

void TstEnginePlayer::fileIsTruncated()
{
    const fs::path path = folder() / "truncated.mp4";
    fs::copy_file(m_video, path);
    openAndWait(path);
    QSignalSpy fault(m_player.get(), &Player::faultOccurred);
    fs::resize_file(path, fs::file_size(path) / 3);
    QTRY_VERIFY_WITH_TIMEOUT(fault.count() >= 1, kPatienceMs);
    for (const int frame : {95, 10, 60, 99, 3})
        m_player->seekFrame(frame);
    m_player->step(-1);
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(m_player->state() == Player::State::Paused
                                     || m_player->position() > 300ms,
                             kPatienceMs);
    m_player->close();
}

void TstEnginePlayer::fileIsReplaced()
{
    const fs::path path = folder() / "replaced.mp4";
    fs::copy_file(m_video, path);
    openAndWait(path);
    QSignalSpy fault(m_player.get(), &Player::faultOccurred);
    const fs::path other = folder() / "other.mp4";
    SL_VERIFY_RESULT(test::writeVideo(other, {.size = {96, 64}, .frames = 30}));
    fs::rename(other, path);
    QTRY_VERIFY_WITH_TIMEOUT(fault.count() >= 1, kPatienceMs);
    QVERIFY(fault.front()[0].value<Error>().code == ErrorCode::CorruptData);
    m_player->seekFrame(80);
    m_player->seekFrame(0);
    m_player->step(1);
    // Opened again it is the new one.
    m_player->open(text(path));
    QTRY_VERIFY_WITH_TIMEOUT(m_player->frame().size() == (Size{96, 64}), kPatienceMs);
}

void TstEnginePlayer::closesWhileDecoding()
{
    // cleanup() measures how long the destructor takes.
    const fs::path large = folder() / "large.mp4";
    SL_VERIFY_RESULT(test::writeVideo(large, {.size = {640, 480}, .frames = 240, .driftPx = 2}));
    for (const int what : {0, 1, 2, 3, 4}) {
        m_player->open(text(large), what == 4 ? MediaTime(9s) : MediaTime{0});
        if (what == 0)
            continue;
        if (what < 4)
            QTRY_COMPARE_WITH_TIMEOUT(m_player->state(), Player::State::Paused, kPatienceMs);
        m_player->seek(9s);
        if (what == 2)
            m_player->play();
        if (what == 3)
            m_player->close();
    }
    QElapsedTimer timer;
    timer.start();
    m_player.reset();
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
}

void TstEnginePlayer::busyGuiGetsTheNewest()
{
    openAndWait(m_video);
    QSignalSpy shown(m_player.get(), &Player::frameShown);
    m_player->play();
    QTRY_VERIFY_WITH_TIMEOUT(shown.count() > 2, kPatienceMs);
    const qint64 before = m_player->frame().index;
    shown.clear();
    QTest::qSleep(400);
    QCoreApplication::processEvents();
    // One picture was on its way, not ten.
    QVERIFY2(shown.count() <= 2, qPrintable(QString::number(shown.count())));
    QVERIFY(m_player->frame().index >= before + 8);
    QVERIFY(m_player->statistics().droppedFrames >= 7);
}

QTEST_GUILESS_MAIN(TstEnginePlayer)
#include "tst_engine_player.moc"

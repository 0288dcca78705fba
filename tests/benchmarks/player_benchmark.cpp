// SPDX-License-Identifier: MIT
// Opens a video as the window does, jumps, steps and plays, and prints how long that took, as JSON.
// Run it on a quiet machine, on a file of some minutes.
#include "app/services/playback/engine_player.h"
#include "app/services/playback/sink_audio_output.h"
#include "engine/core/file_io.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QTemporaryDir>
#include <QTimer>

#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <random>
#include <stdexcept>
#include <thread>
#include <vector>

namespace {

using namespace soundlocus;
using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

constexpr int kPatienceMs = 20'000;

struct Arguments
{
    fs::path file;
    fs::path next;
    fs::path json;
    int seeks = 60;
    int steps = 30;
    double seconds = 10;
    double speed = 1.0;
    bool hasDevice = false;
};

double share(std::vector<double> values, double quantile)
{
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    const auto last = static_cast<double>(values.size() - 1);
    return values[static_cast<std::size_t>(quantile * last + 0.5)];
}

double peakMegabytes()
{
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) * 1024 / 1e6;
}

Json summaryOf(const std::vector<double> &milliseconds)
{
    constexpr double kHigh = 0.95;
    return {{"count", milliseconds.size()},
            {"median_ms", share(milliseconds, 0.5)},
            {"p95_ms", share(milliseconds, kHigh)},
            {"max_ms", share(milliseconds, 1.0)}};
}

class Benchmark
{
public:
    explicit Benchmark(const Arguments &arguments)
        : m_arguments(arguments)
        , m_generator(7)
    {
        EnginePlayerOptions options;
        options.indexFolder = m_folder.path().toStdString();
        if (arguments.hasDevice)
            options.outputs = [] { return makeSinkAudioOutputs(); };
        m_player = std::make_unique<EnginePlayer>(std::move(options));
    }

    [[nodiscard]] Json run()
    {
        Json json{{"version", SOUNDLOCUS_VERSION},
                  {"file", m_arguments.file.filename().string()},
                  {"cores", std::thread::hardware_concurrency()}};
        json["first_picture_ms"] = open();
        json["index_ms"] = timed([this] { return m_player->media().isIndexed; });
        const MediaSummary media = m_player->media();
        json["format"] = media.format.toStdString();
        json["frames"] = media.frameCount;
        json["random_seek"] = seeks();
        json["step_back"] = steps(-1);
        json["step_forward"] = steps(1);
        json["playback"] = play();
        if (!m_arguments.next.empty()) {
            json["next_file"] = openings(false);
            json["next_file_prepared"] = openings(true);
        }
        json["close_ms"] = close();
        json["peak_mb"] = peakMegabytes();
        return json;
    }

private:
    /// Milliseconds until the condition holds, looked at whenever the player tells something.
    double timed(const std::function<bool()> &condition)
    {
        QElapsedTimer timer;
        timer.start();
        QEventLoop loop;
        QTimer patience;
        patience.setSingleShot(true);
        QObject::connect(&patience, &QTimer::timeout, &loop, &QEventLoop::quit);
        patience.start(kPatienceMs);
        const auto look = [&] {
            if (condition())
                loop.quit();
        };
        QObject::connect(m_player.get(), &Player::frameShown, &loop, look);
        QObject::connect(m_player.get(), &Player::mediaChanged, &loop, look);
        QObject::connect(m_player.get(), &Player::openFailed, &loop, &QEventLoop::quit);
        QObject::connect(m_player.get(), &Player::ended, &loop, look);
        if (!condition())
            loop.exec();
        if (!condition())
            throw std::runtime_error("the player does not answer, or cannot open the file");
        return static_cast<double>(timer.nsecsElapsed()) / 1e6;
    }

    double open() { return open(m_arguments.file); }

    double open(const fs::path &file)
    {
        m_player->open(QString::fromStdString(file.string()));
        return timed([this] { return !m_player->frame().isEmpty(); });
    }

    /// First pictures of two files by turns, after a second of looking at the other one.
    Json openings(bool isPrepared)
    {
        constexpr int kRounds = 10;
        constexpr int kLookMs = 1000;
        std::vector<double> times;
        for (int i = 0; i < kRounds; ++i) {
            const fs::path &file = i % 2 == 0 ? m_arguments.next : m_arguments.file;
            m_player->prepare(
                    isPrepared ? std::vector{UpcomingFile{QString::fromStdString(file.string())}}
                               : std::vector<UpcomingFile>());
            QEventLoop loop;
            QTimer::singleShot(kLookMs, &loop, &QEventLoop::quit);
            loop.exec();
            times.push_back(open(file));
        }
        return summaryOf(times);
    }

    Json seeks()
    {
        std::vector<double> times;
        std::uniform_int_distribution<qint64> any(0, m_player->media().frameCount - 1);
        for (int i = 0; i < m_arguments.seeks; ++i) {
            const qint64 wanted = any(m_generator);
            m_player->seek(m_player->timeOfFrame(wanted).value_or(MediaTime{0}));
            times.push_back(timed([&] { return m_player->frame().index == wanted; }));
        }
        return summaryOf(times);
    }

    /// From a picture in the middle of what was decoded.
    Json steps(int direction)
    {
        std::vector<double> times;
        for (int i = 0; i < m_arguments.steps; ++i) {
            const qint64 wanted = m_player->frame().index + direction;
            if (wanted < 0 || wanted >= m_player->media().frameCount)
                break;
            m_player->step(direction);
            times.push_back(timed([&] { return m_player->frame().index == wanted; }));
        }
        return summaryOf(times);
    }

    Json play()
    {
        constexpr double kEnough = 0.5;
        m_player->seek(MediaTime(m_player->media().duration.count() / 4));
        m_player->setSpeed(m_arguments.speed);
        std::vector<double> lags;
        std::vector<double> gaps;
        QElapsedTimer sinceLast;
        const PlaybackStatistics before = m_player->statistics();
        QObject receiver;
        QObject::connect(m_player.get(), &Player::frameShown, &receiver, [&] {
            lags.push_back(std::abs(m_player->statistics().pictureLagMs));
            if (sinceLast.isValid())
                gaps.push_back(static_cast<double>(sinceLast.nsecsElapsed()) / 1e6);
            sinceLast.start();
        });
        m_player->play();
        QEventLoop loop;
        QTimer::singleShot(static_cast<int>(m_arguments.seconds * 1000), &loop, &QEventLoop::quit);
        loop.exec();
        m_player->pause();
        const PlaybackStatistics after = m_player->statistics();
        const auto shown = static_cast<double>(after.shownFrames - before.shownFrames);
        const auto dropped = static_cast<double>(after.droppedFrames - before.droppedFrames);
        return {{"seconds", m_arguments.seconds},
                {"speed", m_arguments.speed},
                {"shown", shown},
                {"dropped", dropped},
                {"dropped_share", dropped / std::max(kEnough, shown + dropped)},
                {"lag", summaryOf(lags)},
                {"gap", summaryOf(gaps)},
                {"sound_device", after.soundDevice.toStdString()}};
    }

    double close()
    {
        m_player->play();
        QElapsedTimer timer;
        timer.start();
        m_player.reset();
        return static_cast<double>(timer.nsecsElapsed()) / 1e6;
    }

    Arguments m_arguments;
    std::mt19937 m_generator;
    QTemporaryDir m_folder;
    std::unique_ptr<EnginePlayer> m_player;
};

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    Arguments arguments;
    CLI::App app{"Opens, jumps, steps and plays a video, and prints how long that took.",
                 "soundlocus-player-benchmark"};
    app.add_option("FILE", arguments.file, "Video")->required();
    app.add_option("--seeks", arguments.seeks, "Random jumps");
    app.add_option("--steps", arguments.steps, "Steps of one picture in either direction");
    app.add_option("--seconds", arguments.seconds, "Playback");
    app.add_option("--speed", arguments.speed, "Of playback");
    app.add_option("--next", arguments.next, "Another video: opened after FILE, and by turns");
    app.add_flag("--device", arguments.hasDevice, "Play sound where there is a device");
    app.add_option("--json", arguments.json, "Write the figures there");
    CLI11_PARSE(app, argc, argv);
    try {
        constexpr int kIndent = 2;
        const std::string text = Benchmark(arguments).run().dump(kIndent) + "\n";
        std::cout << text;
        if (!arguments.json.empty()) {
            if (auto written = writeWholeFile(arguments.json, text); !written)
                throw std::runtime_error(toString(written.error()));
        }
        return EXIT_SUCCESS;
    } catch (const std::exception &exception) {
        std::cerr << "soundlocus-player-benchmark: " << exception.what() << '\n';
        return EXIT_FAILURE;
    }
}

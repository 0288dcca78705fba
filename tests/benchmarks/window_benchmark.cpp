// SPDX-License-Identifier: MIT
// Runs the program's window on a video, plays with the map on, and prints how long the GUI thread
// took for its events, how many pictures were dropped, and how many maps came, as JSON. Without a
// display unless QT_QPA_PLATFORM says otherwise; with settings and caches of its own, thrown away.
#include "app/application.h"
#include "app/main_window.h"
#include "app/services/localization/passive_waiting.h"
#include "engine/core/file_io.h"
#include "tests/benchmarks/watched_application.h"
#include "tests/support/process_facts.h"
#include "ui/services/localization.h"
#include "ui/services/player.h"
#include "ui/services/settings.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTimer>

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace {

using namespace soundlocus;
using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

struct Arguments
{
    fs::path video;
    fs::path checkpoint;
    fs::path json;
    double seconds = 20;
    double warmUp = 3;
    int threads = 0;
};

/// Since the process began: for the kernel, which counts in hundredths, and so before main().
double processAgeMs()
{
    constexpr int kFieldsBefore = 19; // of the start time, after the name in brackets
    std::ifstream file("/proc/self/stat");
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    std::istringstream fields(text.substr(text.rfind(')') + 1));
    std::string field;
    for (int i = 0; i <= kFieldsBefore; ++i)
        fields >> field;
    const double start = std::stod(field) / static_cast<double>(::sysconf(_SC_CLK_TCK));
    timespec now{};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    return 1e3 * (static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9 - start);
}

double load()
{
    double minute = 0;
    ::getloadavg(&minute, 1);
    return minute;
}

double megabytes()
{
    return static_cast<double>(test::residentBytes()) / 1e6;
}

double quantile(std::vector<double> values, double share)
{
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    const auto last = static_cast<double>(values.size() - 1);
    return values[static_cast<std::size_t>(share * last + 0.5)];
}

/// What was noted since the last call.
Json takeTimes(WatchedApplication &application)
{
    const auto dispatches = application.takeDispatches();
    Json json{{"events", dispatches.size()}};
    for (const auto &[name, field] : {std::pair("wall", &WatchedApplication::Dispatch::wallMs),
                                      std::pair("cpu", &WatchedApplication::Dispatch::cpuMs)}) {
        std::vector<double> times;
        std::ranges::transform(dispatches, std::back_inserter(times), field);
        constexpr double kHigh = 0.99;
        json[name] = {{"median_ms", quantile(times, 0.5)},
                      {"p99_ms", quantile(times, kHigh)},
                      {"max_ms", quantile(times, 1)}};
    }
    json["waited"] = std::ranges::count_if(dispatches,
                                           [](const auto &one) { return one.waits > 0; });
    for (const auto &slow : application.takeSlowest()) {
        json["slowest"].push_back({{"receiver", slow.receiver},
                                   {"event", static_cast<int>(slow.type)},
                                   {"wall_ms", slow.time.wallMs},
                                   {"cpu_ms", slow.time.cpuMs},
                                   {"waits", slow.time.waits}});
    }
    return json;
}

class Benchmark final : public QObject
{
public:
    Benchmark(const Arguments &arguments, WatchedApplication &application)
        : m_arguments(arguments)
        , m_application(application)
    {
        StartOptions options;
        options.files = {QString::fromStdString(fs::absolute(arguments.video).string())};
        options.checkpoint = QString::fromStdString(fs::absolute(arguments.checkpoint).string());
        options.language = QStringLiteral("en");
        m_program = std::make_unique<Application>(std::move(options));
        const Services services = m_program->services();
        PlaybackSettings playback = services.settings.values().playback;
        playback.repeats = true;
        services.settings.setPlayback(playback);
        LocalizationSettings localization = services.settings.localization(MapSlot::Main);
        localization.threads = arguments.threads;
        services.settings.setLocalization(MapSlot::Main, localization);
        m_program->window().installEventFilter(this);
        connectServices(services);
    }

    Json run()
    {
        m_json["checkpoint"] = m_arguments.checkpoint.filename().string();
        m_json["cores"] = std::thread::hardware_concurrency();
        m_json["load_before"] = load();
        m_program->run();
        m_program.reset();
        m_json["end_ms"] = static_cast<double>(m_end.nsecsElapsed()) / 1e6;
        m_json["load_after"] = load();
        if (!m_fault.empty())
            throw std::runtime_error(m_fault);
        return m_json;
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            watched->removeEventFilter(this);
            m_json["window_painted_ms"] = processAgeMs();
            // After what the program still does in answer to the first paint.
            QTimer::singleShot(0, this, [this] { m_json["usable_ms"] = processAgeMs(); });
        }
        return false;
    }

private:
    void connectServices(const Services &services)
    {
        connect(&services.player, &Player::stateChanged, this, [this](Player::State state) {
            if (state == Player::State::Opening)
                m_opening.start();
        });
        connect(&services.player, &Player::frameShown, this, [this](const Frame &frame) {
            if (m_json.contains("first_picture_ms"))
                return;
            m_json["first_picture_ms"] = static_cast<double>(m_opening.nsecsElapsed()) / 1e6;
            m_json["picture"] = {frame.width(), frame.height()};
        });
        connect(&services.localization, &Localization::mapReady, this, &Benchmark::noteMap);
        connect(&services.player,
                &Player::openFailed,
                this,
                [this](const QString &, const Error &error) { end(toString(error)); });
        connect(&services.localization,
                &Localization::modelFailed,
                this,
                [this](const QString &, const Error &error) { end(toString(error)); });
        constexpr std::chrono::seconds kPatience(60);
        QTimer::singleShot(kPatience, this, [this] {
            if (!m_json.contains("first_map_ms"))
                end("no map came; give a clip with pictures and sound");
        });
    }

    void noteMap(const MapResult &map)
    {
        m_computed += map.computeMs > 0 ? 1 : 0; // the others were kept from before
        if (m_json.contains("first_map_ms"))
            return;
        m_json["first_map_ms"] = processAgeMs();
        const int wait = static_cast<int>(m_arguments.warmUp * 1e3);
        QTimer::singleShot(wait, Qt::PreciseTimer, this, &Benchmark::begin);
    }

    void begin()
    {
        m_json["starting"] = takeTimes(m_application);
        m_before = m_program->services().player.statistics();
        m_computed = 0;
        m_memory = megabytes();
        m_measured.start();
        const int wait = static_cast<int>(m_arguments.seconds * 1e3);
        QTimer::singleShot(wait, Qt::PreciseTimer, this, &Benchmark::finish);
    }

    void finish()
    {
        const double seconds = static_cast<double>(m_measured.nsecsElapsed()) / 1e9;
        const PlaybackStatistics after = m_program->services().player.statistics();
        const auto shown = static_cast<double>(after.shownFrames - m_before.shownFrames);
        const auto dropped = static_cast<double>(after.droppedFrames - m_before.droppedFrames);
        m_json["playing"] = takeTimes(m_application);
        m_json["seconds"] = seconds;
        m_json["shown"] = shown;
        m_json["dropped_share"] = dropped / std::max(1.0, shown + dropped);
        m_json["maps_per_second"] = m_computed / seconds;
        m_json["memory_mb"] = megabytes();
        m_json["memory_growth_mb"] = megabytes() - m_memory;
        end({});
    }

    /// Closes the window in the middle of playing.
    void end(const std::string &fault)
    {
        m_fault = fault;
        m_end.start();
        m_program->window().close();
    }

    Arguments m_arguments;
    WatchedApplication &m_application;
    std::unique_ptr<Application> m_program;
    Json m_json;
    QElapsedTimer m_opening;
    QElapsedTimer m_measured;
    QElapsedTimer m_end;
    PlaybackStatistics m_before;
    int m_computed = 0;
    double m_memory = 0;
    std::string m_fault;
};

int run(const Arguments &arguments, int argc, char **argv)
{
    constexpr int kReplace = 1;
    constexpr int kKeepExisting = 0;
    const QTemporaryDir folder;
    for (const char *variable : {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "SOUNDLOCUS_CACHE_DIR"})
        ::setenv(variable, folder.path().toUtf8().constData(), kReplace);
    ::setenv("QT_QPA_PLATFORM", "offscreen", kKeepExisting);
    WatchedApplication application(argc, argv);
    const Json json = Benchmark(arguments, application).run();
    constexpr int kIndent = 2;
    const std::string text = json.dump(kIndent) + "\n";
    std::cout << text;
    if (!arguments.json.empty()) {
        if (auto written = writeWholeFile(arguments.json, text); !written)
            throw std::runtime_error(toString(written.error()));
    }
    return EXIT_SUCCESS;
}

} // namespace

int main(int argc, char **argv)
{
    waitPassively(argv); // as the program does
    Arguments arguments;
    CLI::App app{"Plays a video in the window and watches the GUI thread.",
                 "soundlocus-window-benchmark"};
    app.add_option("VIDEO", arguments.video, "With pictures and sound, longer than the run")
            ->required();
    app.add_option("-c,--checkpoint", arguments.checkpoint, "Weights")->required();
    app.add_option("--seconds", arguments.seconds, "Playback that is measured");
    app.add_option("--warm-up", arguments.warmUp, "Playback after the first map before that");
    app.add_option("--threads", arguments.threads, "Of the network, 0: one per core");
    app.add_option("--json", arguments.json, "Write the figures there");
    CLI11_PARSE(app, argc, argv);
    try {
        return run(arguments, argc, argv);
    } catch (const std::exception &exception) {
        std::cerr << "soundlocus-window-benchmark: " << exception.what() << '\n';
        return EXIT_FAILURE;
    }
}

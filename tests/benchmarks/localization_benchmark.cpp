// SPDX-License-Identifier: MIT
// Shows the frames of a clip at their pace, as the window does while it plays, and counts the maps
// that come back: how many a second, and how old each is when it comes.
#include "app/services/localization/engine_localization.h"
#include "app/services/localization/passive_waiting.h"
#include "engine/core/file_io.h"
#include "engine/media/video_decoder.h"
#include "engine/pipeline/stage_clock.h"
#include "ui/services/service_types.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <QCoreApplication>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <deque>
#include <iostream>
#include <map>
#include <vector>

namespace {

using namespace soundlocus;
using Clock = std::chrono::steady_clock;
using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

struct Arguments
{
    fs::path video;
    fs::path checkpoint;
    fs::path json;
    std::string device = "cpu";
    std::string fit = "full";
    int threads = 0;
    double rate = 30;
    double seconds = 10;
};

double millisecondsBetween(Clock::time_point begin, Clock::time_point end)
{
    return std::chrono::duration<double, std::milli>(end - begin).count();
}

/// @param share 0..1; @param values not empty
double quantile(std::vector<double> values, double share)
{
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

/// Plays a clip to the service. Frames are decoded before they are shown: what the player costs is
/// measured elsewhere.
class Show : public QObject
{
public:
    Show(const Arguments &arguments, const MediaFile &file)
        : m_arguments(arguments)
    {
        m_media.kind = MediaSummary::Kind::Video;
        m_media.path = QString::fromStdString(file.path().string());
        m_media.pictureSize = file.facts().video.front().displaySize;
        m_media.hasSound = file.hasAudio();
        LocalizationSettings settings;
        settings.device = QString::fromStdString(arguments.device);
        settings.threads = arguments.threads;
        settings.fit = fitModeFromString(arguments.fit).value_or(FitMode::Full);
        settings.cacheBytes = 1; // nothing is kept: every map costs what it costs
        m_service.setSettings(MapSlot::Main, settings);
        connect(&m_service, &Localization::modelChanged, this, &Show::begin);
        connect(&m_service,
                &Localization::modelFailed,
                this,
                [](const QString &, const Error &error) {
                    std::cerr << toString(error) << '\n';
                    QCoreApplication::exit(EXIT_FAILURE);
                });
        connect(&m_service, &Localization::mapReady, this, &Show::note);
        m_timer.setTimerType(Qt::PreciseTimer);
        connect(&m_timer, &QTimer::timeout, this, &Show::next);
    }

    void addFrame(const Frame &frame) { m_frames.push_back(frame); }

    /// Loads the network, then plays.
    void start()
    {
        m_loadBegin = Clock::now();
        m_loadCpu = StageClock::processCpuSeconds();
        m_service.setMedia(m_media);
        m_service.loadModel(MapSlot::Main, QString::fromStdString(m_arguments.checkpoint.string()));
    }

    [[nodiscard]] Json figures() const
    {
        const double seconds = millisecondsBetween(m_firstMap, m_lastMap) / 1000;
        return {{"checkpoint", m_arguments.checkpoint.filename().string()},
                {"picture",
                 fmt::format("{} x {}", m_media.pictureSize.width, m_media.pictureSize.height)},
                {"map", m_map},
                {"device", m_arguments.device},
                {"threads", m_arguments.threads},
                {"load_ms", m_loadMs},
                {"load_cpu_ms", 1000 * m_loadCpu},
                {"shown_frames", m_shown},
                {"maps", m_ages.size()},
                {"maps_per_second",
                 m_ages.size() < 2 ? 0.0 : static_cast<double>(m_ages.size() - 1) / seconds},
                {"age_ms_median", quantile(m_ages, 0.5)},
                {"age_ms_p95", quantile(m_ages, 0.95)},
                {"cpu_ms_per_map",
                 1000 * (m_lastCpu - m_firstCpu) / static_cast<double>(m_ages.size())},
                {"compute_ms_median", quantile(m_costs, 0.5)},
                {"longest_call_ms", m_longestCallMs}};
    }

    [[nodiscard]] bool hasFigures() const { return !m_ages.empty(); }

private:
    void begin()
    {
        m_loadMs = millisecondsBetween(m_loadBegin, Clock::now());
        m_loadCpu = StageClock::processCpuSeconds() - m_loadCpu;
        // The first map embeds the first sound and warms the network up; it does not count.
        m_timer.start(std::chrono::milliseconds(std::lround(1000 / m_arguments.rate)));
        m_begin = Clock::now();
    }

    void next()
    {
        const auto now = Clock::now();
        if (millisecondsBetween(m_begin, now) > 1000 * m_arguments.seconds)
            return QCoreApplication::quit();
        // The clip forwards, over and over, on one axis of time.
        Frame frame = m_frames[static_cast<std::size_t>(m_shown) % m_frames.size()];
        m_shownAt[frame.pts] = now;
        ++m_shown;
        m_service.showFrame(frame, true);
        m_longestCallMs = std::max(m_longestCallMs, millisecondsBetween(now, Clock::now()));
    }

    void note(const MapResult &result)
    {
        const auto now = Clock::now();
        m_map = fmt::format("{} x {}", result.heatmap.width(), result.heatmap.height());
        if (m_isFirst) {
            m_isFirst = false;
            m_firstMap = now;
            m_firstCpu = StageClock::processCpuSeconds();
            return;
        }
        m_lastMap = now;
        m_lastCpu = StageClock::processCpuSeconds();
        m_ages.push_back(millisecondsBetween(m_shownAt[result.heatmap.pts], now));
        m_costs.push_back(result.computeMs);
    }

    Arguments m_arguments;
    MediaSummary m_media;
    std::vector<Frame> m_frames;
    std::map<MediaTime, Clock::time_point> m_shownAt;
    std::vector<double> m_ages;
    std::vector<double> m_costs;
    std::string m_map;
    Clock::time_point m_loadBegin;
    Clock::time_point m_begin;
    Clock::time_point m_firstMap;
    Clock::time_point m_lastMap;
    double m_firstCpu = 0;
    double m_lastCpu = 0;
    double m_loadMs = 0;
    double m_loadCpu = 0;
    double m_longestCallMs = 0;
    int m_shown = 0;
    bool m_isFirst = true;
    QTimer m_timer;
    EngineLocalization m_service;
};

int run(const Arguments &arguments)
{
    const auto file = MediaFile::open(arguments.video);
    if (!file)
        throw std::runtime_error(toString(file.error()));
    auto decoder = VideoDecoder::open(*file);
    if (!decoder)
        throw std::runtime_error(toString(decoder.error()));
    registerServiceTypes();
    Show show(arguments, *file);
    constexpr int kFrames = 90; // 560 MB of 1080p
    for (int i = 0; i < kFrames; ++i) {
        const auto frame = decoder->next();
        if (!frame || !*frame)
            break;
        show.addFrame(**frame);
    }
    show.start();
    if (const int code = QCoreApplication::exec(); code != EXIT_SUCCESS)
        return code;
    if (!show.hasFigures())
        throw std::runtime_error("no map came; give a clip with pictures and sound");
    const Json json = show.figures();
    for (const auto &[name, value] : json.items())
        fmt::print("{:<20}{}\n",
                   name,
                   value.is_number_float() ? fmt::format("{:.1f}", value.get<double>())
                                           : value.dump());
    if (!arguments.json.empty()) {
        constexpr int kIndent = 2;
        if (auto written = writeWholeFile(arguments.json, json.dump(kIndent) + "\n"); !written)
            throw std::runtime_error(toString(written.error()));
    }
    return EXIT_SUCCESS;
}

} // namespace

int main(int argc, char **argv)
{
    waitPassively(argv); // as the window does
    const QCoreApplication application(argc, argv);
    Arguments arguments;
    CLI::App app{"Plays a clip to the live heat map and counts the maps.",
                 "soundlocus-live-benchmark"};
    app.add_option("VIDEO", arguments.video, "Clip with sound")->required();
    app.add_option("-c,--checkpoint", arguments.checkpoint, "Weights")->required();
    app.add_option("--device", arguments.device, "cpu, cuda:N");
    app.add_option("--fit", arguments.fit, "official, full or squash");
    app.add_option("--threads", arguments.threads, "Threads of the network, 0 = one per core");
    app.add_option("--rate", arguments.rate, "Frames shown a second")->check(CLI::PositiveNumber);
    app.add_option("--seconds", arguments.seconds, "How long");
    app.add_option("--json", arguments.json, "Write the figures there");
    CLI11_PARSE(app, argc, argv);
    try {
        return run(arguments);
    } catch (const std::exception &exception) {
        std::cerr << "soundlocus-live-benchmark: " << exception.what() << '\n';
        return EXIT_FAILURE;
    }
}

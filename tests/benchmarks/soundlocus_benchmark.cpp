// SPDX-License-Identifier: MIT
// Localises one clip and prints where the time went, as text and as JSON to compare two builds.
// Processor time is the figure to trust on a machine that does other things.
#include "engine/checkpoint/checkpoint.h"
#include "engine/core/file_io.h"
#include "engine/core/memory.h"
#include "engine/inference/runtime.h"
#include "engine/pipeline/localize_job.h"

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <thread>
#include <vector>

namespace {

using namespace soundlocus;
using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

struct Arguments
{
    fs::path video;
    fs::path checkpoint;
    std::string preset = "veryfast";
    std::string device = "cpu";
    std::string fit = "official";
    fs::path json;
    fs::path compareWith;
    int threads = 1;
    int batch = 4;
    int runs = 1;
    bool isBusy = false;
};

/// A process that keeps one core busy while it lives.
class BusyCore
{
public:
    explicit BusyCore(bool isWanted)
        : m_child(isWanted ? ::fork() : -1)
    {
        if (m_child != 0)
            return;
        for (volatile unsigned spin = 0;;)
            spin = spin + 1;
    }
    BusyCore(const BusyCore &) = delete;
    BusyCore &operator=(const BusyCore &) = delete;
    ~BusyCore()
    {
        if (m_child <= 0)
            return;
        ::kill(m_child, SIGKILL);
        ::waitpid(m_child, nullptr, 0);
    }

private:
    pid_t m_child;
};

std::shared_ptr<const Localizer> makeLocalizer(const Arguments &arguments)
{
    const auto checkpoint = readCheckpoint(arguments.checkpoint);
    if (!checkpoint)
        throw std::runtime_error(toString(checkpoint.error()));
    const auto runtime = InferenceRuntime::load();
    if (!runtime)
        throw std::runtime_error(toString(runtime.error()));
    (*runtime)->setThreads(arguments.threads);
    LocalizerOptions options;
    options.device = arguments.device;
    auto localizer = (*runtime)->createLocalizer(*checkpoint, options);
    if (!localizer)
        throw std::runtime_error(toString(localizer.error()));
    return *localizer;
}

LocalizeStatistics runOnce(const Arguments &arguments, const Localizer &localizer)
{
    std::string pattern = (fs::temp_directory_path() / "soundlocus-benchmark-XXXXXX").string();
    const fs::path folder = ::mkdtemp(pattern.data());
    LocalizeOptions options;
    options.fit = fitModeFromString(arguments.fit).value_or(FitMode::Official);
    options.batch = arguments.batch;
    options.encoder.preset = arguments.preset;
    options.overlay.colorMap = ColorMap::Jet; // as the reference program
    options.results.folder = folder;
    options.results.hasSheet = false;
    auto answer = localizeInput({arguments.video, {}, "clip"}, options, localizer);
    std::error_code code;
    fs::remove_all(folder, code);
    if (!answer)
        throw std::runtime_error(toString(answer.error()));
    return answer->statistics;
}

Json jsonOf(const Arguments &arguments, const LocalizeStatistics &statistics)
{
    constexpr double kMillis = 1000;
    const auto frames = static_cast<double>(statistics.localizedFrames);
    Json json{{"version", SOUNDLOCUS_VERSION},
              {"video", arguments.video.filename().string()},
              {"checkpoint", arguments.checkpoint.filename().string()},
              {"preset", arguments.preset},
              {"fit", arguments.fit},
              {"device", arguments.device},
              {"threads", arguments.threads},
              {"batch", arguments.batch},
              {"busy", arguments.isBusy},
              {"cores", std::thread::hardware_concurrency()},
              {"frames", statistics.localizedFrames},
              {"embedded_sounds", statistics.embeddedSounds},
              {"wall_s", statistics.wallSeconds},
              {"frames_per_second", frames / statistics.wallSeconds},
              {"cpu_ms_per_frame", kMillis * statistics.processCpuSeconds / frames},
              {"peak_mb", static_cast<double>(statistics.peakBytes) / 1e6}};
    double inStages = 0;
    for (std::size_t i = 0; i < kPipelineStages; ++i) {
        const StageTimes &times = statistics.stages[i];
        inStages += times.threadCpuSeconds;
        json["stages"][std::string(toString(static_cast<PipelineStage>(i)))] = {
                {"wall_ms_per_frame", kMillis * times.wallSeconds / frames},
                {"cpu_ms_per_frame", kMillis * times.threadCpuSeconds / frames}};
    }
    json["helper_threads_cpu_ms_per_frame"] = kMillis * (statistics.processCpuSeconds - inStages)
                                              / frames;
    return json;
}

void print(const Json &json)
{
    fmt::print("{} frames in {:.2f} s: {:.2f} frames/s, {:.1f} ms of processor time a frame, peak "
               "{:.0f} MB, {} sounds embedded\n",
               json["frames"].get<int>(),
               json["wall_s"].get<double>(),
               json["frames_per_second"].get<double>(),
               json["cpu_ms_per_frame"].get<double>(),
               json["peak_mb"].get<double>(),
               json["embedded_sounds"].get<int>());
    fmt::print("{:<10}{:>14}{:>14}   (ms a frame)\n", "stage", "wall", "own thread");
    for (const auto &[name, times] : json["stages"].items())
        fmt::print("{:<10}{:>14.2f}{:>14.2f}\n",
                   name,
                   times["wall_ms_per_frame"].get<double>(),
                   times["cpu_ms_per_frame"].get<double>());
    fmt::print("{:<10}{:>14}{:>14.2f}   OpenMP and encoder threads\n",
               "helpers",
               "",
               json["helper_threads_cpu_ms_per_frame"].get<double>());
}

void compare(const Json &now, const fs::path &path)
{
    constexpr std::uintmax_t kLimit = std::uintmax_t{1} << 20;
    const auto text = readWholeFile(path, kLimit);
    if (!text)
        throw std::runtime_error(toString(text.error()));
    const Json before = Json::parse(*text);
    for (const char *key : {"cpu_ms_per_frame", "frames_per_second", "peak_mb"})
        fmt::print("{:<20}{:>10.2f} -> {:>10.2f}  x {:.3f}\n",
                   key,
                   before[key].get<double>(),
                   now[key].get<double>(),
                   now[key].get<double>() / before[key].get<double>());
}

int run(const Arguments &arguments)
{
    const BusyCore busy(arguments.isBusy);
    const auto localizer = makeLocalizer(arguments);
    releaseFreedMemory();
    std::vector<LocalizeStatistics> runs;
    for (int i = 0; i < arguments.runs; ++i)
        runs.push_back(runOnce(arguments, *localizer));
    // The quickest run is the least disturbed one.
    const auto best = std::ranges::min_element(runs, {}, &LocalizeStatistics::processCpuSeconds);
    const Json json = jsonOf(arguments, *best);
    print(json);
    if (!arguments.compareWith.empty())
        compare(json, arguments.compareWith);
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
    Arguments arguments;
    CLI::App app{"Localises one clip and prints stage times, frames per second and peak memory.",
                 "soundlocus-benchmark"};
    app.add_option("VIDEO", arguments.video, "Clip with sound")->required();
    app.add_option("-c,--checkpoint", arguments.checkpoint, "Weights")->required();
    app.add_option("--preset", arguments.preset, "x264 preset");
    app.add_option("--fit", arguments.fit, "official, full or squash");
    app.add_option("--device", arguments.device, "cpu, cuda, cuda:N");
    app.add_option("--threads", arguments.threads, "Threads of the network, 0 = one per core");
    app.add_option("--batch", arguments.batch, "Pictures in one pass");
    app.add_option("--runs", arguments.runs, "The quickest run counts");
    app.add_flag("--busy", arguments.isBusy, "Keep one core busy meanwhile");
    app.add_option("--json", arguments.json, "Write the figures there");
    app.add_option("--compare", arguments.compareWith, "Figures of another build");
    CLI11_PARSE(app, argc, argv);
    try {
        return run(arguments);
    } catch (const std::exception &exception) {
        std::cerr << "soundlocus-benchmark: " << exception.what() << '\n';
        return EXIT_FAILURE;
    }
}

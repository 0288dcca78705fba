// SPDX-License-Identifier: MIT
// Makes a large project, opens it as the window does, and draws: how long until it is open, until a
// stroke is shown and until it is in the file; and what the score of a box that is dragged costs.
#include "app/services/annotation/engine_project_service.h"
#include "engine/annotation/gestures.h"
#include "engine/core/file_io.h"
#include "engine/evaluation/frame_scorer.h"
#include "engine/project/project_store.h"
#include "ui/services/service_types.h"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <QCoreApplication>

#include <algorithm>
#include <chrono>
#include <iostream>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace soundlocus;
using Clock = std::chrono::steady_clock;
using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

struct Arguments
{
    fs::path project;
    fs::path json;
    int clips = 10'000;
    int boxesPerClip = 20;
    int boxesPerTrack = 10;
    int strokes = 500;
};

double millisecondsSince(Clock::time_point begin)
{
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

/// @param share 0..1; @param values not empty
double quantile(std::vector<double> values, double share)
{
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

Json spread(const std::vector<double> &values)
{
    return {{"median", quantile(values, 0.5)},
            {"p95", quantile(values, 0.95)},
            {"max", quantile(values, 1)}};
}

BoundingBox anyBox(std::mt19937 &random)
{
    std::uniform_real_distribution<double> place(0, 1);
    const double x = place(random) / 2;
    const double y = place(random) / 2;
    return {x, y, x + 0.5 * place(random), y + 0.5 * place(random)};
}

/// Clips of ten seconds with boxes all over.
AnnotationSet largeSet(const Arguments &arguments, const fs::path &folder)
{
    std::mt19937 random(1);
    AnnotationSet set;
    std::int64_t id = 1;
    for (int i = 0; i < 100; ++i) {
        const std::string number = std::to_string(i);
        set.labels.push_back({{id++}, "label " + number, 0, ""});
    }
    set.annotators.push_back({{id++}, "Anna"});
    for (int i = 0; i < arguments.clips; ++i) {
        Clip clip;
        clip.id = {id++};
        clip.name = "clip " + std::to_string(i);
        clip.media = folder / "media" / (clip.name + ".mp4");
        clip.fingerprint = {1000 + i, static_cast<std::uint64_t>(i) * 7919};
        clip.size = {640, 360};
        clip.frameRate = {30, 1};
        clip.duration = std::chrono::seconds(10);
        set.clips.push_back(std::move(clip));
    }
    for (const Clip &clip : set.clips) {
        for (int box = 0; box < arguments.boxesPerClip; ++box) {
            if (box % arguments.boxesPerTrack == 0) {
                Track track;
                track.id = {id++};
                track.clip = clip.id;
                track.annotator = set.annotators[0].id;
                track.label = {1 + static_cast<std::int64_t>(random() % 100)};
                track.sounding = {{MediaTime{0}, std::chrono::seconds(3)}};
                set.tracks.push_back(std::move(track));
            }
            setKey(set.tracks.back(), {std::chrono::milliseconds(500 * box), anyBox(random)});
        }
    }
    return set;
}

/// Handles events until something is so; gives up after a minute.
template <typename Condition>
bool waitFor(Condition isSo)
{
    const auto begin = Clock::now();
    while (!isSo() && millisecondsSince(begin) < 60'000)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return isSo();
}

Result<Json> makeFigures(const Arguments &arguments)
{
    const AnnotationSet set = largeSet(arguments, arguments.project.parent_path());
    auto begin = Clock::now();
    auto made = ProjectStore::create(arguments.project);
    if (!made)
        return Unexpected(made.error());
    if (auto done = made->apply(addingAll("all", set)); !done)
        return Unexpected(done.error());
    Json figures{{"clips", set.clips.size()},
                 {"tracks", set.tracks.size()},
                 {"boxes", countsOf(set).keyFrames},
                 {"write_all_ms", millisecondsSince(begin)}};
    return figures;
}

Result<void> openAndDraw(const Arguments &arguments, Json &figures)
{
    {
        const auto begin = Clock::now();
        auto store = ProjectStore::open(arguments.project);
        if (!store)
            return Unexpected(store.error());
        figures["store_open_ms"] = millisecondsSince(begin);
        const auto set = store->readAll();
        if (!set)
            return Unexpected(set.error());
        figures["store_open_and_read_ms"] = millisecondsSince(begin);
    }
    EngineProjectService service;
    std::optional<Error> fault;
    QObject::connect(&service, &ProjectService::failed, [&](const QString &, const Error &error) {
        fault = error;
    });
    AnnotationDocument &document = service.document();
    const auto begin = Clock::now();
    service.open(QString::fromStdString(arguments.project.string()));
    waitFor([&] { return document.isOpen() || fault; });
    if (fault)
        return Unexpected(*fault);
    figures["window_open_ms"] = millisecondsSince(begin);
    figures["file_bytes"] = fs::file_size(arguments.project);

    std::mt19937 random(2);
    std::vector<double> shown;
    std::vector<double> stored;
    for (int i = 0; i < arguments.strokes; ++i) {
        const Clip &clip = document.clips()[random() % document.clips().size()];
        const Track &track = document.tracks(clip.id).front();
        const auto stroke = Clock::now();
        const auto done = document.apply(
                gestures::setBox(track, std::chrono::milliseconds(i), anyBox(random)),
                {clip.id, MediaTime{0}});
        if (!done)
            return done;
        shown.push_back(millisecondsSince(stroke));
        waitFor([&] { return service.status().waiting == 0; });
        stored.push_back(millisecondsSince(stroke));
    }
    figures["stroke_applied_ms"] = spread(shown);
    figures["stroke_stored_ms"] = spread(stored);
    const auto flush = Clock::now();
    service.waitForStored(10'000);
    figures["flush_ms"] = millisecondsSince(flush);
    return {};
}

Result<void> scoreDrags(Json &figures)
{
    std::mt19937 random(3);
    std::uniform_real_distribution<float> value(-1, 1);
    std::vector<float> values(14 * 14);
    for (float &v : values)
        v = value(random);
    const Heatmap map(std::move(values), Size{14, 14}, HeatmapScale::Cosine);
    constexpr int kDrags = 500;
    std::vector<double> made;
    std::vector<double> scored;
    for (const ScoreChoice choice : {ScoreChoice::Paper, ScoreChoice::Adaptive}) {
        const auto begin = Clock::now();
        const auto scorer = FrameScorer::create(map, {protocolRules().front(), choice});
        if (!scorer)
            return Unexpected(scorer.error());
        made.push_back(millisecondsSince(begin));
        for (int i = 0; i < kDrags; ++i) {
            const std::vector<std::vector<BoundingBox>> boxes{{anyBox(random)}};
            const auto drag = Clock::now();
            if (scorer->score(boxes).pixels.empty())
                return fail(ErrorCode::Internal, "no pixels");
            scored.push_back(millisecondsSince(drag));
        }
    }
    figures["scorer_made_ms"] = quantile(made, 1);
    figures["score_per_drag_ms"] = spread(scored);
    return {};
}

Result<Json> measure(const Arguments &arguments)
{
    auto figures = makeFigures(arguments);
    if (!figures)
        return figures;
    if (auto done = openAndDraw(arguments, *figures); !done)
        return Unexpected(done.error());
    if (auto done = scoreDrags(*figures); !done)
        return Unexpected(done.error());
    return figures;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    registerServiceTypes();
    Arguments arguments;
    CLI::App parser("How long a large project takes to open and a stroke to be stored");
    parser.add_option("project", arguments.project, "Project file to make; must not be there")
            ->required();
    parser.add_option("--clips", arguments.clips)->check(CLI::PositiveNumber);
    parser.add_option("--boxes", arguments.boxesPerClip, "Boxes per clip")
            ->check(CLI::PositiveNumber);
    parser.add_option("--boxes-per-track", arguments.boxesPerTrack)->check(CLI::PositiveNumber);
    parser.add_option("--strokes", arguments.strokes)->check(CLI::PositiveNumber);
    parser.add_option("--json", arguments.json, "Also write the figures to a file");
    CLI11_PARSE(parser, argc, argv);
    const auto figures = measure(arguments);
    if (!figures) {
        std::cerr << toString(figures.error()) << '\n';
        return EXIT_FAILURE;
    }
    const std::string text = figures->dump(2) + "\n";
    std::cout << text;
    if (!arguments.json.empty()) {
        if (const auto written = writeWholeFile(arguments.json, text); !written) {
            std::cerr << toString(written.error()) << '\n';
            return EXIT_FAILURE;
        }
    }
    return EXIT_SUCCESS;
}

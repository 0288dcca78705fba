// SPDX-License-Identifier: MIT
#include "engine/annotation/sample_table.h"
#include "engine/compose/compose_job.h"
#include "engine/compose/parallel.h"
#include "engine/compose/scene_json.h"
#include "engine/compose/scene_output.h"
#include "engine/compose/video_scene.h"
#include "engine/compose/wav_file.h"
#include "engine/media/video_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <utility>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

constexpr const char *kScenes = "scenes";
constexpr const char *kVideo = "scene.mp4";
/// The path of an object is told so many times a second.
constexpr int kPlacesPerSecond = 5;

Frame frameFrom(const cv::Mat &rgb, std::int64_t index, int framesPerSecond)
{
    auto bytes = std::make_shared<std::vector<std::uint8_t>>(rgb.datastart, rgb.dataend);
    Frame frame(std::move(bytes), {rgb.cols, rgb.rows}, static_cast<int>(rgb.step));
    frame.index = index;
    frame.pts = fromSeconds(double(index) / framesPerSecond);
    return frame;
}

/// One row of the table, before it has its files.
struct VideoRow
{
    MediaTime time{0};
    std::vector<BoundingBox> boxes;
    std::string label;
    std::string recording;
};

struct VideoFacts
{
    std::vector<VideoRow> rows;
    std::string background;
    double level = 0;
};

class VideoJob
{
public:
    VideoJob(const ComposeOptions &options,
             const VideoOptions &video,
             SceneLibrary library,
             SceneOutput output)
        : m_options(options)
        , m_video(video)
        , m_seed(seedOf(options))
        , m_library(std::move(library))
        , m_output(std::move(output))
        , m_plans(planPictures(options.recipe,
                               m_library,
                               m_seed,
                               static_cast<std::size_t>(options.count)))
        , m_facts(m_plans.size())
    {}

    Result<ComposeReport> run(const std::stop_token &stop, const ProgressCallback &progress)
    {
        auto done = runParallel(m_plans.size(),
                                m_options.threads,
                                stop,
                                progress,
                                "composing videos",
                                [this, &stop](std::size_t i) { return writeScene(i, stop); });
        if (done)
            done = m_output.commit();
        if (done)
            done = writeTable();
        if (done)
            done = writeOrigin(m_options, "videos", m_report);
        if (!done)
            return Unexpected(done.error());
        return m_report;
    }

private:
    Result<void> writeScene(std::size_t i, const std::stop_token &stop)
    {
        const std::string name = sceneName(m_options, i);
        const fs::path folder = m_output.draft(kScenes, name);
        if (auto made = makeFolder(folder); !made)
            return made;
        const VideoScene drawn = drawVideoScene(
                m_plans[i], m_options.recipe, m_video, m_library, m_seed, i);
        Scene scene;
        scene.video = kVideo;
        scene.size = m_options.recipe.picture;
        scene.duration = fromSeconds(m_video.seconds);
        scene.background = drawn.background.name;
        for (std::size_t k = 0; k < drawn.objects.size(); ++k) {
            const MovingObject &object = drawn.objects[k];
            const LoadedClass &type = m_library.classes[object.planned.type];
            const std::string stem = fmt::format("{}_{}.wav", k, type.name);
            if (auto written = writeDraft(folder / stem, wavBytes(object.stem)); !written)
                return written;
            scene.objects.push_back({type.name,
                                     type.sounds[object.planned.sound].path.stem(),
                                     stem,
                                     object.sounding,
                                     {}});
        }
        m_facts[i].background = scene.background;
        m_facts[i].level = drawn.level;
        if (auto written = writeVideo(folder, drawn, scene, m_facts[i].rows, stop); !written)
            return written;
        return writeDraft(folder / "scene.json", toJson(scene));
    }

    /// Also notes the paths and the rows.
    Result<void> writeVideo(const fs::path &folder,
                            const VideoScene &drawn,
                            Scene &scene,
                            std::vector<VideoRow> &rows,
                            const std::stop_token &stop)
    {
        const fs::path mix = folder / "mix.wav";
        if (auto written = writeDraft(mix, wavBytes(drawn.mix)); !written)
            return written;
        auto sound = MediaFile::open(mix);
        if (!sound)
            return Unexpected(sound.error());
        const int rate = m_video.framesPerSecond;
        VideoWriterOptions options;
        options.rate = {rate, 1};
        options.threads = 1; // as on every machine; videos run beside each other
        options.soundFrom = *sound;
        auto writer = VideoWriter::create(folder / kVideo, scene.size, 1, options);
        if (!writer)
            return Unexpected(writer.error());
        const auto frames = static_cast<std::int64_t>(std::lround(m_video.seconds * rate));
        const std::int64_t placeStep = std::max(1, rate / kPlacesPerSecond);
        for (std::int64_t k = 0; k < frames; ++k) {
            if (stop.stop_requested())
                return fail(ErrorCode::Cancelled, "stopped");
            const VideoScene::Picture picture = drawn.at(double(k) / rate, m_library);
            const Frame frame = frameFrom(picture.rgb, k, rate);
            if (auto written = writer->write(frame); !written)
                return written;
            for (std::size_t object = 0; k % placeStep == 0 && object < scene.objects.size();
                 ++object)
                scene.objects[object].path.push_back({frame.pts, picture.boxes[object]});
            if (k == std::lround(double(rows.size()) * m_video.rowSeconds * rate))
                rows.push_back(rowAt(frame.pts, drawn, scene, picture.boxes));
        }
        auto finished = writer->finish();
        std::error_code code;
        fs::remove(mix, code);
        return finished;
    }

    static VideoRow rowAt(MediaTime time,
                          const VideoScene &drawn,
                          const Scene &scene,
                          const std::vector<BoundingBox> &boxes)
    {
        VideoRow row;
        row.time = time;
        for (std::size_t k = 0; k < drawn.objects.size(); ++k) {
            if (!drawn.objects[k].soundsAt(time))
                continue;
            const std::string separator = row.boxes.empty() ? "" : "+";
            row.boxes.push_back(boxes[k]);
            row.label += separator + scene.objects[k].label;
            row.recording += separator + scene.objects[k].recording;
        }
        return row;
    }

    Result<void> writeTable()
    {
        std::vector<LabelledSample> samples;
        ExtraColumn level{"level", {}};
        ExtraColumn split{"split", {}};
        ExtraColumn recording{"recording", {}};
        ExtraColumn background{"background", {}};
        double boxShares = 0;
        std::int64_t boxes = 0;
        for (std::size_t i = 0; i < m_plans.size(); ++i) {
            const std::string name = sceneName(m_options, i);
            for (const VideoRow &row : m_facts[i].rows) {
                LabelledSample sample;
                sample.id = fmt::format("{}-{:07.2f}s", name, toSeconds(row.time));
                sample.video = m_output.target(kScenes, name) / kVideo;
                sample.time = row.time;
                sample.groundTruth = GroundTruth{GroundTruthKind::Union, {row.boxes}};
                sample.label = row.label;
                samples.push_back(std::move(sample));
                level.cells.push_back(fmt::format("{:.2f}", m_facts[i].level));
                split.cells.push_back(m_options.recipe.split);
                recording.cells.push_back(row.recording);
                background.cells.push_back(m_facts[i].background);
                for (const BoundingBox &box : row.boxes)
                    boxShares += box.area();
                boxes += static_cast<std::int64_t>(row.boxes.size());
            }
            m_report.sounds += static_cast<std::int64_t>(m_plans[i].objects.size());
        }
        m_report.scenes = static_cast<std::int64_t>(m_plans.size());
        m_report.rows = static_cast<std::int64_t>(samples.size());
        m_report.classes = static_cast<std::int64_t>(m_library.classes.size());
        m_report.meanBoxShare = boxes == 0 ? 0 : boxShares / double(boxes);
        m_report.warnings = m_library.warnings;
        return writeSampleTable(
                m_options.folder / kSceneTable, samples, {level, split, recording, background});
    }

    const ComposeOptions &m_options;
    const VideoOptions &m_video;
    std::uint64_t m_seed = 0;
    SceneLibrary m_library;
    SceneOutput m_output;
    std::vector<PicturePlan> m_plans;
    std::vector<VideoFacts> m_facts;
    ComposeReport m_report;
};

} // namespace

Result<ComposeReport> composeVideos(const ComposeOptions &options,
                                    const VideoOptions &video,
                                    const std::stop_token &stop,
                                    const ProgressCallback &progress)
{
    auto output = SceneOutput::create(options, {kScenes});
    if (!output)
        return Unexpected(output.error());
    auto library = loadLibrary(
            options.recipe, options.faultyFiles, options.threads, stop, progress);
    if (!library)
        return Unexpected(library.error());
    return VideoJob(options, video, *std::move(library), *std::move(output)).run(stop, progress);
}

} // namespace soundlocus

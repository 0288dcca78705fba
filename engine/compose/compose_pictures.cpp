// SPDX-License-Identifier: MIT
#include "engine/annotation/sample_table.h"
#include "engine/compose/compose_job.h"
#include "engine/compose/parallel.h"
#include "engine/compose/picture_plan.h"
#include "engine/compose/scene_library.h"
#include "engine/compose/scene_output.h"
#include "engine/compose/sound_jitter.h"
#include "engine/compose/wav_file.h"

#include <fmt/format.h>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include <map>
#include <string>
#include <tuple>

namespace soundlocus {

namespace {

constexpr const char *kPictures = "pictures";
constexpr const char *kSounds = "sounds";
constexpr const char *kMasks = "masks";

/// Class, recording and jitter, by number.
using SoundKey = std::tuple<std::size_t, std::size_t, std::size_t>;

SoundKey keyOf(const PlannedObject &object)
{
    return {object.type, object.sound, object.jitter};
}

/// "frog_0_17.wav": class, recording of it, jitter of that.
std::string soundName(const SceneLibrary &library, const SoundKey &key)
{
    const auto &[type, sound, jitter] = key;
    return fmt::format("{}_{}_{}.wav", library.classes[type].name, sound, jitter);
}

Result<std::string> encoded(const char *extension,
                            const cv::Mat &picture,
                            const std::vector<int> &parameters)
{
    std::vector<std::uint8_t> bytes;
    if (!cv::imencode(extension, picture, bytes, parameters))
        return fail(ErrorCode::Internal, "a picture could not be encoded");
    return std::string(bytes.begin(), bytes.end());
}

/// What the table says of one picture.
struct PictureFacts
{
    std::vector<BoundingBox> boxes;
    double level = 0;
    std::string background;
};

/// Row names of a picture: ID and a letter per object.
std::string rowName(const std::string &scene, std::size_t object)
{
    return scene + static_cast<char>('a' + object);
}

/// Letters name the objects, of which there are few.
constexpr char kOffScreenSuffix = 'x';

/// What becomes the table.
struct SceneRows
{
    std::vector<LabelledSample> samples;
    ExtraColumn level{"level", {}};
    ExtraColumn split{"split", {}};
    ExtraColumn recording{"recording", {}};
    ExtraColumn background{"background", {}};
};

class PictureJob
{
public:
    PictureJob(const ComposeOptions &options, SceneLibrary library, SceneOutput output)
        : m_options(options)
        , m_seed(seedOf(options))
        , m_library(std::move(library))
        , m_output(std::move(output))
        , m_plans(planPictures(options.recipe,
                               m_library,
                               m_seed,
                               static_cast<std::size_t>(options.count)))
        , m_facts(m_plans.size())
    {
        if (!options.hasOffScreenRows)
            return;
        const std::size_t without = addOffScreenSounds(options.recipe, m_library, m_seed, m_plans);
        if (without > 0)
            m_library.warnings.push_back(
                    fmt::format("{} pictures show all there is and got no sound off screen; add "
                                "classes of another kin",
                                without));
    }

    Result<ComposeReport> run(const std::stop_token &stop, const ProgressCallback &progress)
    {
        auto done = writeSounds(stop, progress);
        if (done)
            done = runParallel(m_plans.size(),
                               m_options.threads,
                               stop,
                               progress,
                               "composing pictures",
                               [this](std::size_t i) { return writePicture(i); });
        if (done)
            done = m_output.commit();
        if (done)
            done = writeTables();
        if (done)
            done = writeOrigin(m_options, kPictures, m_report);
        if (!done)
            return Unexpected(done.error());
        return m_report;
    }

private:
    Result<void> writeSounds(const std::stop_token &stop, const ProgressCallback &progress)
    {
        std::vector<SoundKey> keys;
        for (const PicturePlan &plan : m_plans) {
            for (const PlannedObject &object : plan.objects)
                keys.push_back(keyOf(object));
            if (plan.offScreen)
                keys.push_back(keyOf(*plan.offScreen));
        }
        std::ranges::sort(keys);
        keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
        m_report.sounds = static_cast<std::int64_t>(keys.size());
        return runParallel(
                keys.size(),
                m_options.threads,
                stop,
                progress,
                "making sounds",
                [&](std::size_t i) {
                    const auto &[type, sound, jitter] = keys[i];
                    const LoadedClass &loaded = m_library.classes[type];
                    Random random(m_seed, "sound " + loaded.name + std::to_string(sound), jitter);
                    const AudioClip clip = jittered(loaded.sounds[sound].content,
                                                    m_options.recipe.jitter,
                                                    m_options.recipe.soundSeconds,
                                                    random);
                    return writeDraft(m_output.draft(kSounds, soundName(m_library, keys[i])),
                                      wavBytes(clip));
                });
    }

    Result<void> writePicture(std::size_t i)
    {
        ComposedPicture picture = composePicture(
                m_plans[i], m_options.recipe, m_library, m_seed, i);
        cv::Mat bgr;
        cv::cvtColor(picture.rgb, bgr, cv::COLOR_RGB2BGR);
        const std::string name = sceneName(m_options, i);
        auto bytes = encoded(".jpg", bgr, {cv::IMWRITE_JPEG_QUALITY, m_options.recipe.jpegQuality});
        if (!bytes)
            return Unexpected(bytes.error());
        if (auto written = writeDraft(m_output.draft(kPictures, name + ".jpg"), *bytes); !written)
            return written;
        for (std::size_t k = 0; m_options.hasMasks && k < picture.masks.size(); ++k) {
            bytes = encoded(".png", picture.masks[k], {});
            if (!bytes)
                return Unexpected(bytes.error());
            const auto draft = m_output.draft(kMasks, rowName(name, k) + ".png");
            if (auto written = writeDraft(draft, *bytes); !written)
                return written;
        }
        m_facts[i] = {std::move(picture.boxes), picture.level, std::move(picture.background)};
        return {};
    }

    Result<void> writeTables()
    {
        SceneRows rows;
        SceneRows offScreen;
        double boxShares = 0;
        for (std::size_t i = 0; i < m_plans.size(); ++i) {
            for (std::size_t k = 0; k < m_plans[i].objects.size(); ++k) {
                const BoundingBox &box = m_facts[i].boxes[k];
                LabelledSample &sample = addRow(rows, i, m_plans[i].objects[k]);
                sample.id = rowName(sceneName(m_options, i), k);
                sample.groundTruth = GroundTruth{GroundTruthKind::Union, {{box}}};
                sample.group = sceneName(m_options, i);
                boxShares += box.area();
            }
            if (m_plans[i].offScreen) {
                LabelledSample &sample = addRow(offScreen, i, *m_plans[i].offScreen);
                sample.id = sceneName(m_options, i) + kOffScreenSuffix;
                sample.groundTruth = GroundTruth{GroundTruthKind::Union, {{}}};
            }
        }
        m_report.scenes = static_cast<std::int64_t>(m_plans.size());
        m_report.rows = static_cast<std::int64_t>(rows.samples.size());
        m_report.offScreenRows = static_cast<std::int64_t>(offScreen.samples.size());
        m_report.classes = static_cast<std::int64_t>(m_library.classes.size());
        m_report.meanBoxShare = m_report.rows == 0 ? 0 : boxShares / double(m_report.rows);
        m_report.warnings = m_library.warnings;
        if (!offScreen.samples.empty()) {
            if (auto written = writeRows(kOffScreenTable, offScreen); !written)
                return written;
        }
        return writeRows(kSceneTable, rows);
    }

    Result<void> writeRows(std::string_view name, const SceneRows &rows) const
    {
        return writeSampleTable(m_options.folder / name,
                                rows.samples,
                                {rows.level, rows.split, rows.recording, rows.background});
    }

    /// A row of a picture, and of the sound of an object, in sight or not.
    LabelledSample &addRow(SceneRows &rows, std::size_t scene, const PlannedObject &object) const
    {
        const LoadedClass &type = m_library.classes[object.type];
        rows.level.cells.push_back(fmt::format("{:.2f}", m_facts[scene].level));
        rows.split.cells.push_back(m_options.recipe.split);
        rows.recording.cells.push_back(type.sounds[object.sound].path.stem());
        rows.background.cells.push_back(m_facts[scene].background);
        LabelledSample &sample = rows.samples.emplace_back();
        sample.picture = m_output.target(kPictures, sceneName(m_options, scene) + ".jpg");
        sample.sound = m_output.target(kSounds, soundName(m_library, keyOf(object)));
        sample.label = type.name;
        return sample;
    }

    const ComposeOptions &m_options;
    std::uint64_t m_seed = 0;
    SceneLibrary m_library;
    SceneOutput m_output;
    std::vector<PicturePlan> m_plans;
    std::vector<PictureFacts> m_facts;
    ComposeReport m_report;
};

} // namespace

Result<ComposeReport> composePictures(const ComposeOptions &options,
                                      const std::stop_token &stop,
                                      const ProgressCallback &progress)
{
    std::vector<std::string> folders{kPictures, kSounds};
    if (options.hasMasks)
        folders.emplace_back(kMasks);
    auto output = SceneOutput::create(options, folders);
    if (!output)
        return Unexpected(output.error());
    auto library = loadLibrary(
            options.recipe, options.faultyFiles, options.threads, stop, progress);
    if (!library)
        return Unexpected(library.error());
    return PictureJob(options, *std::move(library), *std::move(output)).run(stop, progress);
}

} // namespace soundlocus

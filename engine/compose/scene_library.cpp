// SPDX-License-Identifier: MIT
#include "engine/compose/scene_library.h"

#include "engine/compose/background.h"
#include "engine/compose/parallel.h"
#include "engine/compose/sound_jitter.h"
#include "engine/core/file_io.h"
#include "engine/media/audio_decoder.h"
#include "engine/media/media_file.h"

#include <fmt/format.h>

#include <functional>
#include <optional>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

/// A sound inside a resource file, put where FFmpeg can open it. Removed at the end.
class UnpackedFile
{
public:
    static Result<UnpackedFile> create(AssetReader &assets, const AssetPath &path)
    {
        const auto content = assets.read(path);
        if (!content)
            return Unexpected(content.error());
        std::error_code code;
        const fs::path folder = fs::temp_directory_path(code);
        std::string pattern = (folder / "soundlocus-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr)
            return Unexpected(systemError("make a folder in", folder, errno));
        UnpackedFile file;
        file.m_folder = pattern;
        file.m_path = fs::path(pattern) / fs::path(path.member).filename();
        if (auto written = writeWholeFile(file.m_path, *content); !written)
            return Unexpected(written.error());
        return file;
    }
    UnpackedFile(UnpackedFile &&other) noexcept
        : m_folder(std::exchange(other.m_folder, {}))
        , m_path(std::move(other.m_path))
    {}
    UnpackedFile &operator=(UnpackedFile &&) = delete;
    UnpackedFile(const UnpackedFile &) = delete;
    UnpackedFile &operator=(const UnpackedFile &) = delete;
    ~UnpackedFile()
    {
        std::error_code code;
        if (!m_folder.empty())
            fs::remove_all(m_folder, code);
    }
    [[nodiscard]] const fs::path &path() const { return m_path; }

private:
    UnpackedFile() = default;
    fs::path m_folder;
    fs::path m_path;
};

Result<AudioClip> decode(const fs::path &path, int rate, const std::string &name)
{
    const auto file = MediaFile::open(path);
    if (!file)
        return Unexpected(file.error());
    AudioDecoderOptions options;
    options.sampleRateHz = rate;
    auto decoder = AudioDecoder::open(*file, options);
    if (!decoder)
        return Unexpected(decoder.error());
    const auto clip = decoder->readAll(fromSeconds(kMaxRecordingSeconds));
    if (!clip)
        return Unexpected(clip.error());
    return trimmed(*clip, name);
}

Result<AudioClip> loadRecording(AssetReader &assets, const AssetPath &path, int rate)
{
    if (path.member.empty())
        return decode(path.file, rate, path.toString());
    const auto unpacked = UnpackedFile::create(assets, path);
    if (!unpacked)
        return Unexpected(unpacked.error());
    return decode(unpacked->path(), rate, path.toString());
}

template <typename Content>
struct Slot
{
    AssetPath path;
    std::vector<LoadedFile<Content>> *target = nullptr;
    std::optional<Content> content;
    std::string fault;
};

/// Decodes all files of one kind and appends them to their targets, in order.
template <typename Content>
Result<void> fill(std::vector<Slot<Content>> slots,
                  std::vector<std::string> &faults,
                  int threads,
                  const std::stop_token &stop,
                  const ProgressCallback &progress,
                  const std::function<Result<Content>(AssetReader &, const AssetPath &)> &load)
{
    const auto done = runParallel(
            slots.size(), threads, stop, progress, "reading the source", [&](std::size_t i) {
                AssetReader assets;
                auto content = load(assets, slots[i].path);
                if (content)
                    slots[i].content.emplace(*std::move(content));
                else
                    slots[i].fault = content.error().message;
                return Result<void>();
            });
    if (!done)
        return done;
    for (Slot<Content> &slot : slots) {
        if (slot.content)
            slot.target->push_back({std::move(slot.path), *std::move(slot.content)});
        else
            faults.push_back(std::move(slot.fault));
    }
    return {};
}

/// Takes out what nothing is left of. @return a fault, or empty
std::string dropEmptyClasses(SceneLibrary &library, int objects)
{
    std::erase_if(library.classes, [](const LoadedClass &type) {
        return type.cutouts.empty() || type.sounds.empty();
    });
    if (library.classes.size() >= static_cast<std::size_t>(objects))
        return {};
    return fmt::format(
            "{} objects need as many classes; {} can be used", objects, library.classes.size());
}

std::string joined(const std::vector<std::string> &lines)
{
    return fmt::format("{}", fmt::join(lines, "\n"));
}

} // namespace

Result<SceneLibrary> loadLibrary(const Recipe &recipe,
                                 FaultyFiles policy,
                                 int threads,
                                 const std::stop_token &stop,
                                 const ProgressCallback &progress)
{
    SceneLibrary library;
    library.classes.resize(recipe.classes.size());
    std::vector<Slot<Cutout>> cutouts;
    std::vector<Slot<AudioClip>> sounds;
    std::vector<Slot<cv::Mat>> photos;
    for (std::size_t i = 0; i < recipe.classes.size(); ++i) {
        const RecipeClass &from = recipe.classes[i];
        LoadedClass &to = library.classes[i];
        to.name = from.name;
        to.kin = from.kin.empty() ? "class " + from.name : "kin " + from.kin;
        for (const AssetPath &path : from.cutouts)
            cutouts.push_back({path, &to.cutouts, {}, {}});
        for (const AssetPath &path : from.sounds)
            sounds.push_back({path, &to.sounds, {}, {}});
    }
    for (const AssetPath &path : recipe.distractors)
        cutouts.push_back({path, &library.distractors, {}, {}});
    for (const AssetPath &path : recipe.photos)
        photos.push_back({path, &library.photos, {}, {}});

    std::vector<std::string> faults;
    auto done = fill<Cutout>(std::move(cutouts),
                             faults,
                             threads,
                             stop,
                             progress,
                             [](AssetReader &assets, const AssetPath &path) -> Result<Cutout> {
                                 const auto bytes = assets.read(path);
                                 return bytes ? Cutout::load(*bytes, path.toString())
                                              : Unexpected(bytes.error());
                             });
    if (done)
        done = fill<AudioClip>(std::move(sounds),
                               faults,
                               threads,
                               stop,
                               progress,
                               [&recipe](AssetReader &assets, const AssetPath &path) {
                                   return loadRecording(assets, path, recipe.sampleRateHz);
                               });
    if (done)
        done = fill<cv::Mat>(std::move(photos),
                             faults,
                             threads,
                             stop,
                             progress,
                             [](AssetReader &assets, const AssetPath &path) -> Result<cv::Mat> {
                                 const auto bytes = assets.read(path);
                                 return bytes ? loadPhoto(*bytes, path.toString())
                                              : Unexpected(bytes.error());
                             });
    if (!done)
        return Unexpected(done.error());
    if (!faults.empty() && policy == FaultyFiles::Refuse)
        return fail(ErrorCode::InvalidArgument, joined(faults));
    if (const std::string fault = dropEmptyClasses(library, recipe.objects.count); !fault.empty()) {
        faults.push_back(fault);
        return fail(ErrorCode::InvalidArgument, joined(faults));
    }
    library.warnings = std::move(faults);
    return library;
}

} // namespace soundlocus

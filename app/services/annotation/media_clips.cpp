// SPDX-License-Identifier: MIT
#include "app/services/annotation/media_clips.h"

#include "engine/media/media_file.h"
#include "engine/project/media_fingerprint.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <numeric>
#include <set>
#include <string_view>
#include <utility>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

constexpr std::array kPictureExtensions{
        std::string_view(".mp4"),  std::string_view(".mkv"),  std::string_view(".webm"),
        std::string_view(".avi"),  std::string_view(".mov"),  std::string_view(".m4v"),
        std::string_view(".mpg"),  std::string_view(".mpeg"), std::string_view(".ts"),
        std::string_view(".mts"),  std::string_view(".ogv"),  std::string_view(".flv"),
        std::string_view(".wmv"),  std::string_view(".3gp"),  std::string_view(".jpg"),
        std::string_view(".jpeg"), std::string_view(".png"),  std::string_view(".bmp"),
        std::string_view(".webp"), std::string_view(".tif"),  std::string_view(".tiff")};
constexpr std::array kSoundExtensions{std::string_view(".wav"),
                                      std::string_view(".flac"),
                                      std::string_view(".mp3"),
                                      std::string_view(".ogg"),
                                      std::string_view(".opus"),
                                      std::string_view(".m4a"),
                                      std::string_view(".aac")};

std::string extensionOf(const fs::path &path)
{
    std::string extension = path.extension().string();
    std::ranges::transform(extension, extension.begin(), [](unsigned char letter) {
        return static_cast<char>(std::tolower(letter));
    });
    return extension;
}

fs::path plain(const fs::path &path)
{
    return fs::absolute(path).lexically_normal();
}

/// The sound beside a picture, or nothing.
fs::path soundBeside(const fs::path &picture)
{
    std::error_code code;
    for (const std::string_view extension : kSoundExtensions) {
        fs::path sound = picture;
        sound.replace_extension(extension);
        if (fs::is_regular_file(sound, code))
            return sound;
    }
    return {};
}

bool belongsToPicture(const fs::path &sound)
{
    std::error_code code;
    return std::ranges::any_of(kPictureExtensions, [&](std::string_view extension) {
        fs::path picture = sound;
        picture.replace_extension(extension);
        return fs::is_regular_file(picture, code);
    });
}

/// Files in the order given, those of folders by name.
std::vector<fs::path> filesOf(const std::vector<fs::path> &paths)
{
    std::vector<fs::path> files;
    for (const fs::path &path : paths) {
        std::error_code code;
        if (!fs::is_directory(path, code)) {
            files.push_back(plain(path));
            continue;
        }
        std::set<fs::path> inFolder;
        fs::recursive_directory_iterator entry(
                path, fs::directory_options::skip_permission_denied, code);
        for (; !code && entry != fs::recursive_directory_iterator(); entry.increment(code)) {
            std::error_code fault;
            if (entry->is_regular_file(fault) && looksLikePictures(entry->path()))
                inFolder.insert(plain(entry->path()));
        }
        files.insert(files.end(), inFolder.begin(), inFolder.end());
    }
    return files;
}

/// What tells whether a project has a file already.
class KnownMedia
{
public:
    explicit KnownMedia(std::span<const Clip> clips)
    {
        for (const Clip &clip : clips)
            add(clip);
    }
    void add(const Clip &clip)
    {
        m_paths.insert(clip.media);
        if (clip.fingerprint.bytes > 0)
            m_contents.emplace(clip.fingerprint.bytes, clip.fingerprint.hash);
    }
    [[nodiscard]] bool hasPath(const fs::path &path) const { return m_paths.contains(path); }
    [[nodiscard]] bool hasContent(const MediaFingerprint &print) const
    {
        return m_contents.contains({print.bytes, print.hash});
    }

private:
    std::set<fs::path> m_paths;
    std::set<std::pair<std::int64_t, std::uint64_t>> m_contents;
};

ClipFacts factsOf(const MediaFile &file)
{
    ClipFacts facts;
    if (!file.hasVideo())
        return facts;
    const VideoStreamFacts &video = file.facts().video.front();
    facts.size = video.displaySize;
    if (file.isPicture())
        return facts;
    facts.duration = std::max(file.facts().duration, video.start + video.duration);
    if (video.averageRate.numerator > 0 && video.averageRate.denominator > 0) {
        const std::int64_t divisor = std::gcd(video.averageRate.numerator,
                                              video.averageRate.denominator);
        facts.frameRate = {video.averageRate.numerator / divisor,
                           video.averageRate.denominator / divisor};
    }
    return facts;
}

} // namespace

ClipFacts factsOfMedia(const fs::path &path)
{
    const auto file = MediaFile::open(path);
    return file ? factsOf(*file) : ClipFacts{};
}

bool looksLikePictures(const fs::path &path)
{
    return std::ranges::find(kPictureExtensions, extensionOf(path)) != kPictureExtensions.end();
}

bool looksLikeSound(const fs::path &path)
{
    return std::ranges::find(kSoundExtensions, extensionOf(path)) != kSoundExtensions.end();
}

Result<Clip> clipOf(const fs::path &path)
{
    const auto file = MediaFile::open(path);
    if (!file)
        return Unexpected(file.error());
    if (!file->hasVideo())
        return fail(ErrorCode::NoVideo, path.string() + ": has no picture to draw on");
    const auto fingerprint = fingerprintOf(path);
    if (!fingerprint)
        return Unexpected(fingerprint.error());
    const ClipFacts facts = factsOf(*file);
    Clip clip;
    clip.name = path.stem().string();
    clip.media = plain(path);
    clip.isPicture = file->isPicture();
    clip.fingerprint = *fingerprint;
    clip.size = facts.size;
    clip.frameRate = facts.frameRate;
    clip.duration = facts.duration;
    if (clip.isPicture)
        clip.sound = soundBeside(clip.media);
    return clip;
}

MediaClips clipsOf(const std::vector<fs::path> &paths,
                   std::span<const Clip> known,
                   const std::stop_token &stop,
                   const ProgressCallback &progress)
{
    MediaClips result;
    KnownMedia media(known);
    const std::vector<fs::path> files = filesOf(paths);
    Progress state;
    state.total = std::ssize(files);
    for (const fs::path &path : files) {
        if (stop.stop_requested())
            break;
        ++state.done;
        state.stage = path.filename().string();
        if (progress)
            progress(state);
        if (looksLikeSound(path) && belongsToPicture(path))
            continue;
        if (media.hasPath(path)) {
            ++result.known;
            continue;
        }
        const auto clip = clipOf(path);
        if (!clip) {
            result.faults.push_back(clip.error());
            continue;
        }
        // Of one content twice it is the sound that may differ.
        if (media.hasContent(clip->fingerprint) && clip->sound.empty()) {
            ++result.known;
            continue;
        }
        media.add(*clip);
        result.clips.push_back(*clip);
    }
    return result;
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "engine/media/media_names.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <string_view>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 7>
        kPictureExtensions{".jpg", ".jpeg", ".png", ".bmp", ".webp", ".tif", ".tiff"};
constexpr std::array<std::string_view, 12> kSoundExtensions{".wav",
                                                            ".flac",
                                                            ".mp3",
                                                            ".ogg",
                                                            ".opus",
                                                            ".m4a",
                                                            ".aac",
                                                            ".aif",
                                                            ".aiff",
                                                            ".caf",
                                                            ".wma",
                                                            ".oga"};
constexpr std::array<std::string_view, 19> kVideoExtensions{".mp4",
                                                            ".m4v",
                                                            ".mov",
                                                            ".mkv",
                                                            ".webm",
                                                            ".avi",
                                                            ".mpg",
                                                            ".mpeg",
                                                            ".ts",
                                                            ".mts",
                                                            ".m2ts",
                                                            ".wmv",
                                                            ".flv",
                                                            ".3gp",
                                                            ".ogv",
                                                            ".gif",
                                                            ".mxf",
                                                            ".vob",
                                                            ".mj2"};

} // namespace

NamedKind namedKindOf(const fs::path &path)
{
    std::string extension = path.extension().string();
    std::ranges::transform(extension, extension.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    const auto isIn = [&extension](const auto &list) {
        return std::ranges::find(list, extension) != list.end();
    };
    return isIn(kPictureExtensions) ? NamedKind::Picture
           : isIn(kSoundExtensions) ? NamedKind::Sound
           : isIn(kVideoExtensions) ? NamedKind::Video
                                    : NamedKind::Unknown;
}

fs::path soundBeside(const fs::path &path)
{
    for (const std::string_view extension : kSoundExtensions) {
        fs::path sound = path;
        sound.replace_extension(extension);
        std::error_code code;
        if (fs::is_regular_file(sound, code))
            return sound;
    }
    return {};
}

FolderFiles filesBelow(const fs::path &folder)
{
    FolderFiles result;
    // The option would skip the folder itself, too.
    const fs::directory_iterator itself(folder, result.fault);
    if (result.fault)
        return result;
    constexpr auto kOptions = fs::directory_options::skip_permission_denied;
    fs::recursive_directory_iterator entry(folder, kOptions, result.fault);
    for (const fs::recursive_directory_iterator end; !result.fault && entry != end;
         entry.increment(result.fault)) {
        const bool isHidden = entry->path().filename().string().starts_with('.');
        std::error_code ignored;
        if (isHidden && entry->is_directory(ignored))
            entry.disable_recursion_pending();
        else if (entry->is_directory(ignored) && !entry->is_symlink(ignored)
                 && ::faccessat(AT_FDCWD, entry->path().c_str(), R_OK | X_OK, AT_EACCESS) != 0)
            result.unreadable.push_back(entry->path());
        else if (!isHidden && entry->is_regular_file(ignored))
            result.files.push_back(entry->path());
    }
    std::ranges::sort(result.files);
    return result;
}

} // namespace soundlocus

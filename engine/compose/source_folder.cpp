// SPDX-License-Identifier: MIT
#include "engine/compose/source_folder.h"

#include "engine/core/file_io.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <functional>
#include <map>
#include <optional>
#include <regex>
#include <set>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 4> kPictureEndings{".png", ".webp", ".jpg", ".jpeg"};
constexpr std::array<std::string_view, 5> kSoundEndings{".ogg", ".wav", ".flac", ".mp3", ".opus"};

std::string lower(std::string text)
{
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

template <std::size_t N>
bool endsWithOneOf(const fs::path &path, const std::array<std::string_view, N> &endings)
{
    return std::ranges::find(endings, lower(path.extension().string())) != endings.end();
}

/// All regular files below a folder, sorted.
Result<std::vector<fs::path>> filesBelow(const fs::path &folder)
{
    std::error_code code;
    if (!fs::is_directory(folder, code))
        return fail(ErrorCode::NotFound, folder.string() + ": is no folder; check the path");
    std::vector<fs::path> files;
    const auto options = fs::directory_options::skip_permission_denied
                         | fs::directory_options::follow_directory_symlink;
    for (fs::recursive_directory_iterator it(folder, options, code), end; !code && it != end;
         it.increment(code)) {
        constexpr int kMaxDepth = 32;
        if (it.depth() >= kMaxDepth)
            it.disable_recursion_pending();
        std::error_code ignored;
        if (it->is_regular_file(ignored))
            files.push_back(it->path());
    }
    if (code)
        return Unexpected(systemError("read", folder, code.value()));
    std::ranges::sort(files);
    return files;
}

/// Pairs of pictures and sounds with the same folder and name become classes.
std::vector<RecipeClass> pairUp(const std::vector<fs::path> &files,
                                const std::function<bool(const fs::path &)> &isWanted)
{
    std::map<fs::path, fs::path> sounds; // by folder and name
    for (const fs::path &file : files) {
        if (endsWithOneOf(file, kSoundEndings) && isWanted(file))
            sounds.emplace(file.parent_path() / file.stem(), file);
    }
    std::map<std::string, RecipeClass> classes;
    for (const fs::path &file : files) {
        const auto sound = sounds.find(file.parent_path() / file.stem());
        if (!endsWithOneOf(file, kPictureEndings) || sound == sounds.end())
            continue;
        RecipeClass &type = classes[file.stem().string()];
        type.name = file.stem().string();
        type.cutouts.push_back(assetPathFrom(file));
        const AssetPath path = assetPathFrom(sound->second);
        if (std::ranges::find(type.sounds, path) == type.sounds.end())
            type.sounds.push_back(path);
    }
    std::vector<RecipeClass> all;
    all.reserve(classes.size());
    for (auto &[name, type] : classes)
        all.push_back(std::move(type));
    return all;
}

Result<std::vector<RecipeClass>> tuxpaintClasses()
{
    const fs::path folder = "/usr/share/tuxpaint/stamps";
    std::error_code code;
    if (!fs::is_directory(folder, code))
        return fail(ErrorCode::NotFound,
                    "the stamps of Tux Paint are not installed: sudo apt-get install "
                    "tuxpaint-stamps-default");
    const auto files = filesBelow(folder);
    if (!files)
        return Unexpected(files.error());
    // Names end in a language where something is spoken: 1_de.ogg, a_filled_en_GB.ogg.
    static const std::regex spoken("(_desc|_[a-z]{2}(_[A-Za-z]{2})?$)");
    return pairUp(*files, [](const fs::path &sound) {
        const std::string stem = sound.stem().string();
        const std::string place = sound.parent_path().string();
        return !std::regex_search(stem, spoken) && place.find("/symbols") == std::string::npos
               && stem != "firetruck";
    });
}

Result<std::vector<RecipeClass>> gcomprisClasses()
{
    const fs::path folder = "/usr/share/gcompris-qt/rcc";
    std::error_code code;
    if (!fs::is_directory(folder, code))
        return fail(ErrorCode::NotFound,
                    "the data of GCompris are not installed: sudo apt-get install "
                    "gcompris-qt-data");
    const auto archives = filesBelow(folder);
    if (!archives)
        return Unexpected(archives.error());
    std::vector<fs::path> members;
    for (const fs::path &file : *archives) {
        const auto archive = RccArchive::open(file);
        if (!archive)
            continue;
        for (const std::string &name : archive->names())
            members.push_back(file / name);
    }
    return pairUp(members, [](const fs::path &) { return true; });
}

} // namespace

Result<Recipe> recipeFromSource(const std::string &source)
{
    Recipe recipe;
    recipe.name = source;
    Result<std::vector<RecipeClass>> classes = std::vector<RecipeClass>();
    if (source == "tuxpaint") {
        classes = tuxpaintClasses();
    } else if (source == "gcompris") {
        classes = gcomprisClasses();
    } else {
        const auto files = filesBelow(source);
        if (!files)
            return Unexpected(files.error());
        classes = pairUp(*files, [](const fs::path &) { return true; });
    }
    if (!classes)
        return Unexpected(classes.error());
    if (classes->empty())
        return fail(ErrorCode::InvalidArgument,
                    source
                            + ": holds no picture with a sound of the same name (frog.png beside "
                              "frog.ogg)");
    recipe.classes = *std::move(classes);
    return recipe;
}

Result<std::vector<AssetPath>> photosIn(const fs::path &folder)
{
    const auto files = filesBelow(folder);
    if (!files)
        return Unexpected(files.error());
    std::vector<AssetPath> photos;
    for (const fs::path &file : *files) {
        if (endsWithOneOf(file, kPictureEndings))
            photos.push_back(assetPathFrom(file));
    }
    if (photos.empty())
        return fail(ErrorCode::InvalidArgument, folder.string() + ": holds no picture");
    return photos;
}

} // namespace soundlocus

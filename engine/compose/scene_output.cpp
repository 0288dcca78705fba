// SPDX-License-Identifier: MIT
#include "engine/compose/scene_output.h"

#include "engine/compose/random.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace soundlocus {

namespace fs = std::filesystem;

Result<SceneOutput> SceneOutput::create(const ComposeOptions &options,
                                        const std::vector<std::string> &folders)
{
    SceneOutput output(options.folder);
    output.m_names = folders;
    if (auto made = makeFolder(options.folder); !made)
        return Unexpected(made.error());
    std::error_code code;
    std::vector<fs::path> targets{options.folder / kSceneTable};
    for (const std::string &name : folders)
        targets.push_back(options.folder / name);
    for (const fs::path &target : targets) {
        if (options.existing == ExistingScenes::Keep && fs::exists(target, code))
            return fail(ErrorCode::NotAFile,
                        target.string() + ": is there already; choose another folder or overwrite");
    }
    const bool isOurs = fs::exists(options.folder / kOriginFile, code)
                        || fs::exists(options.folder / kSceneTable, code);
    for (const std::string &name : folders) {
        if (!isOurs && fs::exists(options.folder / name, code))
            return fail(ErrorCode::NotAFile,
                        (options.folder / name).string()
                                + ": is there, but no scenes were composed in this folder; choose "
                                  "another one");
    }
    for (const std::string &name : folders) {
        auto folder = AtomicFolder::create(options.folder / name);
        if (!folder)
            return Unexpected(folder.error());
        output.m_folders.push_back(*std::move(folder));
    }
    return output;
}

fs::path SceneOutput::draft(const std::string &folder, const std::string &name) const
{
    const auto at = std::ranges::find(m_names, folder) - m_names.begin();
    return m_folders[static_cast<std::size_t>(at)].temporaryPath() / name;
}

fs::path SceneOutput::target(const std::string &folder, const std::string &name) const
{
    return m_folder / folder / name;
}

Result<void> SceneOutput::commit()
{
    std::error_code code;
    fs::remove(m_folder / kSceneTable, code);
    fs::remove(m_folder / kOffScreenTable, code);
    for (AtomicFolder &folder : m_folders) {
        if (auto moved = folder.commit(); !moved)
            return moved;
    }
    return {};
}

Result<void> writeDraft(const fs::path &path, std::string_view bytes)
{
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0)
        return Unexpected(systemError("write", path, errno));
    int failure = 0;
    while (!bytes.empty() && failure == 0) {
        const ssize_t written = ::write(file, bytes.data(), bytes.size());
        if (written >= 0)
            bytes.remove_prefix(static_cast<std::size_t>(written));
        else if (errno != EINTR)
            failure = errno;
    }
    if (::close(file) != 0 && failure == 0)
        failure = errno;
    if (failure != 0)
        return Unexpected(systemError("write", path, failure));
    return {};
}

Result<void> writeOrigin(const ComposeOptions &options,
                         const std::string &kind,
                         const ComposeReport &report)
{
    nlohmann::ordered_json json;
    json["kind"] = "composed " + kind;
    json["recipe"] = options.recipe.name;
    json["split"] = options.recipe.split;
    json["seed"] = options.seed;
    json["count"] = options.count;
    json["rows"] = report.rows;
    json["classes"] = report.classes;
    json["mean_box_share"] = report.meanBoxShare;
    json["version"] = SOUNDLOCUS_VERSION;
    constexpr int kIndent = 2;
    return writeWholeFile(options.folder / kOriginFile, json.dump(kIndent) + '\n');
}

std::uint64_t seedOf(const ComposeOptions &options)
{
    return Random(options.seed, "split " + options.recipe.split, 0).next();
}

std::string sceneName(const ComposeOptions &options, std::size_t number)
{
    const std::string &split = options.recipe.split;
    return fmt::format("{}{}{}-{:06}", split, split.empty() ? "" : "-", options.seed, number);
}

} // namespace soundlocus

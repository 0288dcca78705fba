// SPDX-License-Identifier: MIT
// Internal to engine/compose: how composed scenes come to lie in their folder.
#pragma once

#include "engine/compose/compose_job.h"
#include "engine/core/file_io.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace soundlocus {

/// Folders of media that appear together with their table, once all is composed.
class SceneOutput
{
public:
    /// Makes the folder. Errors: NotAFile (scenes are there and are to be kept), those of
    /// AtomicFolder.
    [[nodiscard]] static Result<SceneOutput> create(const ComposeOptions &options,
                                                    const std::vector<std::string> &folders);

    /// Where to write a file of one of the folders until commit(). @param name relative to `folder`
    [[nodiscard]] std::filesystem::path draft(const std::string &folder,
                                              const std::string &name) const;
    /// Where that file will be.
    [[nodiscard]] std::filesystem::path target(const std::string &folder,
                                               const std::string &name) const;
    /// Moves the folders into place. Older tables are taken away first: they never stand beside
    /// other media than their own.
    [[nodiscard]] Result<void> commit();

private:
    explicit SceneOutput(std::filesystem::path folder)
        : m_folder(std::move(folder))
    {}

    std::filesystem::path m_folder;
    std::vector<std::string> m_names;
    std::vector<AtomicFolder> m_folders;
};

inline constexpr std::string_view kOriginFile = "composed.json";
inline constexpr std::string_view kSceneTable = "table.tsv";
inline constexpr std::string_view kOffScreenTable = "off_screen.tsv";

/// Writes a file inside an AtomicFolder: no temporary of its own. Errors: DiskFull, WriteFailed,
/// ...
[[nodiscard]] Result<void> writeDraft(const std::filesystem::path &path, std::string_view bytes);

/// Writes composed.json: what made the scenes. @param kind "pictures" or "videos"
[[nodiscard]] Result<void> writeOrigin(const ComposeOptions &options,
                                       const std::string &kind,
                                       const ComposeReport &report);

/// What the random numbers of a job begin with: other scenes for another split of one seed.
[[nodiscard]] std::uint64_t seedOf(const ComposeOptions &options);

/// "train-7-000123", without the split where there is none.
[[nodiscard]] std::string sceneName(const ComposeOptions &options, std::size_t number);

} // namespace soundlocus

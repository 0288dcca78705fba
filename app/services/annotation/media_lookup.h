// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/annotation_set.h"
#include "engine/annotation/exchange/annotation_file.h"
#include "engine/core/progress.h"

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <stop_token>
#include <utility>

namespace soundlocus {

/// Finds one of several by a key; nothing where two have it.
template <typename Key, typename Value>
class UniqueIndex
{
public:
    void add(const Key &key, const Value &value)
    {
        const auto [place, isNew] = m_values.try_emplace(key, value);
        if (!isNew)
            place->second.reset();
    }
    [[nodiscard]] std::optional<Value> find(const Key &key) const
    {
        const auto found = m_values.find(key);
        return found == m_values.end() ? std::nullopt : found->second;
    }

private:
    std::map<Key, std::optional<Value>> m_values;
};

/// Clips of a project, by what they are known by. Threads: reads are reentrant.
class ProjectClips
{
public:
    /// @param clips outlive it
    explicit ProjectClips(std::span<const Clip> clips);

    /// By its path, its name, the name of its file, or its content.
    [[nodiscard]] std::optional<ClipId> find(const Clip &clip) const;
    /// The same as the project has it; null where it has none.
    [[nodiscard]] const Clip *known(const Clip &clip) const;

private:
    std::map<ClipId, const Clip *> m_clips;
    UniqueIndex<std::filesystem::path, ClipId> m_byPath;
    UniqueIndex<std::filesystem::path, ClipId> m_byStem;
    UniqueIndex<std::string, ClipId> m_byName;
    UniqueIndex<std::pair<std::int64_t, std::uint64_t>, ClipId> m_byContent;
};

/// Media in a folder and below, by name. Threads: reads are reentrant.
class MediaFolder
{
public:
    MediaFolder(std::filesystem::path folder, const std::stop_token &stop);

    [[nodiscard]] const std::filesystem::path &folder() const { return m_folder; }
    /// Media of a clip as absolute paths where they are there.
    /// @return whether they were found
    bool locate(Clip &clip) const;

private:
    [[nodiscard]] std::optional<std::filesystem::path> existing(
            const std::filesystem::path &path) const;

    std::filesystem::path m_folder;
    UniqueIndex<std::filesystem::path, std::filesystem::path> m_byName;
    UniqueIndex<std::filesystem::path, std::filesystem::path> m_byStem;
    UniqueIndex<std::filesystem::path, std::filesystem::path> m_soundByStem;
};

/// Asks media for their size, rate and duration, each file once; the project's clips before the
/// files. Threads: one at a time. Stop: knows nothing more.
class MediaProbe
{
public:
    /// Everything outlives it. @param progress told of each file; may be empty
    MediaProbe(const ProjectClips &project,
               const MediaFolder &folder,
               std::stop_token stop,
               ProgressCallback progress);

    /// @param media as a file of annotations names it
    [[nodiscard]] ClipFacts factsOf(const std::filesystem::path &media);
    /// What a clip does not say of its media.
    void fillIn(Clip &clip);

private:
    [[nodiscard]] ClipFacts factsOf(Clip clip);
    [[nodiscard]] ClipFacts ofFile(const std::filesystem::path &path);

    const ProjectClips &m_project;
    const MediaFolder &m_folder;
    std::stop_token m_stop;
    ProgressCallback m_progress;
    std::map<std::filesystem::path, ClipFacts> m_files; // that were asked
};

/// Whether its size, rate or duration is not known.
[[nodiscard]] bool lacksFacts(const Clip &clip);
/// What is not known yet.
void fillInFacts(Clip &clip, const ClipFacts &facts);

} // namespace soundlocus

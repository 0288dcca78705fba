// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/annotation_set.h"
#include "engine/annotation/edit.h"
#include "engine/core/result.h"

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace soundlocus {

/// Extension of project files.
inline constexpr const char *kProjectExtension = ".soundlocus";

/// What a project is opened for.
enum class ProjectAccess {
    Writing,
    Reading, ///< nothing is made beside the file, others may write
};

struct ProjectOptions
{
    /// Day of the automatic backup; none = today.
    std::optional<std::chrono::year_month_day> today{};
    ProjectAccess access = ProjectAccess::Writing;
};

/// A project: one SQLite file (write-ahead log) that holds what annotators made, and where the
/// media lie, as paths relative to its folder. Every gesture is a transaction that outlives the
/// program once apply() returned, however the program ends; there is nothing to save. Paths in
/// values are absolute and normal, or empty.
///
/// One process writes; others that open the same file read, and are told who writes. Opening checks
/// the whole file and makes the day's backup in `NAME.backups`, of which the last seven are kept.
/// Threads: one at a time.
class ProjectStore
{
public:
    /// Makes an empty project and opens it. Errors: InvalidArgument (there is a file already),
    /// those of open().
    [[nodiscard]] static Result<ProjectStore> create(const std::filesystem::path &path,
                                                     const ProjectOptions &options = {});

    /// Opens for writing, or for reading where somebody else writes or the place is read-only.
    /// Errors: those of checkReadableFile, CorruptData (no project, or damaged), UnsupportedFormat
    /// (of a newer program), DiskFull, WriteFailed.
    [[nodiscard]] static Result<ProjectStore> open(const std::filesystem::path &given,
                                                   const ProjectOptions &options = {});

    ProjectStore(ProjectStore &&other) noexcept;
    ProjectStore &operator=(ProjectStore &&other) noexcept;
    ProjectStore(const ProjectStore &) = delete;
    ProjectStore &operator=(const ProjectStore &) = delete;
    ~ProjectStore();

    [[nodiscard]] const std::filesystem::path &path() const;
    [[nodiscard]] bool isReadOnly() const;
    /// Why it is read-only, for people: "anna on lab3, process 4711, has it open"; else empty.
    [[nodiscard]] const std::string &readOnlyReason() const;
    /// What did not stop the opening, as a backup that could not be made.
    [[nodiscard]] const std::vector<Error> &warnings() const;

    /// Everything, lists in order of their ids. Errors: CorruptData, WriteFailed.
    [[nodiscard]] Result<AnnotationSet> readAll();
    /// Tracks of one clip, in order of their ids. Errors: as readAll().
    [[nodiscard]] Result<std::vector<Track>> readTracks(ClipId clip);

    /// Numbers for new labels, annotators, clips and tracks: the first of `count` that follow each
    /// other. Never given a second time, also not after a deletion.
    /// Errors: PermissionDenied (read-only), those of the database.
    [[nodiscard]] Result<std::int64_t> reserveIds(std::int64_t count);

    /// Does one gesture, all or nothing. After an error the project is as before, and the call may
    /// be made again.
    /// Errors: InvalidArgument (it does not fit the project as it is, or refers to what is not
    /// there), PermissionDenied (read-only), NotFound (the file was removed or replaced; saveCopy
    /// still works), DiskFull, WriteFailed.
    [[nodiscard]] Result<void> apply(const Gesture &gesture);

    /// Whether there is still a place to write to. Errors: PermissionDenied (read-only), NotFound
    /// (the file was removed or replaced).
    [[nodiscard]] Result<void> checkPlace() const;

    /// Brings what apply() did through to the disk, so that it outlives a power cut, too: to be
    /// called within a second of the last gesture, off the GUI thread. Also done by the destructor.
    /// Errors: those of apply().
    [[nodiscard]] Result<void> flush();

    /// Writes the project as it is to another file, whole or not at all; this one stays open.
    /// Errors: InvalidArgument (its own path), those of AtomicFile, of the database.
    [[nodiscard]] Result<void> saveCopy(const std::filesystem::path &target);

    /// Checks every page, index and reference of the file. Errors: CorruptData.
    [[nodiscard]] Result<void> verify();

private:
    struct Impl;
    explicit ProjectStore(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace soundlocus {

/// Checks that a path names a readable, regular, non-empty file.
/// Errors: NotFound, NotAFile, PermissionDenied, EmptyFile; the message names the file and the
/// remedy.
[[nodiscard]] Result<void> checkReadableFile(const std::filesystem::path &path);

/// Whole content of a file. @param limitBytes larger files are refused (TooLarge)
[[nodiscard]] Result<std::string> readWholeFile(const std::filesystem::path &path,
                                                std::uintmax_t limitBytes);

/// Makes a folder and its parents. Errors: PermissionDenied, NotAFile, DiskFull, WriteFailed.
[[nodiscard]] Result<void> makeFolder(const std::filesystem::path &path);

/// Error for a failed system call on a path: ENOSPC -> DiskFull, EACCES -> PermissionDenied, ...
/// @param action what was tried, as in "write"; @param errorNumber value of errno
[[nodiscard]] Error systemError(std::string_view action,
                                const std::filesystem::path &path,
                                int errorNumber);

/// A file that appears under its name only when it is complete: written as a hidden temporary
/// beside the target, flushed to disk and renamed by commit(). Without commit() the temporary is
/// removed and an older file under that name stays as it was. Threads: one thread at a time.
class AtomicFile
{
public:
    /// Errors: PermissionDenied, DiskFull, WriteFailed.
    [[nodiscard]] static Result<AtomicFile> create(const std::filesystem::path &target);

    AtomicFile(AtomicFile &&other) noexcept;
    AtomicFile &operator=(AtomicFile &&other) noexcept;
    AtomicFile(const AtomicFile &) = delete;
    AtomicFile &operator=(const AtomicFile &) = delete;
    ~AtomicFile();

    /// Appends bytes. Errors: DiskFull, WriteFailed.
    [[nodiscard]] Result<void> write(std::string_view bytes);
    [[nodiscard]] Result<void> write(std::span<const std::byte> bytes);

    /// Where a library that writes by itself (FFmpeg, libzip) is to put the content.
    [[nodiscard]] const std::filesystem::path &temporaryPath() const;
    [[nodiscard]] const std::filesystem::path &targetPath() const;

    /// Flushes, renames to the target. After it the object is spent.
    [[nodiscard]] Result<void> commit();

private:
    struct Impl;
    explicit AtomicFile(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// A folder that appears under its name only when it is complete; the same idea as AtomicFile. An
/// older folder of that name is replaced as a whole. Threads: one thread at a time.
class AtomicFolder
{
public:
    /// Errors: PermissionDenied, DiskFull, WriteFailed.
    [[nodiscard]] static Result<AtomicFolder> create(const std::filesystem::path &target);

    AtomicFolder(AtomicFolder &&other) noexcept;
    AtomicFolder &operator=(AtomicFolder &&other) = delete;
    AtomicFolder(const AtomicFolder &) = delete;
    AtomicFolder &operator=(const AtomicFolder &) = delete;
    ~AtomicFolder();

    /// Where the files go until commit().
    [[nodiscard]] const std::filesystem::path &temporaryPath() const { return m_temporary; }
    [[nodiscard]] const std::filesystem::path &targetPath() const { return m_target; }

    /// Renames to the target. After it the object is spent.
    [[nodiscard]] Result<void> commit();

private:
    AtomicFolder(std::filesystem::path target, std::filesystem::path temporary);
    std::filesystem::path m_target;
    std::filesystem::path m_temporary; // empty: spent
};

/// Removes the temporaries of all AtomicFiles and AtomicFolders that live, and lets none be made or
/// committed after it: for a program that must end at once and leave whole files only. Threads:
/// thread-safe.
void discardTemporaryFiles();

/// Writes a whole file through AtomicFile.
[[nodiscard]] Result<void> writeWholeFile(const std::filesystem::path &target,
                                          std::string_view content);

} // namespace soundlocus

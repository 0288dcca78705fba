// SPDX-License-Identifier: MIT
// Internal to engine/project: copies of a project while it is open.
#pragma once

#include "engine/core/result.h"
#include "engine/database/sqlite_database.h"

#include <chrono>
#include <filesystem>

namespace soundlocus {

/// Backups that are kept: one a day, the newest.
inline constexpr int kKeptBackups = 7;

/// Writes the whole database as one file, whole or not at all; paths in it are relative to the new
/// folder. An older file of that name is replaced. Errors: those of AtomicFile and the database.
[[nodiscard]] Result<void> copyProject(SqliteDatabase &database,
                                       const std::filesystem::path &from,
                                       const std::filesystem::path &target,
                                       const SqliteTexts &texts);

/// Folder of a project's backups, `NAME.backups` beside it.
[[nodiscard]] std::filesystem::path backupFolderOf(const std::filesystem::path &project);

/// Makes the backup of that day unless it is there, and removes all but the newest kKeptBackups.
/// Errors: those of copyProject.
[[nodiscard]] Result<void> backUpDaily(SqliteDatabase &database,
                                       const std::filesystem::path &project,
                                       std::chrono::year_month_day day,
                                       const SqliteTexts &texts);

} // namespace soundlocus

// SPDX-License-Identifier: MIT
// Internal to engine/project: the tables, and how older files become like them.
#pragma once

#include "engine/core/result.h"
#include "engine/database/sqlite_database.h"

namespace soundlocus {

/// Format of the tables that this program writes; kept as the file's user_version.
inline constexpr std::int64_t kProjectFormat = 2;

/// Format of an open file; 0 = no tables yet. Errors: UnsupportedFormat (made by a newer program),
/// CorruptData (not a project), those of the database.
[[nodiscard]] Result<std::int64_t> projectFormatOf(SqliteDatabase &database);

/// Brings the tables to kProjectFormat, step by step, all or nothing.
[[nodiscard]] Result<void> migrateProject(SqliteDatabase &database, std::int64_t format);

} // namespace soundlocus

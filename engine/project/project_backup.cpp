// SPDX-License-Identifier: MIT
#include "engine/project/project_backup.h"

#include "engine/core/file_io.h"
#include "engine/project/project_rows.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

/// Project files of a folder whose names begin so, oldest day first.
std::vector<fs::path> backupsIn(const fs::path &folder, const std::string &begin)
{
    std::vector<fs::path> files;
    std::error_code code;
    for (fs::directory_iterator entry(folder, code), end; !code && entry != end;
         entry.increment(code)) {
        // -YYYY-MM-DD
        constexpr std::size_t kDayLength = 11;
        const std::string stem = entry->path().stem().string();
        if (stem.starts_with(begin) && stem.size() == begin.size() + kDayLength)
            files.push_back(entry->path());
    }
    std::ranges::sort(files);
    return files;
}

/// The bytes of the database, page by page, into a new file.
Result<void> copyPages(SqliteDatabase &from, const fs::path &target, const SqliteTexts &texts)
{
    auto copy = SqliteDatabase::open(target, SqliteDatabase::Mode::Create, texts);
    if (!copy)
        return Unexpected(copy.error());
    sqlite3_backup *backup = sqlite3_backup_init(copy->handle(), "main", from.handle(), "main");
    if (backup == nullptr)
        return copy->failure();
    constexpr int kAllPages = -1;
    sqlite3_backup_step(backup, kAllPages);
    if (sqlite3_backup_finish(backup) != SQLITE_OK)
        return copy->failure();
    // One file, without others beside it.
    return copy->run("PRAGMA journal_mode = DELETE");
}

Result<void> movePaths(const fs::path &file,
                       const fs::path &from,
                       const fs::path &to,
                       const SqliteTexts &texts)
{
    auto copy = SqliteDatabase::open(file, SqliteDatabase::Mode::Write, texts);
    if (!copy)
        return Unexpected(copy.error());
    SqliteTransaction transaction(*copy);
    if (!transaction.begun())
        return transaction.begun();
    ProjectRows rows(*copy, from);
    if (auto moved = rows.moveTo(to); !moved)
        return moved;
    return transaction.commit();
}

} // namespace

Result<void> copyProject(SqliteDatabase &database,
                         const fs::path &from,
                         const fs::path &target,
                         const SqliteTexts &texts)
{
    auto file = AtomicFile::create(target);
    if (!file)
        return Unexpected(file.error());
    if (auto copied = copyPages(database, file->temporaryPath(), texts); !copied)
        return copied;
    const fs::path to = fs::absolute(target).lexically_normal().parent_path();
    if (to != from) {
        if (auto moved = movePaths(file->temporaryPath(), from, to, texts); !moved)
            return moved;
    }
    return file->commit();
}

fs::path backupFolderOf(const fs::path &project)
{
    return project.parent_path() / (project.filename().string() + ".backups");
}

Result<void> backUpDaily(SqliteDatabase &database,
                         const fs::path &project,
                         std::chrono::year_month_day day,
                         const SqliteTexts &texts)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(),
                  text.size(),
                  "-%04d-%02u-%02u",
                  static_cast<int>(day.year()),
                  static_cast<unsigned>(day.month()),
                  static_cast<unsigned>(day.day()));
    const fs::path folder = backupFolderOf(project);
    const std::string stem = project.stem().string();
    const fs::path target = folder / (stem + text.data() + project.extension().string());
    std::error_code code;
    if (fs::exists(target, code))
        return {};
    if (auto made = makeFolder(folder); !made)
        return made;
    if (auto copied = copyProject(database, project.parent_path(), target, texts); !copied)
        return copied;
    const std::vector<fs::path> files = backupsIn(folder, stem);
    for (std::size_t i = 0; i + kKeptBackups < files.size(); ++i)
        fs::remove(files[i], code);
    return {};
}

} // namespace soundlocus

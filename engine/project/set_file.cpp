// SPDX-License-Identifier: MIT
#include "engine/project/set_file.h"

#include "engine/core/file_io.h"
#include "engine/database/sqlite_database.h"
#include "engine/project/project_rows.h"
#include "engine/project/project_schema.h"
#include "engine/project/project_store.h"

#include <algorithm>
#include <fstream>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kProjectId = "soundlocus";
constexpr SqliteTexts kSetFileTexts{"the new project is damaged; check the disk", "is no project"};

bool looksLikeProject(const fs::path &path)
{
    constexpr std::string_view kSqlite = "SQLite format 3";
    std::string begin(kSqlite.size(), '\0');
    std::ifstream stream(path, std::ios::binary);
    stream.read(begin.data(), static_cast<std::streamsize>(begin.size()));
    return path.extension() == kProjectExtension || begin == kSqlite;
}

Result<AnnotationImport> readProject(const fs::path &path)
{
    auto project = ProjectStore::open(path, {.access = ProjectAccess::Reading});
    if (!project)
        return Unexpected(project.error());
    auto set = project->readAll();
    if (!set)
        return Unexpected(set.error());
    return AnnotationImport{std::move(*set), {}};
}

AnnotationSet withAbsolutePaths(AnnotationSet set)
{
    for (Clip &clip : set.clips) {
        for (fs::path *path : {&clip.media, &clip.sound}) {
            if (!path->empty())
                *path = fs::absolute(*path).lexically_normal();
        }
    }
    return set;
}

/// Tables and rows into an open, empty database.
Result<void> fill(SqliteDatabase &database, const fs::path &folder, const AnnotationSet &set)
{
    if (auto made = migrateProject(database, 0); !made)
        return made;
    if (auto done = database.run("PRAGMA foreign_keys = ON"); !done)
        return done;
    SqliteTransaction transaction(database);
    if (!transaction.begun())
        return transaction.begun();
    ProjectRows rows(database, folder);
    for (const Edit &edit : addingAll("export", withAbsolutePaths(set)).edits) {
        if (auto done = rows.write(edit); !done)
            return done;
    }
    SqliteStatement update(database, "UPDATE settings SET value = ?1 WHERE key = 'next_id'");
    update.bind(1, largestIdOf(set) + 1);
    if (auto done = update.run(); !done)
        return done;
    return transaction.commit();
}

Result<void> writeProject(const fs::path &path, const AnnotationSet &set)
{
    std::error_code code;
    if (fs::exists(path, code))
        return fail(ErrorCode::InvalidArgument,
                    path.string() + ": is there already; projects are not written over");
    if (auto checked = checkGesture(addingAll("export", set)); !checked)
        return checked;
    auto file = AtomicFile::create(path);
    if (!file)
        return Unexpected(file.error());
    {
        auto database = SqliteDatabase::open(
                file->temporaryPath(), SqliteDatabase::Mode::Create, kSetFileTexts);
        if (!database)
            return Unexpected(database.error());
        const fs::path folder = fs::absolute(path).lexically_normal().parent_path();
        if (auto done = fill(*database, folder, set); !done)
            return done;
    }
    return file->commit();
}

} // namespace

std::string_view toString(const SetFormat &format)
{
    const auto *foreign = std::get_if<AnnotationFormat>(&format);
    return foreign == nullptr ? kProjectId : toString(*foreign);
}

std::optional<SetFormat> setFormatFromString(std::string_view id)
{
    if (id == kProjectId)
        return ProjectFormat{};
    const auto foreign = annotationFormatFromString(id);
    return foreign ? std::optional<SetFormat>(*foreign) : std::nullopt;
}

std::vector<SetFormat> setFormats()
{
    std::vector<SetFormat> formats{ProjectFormat{}};
    for (const AnnotationFormat format : annotationFormats())
        formats.emplace_back(format);
    return formats;
}

std::optional<SetFormat> guessSetFormat(const fs::path &path)
{
    std::error_code code;
    if (fs::is_regular_file(path, code) && looksLikeProject(path))
        return ProjectFormat{};
    const auto foreign = guessAnnotationFormat(path);
    return foreign ? std::optional<SetFormat>(*foreign) : std::nullopt;
}

Result<AnnotationImport> readSet(const fs::path &path,
                                 const SetFormat &format,
                                 const AnnotationFileOptions &options)
{
    const auto *foreign = std::get_if<AnnotationFormat>(&format);
    return foreign == nullptr ? readProject(path) : readAnnotations(path, *foreign, options);
}

Result<std::vector<ListWarning>> writeSet(const fs::path &path,
                                          const AnnotationSet &set,
                                          const SetFormat &format,
                                          const AnnotationFileOptions &options)
{
    if (const auto *foreign = std::get_if<AnnotationFormat>(&format))
        return writeAnnotations(path, set, *foreign, options);
    if (auto done = writeProject(path, set); !done)
        return Unexpected(done.error());
    return std::vector<ListWarning>();
}

} // namespace soundlocus

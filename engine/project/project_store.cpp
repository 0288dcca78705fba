// SPDX-License-Identifier: MIT
#include "engine/project/project_store.h"

#include "engine/core/file_io.h"
#include "engine/database/sqlite_database.h"
#include "engine/project/project_backup.h"
#include "engine/project/project_lock.h"
#include "engine/project/project_rows.h"
#include "engine/project/project_schema.h"

#include <sys/stat.h>

#include <type_traits>
#include <utility>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

constexpr SqliteTexts kTexts{
        "the project is damaged; go back to one of the backups in the .backups folder beside it",
        "is no project of SoundLocus; choose another file"};

/// Which file a name stands for.
struct FileIdentity
{
    dev_t device = 0;
    ino_t number = 0;

    bool operator==(const FileIdentity &) const = default;
};

std::optional<FileIdentity> identityOf(const fs::path &path)
{
    struct stat facts = {};
    if (stat(path.c_str(), &facts) != 0)
        return std::nullopt;
    return FileIdentity{facts.st_dev, facts.st_ino};
}

std::chrono::year_month_day todayUtc()
{
    return std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
}

/// Paths in a change, as they come back from the file.
Edit withNormalPaths(Edit edit)
{
    const auto normalize = [](std::optional<Clip> &clip) {
        if (!clip)
            return;
        for (fs::path *path : {&clip->media, &clip->sound}) {
            if (!path->empty())
                *path = fs::absolute(*path).lexically_normal();
        }
    };
    if (auto *change = std::get_if<Change<Clip>>(&edit)) {
        normalize(change->before);
        normalize(change->after);
    }
    return edit;
}

Result<void> checkWhole(SqliteDatabase &database)
{
    SqliteStatement pages(database, "PRAGMA integrity_check(1)");
    const auto row = pages.step();
    if (!row)
        return Unexpected(row.error());
    if (!*row || pages.text(0) != "ok")
        return fail(ErrorCode::CorruptData,
                    database.path().string() + ": " + kTexts.damaged,
                    *row ? pages.text(0) : std::string());
    SqliteStatement references(database, "PRAGMA foreign_key_check");
    const auto broken = references.step();
    if (!broken)
        return Unexpected(broken.error());
    if (*broken)
        return fail(ErrorCode::CorruptData,
                    database.path().string() + ": " + kTexts.damaged,
                    "reference without target in " + references.text(0));
    return {};
}

/// Opens for reading, also where nothing can be made beside the file.
Result<SqliteDatabase> openToRead(const fs::path &path)
{
    auto database = SqliteDatabase::open(path, SqliteDatabase::Mode::ReadOnly, kTexts);
    if (database && database->integer("SELECT count(*) FROM sqlite_master"))
        return database;
    return SqliteDatabase::open(path, SqliteDatabase::Mode::Unchanging, kTexts);
}

Result<SqliteDatabase> openToWrite(const fs::path &path, SqliteDatabase::Mode mode)
{
    auto database = SqliteDatabase::open(path, mode, kTexts);
    if (!database)
        return database;
    // NORMAL: a stroke does not wait for the disk; flush() does.
    for (const char *pragma :
         {"PRAGMA journal_mode = WAL", "PRAGMA synchronous = NORMAL", "PRAGMA foreign_keys = ON"}) {
        if (auto set = database->run(pragma); !set)
            return Unexpected(set.error());
    }
    return database;
}

} // namespace

struct ProjectStore::Impl
{
    Impl(SqliteDatabase opened, ProjectLock held, fs::path at)
        : path(std::move(at))
        , lock(std::move(held))
        , database(std::move(opened))
        , rows(database, path.parent_path())
        , identity(identityOf(path))
    {}

    /// Errors: PermissionDenied (read-only), NotFound (removed or replaced).
    [[nodiscard]] Result<void> checkWritable() const
    {
        if (!lock.isHeld())
            return fail(ErrorCode::PermissionDenied,
                        path.string() + ": open for reading only; " + reason);
        if (identityOf(path) != identity)
            return fail(ErrorCode::NotFound,
                        path.string()
                                + ": the file was removed or replaced while it was open; save a "
                                  "copy elsewhere");
        return {};
    }

    fs::path path;
    ProjectLock lock;
    SqliteDatabase database;
    ProjectRows rows;
    std::optional<FileIdentity> identity;
    std::string reason;
    std::vector<Error> warnings;
};

ProjectStore::ProjectStore(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}
ProjectStore::ProjectStore(ProjectStore &&other) noexcept = default;
ProjectStore &ProjectStore::operator=(ProjectStore &&other) noexcept = default;
ProjectStore::~ProjectStore() = default;

Result<ProjectStore> ProjectStore::create(const fs::path &path, const ProjectOptions &options)
{
    std::error_code code;
    if (fs::exists(path, code))
        return fail(ErrorCode::InvalidArgument,
                    path.string() + ": is there already; open it, or choose another name");
    {
        auto database = openToWrite(path, SqliteDatabase::Mode::Create);
        if (!database)
            return Unexpected(database.error());
        if (auto made = migrateProject(*database, 0); !made)
            return Unexpected(made.error());
    }
    return open(path, options);
}

Result<ProjectStore> ProjectStore::open(const fs::path &given, const ProjectOptions &options)
{
    if (auto checked = checkReadableFile(given); !checked)
        return Unexpected(checked.error());
    const fs::path path = fs::absolute(given).lexically_normal();
    ProjectLock held;
    std::string reason = "it was opened for reading";
    if (options.access == ProjectAccess::Writing) {
        auto lock = ProjectLock::acquire(path);
        if (!lock)
            reason = lock.error().message;
        else if (!lock->isHeld())
            reason = (lock->holder().empty() ? "another program" : lock->holder()) + " has it open";
        else
            held = std::move(*lock);
    }
    if (held.isHeld())
        reason.clear();
    auto database = held.isHeld() ? openToWrite(path, SqliteDatabase::Mode::Write)
                                  : openToRead(path);
    if (!database && database.error().code == ErrorCode::PermissionDenied && held.isHeld()) {
        reason = database.error().message;
        held = {};
        database = openToRead(path);
    }
    if (!database)
        return Unexpected(database.error());
    const auto format = projectFormatOf(*database);
    if (!format)
        return Unexpected(format.error());
    const auto tables = database->integer("SELECT count(*) FROM sqlite_master");
    if (!tables)
        return Unexpected(tables.error());
    if (*format == 0 && *tables > 0)
        return fail(ErrorCode::CorruptData, path.string() + ": " + kTexts.foreign);
    if (auto checked = checkWhole(*database); !checked)
        return Unexpected(checked.error());
    auto impl = std::make_unique<Impl>(std::move(*database), std::move(held), path);
    impl->reason = std::move(reason);
    if (impl->lock.isHeld()) {
        auto backup = backUpDaily(impl->database, path, options.today.value_or(todayUtc()), kTexts);
        if (!backup)
            impl->warnings.push_back(backup.error());
        if (*format < kProjectFormat) {
            if (auto moved = migrateProject(impl->database, *format); !moved)
                return Unexpected(moved.error());
        }
    } else if (*format < kProjectFormat) {
        return fail(ErrorCode::UnsupportedFormat,
                    path.string() + ": of an older program; open it once where it may be written");
    }
    return ProjectStore(std::move(impl));
}

const fs::path &ProjectStore::path() const
{
    return m_impl->path;
}

bool ProjectStore::isReadOnly() const
{
    return !m_impl->lock.isHeld();
}

const std::string &ProjectStore::readOnlyReason() const
{
    return m_impl->reason;
}

const std::vector<Error> &ProjectStore::warnings() const
{
    return m_impl->warnings;
}

Result<AnnotationSet> ProjectStore::readAll()
{
    return m_impl->rows.readAll();
}

Result<std::vector<Track>> ProjectStore::readTracks(ClipId clip)
{
    return m_impl->rows.readTracks(clip);
}

Result<std::int64_t> ProjectStore::reserveIds(std::int64_t count)
{
    SOUNDLOCUS_EXPECTS(count > 0);
    if (auto writable = m_impl->checkWritable(); !writable)
        return Unexpected(writable.error());
    SqliteTransaction transaction(m_impl->database);
    if (!transaction.begun())
        return Unexpected(transaction.begun().error());
    // Not only the number noted: whoever could not ask in time may have gone on behind it.
    const auto first = m_impl->database.integer(
            "SELECT max((SELECT value FROM settings WHERE key = 'next_id'),"
            " (SELECT 1 + ifnull(max(id), 0) FROM labels),"
            " (SELECT 1 + ifnull(max(id), 0) FROM annotators),"
            " (SELECT 1 + ifnull(max(id), 0) FROM clips),"
            " (SELECT 1 + ifnull(max(id), 0) FROM tracks))");
    if (!first)
        return first;
    SqliteStatement update(m_impl->database,
                           "UPDATE settings SET value = ?1 WHERE key = 'next_id'");
    update.bind(1, *first + count);
    if (auto done = update.run(); !done)
        return Unexpected(done.error());
    if (auto done = transaction.commit(); !done)
        return Unexpected(done.error());
    return first;
}

Result<void> ProjectStore::apply(const Gesture &gesture)
{
    if (auto checked = checkGesture(gesture); !checked)
        return checked;
    if (auto writable = m_impl->checkWritable(); !writable)
        return writable;
    SqliteTransaction transaction(m_impl->database);
    if (!transaction.begun())
        return transaction.begun();
    for (const Edit &edit : gesture.edits) {
        if (auto done = m_impl->rows.write(withNormalPaths(edit)); !done)
            return done;
    }
    return transaction.commit();
}

Result<void> ProjectStore::checkPlace() const
{
    return m_impl->checkWritable();
}

Result<void> ProjectStore::flush()
{
    if (auto writable = m_impl->checkWritable(); !writable)
        return writable;
    return m_impl->database.run("PRAGMA wal_checkpoint(PASSIVE)");
}

Result<void> ProjectStore::saveCopy(const fs::path &target)
{
    if (fs::absolute(target).lexically_normal() == m_impl->path)
        return fail(ErrorCode::InvalidArgument,
                    target.string() + ": is the project itself; choose another name");
    return copyProject(m_impl->database, m_impl->path.parent_path(), target, kTexts);
}

Result<void> ProjectStore::verify()
{
    return checkWhole(m_impl->database);
}

} // namespace soundlocus

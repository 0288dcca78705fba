// SPDX-License-Identifier: MIT
// Internal to the engine: owners of SQLite's handles, for engine/dataset and engine/project.
#pragma once

#include "engine/core/result.h"

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace soundlocus {

class SqliteDatabase;

/// What a damaged file and one of another kind are called, for people: "the index is damaged;
/// prepare the store again".
struct SqliteTexts
{
    const char *damaged;
    const char *foreign;
};

/// A prepared statement. Every bind counts from 1, every column from 0. Threads: one at a time.
class SqliteStatement
{
public:
    SqliteStatement(SqliteDatabase &database, std::string_view sql);

    void bind(int index, std::int64_t value);
    void bind(int index, double value);
    void bind(int index, std::string_view value);
    void bindNull(int index);

    /// True when there is a row. Errors: those of SqliteDatabase::failure.
    [[nodiscard]] Result<bool> step();
    /// Runs a statement that gives no rows, and makes it ready for the next values.
    [[nodiscard]] Result<void> run();
    /// Ends the reading of rows, and makes it ready for the next values.
    void reset() { sqlite3_reset(m_statement.get()); }

    [[nodiscard]] std::int64_t integer(int column);
    [[nodiscard]] double number(int column);
    [[nodiscard]] std::string text(int column);
    [[nodiscard]] bool isNull(int column);

private:
    struct Deleter
    {
        void operator()(sqlite3_stmt *p) const { sqlite3_finalize(p); }
    };
    SqliteDatabase &m_database;
    std::unique_ptr<sqlite3_stmt, Deleter> m_statement; // null: it could not be prepared
};

/// Threads: one thread at a time.
class SqliteDatabase
{
public:
    enum class Mode {
        ReadOnly,
        Unchanging, ///< read-only, and nobody writes: nothing is made beside the file
        Write,      ///< the file is there already
        Create,
    };

    /// Errors: those of failure().
    /// @param texts lives as long as the program
    [[nodiscard]] static Result<SqliteDatabase> open(const std::filesystem::path &path,
                                                     Mode mode,
                                                     const SqliteTexts &texts);

    /// Runs statements without values, rows passed over.
    [[nodiscard]] Result<void> run(const std::string &sql);
    /// First column of the first row. Errors: those of failure(), CorruptData (no row).
    [[nodiscard]] Result<std::int64_t> integer(std::string_view sql);

    /// What the last call says went wrong: DiskFull, PermissionDenied, CorruptData, InvalidArgument
    /// (a rule of the tables is broken), else WriteFailed.
    [[nodiscard]] Unexpected failure() const;
    [[nodiscard]] sqlite3 *handle() const { return m_handle.get(); }
    [[nodiscard]] const std::filesystem::path &path() const { return m_path; }

private:
    struct Deleter
    {
        void operator()(sqlite3 *p) const { sqlite3_close_v2(p); }
    };
    SqliteDatabase(std::filesystem::path path, sqlite3 *handle, const SqliteTexts &texts)
        : m_path(std::move(path))
        , m_texts(&texts)
        , m_handle(handle)
    {}

    std::filesystem::path m_path;
    const SqliteTexts *m_texts;
    std::unique_ptr<sqlite3, Deleter> m_handle;
};

/// Statements between it and commit() count all or not at all; without commit() they are undone.
class SqliteTransaction
{
public:
    explicit SqliteTransaction(SqliteDatabase &database)
        : m_database(database)
        , m_begun(database.run("BEGIN IMMEDIATE"))
    {}
    SqliteTransaction(const SqliteTransaction &) = delete;
    SqliteTransaction &operator=(const SqliteTransaction &) = delete;
    ~SqliteTransaction();

    /// Without it every statement would count on its own.
    [[nodiscard]] const Result<void> &begun() const { return m_begun; }
    [[nodiscard]] Result<void> commit();

private:
    SqliteDatabase &m_database;
    Result<void> m_begun;
    bool m_isDone = false;
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "engine/database/sqlite_database.h"

namespace soundlocus {

namespace {

/// For a file: URI; '/' stays.
std::string percentEncoded(const std::string &path)
{
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string text;
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        const bool isPlain = (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z')
                             || (byte >= 'a' && byte <= 'z') || c == '/' || c == '.' || c == '-'
                             || c == '_';
        if (isPlain)
            text += c;
        else
            text += {'%', kDigits[byte >> 4U], kDigits[byte & 0xFU]};
    }
    return text;
}

} // namespace

SqliteStatement::SqliteStatement(SqliteDatabase &database, std::string_view sql)
    : m_database(database)
{
    sqlite3_stmt *raw = nullptr;
    sqlite3_prepare_v2(database.handle(), sql.data(), static_cast<int>(sql.size()), &raw, nullptr);
    m_statement.reset(raw);
}

void SqliteStatement::bind(int index, std::int64_t value)
{
    sqlite3_bind_int64(m_statement.get(), index, value);
}

void SqliteStatement::bind(int index, double value)
{
    sqlite3_bind_double(m_statement.get(), index, value);
}

void SqliteStatement::bind(int index, std::string_view value)
{
    // An empty view may have no bytes to point at, which SQLite would take for NULL.
    sqlite3_bind_text64(m_statement.get(),
                        index,
                        value.empty() ? "" : value.data(),
                        value.size(),
                        SQLITE_TRANSIENT,
                        SQLITE_UTF8);
}

void SqliteStatement::bindNull(int index)
{
    sqlite3_bind_null(m_statement.get(), index);
}

Result<bool> SqliteStatement::step()
{
    if (!m_statement)
        return m_database.failure();
    const int code = sqlite3_step(m_statement.get());
    if (code == SQLITE_ROW)
        return true;
    if (code == SQLITE_DONE)
        return false;
    return m_database.failure();
}

Result<void> SqliteStatement::run()
{
    const auto stepped = step();
    if (m_statement)
        sqlite3_reset(m_statement.get());
    return stepped ? Result<void>() : Result<void>(Unexpected(stepped.error()));
}

std::int64_t SqliteStatement::integer(int column)
{
    return sqlite3_column_int64(m_statement.get(), column);
}

double SqliteStatement::number(int column)
{
    return sqlite3_column_double(m_statement.get(), column);
}

std::string SqliteStatement::text(int column)
{
    const auto *bytes = sqlite3_column_text(m_statement.get(), column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column));
    return bytes == nullptr ? std::string()
                            : std::string(reinterpret_cast<const char *>(bytes), size);
}

bool SqliteStatement::isNull(int column)
{
    return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL;
}

Result<SqliteDatabase> SqliteDatabase::open(const std::filesystem::path &path,
                                            Mode mode,
                                            const SqliteTexts &texts)
{
    sqlite3 *raw = nullptr;
    std::string name = path.string();
    int flags = SQLITE_OPEN_READONLY;
    if (mode == Mode::Write)
        flags = SQLITE_OPEN_READWRITE;
    if (mode == Mode::Create)
        flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    if (mode == Mode::Unchanging) {
        flags |= SQLITE_OPEN_URI;
        name = "file:" + percentEncoded(std::filesystem::absolute(path).string()) + "?immutable=1";
    }
    const int code = sqlite3_open_v2(name.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    SqliteDatabase database(path, raw, texts);
    if (raw == nullptr)
        return fail(ErrorCode::DeviceOutOfMemory, path.string() + ": not enough memory to open it");
    if (code != SQLITE_OK)
        return database.failure();
    // Another program that looks into the file holds its lock for moments only.
    constexpr int kPatienceMs = 5000;
    sqlite3_busy_timeout(raw, kPatienceMs);
    sqlite3_extended_result_codes(raw, 1);
    return database;
}

Result<void> SqliteDatabase::run(const std::string &sql)
{
    if (sqlite3_exec(m_handle.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
        return failure();
    return {};
}

Result<std::int64_t> SqliteDatabase::integer(std::string_view sql)
{
    SqliteStatement statement(*this, sql);
    const auto found = statement.step();
    if (!found)
        return Unexpected(found.error());
    if (!*found)
        return fail(ErrorCode::CorruptData, m_path.string() + ": a number is missing in it");
    return statement.integer(0);
}

Unexpected SqliteDatabase::failure() const
{
    constexpr int kPrimary = 0xFF;
    const std::string name = m_path.string();
    std::string context = sqlite3_errmsg(m_handle.get());
    switch (sqlite3_extended_errcode(m_handle.get()) & kPrimary) {
    case SQLITE_FULL:
        return fail(ErrorCode::DiskFull,
                    name + ": the disk is full; free some space or choose another place",
                    std::move(context));
    case SQLITE_PERM:
    case SQLITE_READONLY:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
        return fail(ErrorCode::PermissionDenied,
                    name + ": cannot be opened; check the rights of the file and its folder",
                    std::move(context));
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return fail(ErrorCode::CorruptData, name + ": " + m_texts->damaged, std::move(context));
    case SQLITE_ERROR: // a table or a column is not there
        return fail(ErrorCode::CorruptData, name + ": " + m_texts->foreign, std::move(context));
    case SQLITE_CONSTRAINT:
        return fail(ErrorCode::InvalidArgument,
                    name + ": the change does not fit what it holds",
                    std::move(context));
    default:
        return fail(ErrorCode::WriteFailed, name + ": cannot be used", std::move(context));
    }
}

SqliteTransaction::~SqliteTransaction()
{
    if (m_begun && !m_isDone)
        static_cast<void>(m_database.run("ROLLBACK"));
}

Result<void> SqliteTransaction::commit()
{
    if (!m_begun)
        return m_begun;
    auto done = m_database.run("COMMIT");
    m_isDone = done.has_value();
    return done;
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "engine/dataset/store_index.h"

#include "engine/annotation/sample_table.h"
#include "engine/database/sqlite_database.h"

#include <array>
#include <utility>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

/// "SLTS", in the header of the file.
constexpr std::int64_t kApplicationId = 0x534C5453;

constexpr SqliteTexts kTexts{"the index is damaged; prepare the store again",
                             "is not the index of a store; prepare the store again"};

constexpr const char *kTables = R"(
CREATE TABLE settings(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE items(
    id INTEGER PRIMARY KEY, position INTEGER NOT NULL, name TEXT NOT NULL UNIQUE,
    picture TEXT NOT NULL, video TEXT NOT NULL, time_us INTEGER, sound TEXT NOT NULL,
    boxes TEXT, class TEXT NOT NULL, grp TEXT NOT NULL, level REAL NOT NULL, line INTEGER NOT NULL,
    state TEXT NOT NULL CHECK(state IN ('pending', 'done', 'skipped')),
    reason TEXT NOT NULL, detail TEXT NOT NULL);
CREATE INDEX items_by_position ON items(position);
CREATE TABLE media(
    item INTEGER PRIMARY KEY REFERENCES items(id) ON DELETE CASCADE,
    shard INTEGER NOT NULL, offset INTEGER NOT NULL,
    picture_bytes INTEGER NOT NULL, sound_bytes INTEGER NOT NULL, crc32 INTEGER NOT NULL,
    frame_us INTEGER NOT NULL, sound_us INTEGER NOT NULL, pixel_aspect REAL NOT NULL);
)";

constexpr std::string_view kRows = R"(
SELECT name, picture, video, time_us, sound, boxes, class, grp, level, line, state, reason, detail,
       shard, offset, picture_bytes, sound_bytes, crc32, frame_us, sound_us, pixel_aspect
FROM items LEFT JOIN media ON media.item = items.id ORDER BY position)";

std::string absolutePath(const fs::path &path)
{
    return path.empty() ? std::string() : fs::absolute(path).lexically_normal().string();
}

Result<void> checkFormat(SqliteDatabase &database, const fs::path &folder)
{
    const auto application = database.integer("PRAGMA application_id");
    if (!application)
        return Unexpected(application.error());
    const auto format = database.integer("PRAGMA user_version");
    if (!format)
        return Unexpected(format.error());
    if (*application != kApplicationId)
        return fail(ErrorCode::CorruptData,
                    folder.string() + ": its index is not that of a store; prepare another one");
    if (*format != kStoreFormat)
        return fail(ErrorCode::UnsupportedFormat,
                    folder.string() + ": a store of format " + std::to_string(*format)
                            + ", this program knows " + std::to_string(kStoreFormat)
                            + "; use the program that made it, or prepare it again");
    return {};
}

Result<void> makeTables(SqliteDatabase &database,
                        const std::map<std::string, std::string> &settings)
{
    SqliteTransaction transaction(database);
    if (auto made = database.run(kTables); !made)
        return made;
    SqliteStatement insert(database, "INSERT INTO settings VALUES(?1, ?2)");
    for (const auto &[key, value] : settings) {
        insert.bind(1, key);
        insert.bind(2, value);
        if (auto done = insert.run(); !done)
            return done;
    }
    if (auto marked = database.run("PRAGMA application_id = " + std::to_string(kApplicationId)
                                   + "; PRAGMA user_version = " + std::to_string(kStoreFormat));
        !marked)
        return marked;
    return transaction.commit();
}

Result<void> checkSettings(SqliteDatabase &database,
                           const fs::path &folder,
                           const std::map<std::string, std::string> &settings)
{
    SqliteStatement select(database, "SELECT key, value FROM settings");
    while (true) {
        const auto found = select.step();
        if (!found)
            return Unexpected(found.error());
        if (!*found)
            return {};
        const auto wanted = settings.find(select.text(0));
        if (wanted != settings.end() && wanted->second != select.text(1))
            return fail(ErrorCode::InvalidArgument,
                        folder.string() + ": was begun with " + select.text(0) + " "
                                + select.text(1) + ", not " + wanted->second
                                + "; go on with that, or choose another place");
    }
}

StoredMedia mediaFrom(SqliteStatement &row, int first)
{
    StoredMedia media;
    media.shard = static_cast<int>(row.integer(first));
    media.offset = row.integer(first + 1);
    media.pictureBytes = row.integer(first + 2);
    media.soundBytes = row.integer(first + 3);
    media.checksum = static_cast<std::uint32_t>(row.integer(first + 4));
    media.frameTime = MediaTime(row.integer(first + 5));
    media.soundStart = MediaTime(row.integer(first + 6));
    media.pixelAspect = row.number(first + 7);
    return media;
}

Result<StoreRow> rowFrom(SqliteStatement &row)
{
    constexpr int kFirstOfMedia = 13;
    StoreRow result;
    LabelledSample &sample = result.item.sample;
    sample.id = row.text(0);
    sample.picture = row.text(1);
    sample.video = row.text(2);
    if (!row.isNull(3))
        sample.time = MediaTime(row.integer(3));
    sample.sound = row.text(4);
    if (!row.isNull(5)) {
        auto boxes = parseBoxes(row.text(5));
        if (!boxes)
            return Unexpected(boxes.error());
        sample.groundTruth = std::move(*boxes);
    }
    sample.label = row.text(6);
    sample.group = row.text(7);
    result.item.level = row.number(8);
    sample.line = static_cast<int>(row.integer(9));
    const std::string state = row.text(10);
    if (state == "skipped")
        result.reason = skipReasonFromString(row.text(11)).value_or(SkipReason::Unreadable);
    result.detail = row.text(12);
    if (state == "done" && !row.isNull(kFirstOfMedia))
        result.media = mediaFrom(row, kFirstOfMedia);
    return result;
}

} // namespace

struct StoreIndex::Impl
{
    fs::path folder;
    SqliteDatabase database;
};

StoreIndex::StoreIndex(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}
StoreIndex::StoreIndex(StoreIndex &&other) noexcept = default;
StoreIndex &StoreIndex::operator=(StoreIndex &&other) noexcept = default;
StoreIndex::~StoreIndex() = default;

bool isStore(const fs::path &folder)
{
    std::error_code code;
    return fs::is_regular_file(folder / kStoreIndexName, code);
}

fs::path shardPath(const fs::path &folder, int shard)
{
    constexpr std::size_t kDigits = 4;
    std::string number = std::to_string(shard);
    number.insert(0, number.size() < kDigits ? kDigits - number.size() : 0, '0');
    return folder / ("media-" + number + ".bin");
}

Result<StoreIndex> StoreIndex::openForWriting(const fs::path &folder,
                                              const std::map<std::string, std::string> &settings)
{
    auto database = SqliteDatabase::open(
            folder / kStoreIndexName, SqliteDatabase::Mode::Create, kTexts);
    if (!database)
        return Unexpected(database.error());
    // A commit survives the death of the process at once, that of the machine after the next
    // checkpoint of the log; the order of the two files holds in both cases.
    if (auto set = database->run("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; "
                                 "PRAGMA foreign_keys = ON");
        !set)
        return Unexpected(set.error());
    const auto tables = database->integer("SELECT count(*) FROM sqlite_master");
    if (!tables)
        return Unexpected(tables.error());
    auto ready = *tables == 0 ? makeTables(*database, settings) : checkFormat(*database, folder);
    if (ready)
        ready = checkSettings(*database, folder, settings);
    if (!ready)
        return Unexpected(ready.error());
    return StoreIndex(std::make_unique<Impl>(Impl{folder, std::move(*database)}));
}

Result<StoreIndex> StoreIndex::openForReading(const fs::path &folder)
{
    if (!isStore(folder))
        return fail(ErrorCode::NotFound,
                    folder.string()
                            + ": is no store; make one with `soundlocus-cli prepare --out`");
    auto database = SqliteDatabase::open(
            folder / kStoreIndexName, SqliteDatabase::Mode::ReadOnly, kTexts);
    if (!database)
        return Unexpected(database.error());
    if (auto checked = checkFormat(*database, folder); !checked)
        return Unexpected(checked.error());
    return StoreIndex(std::make_unique<Impl>(Impl{folder, std::move(*database)}));
}

Result<void> StoreIndex::setList(const std::vector<TrainingItem> &items,
                                 const std::set<SkipReason> &retried)
{
    SqliteDatabase &database = m_impl->database;
    SqliteTransaction transaction(database);
    if (auto marked = database.run("UPDATE items SET position = -1"); !marked)
        return marked;
    SqliteStatement put(database, R"(
INSERT INTO items(position, name, picture, video, time_us, sound, boxes, class, grp, level, line,
                  state, reason, detail)
VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 'pending', '', '')
ON CONFLICT(name) DO UPDATE SET position = ?1, picture = ?3, video = ?4, time_us = ?5, sound = ?6,
    boxes = ?7, class = ?8, grp = ?9, level = ?10, line = ?11)");
    for (std::size_t i = 0; i < items.size(); ++i) {
        const LabelledSample &sample = items[i].sample;
        put.bind(1, static_cast<std::int64_t>(i));
        put.bind(2, sample.id);
        put.bind(3, absolutePath(sample.picture));
        put.bind(4, absolutePath(sample.video));
        put.bindNull(5);
        if (sample.time)
            put.bind(5, std::int64_t{sample.time->count()});
        put.bind(6, absolutePath(sample.sound));
        put.bindNull(7);
        if (sample.groundTruth)
            put.bind(7, formatBoxes(*sample.groundTruth));
        put.bind(8, sample.label);
        put.bind(9, sample.group);
        put.bind(10, items[i].level);
        put.bind(11, std::int64_t{sample.line});
        if (auto done = put.run(); !done)
            return done;
    }
    const auto foreign = database.integer("SELECT count(*) FROM items WHERE position = -1");
    if (!foreign)
        return Unexpected(foreign.error());
    if (*foreign > 0)
        return fail(ErrorCode::InvalidArgument,
                    m_impl->folder.string() + ": holds " + std::to_string(*foreign)
                            + " clips that are not in this list; give the list it was begun with, "
                              "or choose another place");
    SqliteStatement again(database,
                          "UPDATE items SET state = 'pending', reason = '', detail = '' "
                          "WHERE state = 'skipped' AND reason = ?1");
    for (const SkipReason reason : retried) {
        again.bind(1, toString(reason));
        if (auto done = again.run(); !done)
            return done;
    }
    return transaction.commit();
}

Result<std::int64_t> StoreIndex::forgetLostRecords()
{
    SqliteDatabase &database = m_impl->database;
    SqliteTransaction transaction(database);
    SqliteStatement shards(database, "SELECT DISTINCT shard FROM media");
    SqliteStatement forget(database, R"(
UPDATE items SET state = 'pending' WHERE id IN
    (SELECT item FROM media WHERE shard = ?1 AND offset + picture_bytes + sound_bytes > ?2))");
    std::int64_t lost = 0;
    while (true) {
        const auto found = shards.step();
        if (!found)
            return Unexpected(found.error());
        if (!*found)
            break;
        std::error_code code;
        const auto shard = static_cast<int>(shards.integer(0));
        const auto bytes = fs::file_size(shardPath(m_impl->folder, shard), code);
        forget.bind(1, std::int64_t{shard});
        forget.bind(2, code ? std::int64_t{0} : static_cast<std::int64_t>(bytes));
        if (auto done = forget.run(); !done)
            return Unexpected(done.error());
        lost += sqlite3_changes64(database.handle());
    }
    if (auto done = database.run("DELETE FROM media WHERE item IN "
                                 "(SELECT id FROM items WHERE state = 'pending')");
        !done)
        return Unexpected(done.error());
    if (auto done = transaction.commit(); !done)
        return Unexpected(done.error());
    return lost;
}

Result<std::vector<std::size_t>> StoreIndex::pending()
{
    SqliteStatement select(m_impl->database,
                           "SELECT position FROM items WHERE state = 'pending' ORDER BY position");
    std::vector<std::size_t> positions;
    while (true) {
        const auto found = select.step();
        if (!found)
            return Unexpected(found.error());
        if (!*found)
            return positions;
        positions.push_back(static_cast<std::size_t>(select.integer(0)));
    }
}

Result<StoreIndex::End> StoreIndex::end()
{
    SqliteStatement select(m_impl->database, R"(
SELECT shard, max(offset + picture_bytes + sound_bytes) FROM media
WHERE shard = (SELECT max(shard) FROM media))");
    const auto found = select.step();
    if (!found)
        return Unexpected(found.error());
    return End{static_cast<int>(select.integer(0)), select.integer(1)};
}

Result<void> StoreIndex::commit(const std::vector<StoreOutcome> &outcomes)
{
    SqliteDatabase &database = m_impl->database;
    SqliteTransaction transaction(database);
    SqliteStatement state(database, R"(
UPDATE items SET state = ?2, reason = ?3, detail = ?4 WHERE position = ?1)");
    SqliteStatement media(database, R"(
INSERT OR REPLACE INTO media
SELECT id, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9 FROM items WHERE position = ?1)");
    SqliteStatement forget(database, R"(
DELETE FROM media WHERE item IN (SELECT id FROM items WHERE position = ?1))");
    for (const StoreOutcome &outcome : outcomes) {
        const auto position = static_cast<std::int64_t>(outcome.position);
        state.bind(1, position);
        state.bind(2, outcome.media ? "done" : "skipped");
        state.bind(3, outcome.media ? std::string_view() : toString(outcome.reason));
        state.bind(4, outcome.detail);
        if (auto done = state.run(); !done)
            return done;
        if (!outcome.media) {
            forget.bind(1, position);
            if (auto done = forget.run(); !done)
                return done;
            continue;
        }
        media.bind(1, position);
        media.bind(2, std::int64_t{outcome.media->shard});
        media.bind(3, outcome.media->offset);
        media.bind(4, outcome.media->pictureBytes);
        media.bind(5, outcome.media->soundBytes);
        media.bind(6, std::int64_t{outcome.media->checksum});
        media.bind(7, std::int64_t{outcome.media->frameTime.count()});
        media.bind(8, std::int64_t{outcome.media->soundStart.count()});
        media.bind(9, outcome.media->pixelAspect);
        if (auto done = media.run(); !done)
            return done;
    }
    return transaction.commit();
}

Result<std::vector<StoreRow>> StoreIndex::rows()
{
    SqliteStatement select(m_impl->database, kRows);
    std::vector<StoreRow> rows;
    while (true) {
        const auto found = select.step();
        if (!found)
            return Unexpected(found.error());
        if (!*found)
            return rows;
        auto row = rowFrom(select);
        if (!row)
            return fail(ErrorCode::CorruptData,
                        m_impl->folder.string() + ": the index is damaged; prepare the store again",
                        row.error().message);
        rows.push_back(std::move(*row));
    }
}

Result<void> StoreIndex::finish()
{
    return m_impl->database.run("PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE");
}

std::uint32_t crc32(std::string_view bytes)
{
    constexpr std::uint32_t kPolynomial = 0xEDB88320U;
    constexpr std::uint32_t kOnes = 0xFFFFFFFFU;
    static constexpr auto kTable = [] {
        std::array<std::uint32_t, 256> table{};
        for (std::uint32_t i = 0; i < table.size(); ++i) {
            std::uint32_t value = i;
            for (int bit = 0; bit < 8; ++bit)
                value = (value >> 1U) ^ ((value & 1U) != 0 ? kPolynomial : 0U);
            table[i] = value;
        }
        return table;
    }();
    std::uint32_t sum = kOnes;
    for (const char byte : bytes)
        sum = kTable[(sum ^ static_cast<unsigned char>(byte)) & 0xFFU] ^ (sum >> 8U);
    return sum ^ kOnes;
}

} // namespace soundlocus

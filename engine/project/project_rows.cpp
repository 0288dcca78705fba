// SPDX-License-Identifier: MIT
#include "engine/project/project_rows.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <bit>
#include <utility>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

std::string textOf(const std::vector<std::string> &tags)
{
    return nlohmann::json(tags).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// 0 stands for none, which is NULL in the file, so that the reference is not looked for.
template <typename Id>
void bindReference(SqliteStatement &statement, int index, Id id)
{
    if (id.isValid())
        statement.bind(index, id.value);
    else
        statement.bindNull(index);
}

void bindAll(SqliteStatement &statement, const KeyFrame &key)
{
    statement.bind(2, std::int64_t{key.time.count()});
    statement.bind(3, key.box.x0);
    statement.bind(4, key.box.y0);
    statement.bind(5, key.box.x1);
    statement.bind(6, key.box.y1);
    statement.bind(7, toString(key.state));
    statement.bind(8, toString(key.gap));
}

} // namespace

ProjectRows::ProjectRows(SqliteDatabase &database, fs::path folder)
    : m_database(database)
    , m_folder(std::move(folder))
{}

SqliteStatement &ProjectRows::prepared(const char *sql)
{
    SqliteStatement &statement = m_statements.try_emplace(sql, m_database, sql).first->second;
    statement.reset();
    return statement;
}

std::string ProjectRows::toFile(const fs::path &path) const
{
    return path.empty() ? std::string() : path.lexically_proximate(m_folder).string();
}

Result<void> ProjectRows::put(const Label &label, const Label * /*before*/)
{
    SqliteStatement &row = prepared(
            "INSERT INTO labels VALUES(?1, ?2, ?3, ?4) ON CONFLICT(id) DO UPDATE SET "
            "name = ?2, color = ?3, key = ?4");
    row.bind(1, label.id.value);
    row.bind(2, label.name);
    row.bind(3, std::int64_t{label.color});
    row.bind(4, label.key);
    return row.run();
}

Result<void> ProjectRows::put(const Annotator &annotator, const Annotator * /*before*/)
{
    SqliteStatement &row = prepared(
            "INSERT INTO annotators VALUES(?1, ?2, ?3) ON CONFLICT(id) DO UPDATE SET "
            "name = ?2, is_shown = ?3");
    row.bind(1, annotator.id.value);
    row.bind(2, annotator.name);
    row.bind(3, std::int64_t{annotator.isShown ? 1 : 0});
    return row.run();
}

Result<void> ProjectRows::put(const Clip &clip, const Clip *before)
{
    SqliteStatement &row = prepared(
            "INSERT INTO clips VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
            "?15, ?16, ?17) ON CONFLICT(id) DO UPDATE SET name = ?2, media = ?3, sound = ?4, "
            "is_picture = ?5, bytes = ?6, hash = ?7, width = ?8, height = ?9, rate_numerator = "
            "?10, "
            "rate_denominator = ?11, duration_us = ?12, grp = ?13, review = ?14, tags = ?15, "
            "note = ?16, extra = ?17");
    row.bind(1, clip.id.value);
    row.bind(2, clip.name);
    row.bind(3, toFile(clip.media));
    row.bind(4, toFile(clip.sound));
    row.bind(5, std::int64_t{clip.isPicture ? 1 : 0});
    row.bind(6, clip.fingerprint.bytes);
    row.bind(7, std::bit_cast<std::int64_t>(clip.fingerprint.hash));
    row.bind(8, std::int64_t{clip.size.width});
    row.bind(9, std::int64_t{clip.size.height});
    row.bind(10, clip.frameRate.numerator);
    row.bind(11, clip.frameRate.denominator);
    row.bind(12, std::int64_t{clip.duration.count()});
    row.bind(13, clip.group);
    row.bind(14, toString(clip.review));
    row.bind(15, textOf(clip.tags));
    row.bind(16, clip.note);
    row.bind(17, clip.extra);
    if (auto done = row.run(); !done || (before != nullptr && before->marks == clip.marks))
        return done;
    if (auto done = removeRow("DELETE FROM marks WHERE clip = ?1", clip.id.value); !done)
        return done;
    SqliteStatement &insert = prepared("INSERT INTO marks VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
    for (std::size_t place = 0; place < clip.marks.size(); ++place) {
        const ClipMark &mark = clip.marks[place];
        insert.bind(1, clip.id.value);
        insert.bind(2, static_cast<std::int64_t>(place));
        insert.bind(3, toString(mark.kind));
        bindReference(insert, 4, mark.annotator);
        insert.bind(5, std::int64_t{mark.range.begin.count()});
        insert.bind(6, std::int64_t{mark.range.end.count()});
        if (auto done = insert.run(); !done)
            return done;
    }
    return {};
}

Result<void> ProjectRows::put(const Track &track, const Track *before)
{
    SqliteStatement &row = prepared(
            "INSERT INTO tracks VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT(id) DO UPDATE "
            "SET clip = ?2, annotator = ?3, label = ?4, origin = ?5, note = ?6, extra = ?7, "
            "name = ?8");
    row.bind(1, track.id.value);
    row.bind(2, track.clip.value);
    bindReference(row, 3, track.annotator);
    bindReference(row, 4, track.label);
    row.bind(5, toString(track.origin));
    row.bind(6, track.note);
    row.bind(7, track.extra);
    row.bind(8, track.name);
    if (auto done = row.run(); !done)
        return done;
    if (auto done = putKeys(track, before); !done)
        return done;
    return putSounding(track, before);
}

Result<void> ProjectRows::putKeys(const Track &track, const Track *before)
{
    if (before != nullptr) {
        SqliteStatement &erase = prepared("DELETE FROM keys WHERE track = ?1 AND time_us = ?2");
        for (const KeyFrame &key : before->keys) {
            if (keyAt(track, key.time) != nullptr)
                continue;
            erase.bind(1, track.id.value);
            erase.bind(2, std::int64_t{key.time.count()});
            if (auto done = erase.run(); !done)
                return done;
        }
    }
    SqliteStatement &insert = prepared(
            "INSERT OR REPLACE INTO keys VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    insert.bind(1, track.id.value);
    for (const KeyFrame &key : track.keys) {
        const KeyFrame *old = before == nullptr ? nullptr : keyAt(*before, key.time);
        if (old != nullptr && *old == key)
            continue;
        bindAll(insert, key);
        if (auto done = insert.run(); !done)
            return done;
    }
    return {};
}

Result<void> ProjectRows::putSounding(const Track &track, const Track *before)
{
    if (before != nullptr && before->sounding == track.sounding)
        return {};
    if (auto done = removeRow("DELETE FROM sounding WHERE track = ?1", track.id.value); !done)
        return done;
    SqliteStatement &insert = prepared("INSERT INTO sounding VALUES(?1, ?2, ?3)");
    for (const TimeRange &range : track.sounding) {
        insert.bind(1, track.id.value);
        insert.bind(2, std::int64_t{range.begin.count()});
        insert.bind(3, std::int64_t{range.end.count()});
        if (auto done = insert.run(); !done)
            return done;
    }
    return {};
}

Result<void> ProjectRows::removeRow(const char *sql, std::int64_t id)
{
    SqliteStatement &row = prepared(sql);
    row.bind(1, id);
    return row.run();
}

Result<void> ProjectRows::remove(LabelId id)
{
    return removeRow("DELETE FROM labels WHERE id = ?1", id.value);
}

Result<void> ProjectRows::remove(AnnotatorId id)
{
    return removeRow("DELETE FROM annotators WHERE id = ?1", id.value);
}

Result<void> ProjectRows::remove(ClipId id)
{
    return removeRow("DELETE FROM clips WHERE id = ?1", id.value);
}

Result<void> ProjectRows::remove(TrackId id)
{
    return removeRow("DELETE FROM tracks WHERE id = ?1", id.value);
}

template <typename Value>
Result<void> ProjectRows::writeChange(const Change<Value> &change)
{
    const auto id = change.before ? change.before->id : change.after->id;
    const Value *kind = nullptr; // chooses the list
    const auto found = listIn({id.value, id.value}, kind);
    if (!found)
        return Unexpected(found.error());
    const bool isAsBefore = change.before ? !found->empty() && found->front() == *change.before
                                          : found->empty();
    if (!isAsBefore)
        return fail(ErrorCode::InvalidArgument,
                    m_database.path().string()
                            + ": the change does not fit the project as it is now; open it again");
    return change.after ? put(*change.after, change.before ? &*change.before : nullptr)
                        : remove(id);
}

Result<void> ProjectRows::write(const Edit &edit)
{
    return std::visit([this](const auto &change) { return writeChange(change); }, edit);
}

Result<void> ProjectRows::moveTo(const fs::path &folder)
{
    const auto set = readAll();
    if (!set)
        return Unexpected(set.error());
    ProjectRows moved(m_database, folder);
    for (const Clip &clip : set->clips) {
        if (auto done = moved.put(clip, &clip); !done)
            return done;
    }
    return {};
}

} // namespace soundlocus

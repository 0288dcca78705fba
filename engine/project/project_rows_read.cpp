// SPDX-License-Identifier: MIT
#include "engine/project/project_rows.h"

#include <nlohmann/json.hpp>

#include <bit>
#include <iterator>
#include <utility>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

Unexpected damaged(const SqliteDatabase &database, const std::string &what)
{
    return fail(ErrorCode::CorruptData,
                database.path().string() + ": " + what
                        + " is damaged; go back to one of the backups beside it");
}

std::optional<std::vector<std::string>> tagsFrom(const std::string &text)
{
    const auto list = nlohmann::json::parse(text, nullptr, false);
    if (!list.is_array())
        return std::nullopt;
    std::vector<std::string> tags;
    for (const auto &tag : list) {
        if (!tag.is_string())
            return std::nullopt;
        tags.push_back(tag.get<std::string>());
    }
    return tags;
}

std::optional<KeyFrame> keyFrom(SqliteStatement &row)
{
    const auto state = keyStateFromString(row.text(6));
    const auto gap = keyGapFromString(row.text(7));
    if (!state || !gap)
        return std::nullopt;
    return KeyFrame{MediaTime(row.integer(1)),
                    {row.number(2), row.number(3), row.number(4), row.number(5)},
                    *state,
                    *gap};
}

/// Rows of a child table, sorted by their owner, given out owner by owner.
class ChildRows
{
public:
    explicit ChildRows(SqliteStatement &rows)
        : m_rows(rows)
    {}

    /// The next row of that owner; false when there is none. Rows of owners before it are skipped.
    Result<bool> next(std::int64_t owner)
    {
        while (true) {
            if (!m_isWaiting) {
                const auto found = m_rows.step();
                if (!found)
                    return found;
                if (!*found) {
                    m_isWaiting = true;
                    m_isAtEnd = true;
                }
            }
            m_isWaiting = true;
            if (m_isAtEnd || m_rows.integer(0) > owner)
                return false;
            m_isWaiting = false;
            if (m_rows.integer(0) == owner)
                return true;
        }
    }

private:
    SqliteStatement &m_rows;
    bool m_isWaiting = false; ///< the current row is not given out yet
    bool m_isAtEnd = false;
};

void bindRange(SqliteStatement &statement, IdRange range)
{
    statement.bind(1, range.first);
    statement.bind(2, range.last);
}

} // namespace

fs::path ProjectRows::fromFile(const std::string &text) const
{
    return text.empty() ? fs::path() : (m_folder / text).lexically_normal();
}

Result<std::vector<Clip>> ProjectRows::clipsIn(IdRange range)
{
    SqliteStatement &rows = prepared(
            "SELECT id, name, media, sound, is_picture, bytes, hash, width, height, "
            "rate_numerator, rate_denominator, duration_us, grp, review, tags, note, extra "
            "FROM clips WHERE id BETWEEN ?1 AND ?2 ORDER BY id");
    SqliteStatement &marks = prepared("SELECT clip, kind, annotator, begin_us, end_us FROM marks "
                                      "WHERE clip BETWEEN ?1 AND ?2 ORDER BY clip, place");
    bindRange(rows, range);
    bindRange(marks, range);
    std::vector<Clip> clips;
    ChildRows children(marks);
    while (true) {
        const auto found = rows.step();
        if (!found)
            return Unexpected(found.error());
        if (!*found)
            return clips;
        Clip &clip = clips.emplace_back();
        clip.id = {rows.integer(0)};
        clip.name = rows.text(1);
        clip.media = fromFile(rows.text(2));
        clip.sound = fromFile(rows.text(3));
        clip.isPicture = rows.integer(4) != 0;
        clip.fingerprint = {rows.integer(5), std::bit_cast<std::uint64_t>(rows.integer(6))};
        clip.size = {static_cast<int>(rows.integer(7)), static_cast<int>(rows.integer(8))};
        clip.frameRate = {rows.integer(9), rows.integer(10)};
        clip.duration = MediaTime(rows.integer(11));
        clip.group = rows.text(12);
        const auto review = reviewStateFromString(rows.text(13));
        auto tags = tagsFrom(rows.text(14));
        clip.note = rows.text(15);
        clip.extra = rows.text(16);
        if (!review || !tags)
            return damaged(m_database, "clip '" + clip.name + "'");
        clip.review = *review;
        clip.tags = std::move(*tags);
        auto more = children.next(clip.id.value);
        for (; more && *more; more = children.next(clip.id.value)) {
            const auto kind = markKindFromString(marks.text(1));
            if (!kind)
                return damaged(m_database, "a mark of clip '" + clip.name + "'");
            clip.marks.push_back({*kind,
                                  {marks.integer(2)},
                                  {MediaTime(marks.integer(3)), MediaTime(marks.integer(4))}});
        }
        if (!more)
            return Unexpected(more.error());
    }
}

Result<std::vector<Track>> ProjectRows::tracksIn(IdRange range)
{
    SqliteStatement &rows = prepared("SELECT id, clip, annotator, label, origin, note, extra, name "
                                     "FROM tracks WHERE id BETWEEN ?1 AND ?2 ORDER BY id");
    SqliteStatement &keys = prepared("SELECT track, time_us, x0, y0, x1, y1, state, gap FROM keys "
                                     "WHERE track BETWEEN ?1 AND ?2 ORDER BY track, time_us");
    SqliteStatement &sounding = prepared("SELECT track, begin_us, end_us FROM sounding "
                                         "WHERE track BETWEEN ?1 AND ?2 ORDER BY track, begin_us");
    for (SqliteStatement *statement : {&rows, &keys, &sounding})
        bindRange(*statement, range);
    std::vector<Track> tracks;
    ChildRows keyRows(keys);
    ChildRows rangeRows(sounding);
    while (true) {
        const auto found = rows.step();
        if (!found)
            return Unexpected(found.error());
        if (!*found)
            return tracks;
        Track &track = tracks.emplace_back();
        track.id = {rows.integer(0)};
        track.clip = {rows.integer(1)};
        track.annotator = {rows.integer(2)};
        track.label = {rows.integer(3)};
        const auto origin = trackOriginFromString(rows.text(4));
        track.note = rows.text(5);
        track.extra = rows.text(6);
        track.name = rows.text(7);
        const std::string what = "track " + std::to_string(track.id.value);
        if (!origin)
            return damaged(m_database, what);
        track.origin = *origin;
        auto more = keyRows.next(track.id.value);
        for (; more && *more; more = keyRows.next(track.id.value)) {
            const auto key = keyFrom(keys);
            if (!key)
                return damaged(m_database, "a key frame of " + what);
            track.keys.push_back(*key);
        }
        if (!more)
            return Unexpected(more.error());
        more = rangeRows.next(track.id.value);
        for (; more && *more; more = rangeRows.next(track.id.value))
            track.sounding.push_back(
                    {MediaTime(sounding.integer(1)), MediaTime(sounding.integer(2))});
        if (!more)
            return Unexpected(more.error());
    }
}

Result<std::vector<Label>> ProjectRows::labelsIn(IdRange range)
{
    std::vector<Label> labels;
    SqliteStatement &rows = prepared(
            "SELECT id, name, color, key FROM labels WHERE id BETWEEN ?1 AND ?2 ORDER BY id");
    bindRange(rows, range);
    auto found = rows.step();
    for (; found && *found; found = rows.step())
        labels.push_back({{rows.integer(0)},
                          rows.text(1),
                          static_cast<std::uint32_t>(rows.integer(2)),
                          rows.text(3)});
    return found ? Result<std::vector<Label>>(std::move(labels))
                 : Result<std::vector<Label>>(Unexpected(found.error()));
}

Result<std::vector<Annotator>> ProjectRows::annotatorsIn(IdRange range)
{
    std::vector<Annotator> annotators;
    SqliteStatement &rows = prepared(
            "SELECT id, name, is_shown FROM annotators WHERE id BETWEEN ?1 AND ?2 ORDER BY id");
    bindRange(rows, range);
    auto found = rows.step();
    for (; found && *found; found = rows.step())
        annotators.push_back({{rows.integer(0)}, rows.text(1), rows.integer(2) != 0});
    return found ? Result<std::vector<Annotator>>(std::move(annotators))
                 : Result<std::vector<Annotator>>(Unexpected(found.error()));
}

Result<AnnotationSet> ProjectRows::readAll()
{
    auto labels = labelsIn({});
    if (!labels)
        return Unexpected(labels.error());
    auto annotators = annotatorsIn({});
    if (!annotators)
        return Unexpected(annotators.error());
    auto clips = clipsIn({});
    if (!clips)
        return Unexpected(clips.error());
    auto tracks = tracksIn({});
    if (!tracks)
        return Unexpected(tracks.error());
    return AnnotationSet{
            std::move(*labels), std::move(*annotators), std::move(*clips), std::move(*tracks)};
}

Result<std::vector<Track>> ProjectRows::readTracks(ClipId clip)
{
    std::vector<std::int64_t> ids;
    SqliteStatement &rows = prepared("SELECT id FROM tracks WHERE clip = ?1 ORDER BY id");
    rows.bind(1, clip.value);
    auto found = rows.step();
    for (; found && *found; found = rows.step())
        ids.push_back(rows.integer(0));
    if (!found)
        return Unexpected(found.error());
    std::vector<Track> tracks;
    for (const std::int64_t id : ids) {
        auto track = tracksIn({id, id});
        if (!track)
            return track;
        tracks.insert(tracks.end(),
                      std::make_move_iterator(track->begin()),
                      std::make_move_iterator(track->end()));
    }
    return tracks;
}

} // namespace soundlocus

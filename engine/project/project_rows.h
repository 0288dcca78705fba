// SPDX-License-Identifier: MIT
// Internal to engine/project: values as rows.
#pragma once

#include "engine/annotation/annotation_set.h"
#include "engine/annotation/edit.h"
#include "engine/database/sqlite_database.h"

#include <filesystem>
#include <limits>
#include <map>
#include <string_view>

namespace soundlocus {

/// Ids from the first to the last one, both included; all of them without more.
struct IdRange
{
    std::int64_t first = 0;
    std::int64_t last = std::numeric_limits<std::int64_t>::max();
};

/// Reads and writes labels, annotators, clips and tracks of an open project. Paths are absolute in
/// values and relative to the project's folder in the file. Threads: one at a time.
class ProjectRows
{
public:
    /// @param database outlives it
    ProjectRows(SqliteDatabase &database, std::filesystem::path folder);

    /// Everything, in order of the ids. Errors: those of the database, CorruptData.
    [[nodiscard]] Result<AnnotationSet> readAll();
    [[nodiscard]] Result<std::vector<Track>> readTracks(ClipId clip);

    /// Within a transaction: one change. Errors: those of the database, InvalidArgument (the value
    /// is not as it was before the change).
    [[nodiscard]] Result<void> write(const Edit &edit);

    /// Every path in the file as it is seen from another folder. Within a transaction.
    [[nodiscard]] Result<void> moveTo(const std::filesystem::path &folder);

private:
    template <typename Value>
    Result<void> writeChange(const Change<Value> &change);
    Result<void> put(const Label &label, const Label *before);
    Result<void> put(const Annotator &annotator, const Annotator *before);
    Result<void> put(const Clip &clip, const Clip *before);
    Result<void> put(const Track &track, const Track *before);
    Result<void> putKeys(const Track &track, const Track *before);
    Result<void> putSounding(const Track &track, const Track *before);
    Result<void> remove(LabelId id);
    Result<void> remove(AnnotatorId id);
    Result<void> remove(ClipId id);
    Result<void> remove(TrackId id);
    Result<void> removeRow(const char *sql, std::int64_t id);

    Result<std::vector<Label>> labelsIn(IdRange range);
    Result<std::vector<Annotator>> annotatorsIn(IdRange range);
    Result<std::vector<Clip>> clipsIn(IdRange range);
    Result<std::vector<Track>> tracksIn(IdRange range);
    Result<std::vector<Label>> listIn(IdRange range, const Label *) { return labelsIn(range); }
    Result<std::vector<Annotator>> listIn(IdRange range, const Annotator *)
    {
        return annotatorsIn(range);
    }
    Result<std::vector<Clip>> listIn(IdRange range, const Clip *) { return clipsIn(range); }
    Result<std::vector<Track>> listIn(IdRange range, const Track *) { return tracksIn(range); }
    [[nodiscard]] std::filesystem::path fromFile(const std::string &text) const;
    [[nodiscard]] std::string toFile(const std::filesystem::path &path) const;
    /// Prepared once, ready for new values. @param sql lives as long as the program
    SqliteStatement &prepared(const char *sql);

    SqliteDatabase &m_database;
    std::filesystem::path m_folder;
    std::map<std::string_view, SqliteStatement> m_statements;
};

} // namespace soundlocus

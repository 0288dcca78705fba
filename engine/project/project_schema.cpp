// SPDX-License-Identifier: MIT
#include "engine/project/project_schema.h"

#include <array>

namespace soundlocus {

namespace {

/// "SLPJ", in the header of the file.
constexpr std::int64_t kApplicationId = 0x534C504A;

// Ids are given by the program. References may stand before what they refer to within a gesture.
constexpr const char *kFirstFormat = R"(
CREATE TABLE settings(key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO settings VALUES('next_id', 1);
CREATE TABLE labels(
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, color INTEGER NOT NULL, key TEXT NOT NULL);
CREATE TABLE annotators(
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, is_shown INTEGER NOT NULL);
CREATE TABLE clips(
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, media TEXT NOT NULL, sound TEXT NOT NULL,
    is_picture INTEGER NOT NULL, bytes INTEGER NOT NULL, hash INTEGER NOT NULL,
    width INTEGER NOT NULL, height INTEGER NOT NULL,
    rate_numerator INTEGER NOT NULL, rate_denominator INTEGER NOT NULL,
    duration_us INTEGER NOT NULL, grp TEXT NOT NULL, review TEXT NOT NULL, tags TEXT NOT NULL,
    note TEXT NOT NULL, extra TEXT NOT NULL);
CREATE TABLE marks(
    clip INTEGER NOT NULL REFERENCES clips(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    place INTEGER NOT NULL, kind TEXT NOT NULL,
    annotator INTEGER REFERENCES annotators(id) DEFERRABLE INITIALLY DEFERRED,
    begin_us INTEGER NOT NULL, end_us INTEGER NOT NULL,
    PRIMARY KEY(clip, place)) WITHOUT ROWID;
CREATE INDEX marks_by_annotator ON marks(annotator);
CREATE TABLE tracks(
    id INTEGER PRIMARY KEY,
    clip INTEGER NOT NULL REFERENCES clips(id) DEFERRABLE INITIALLY DEFERRED,
    annotator INTEGER REFERENCES annotators(id) DEFERRABLE INITIALLY DEFERRED,
    label INTEGER REFERENCES labels(id) DEFERRABLE INITIALLY DEFERRED,
    origin TEXT NOT NULL, note TEXT NOT NULL, extra TEXT NOT NULL);
CREATE INDEX tracks_by_clip ON tracks(clip);
CREATE INDEX tracks_by_annotator ON tracks(annotator);
CREATE INDEX tracks_by_label ON tracks(label);
CREATE TABLE keys(
    track INTEGER NOT NULL REFERENCES tracks(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    time_us INTEGER NOT NULL,
    x0 REAL NOT NULL, y0 REAL NOT NULL, x1 REAL NOT NULL, y1 REAL NOT NULL,
    state TEXT NOT NULL, gap TEXT NOT NULL,
    PRIMARY KEY(track, time_us)) WITHOUT ROWID;
CREATE TABLE sounding(
    track INTEGER NOT NULL REFERENCES tracks(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    begin_us INTEGER NOT NULL, end_us INTEGER NOT NULL,
    PRIMARY KEY(track, begin_us)) WITHOUT ROWID;
)";

/// Tracks with a name beside their label.
constexpr const char *kTrackNames = "ALTER TABLE tracks ADD COLUMN name TEXT NOT NULL DEFAULT ''";

/// Entry N brings format N to N + 1.
constexpr std::array<const char *, kProjectFormat> kSteps{kFirstFormat, kTrackNames};

} // namespace

Result<std::int64_t> projectFormatOf(SqliteDatabase &database)
{
    const auto application = database.integer("PRAGMA application_id");
    if (!application)
        return Unexpected(application.error());
    const auto format = database.integer("PRAGMA user_version");
    if (!format)
        return Unexpected(format.error());
    if (*application != kApplicationId && (*application != 0 || *format != 0))
        return fail(ErrorCode::CorruptData,
                    database.path().string()
                            + ": a database of another program; choose a project of SoundLocus");
    if (*format > kProjectFormat)
        return fail(ErrorCode::UnsupportedFormat,
                    database.path().string() + ": a project of format " + std::to_string(*format)
                            + ", this program knows up to " + std::to_string(kProjectFormat)
                            + "; open it with the newer program that made it");
    return *format;
}

Result<void> migrateProject(SqliteDatabase &database, std::int64_t format)
{
    SqliteTransaction transaction(database);
    if (!transaction.begun())
        return transaction.begun();
    for (std::int64_t step = format; step < kProjectFormat; ++step) {
        if (auto done = database.run(kSteps.at(static_cast<std::size_t>(step))); !done)
            return done;
    }
    if (auto marked = database.run("PRAGMA application_id = " + std::to_string(kApplicationId)
                                   + "; PRAGMA user_version = " + std::to_string(kProjectFormat));
        !marked)
        return marked;
    return transaction.commit();
}

} // namespace soundlocus

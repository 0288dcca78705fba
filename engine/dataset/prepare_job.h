// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/progress.h"
#include "engine/core/result.h"
#include "engine/dataset/skip_reason.h"
#include "engine/dataset/training_list.h"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <stop_token>
#include <string>
#include <vector>

namespace soundlocus {

struct PrepareOptions
{
    /// Folder of the store; made where it is not there, gone on with where it is.
    std::filesystem::path out;
    /// Pictures are scaled down until their short side has so many pixels; never up.
    int side = 256;
    int jpegQuality = 92; ///< 1 to 100
    /// Threads that decode and encode; 0: one per core.
    int workers = 0;
    /// Sounds below this RMS are silent (dB of full scale).
    double silentDb = -60.0;
    MediaTime shortestSound = std::chrono::milliseconds(500);
    /// Kept in spite of: Still, Silent, TooShort, Duplicate.
    std::set<SkipReason> kept;
    /// Size at which a new media file is begun.
    std::int64_t shardBytes = std::int64_t{1} << 30U;
};

/// A clip that was left out.
struct SkippedClip
{
    std::string id;
    int line = 0; ///< of the list; 0 where there is none
    SkipReason reason = SkipReason::Missing;
    std::string detail;
};

/// What became of a list.
struct PrepareAnswer
{
    std::int64_t listed = 0; ///< rows, also those that say nothing usable
    std::int64_t before = 0; ///< in the store already
    std::int64_t added = 0;
    /// Records of before that were lost with the machine and were made anew.
    std::int64_t lost = 0;
    std::map<SkipReason, std::int64_t> skipped; ///< in all runs, rowsLeftOut() among them
    std::uintmax_t bytes = 0;                   ///< of the whole store
};

/// Told of every clip that this run leaves out, in the thread of the call.
using SkipCallback = std::function<void(const SkippedClip &)>;

/// Names of a store's files that people read.
inline constexpr const char *kSkipReportName = "report.tsv";

/// Rows that reading the list has left out: repeated ids, faulty rows, files that are not there.
[[nodiscard]] std::vector<SkippedClip> rowsLeftOut(const TrainingList &list);

/// Turns the clips of a list into a compact store: one JPEG and one mono 16-bit FLAC each, in the
/// order of the list, read back by StoreSampleSource. Clips that are missing, broken, still,
/// silent, too short, or the same as an earlier one, are left out and listed in report.tsv. Several
/// threads decode and encode, one writes. A store that exists is gone on with: done clips are
/// passed over; missing and unreadable ones, and those left out for a reason that is now kept, are
/// tried again. Killed at any moment it loses the clips in flight only.
/// @param progress of this run, without the clips done before; called in the thread of the call
/// Errors: InvalidArgument (an option out of range; other settings or another list than the store
/// was begun with), UnsupportedFormat (store of another version), CorruptData, PermissionDenied (or
/// in use by another process), DiskFull, WriteFailed, Cancelled.
[[nodiscard]] Result<PrepareAnswer> prepareStore(const TrainingList &list,
                                                 const PrepareOptions &options,
                                                 std::stop_token stop = {},
                                                 const ProgressCallback &progress = {},
                                                 const SkipCallback &onSkip = {});

} // namespace soundlocus

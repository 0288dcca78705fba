// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"
#include "engine/training/data_list.h"
#include "engine/training/training_config.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace soundlocus {

/// Format of run folders this program writes; it reads this and lower ones.
inline constexpr int kRunFolderFormat = 1;

/// What a new run begins with.
struct RunDescription
{
    TrainingConfig config;
    std::vector<DataRow> data;
    /// Of `data`, or of a list of its own.
    std::vector<DataRow> validation;
    /// Where the data lie, by stable names ("table": "/data/clips.tsv").
    std::map<std::string, std::string> source;
    /// Of libraries and machine, by name ("torch": "2.11.0"); the program's own comes with it.
    std::map<std::string, std::string> versions;
};

/// Folder of one training run:
///
///     config.json  data.tsv  validation.tsv  source.json  versions.json   what it began with
///                                            (versions.json last)
///     log.txt  metrics.jsonl                 grow; lines of training_events.h
///     curves.png  tensorboard/
///     checkpoints/last.safetensors  best.safetensors  epoch-0007.safetensors ...
///     .lock                                  held while a process trains here
///
/// The lock is the kernel's: it ends with the process, even by kill -9. Threads: one at a time.
class RunFolder
{
public:
    /// Makes a folder, or takes an empty one or that of a run without any checkpoint (which it
    /// clears), and locks it.
    /// Errors: InvalidArgument (holds a run that can be resumed, or other files), PermissionDenied
    /// (another process trains here; the message names it), those of AtomicFile.
    [[nodiscard]] static Result<RunFolder> create(const std::filesystem::path &path,
                                                  const RunDescription &description);

    /// Takes up a run: locks, removes what an interrupted process left half-written.
    /// Errors: NotFound (no run, or parts are missing: the message names them), UnsupportedFormat
    /// (of a newer version), CorruptData, PermissionDenied as above.
    [[nodiscard]] static Result<RunFolder> open(const std::filesystem::path &path);

    /// The folder that another process of the same run writes: for reading only, and its paths. It
    /// need not be there yet.
    [[nodiscard]] static RunFolder ofAnotherProcess(const std::filesystem::path &path);

    RunFolder(RunFolder &&other) noexcept;
    RunFolder &operator=(RunFolder &&other) noexcept;
    RunFolder(const RunFolder &) = delete;
    RunFolder &operator=(const RunFolder &) = delete;
    ~RunFolder();

    [[nodiscard]] const std::filesystem::path &path() const { return m_path; }
    [[nodiscard]] std::filesystem::path lastCheckpoint() const;
    [[nodiscard]] std::filesystem::path bestCheckpoint() const;
    /// Where the checkpoint at the end of an epoch (from 0) is kept.
    [[nodiscard]] std::filesystem::path epochCheckpoint(int epoch) const;
    [[nodiscard]] std::filesystem::path metricsFile() const;
    [[nodiscard]] std::filesystem::path curvesFile() const;
    [[nodiscard]] std::filesystem::path tensorboardFolder() const;

    /// Errors: CorruptData, InvalidArgument (fields this program does not know).
    [[nodiscard]] Result<TrainingConfig> config() const;
    /// What the run goes on with from now on. Errors: those of AtomicFile.
    [[nodiscard]] Result<void> replaceConfig(const TrainingConfig &config);
    [[nodiscard]] Result<std::vector<DataRow>> data() const;
    /// What it is judged on; none in runs of versions that did not note it. Errors: CorruptData.
    [[nodiscard]] Result<std::optional<std::vector<DataRow>>> validation() const;
    /// RunDescription::source. Errors: CorruptData.
    [[nodiscard]] Result<std::map<std::string, std::string>> source() const;

    /// Adds a line to metrics.jsonl, whole or not at all. @param line without its end
    /// Errors: DiskFull, WriteFailed; training may go on.
    [[nodiscard]] Result<void> appendMetrics(std::string_view line);
    /// Adds a line with the time (UTC) to log.txt. Errors as above.
    [[nodiscard]] Result<void> appendLog(std::string_view line);

    /// Drops the lines of metrics.jsonl beyond a step, and damaged ones, so that a resumed run
    /// writes none twice. @return how many were dropped. Errors: those of AtomicFile.
    [[nodiscard]] Result<std::int64_t> truncateMetrics(std::int64_t step);

    /// last.safetensors under a second name (a hard link where the disk knows them: no space, no
    /// time), replacing an older file of that name. Errors: NotFound, those of AtomicFile.
    [[nodiscard]] Result<void> keepLastAsBest();
    [[nodiscard]] Result<void> keepLastAsEpoch(int epoch);
    /// Removes the checkpoints of all but the last `kept` epochs. @return those removed
    std::vector<std::filesystem::path> removeOldCheckpoints(int kept);

private:
    class Lock;
    [[nodiscard]] Result<std::vector<DataRow>> rowsIn(const char *name) const;
    RunFolder(std::filesystem::path path, std::unique_ptr<Lock> lock);

    std::filesystem::path m_path;
    std::unique_ptr<Lock> m_lock;
};

} // namespace soundlocus

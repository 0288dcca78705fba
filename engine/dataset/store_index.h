// SPDX-License-Identifier: MIT
// Internal to engine/dataset: the index of a prepared store.
//
// A store is a folder:
//
//     index.sqlite      what it holds and what was left out; tables of kStoreFormat
//     media-0000.bin    one record per clip after the other: a JPEG file, then a FLAC file
//     report.tsv        what was left out and why
//     .lock             held while a process prepares it
//
// The media lie beside the index and not in it because SQLite's log would write each of them twice
// and readers would share its locks: so they are written once and read by pread() from any number
// of threads, and the index stays small. A record is on disk before the row that names it; what
// lies behind the last record of a file is left over from a process that died, and is written over.
#pragma once

#include "engine/core/result.h"
#include "engine/dataset/sample_source.h"
#include "engine/dataset/skip_reason.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace soundlocus {

/// Format of stores this program writes; it reads no other.
inline constexpr int kStoreFormat = 1;

inline constexpr const char *kStoreIndexName = "index.sqlite";

/// True where a folder holds the index of a store.
[[nodiscard]] bool isStore(const std::filesystem::path &folder);

[[nodiscard]] std::filesystem::path shardPath(const std::filesystem::path &folder, int shard);

/// Where the bytes of a clip are, and what they do not say themselves.
struct StoredMedia
{
    int shard = 0;
    std::int64_t offset = 0;
    std::int64_t pictureBytes = 0;
    std::int64_t soundBytes = 0; ///< right behind the picture
    std::uint32_t checksum = 0;  ///< crc32() of both
    MediaTime frameTime{0};
    MediaTime soundStart{0};
    double pixelAspect = 1.0;

    [[nodiscard]] std::int64_t end() const { return offset + pictureBytes + soundBytes; }
    bool operator==(const StoredMedia &) const = default;
};

/// What became of a clip: its media, or why there are none.
struct StoreOutcome
{
    std::size_t position = 0; ///< in the list that is prepared
    std::optional<StoredMedia> media;
    SkipReason reason = SkipReason::Missing;
    std::string detail{};
};

/// A row of the index.
struct StoreRow
{
    TrainingItem item;
    std::optional<StoredMedia> media;
    /// Set where it was left out; neither: not looked at yet.
    std::optional<SkipReason> reason;
    std::string detail;
};

/// Threads: one thread at a time.
class StoreIndex
{
public:
    /// Opens the index for writing, or makes it. @param settings what the records were made with; a
    /// store of other settings is refused
    /// Errors: InvalidArgument (other settings), UnsupportedFormat (other format), CorruptData,
    /// PermissionDenied, DiskFull, WriteFailed.
    [[nodiscard]] static Result<StoreIndex> openForWriting(
            const std::filesystem::path &folder,
            const std::map<std::string, std::string> &settings);

    /// Opens a finished or an unfinished store, read-only.
    /// Errors: NotFound, UnsupportedFormat, CorruptData.
    [[nodiscard]] static Result<StoreIndex> openForReading(const std::filesystem::path &folder);

    StoreIndex(StoreIndex &&other) noexcept;
    StoreIndex &operator=(StoreIndex &&other) noexcept;
    ~StoreIndex();

    /// Takes the list over: order, boxes, classes, paths; new items are added. @param retried
    /// reasons whose clips are to be looked at again
    /// Errors: InvalidArgument (the store holds items that the list has not), those of writing.
    [[nodiscard]] Result<void> setList(const std::vector<TrainingItem> &items,
                                       const std::set<SkipReason> &retried);

    /// Forgets records that lie behind the end of their file. @return how many
    [[nodiscard]] Result<std::int64_t> forgetLostRecords();

    /// Positions in the list that are not done and not left out, in order.
    [[nodiscard]] Result<std::vector<std::size_t>> pending();

    /// End of the last record of the last file, and its number; (0, 0) in an empty store.
    struct End
    {
        int shard = 0;
        std::int64_t offset = 0;
    };
    [[nodiscard]] Result<End> end();

    /// Writes outcomes, all or none of them; one without media takes those away that were there.
    [[nodiscard]] Result<void> commit(const std::vector<StoreOutcome> &outcomes);

    /// All rows in the order of the list.
    [[nodiscard]] Result<std::vector<StoreRow>> rows();

    /// Folds SQLite's log into the one file, so that it can be read from a read-only disk.
    [[nodiscard]] Result<void> finish();

private:
    struct Impl;
    explicit StoreIndex(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// CRC-32 of zlib and PNG (IEEE 802.3, reflected). Threads: reentrant.
[[nodiscard]] std::uint32_t crc32(std::string_view bytes);

} // namespace soundlocus

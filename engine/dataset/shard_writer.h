// SPDX-License-Identifier: MIT
// Internal to engine/dataset: the media files of a prepared store.
#pragma once

#include "engine/core/result.h"
#include "engine/dataset/store_index.h"

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace soundlocus {

/// Holds the folder of a store for one process: the kernel gives it free when the process ends,
/// whatever way. Threads: one thread at a time.
class StoreLock
{
public:
    /// Errors: PermissionDenied (another process prepares it; or no right to write).
    [[nodiscard]] static Result<StoreLock> take(const std::filesystem::path &folder);
    StoreLock(StoreLock &&other) noexcept;
    StoreLock &operator=(StoreLock &&) = delete;
    StoreLock(const StoreLock &) = delete;
    StoreLock &operator=(const StoreLock &) = delete;
    ~StoreLock();

private:
    explicit StoreLock(int descriptor)
        : m_descriptor(descriptor)
    {}
    int m_descriptor;
};

/// Appends records to media-0000.bin and so on. Threads: one thread at a time.
class ShardWriter
{
public:
    /// @param end of the last record that counts; what lies behind it is cut off
    /// @param limitBytes a file that has so many is closed and the next one begun
    /// Errors: those of systemError.
    [[nodiscard]] static Result<ShardWriter> open(std::filesystem::path folder,
                                                  StoreIndex::End end,
                                                  std::int64_t limitBytes);
    ShardWriter(ShardWriter &&other) noexcept;
    ShardWriter &operator=(ShardWriter &&) = delete;
    ShardWriter(const ShardWriter &) = delete;
    ShardWriter &operator=(const ShardWriter &) = delete;
    ~ShardWriter();

    /// Where the bytes begin. Errors: those of systemError.
    [[nodiscard]] Result<StoreIndex::End> append(std::string_view bytes);
    /// What was appended is on disk after it. Errors: those of systemError.
    [[nodiscard]] Result<void> flush();

private:
    ShardWriter(std::filesystem::path folder, std::int64_t limitBytes)
        : m_folder(std::move(folder))
        , m_limitBytes(limitBytes)
    {}
    [[nodiscard]] Result<void> begin(StoreIndex::End end);
    void close();

    std::filesystem::path m_folder;
    std::int64_t m_limitBytes;
    StoreIndex::End m_end;
    int m_descriptor = -1;
};

} // namespace soundlocus

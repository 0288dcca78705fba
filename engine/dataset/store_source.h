// SPDX-License-Identifier: MIT
#pragma once

#include "engine/dataset/sample_source.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

namespace soundlocus {

/// Clips of a store that prepareStore() made, in the order of its list; those left out are not in
/// it. Opened read-only: the index is read once, then clips are read without any lock.
/// Threads: thread-safe.
class StoreSampleSource final : public SampleSource
{
public:
    /// Errors: NotFound (no store), UnsupportedFormat (made by another version), CorruptData (index
    /// damaged, media files missing or cut off), InvalidArgument (nothing in it yet).
    [[nodiscard]] static Result<StoreSampleSource> open(const std::filesystem::path &folder);
    StoreSampleSource(StoreSampleSource &&other) noexcept;
    StoreSampleSource &operator=(StoreSampleSource &&other) noexcept;
    ~StoreSampleSource() override;

    [[nodiscard]] std::size_t size() const override;
    [[nodiscard]] const TrainingItem &item(std::size_t index) const override;
    /// Errors: CorruptData (the checksum is wrong).
    [[nodiscard]] Result<TrainingSample> load(std::size_t index) const override;
    [[nodiscard]] Result<AudioClip> loadSound(std::size_t index) const override;
    /// Checksum and size of the record: the files it was made of may be gone.
    [[nodiscard]] std::optional<ContentStamp> stamp(std::size_t index) const override;

    /// Clips of the list that nobody has looked at yet: preparing was interrupted.
    [[nodiscard]] std::int64_t unprepared() const;
    /// Clips that were left out.
    [[nodiscard]] std::int64_t skipped() const;

private:
    struct Impl;
    explicit StoreSampleSource(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "app/services/timeline/lane_data.h"
#include "engine/core/file_cache.h"

#include <optional>

namespace soundlocus {

/// The whole of a file's lanes at the grain that is kept.
struct KeptLanes
{
    SampleAxis axis;
    LaneRun run;
};

/// Lanes of files on disk. Threads: reentrant.
class LaneStore
{
public:
    /// @param folder empty: nothing is kept
    explicit LaneStore(const std::filesystem::path &folder);

    /// Nothing where there is no entry, an outdated one or a damaged one.
    [[nodiscard]] std::optional<KeptLanes> load(const std::filesystem::path &file) const;
    /// A folder that cannot be written is logged, no error. @param stamp of the file before it was
    /// read
    void store(const std::filesystem::path &file,
               const FileCache::Stamp &stamp,
               const KeptLanes &lanes) const;

private:
    FileCache m_cache;
};

} // namespace soundlocus

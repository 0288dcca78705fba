// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/edit.h"
#include "engine/core/result.h"
#include "ui/services/project_service.h"

#include <cstdint>
#include <filesystem>
#include <functional>

namespace soundlocus {

/// Another project joined with the open one, ready to be applied.
struct PreparedMerge
{
    AnnotationSet before; ///< the open one as it was
    AnnotationSet merged; ///< ids that are new lie behind those of `before`
    MergePreview preview;
};

/// Reads another project and joins it: mergedSets(), the open one going before.
/// @param openPath of the open project, which is not joined with itself
/// Errors: those of readSet, InvalidArgument (it is the open one). Threads: reentrant.
[[nodiscard]] Result<PreparedMerge> prepareMerge(const std::filesystem::path &path,
                                                 const std::filesystem::path &openPath,
                                                 AnnotationSet before);

/// Numbers that merging() takes.
[[nodiscard]] std::int64_t idsNeeded(const PreparedMerge &merge);

/// What is new and what is other than before, as one gesture.
[[nodiscard]] Gesture merging(const PreparedMerge &merge,
                              const std::function<std::int64_t()> &newId);

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/edit.h"
#include "engine/core/progress.h"
#include "engine/core/result.h"
#include "ui/services/project_service.h"

#include <filesystem>
#include <functional>
#include <map>
#include <span>
#include <stop_token>
#include <string>

namespace soundlocus {

class AnnotationDocument;

/// A file of annotations that was read and whose clips were looked for, ready to be applied.
struct PreparedImport
{
    AnnotationSet set; ///< ids as the reader gave them; media paths absolute where they were found
    std::map<ClipId, ClipId> known; ///< clips that the project has: id here, id there
    ImportPreview preview;
};

struct ImportRequest
{
    std::filesystem::path path;
    std::string format;                ///< stable id; empty: by the content
    std::filesystem::path mediaFolder; ///< empty: that of the file
};

/// Reads annotations. A clip is one that the project has where its media are the same file, its
/// name is, or the content of its media is; else its media are looked for in the folder, by path
/// and then by name. Size, rate and duration that the file does not say are those of the project,
/// else of the media: `progress` tells how many of them were asked. Errors: those of
/// readAnnotations, UnsupportedFormat (nobody knows it), Cancelled. Threads: reentrant.
[[nodiscard]] Result<PreparedImport> prepareAnnotations(const ImportRequest &request,
                                                        std::span<const Clip> projectClips,
                                                        const std::stop_token &stop,
                                                        const ProgressCallback &progress = {});

/// Numbers that importing() takes at most.
[[nodiscard]] std::int64_t idsNeeded(const PreparedImport &import);

enum class DegenerateBoxes { Keep, Drop };

/// The import as one gesture. Labels and annotators of the same name are those of the project;
/// clips that it has keep their facts, get those that were not known, and marks, tags and notes
/// beside their own; tracks that it has already, as after the same import, are left out.
[[nodiscard]] Gesture importing(const PreparedImport &import,
                                const AnnotationDocument &document,
                                const std::function<std::int64_t()> &newId,
                                DegenerateBoxes degenerate);

/// Layers of annotators with these names only; all where there is no name.
[[nodiscard]] AnnotationSet layersOf(AnnotationSet set, const QStringList &annotators);

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/exchange/annotation_file.h"

#include <filesystem>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

namespace soundlocus {

/// Our own project file, beside the formats of other programs.
struct ProjectFormat
{
    bool operator==(const ProjectFormat &) const = default;
};
using SetFormat = std::variant<ProjectFormat, AnnotationFormat>;

/// Stable text id: "soundlocus", or that of the AnnotationFormat.
[[nodiscard]] std::string_view toString(const SetFormat &format);
[[nodiscard]] std::optional<SetFormat> setFormatFromString(std::string_view id);
[[nodiscard]] std::vector<SetFormat> setFormats();

/// As guessAnnotationFormat(), and projects by their extension or their first bytes.
[[nodiscard]] std::optional<SetFormat> guessSetFormat(const std::filesystem::path &path);

/// Reads a project, which is left as it is, or a file of another program. Media paths of a project
/// are absolute. Errors: those of readAnnotations; CorruptData and UnsupportedFormat of
/// ProjectStore::open().
[[nodiscard]] Result<AnnotationImport> readSet(const std::filesystem::path &path,
                                               const SetFormat &format,
                                               const AnnotationFileOptions &options = {});

/// Writes a new project with the ids of the set, or a file of another program; whole or not at all.
/// Media paths of the set that are relative are taken from the current folder.
/// Errors: those of writeAnnotations; InvalidArgument (the project is there already; ids or tracks
/// of the set are not valid), those of ProjectStore.
[[nodiscard]] Result<std::vector<ListWarning>> writeSet(const std::filesystem::path &path,
                                                        const AnnotationSet &set,
                                                        const SetFormat &format,
                                                        const AnnotationFileOptions &options = {});

} // namespace soundlocus

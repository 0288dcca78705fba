// SPDX-License-Identifier: MIT
// Internal to engine/annotation: one pair of functions per format. Contracts as of
// readAnnotations() and writeAnnotations().
#pragma once

#include "engine/annotation/exchange/annotation_file.h"

namespace soundlocus {

using Import = Result<AnnotationImport>;
using Export = Result<std::vector<ListWarning>>;

/// Table, VggSs, SslTieXml, FlickrXml: lists of samples, without tracks.
[[nodiscard]] Import readSamples(const std::filesystem::path &path, AnnotationFormat format);
[[nodiscard]] Export writeSamples(const std::filesystem::path &path,
                                  const AnnotationSet &set,
                                  AnnotationFormat format);

/// COCO, and its video dialect, in either case found by the content.
[[nodiscard]] Import readCoco(const std::filesystem::path &path,
                              const AnnotationFileOptions &options);
[[nodiscard]] Export writeCoco(const std::filesystem::path &path,
                               const AnnotationSet &set,
                               AnnotationFormat format,
                               const AnnotationFileOptions &options);

[[nodiscard]] Import readCvatVideo(const std::filesystem::path &path,
                                   const AnnotationFileOptions &options);
[[nodiscard]] Export writeCvatVideo(const std::filesystem::path &path, const AnnotationSet &set);

[[nodiscard]] Import readVoc(const std::filesystem::path &path,
                             const AnnotationFileOptions &options);
[[nodiscard]] Export writeVoc(const std::filesystem::path &path,
                              const AnnotationSet &set,
                              const AnnotationFileOptions &options);

} // namespace soundlocus

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

[[nodiscard]] Import readSslBoxes(const std::filesystem::path &path);
[[nodiscard]] Export writeSslBoxes(const std::filesystem::path &path,
                                   const AnnotationSet &set,
                                   const AnnotationFileOptions &options);

[[nodiscard]] Import readYolo(const std::filesystem::path &path);
/// A folder that holds nothing but a list of classes keeps that list: ours are added behind it.
[[nodiscard]] Export writeYolo(const std::filesystem::path &path,
                               const AnnotationSet &set,
                               const AnnotationFileOptions &options);

[[nodiscard]] Import readLabelMe(const std::filesystem::path &path,
                                 const AnnotationFileOptions &options);
[[nodiscard]] Export writeLabelMe(const std::filesystem::path &path,
                                  const AnnotationSet &set,
                                  const AnnotationFileOptions &options);

[[nodiscard]] Import readVia3(const std::filesystem::path &path,
                              const AnnotationFileOptions &options);
[[nodiscard]] Export writeVia3(const std::filesystem::path &path,
                               const AnnotationSet &set,
                               const AnnotationFileOptions &options);

[[nodiscard]] Import readCvatImages(const std::filesystem::path &path,
                                    const AnnotationFileOptions &options);
[[nodiscard]] Export writeCvatImages(const std::filesystem::path &path,
                                     const AnnotationSet &set,
                                     const AnnotationFileOptions &options);

} // namespace soundlocus

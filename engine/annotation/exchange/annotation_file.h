// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/annotation_set.h"
#include "engine/core/result.h"

#include <filesystem>
#include <functional>
#include <optional>
#include <string_view>
#include <vector>

namespace soundlocus {

/// File formats of other programs, and our table.
enum class AnnotationFormat {
    Table,     ///< our table of samples (sample_table.h)
    VggSs,     ///< vggss.json
    SslTieXml, ///< SSL-TIE's processed VGG-SS: a folder of <id>.xml, or one
    FlickrXml, ///< Flickr-SoundNet: a folder of <id>.xml, or one
    Coco,      ///< pictures
    CocoVid,   ///< videos, tracks and frame numbers from 0 (TAO)
    CvatVideo, ///< CVAT for video 1.1
    Voc,       ///< Pascal VOC: a folder of <name>.xml, or one
    SslBoxes,  ///< IS3, VPO and AVSBench: a list of {image, audio, gt_box} in a frame of 224 pixels
    Yolo,      ///< a folder with labels/<name>.txt and the names of the classes
    LabelMe,   ///< a folder of <name>.json, or one
    Via3,      ///< project of the VGG Image Annotator 3: boxes at times, and stretches of time
    CvatImages, ///< CVAT for images 1.1
};

/// Stable text id: "table", "vggss", "ssltie-xml", "flickr-xml", "coco", "cocovid", "cvat-video",
/// "voc", "ssl-boxes", "yolo", "labelme", "via3", "cvat-images".
[[nodiscard]] std::string_view toString(AnnotationFormat format);
[[nodiscard]] std::optional<AnnotationFormat> annotationFormatFromString(std::string_view id);
[[nodiscard]] std::vector<AnnotationFormat> annotationFormats();

/// What a file looks like, by its name and its first part; nothing where that does not tell.
[[nodiscard]] std::optional<AnnotationFormat> guessAnnotationFormat(
        const std::filesystem::path &path);

/// Which integers a Pascal VOC box holds.
enum class VocCorners {
    AsWritten, ///< 0-based, the last one outside: what most programs write
    Devkit,    ///< 1-based, the last one inside: what the devkit says
};

/// Which boxes of a track are written, where the format holds single frames.
enum class FrameDensity {
    KeyFrames,
    EveryFrame, ///< needs the rate, and the duration where a track does not end
};

/// What media say of themselves; each part may be unknown.
struct ClipFacts
{
    Size size{};
    FrameRate frameRate{};
    MediaTime duration{0};
};

struct AnnotationFileOptions
{
    /// Of videos whose file does not say it.
    FrameRate frameRate{25, 1};
    /// Of pictures and videos whose file does not say it; empty = unknown.
    Size size{};
    VocCorners vocCorners = VocCorners::AsWritten;
    FrameDensity density = FrameDensity::KeyFrames;
    /// Clips whose size, rate or duration the format needs and nobody knows are left out and told,
    /// in place of an error: their media are missing, and the others are to be written.
    bool leavesOutUnknown = false;
    /// Asked for what a file does not say of a picture or video, before `frameRate` and `size`
    /// stand in. @param media path as in the file. May be empty.
    std::function<ClipFacts(const std::filesystem::path &media)> factsOf;
};

/// What a file held, and what was wrong with it: boxes that are degenerate or not finite and
/// entries that name nothing are left out, boxes that reach out of the picture are cut.
struct AnnotationImport
{
    AnnotationSet set; ///< ids from 1; media paths as in the file
    std::vector<ListWarning> warnings;
};

/// Errors: those of checkReadableFile, TooLarge, CorruptData (damaged, with the line),
/// UnsupportedFormat.
[[nodiscard]] Result<AnnotationImport> readAnnotations(const std::filesystem::path &path,
                                                       AnnotationFormat format,
                                                       const AnnotationFileOptions &options = {});

/// Writes a set, whole or not at all; what the format has no room for is told.
/// @param path a folder for formats of one file per picture, which must not be there or be empty
/// Errors: InvalidArgument (sizes or rates are not known that the format needs, and
/// options.leavesOutUnknown is not set, or nothing would be left), those of AtomicFile.
[[nodiscard]] Result<std::vector<ListWarning>> writeAnnotations(
        const std::filesystem::path &path,
        const AnnotationSet &set,
        AnnotationFormat format,
        const AnnotationFileOptions &options = {});

} // namespace soundlocus

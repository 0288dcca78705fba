// SPDX-License-Identifier: MIT
#include "engine/annotation/exchange/annotation_file.h"

#include "engine/annotation/exchange/exchange_formats.h"
#include "engine/annotation/exchange/set_builder.h"
#include "engine/annotation/text_id.h"
#include "engine/core/file_io.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

constexpr TextIds<AnnotationFormat, 13> kFormats{{{AnnotationFormat::Table, "table"},
                                                  {AnnotationFormat::VggSs, "vggss"},
                                                  {AnnotationFormat::SslTieXml, "ssltie-xml"},
                                                  {AnnotationFormat::FlickrXml, "flickr-xml"},
                                                  {AnnotationFormat::Coco, "coco"},
                                                  {AnnotationFormat::CocoVid, "cocovid"},
                                                  {AnnotationFormat::CvatVideo, "cvat-video"},
                                                  {AnnotationFormat::Voc, "voc"},
                                                  {AnnotationFormat::SslBoxes, "ssl-boxes"},
                                                  {AnnotationFormat::Yolo, "yolo"},
                                                  {AnnotationFormat::LabelMe, "labelme"},
                                                  {AnnotationFormat::Via3, "via3"},
                                                  {AnnotationFormat::CvatImages, "cvat-images"}}};

bool holds(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

std::string firstPartOf(const fs::path &path)
{
    constexpr std::size_t kPartBytes = 64 << 10;
    std::string text(kPartBytes, '\0');
    std::ifstream stream(path, std::ios::binary);
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(stream.gcount()));
    return text;
}

std::optional<AnnotationFormat> formatOfXml(std::string_view text)
{
    if (holds(text, "<annotations"))
        return holds(text, "<image ") && !holds(text, "<track ") ? AnnotationFormat::CvatImages
                                                                 : AnnotationFormat::CvatVideo;
    if (holds(text, "<bndbox") || holds(text, "<segmented"))
        return AnnotationFormat::Voc;
    // SSL-TIE: one <bbox> below the root holds the boxes; Flickr: one <bbox> in each <object>.
    const std::size_t bbox = text.find("<bbox");
    if (bbox == std::string_view::npos)
        return std::nullopt;
    return holds(text.substr(0, bbox), "<object") ? AnnotationFormat::FlickrXml
                                                  : AnnotationFormat::SslTieXml;
}

std::optional<AnnotationFormat> formatOfJson(std::string_view text)
{
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    const bool isList = first != std::string_view::npos && text[first] == '[';
    if (isList && holds(text, "\"gt_box\""))
        return AnnotationFormat::SslBoxes;
    if (isList && holds(text, "\"bbox\"") && holds(text, "\"file\""))
        return AnnotationFormat::VggSs;
    if (holds(text, "\"vid_list\"") || holds(text, "\"anchor_id\"")
        || holds(text, "\"loc_prefix\""))
        return AnnotationFormat::Via3;
    if (holds(text, "\"shapes\"") || holds(text, "\"imagePath\""))
        return AnnotationFormat::LabelMe;
    if (holds(text, "\"videos\"") || holds(text, "\"video_id\""))
        return AnnotationFormat::CocoVid;
    if (holds(text, "\"images\"") || holds(text, "\"annotations\"")
        || holds(text, "\"categories\""))
        return AnnotationFormat::Coco;
    return std::nullopt;
}

std::optional<AnnotationFormat> formatOfFolder(const fs::path &path)
{
    std::error_code code;
    for (const char *name : {"labels", "classes.txt", "data.yaml", "obj.names"}) {
        if (fs::exists(path / name, code))
            return AnnotationFormat::Yolo;
    }
    for (const char *extension : {".xml", ".json"}) {
        const std::vector<fs::path> files = filesIn(path, extension);
        if (!files.empty())
            return guessAnnotationFormat(files.front());
    }
    return std::nullopt;
}

} // namespace

std::string_view toString(AnnotationFormat format)
{
    return textIdOf(kFormats, format);
}

std::optional<AnnotationFormat> annotationFormatFromString(std::string_view id)
{
    return valueOf(kFormats, id);
}

std::vector<AnnotationFormat> annotationFormats()
{
    std::vector<AnnotationFormat> formats;
    for (const auto &[format, id] : kFormats)
        formats.push_back(format);
    return formats;
}

std::optional<AnnotationFormat> guessAnnotationFormat(const fs::path &path)
{
    std::error_code code;
    if (fs::is_directory(path, code))
        return formatOfFolder(path);
    const std::string extension = path.extension().string();
    if (extension == ".tsv" || extension == ".csv" || extension == ".jsonl"
        || extension == ".ndjson")
        return AnnotationFormat::Table;
    if (!fs::is_regular_file(path, code))
        return std::nullopt;
    const std::string text = firstPartOf(path);
    if (extension == ".xml")
        return formatOfXml(text);
    if (extension == ".json")
        return formatOfJson(text);
    return path.filename() == "data.yaml" ? std::optional(AnnotationFormat::Yolo) : std::nullopt;
}

Result<AnnotationImport> readAnnotations(const fs::path &path,
                                         AnnotationFormat format,
                                         const AnnotationFileOptions &options)
{
    std::error_code code;
    if (!fs::is_directory(path, code)) {
        if (auto checked = checkReadableFile(path); !checked)
            return Unexpected(checked.error());
    }
    switch (format) {
    case AnnotationFormat::Coco:
    case AnnotationFormat::CocoVid:
        return readCoco(path, options);
    case AnnotationFormat::CvatVideo:
        return readCvatVideo(path, options);
    case AnnotationFormat::Voc:
        return readVoc(path, options);
    case AnnotationFormat::SslBoxes:
        return readSslBoxes(path);
    case AnnotationFormat::Yolo:
        return readYolo(path);
    case AnnotationFormat::LabelMe:
        return readLabelMe(path, options);
    case AnnotationFormat::Via3:
        return readVia3(path, options);
    case AnnotationFormat::CvatImages:
        return readCvatImages(path, options);
    default:
        return readSamples(path, format);
    }
}

namespace {

/// Formats of samples say nothing of sizes and rates, and these two nothing of sizes.
bool needsFacts(AnnotationFormat format)
{
    return format != AnnotationFormat::Table && format != AnnotationFormat::VggSs
           && format != AnnotationFormat::SslTieXml && format != AnnotationFormat::FlickrXml;
}
bool needsSize(AnnotationFormat format)
{
    return needsFacts(format) && format != AnnotationFormat::Yolo
           && format != AnnotationFormat::SslBoxes;
}

/// Takes the clips out of a set, with all that is theirs, that the format cannot hold as they are.
std::vector<Clip> takeUnknown(AnnotationSet &set, AnnotationFormat format, FrameDensity density)
{
    std::set<ClipId> open; // their last box is there until the end
    for (const Track &track : set.tracks) {
        if (!track.keys.empty() && track.keys.back().state != KeyState::Ended)
            open.insert(track.clip);
    }
    const auto isUnknown = [&](const Clip &clip) {
        if (!needsFacts(format))
            return false;
        const bool needsEnd = density == FrameDensity::EveryFrame && open.contains(clip.id);
        return (needsSize(format) && clip.size.isEmpty())
               || (!clip.isPicture
                   && (!clip.frameRate.isKnown() || (needsEnd && clip.duration <= MediaTime{0})));
    };
    std::vector<Clip> taken;
    std::ranges::copy_if(set.clips, std::back_inserter(taken), isUnknown);
    std::set<ClipId> ids;
    for (const Clip &clip : taken)
        ids.insert(clip.id);
    std::erase_if(set.clips, isUnknown);
    std::erase_if(set.tracks, [&](const Track &track) { return ids.contains(track.clip); });
    return taken;
}

Result<std::vector<ListWarning>> writeAll(const fs::path &path,
                                          const AnnotationSet &set,
                                          AnnotationFormat format,
                                          const AnnotationFileOptions &options)
{
    switch (format) {
    case AnnotationFormat::Coco:
    case AnnotationFormat::CocoVid:
        return writeCoco(path, set, format, options);
    case AnnotationFormat::CvatVideo:
        return writeCvatVideo(path, set);
    case AnnotationFormat::Voc:
        return writeVoc(path, set, options);
    case AnnotationFormat::SslBoxes:
        return writeSslBoxes(path, set, options);
    case AnnotationFormat::Yolo:
        return writeYolo(path, set, options);
    case AnnotationFormat::LabelMe:
        return writeLabelMe(path, set, options);
    case AnnotationFormat::Via3:
        return writeVia3(path, set, options);
    case AnnotationFormat::CvatImages:
        return writeCvatImages(path, set, options);
    default:
        return writeSamples(path, set, format);
    }
}

} // namespace

Result<std::vector<ListWarning>> writeAnnotations(const fs::path &path,
                                                  const AnnotationSet &set,
                                                  AnnotationFormat format,
                                                  const AnnotationFileOptions &options)
{
    if (!options.leavesOutUnknown)
        return writeAll(path, set, format, options);
    AnnotationSet known = set;
    const std::vector<Clip> unknown = takeUnknown(known, format, options.density);
    if (unknown.empty() || known.clips.empty())
        return writeAll(path, set, format, options);
    auto warnings = writeAll(path, known, format, options);
    if (warnings)
        warnings->insert(warnings->begin(),
                         {path,
                          0,
                          fmt::format("{} clips are left out, '{}' first: their size, rate or "
                                      "duration is not known without their media",
                                      unknown.size(),
                                      unknown.front().name),
                          true});
    return warnings;
}

} // namespace soundlocus

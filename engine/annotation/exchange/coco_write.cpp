// SPDX-License-Identifier: MIT
#include "engine/annotation/exchange/exchange_formats.h"
#include "engine/annotation/exchange/json_file.h"
#include "engine/annotation/exchange/picture_list.h"
#include "engine/core/file_io.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <map>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;
using OrderedJson = nlohmann::ordered_json;

class CocoWriter
{
public:
    CocoWriter(const AnnotationSet &set,
               AnnotationFormat format,
               const AnnotationFileOptions &options)
        : m_set(set)
        , m_isVideo(format == AnnotationFormat::CocoVid)
        , m_options(options)
    {
        for (const Track &track : set.tracks)
            m_tracks[track.clip].push_back(&track);
    }

    Result<OrderedJson> write()
    {
        std::int64_t number = 0;
        for (const Label &label : m_set.labels) {
            m_labels[label.id] = ++number;
            m_categories.push_back({{"id", number}, {"name", label.name}, {"supercategory", ""}});
        }
        for (const Clip &clip : m_set.clips) {
            if (auto done = addClip(clip); !done)
                return Unexpected(done.error());
        }
        OrderedJson root{{"info", {{"description", "SoundLocus " SOUNDLOCUS_VERSION}}},
                         {"licenses", OrderedJson::array()}};
        if (m_isVideo) {
            root["videos"] = std::move(m_videos);
            root["tracks"] = std::move(m_trackList);
        }
        root["images"] = std::move(m_images);
        root["categories"] = std::move(m_categories);
        root["annotations"] = std::move(m_annotations);
        return root;
    }

private:
    /// What another program said besides, where we do not say it ourselves.
    static void addExtra(OrderedJson &entry, const std::string &extra)
    {
        const nlohmann::json rest = extraOf(extra, "coco");
        for (const auto &[key, value] : rest.items()) {
            if (!entry.contains(key))
                entry[key] = value;
        }
    }

    Result<void> addClip(const Clip &clip)
    {
        const auto found = m_tracks.find(clip.id);
        if (clip.size.isEmpty() && found != m_tracks.end())
            return fail(ErrorCode::InvalidArgument,
                        "the size of '" + clip.name + "' is not known; give it, or the media");
        if (m_isVideo && !clip.isPicture) {
            if (!clip.frameRate.isKnown())
                return fail(ErrorCode::InvalidArgument,
                            "the frame rate of '" + clip.name
                                    + "' is not known; give it, or the media");
            m_videos.push_back({{"id", clip.id.value},
                                {"name", mediaName(clip)},
                                {"width", clip.size.width},
                                {"height", clip.size.height},
                                {"fps",
                                 static_cast<double>(clip.frameRate.numerator)
                                         / static_cast<double>(clip.frameRate.denominator)}});
            addExtra(m_videos.back(), clip.extra);
        }
        if (clip.isPicture)
            imageOf(clip, MediaTime{0});
        if (found == m_tracks.end())
            return {};
        for (const Track *track : found->second) {
            if (auto done = addTrack(clip, *track); !done)
                return done;
        }
        return {};
    }

    /// Number of a picture, or of a frame of a video.
    std::int64_t imageOf(const Clip &clip, MediaTime time)
    {
        const std::int64_t frame = clip.isPicture ? 0 : clip.frameRate.frameAt(time);
        const auto [place, isNew] = m_imageIds.try_emplace(
                {clip.id, frame}, static_cast<std::int64_t>(m_images.size() + 1));
        if (!isNew)
            return place->second;
        const std::string name = clip.isPicture ? mediaName(clip)
                                                : fmt::format("{}/{:06}.jpg", clip.name, frame);
        OrderedJson image{{"id", place->second},
                          {"file_name", name},
                          {"width", clip.size.width},
                          {"height", clip.size.height}};
        if (m_isVideo && !clip.isPicture) {
            image["video_id"] = clip.id.value;
            image["frame_index"] = frame;
            image["pts"] = time.count();
            image["time_base"] = "1/1000000";
        }
        if (clip.isPicture)
            addExtra(image, clip.extra);
        m_images.push_back(std::move(image));
        return place->second;
    }

    Result<void> addTrack(const Clip &clip, const Track &track)
    {
        if (track.keys.empty())
            return {};
        if (!track.label.isValid() && m_unlabelled == 0) {
            m_unlabelled = static_cast<std::int64_t>(m_categories.size()) + 1;
            m_categories.push_back(
                    {{"id", m_unlabelled}, {"name", "source"}, {"supercategory", ""}});
        }
        const std::int64_t category = track.label.isValid() ? m_labels[track.label] : m_unlabelled;
        const auto boxes = frameBoxesOf(track, clip, m_options.density);
        if (!boxes)
            return Unexpected(boxes.error());
        const bool isTrack = m_isVideo && !clip.isPicture;
        if (isTrack)
            m_trackList.push_back({{"id", track.id.value},
                                   {"category_id", category},
                                   {"video_id", clip.id.value}});
        for (const FrameBox &item : *boxes) {
            const double width = roundedPixels(item.box.width() * clip.size.width);
            const double height = roundedPixels(item.box.height() * clip.size.height);
            OrderedJson entry{{"id", static_cast<std::int64_t>(m_annotations.size() + 1)},
                              {"image_id", imageOf(clip, item.time)},
                              {"category_id", category},
                              {"bbox",
                               {roundedPixels(item.box.x0 * clip.size.width),
                                roundedPixels(item.box.y0 * clip.size.height),
                                width,
                                height}},
                              {"area", roundedPixels(width * height)},
                              {"iscrowd", 0},
                              {"segmentation", OrderedJson::array()}};
            if (isTrack) {
                entry["track_id"] = track.id.value;
                entry["keyframe"] = item.isKey;
                entry["occluded"] = item.isOccluded;
                const KeyFrame *key = keyAt(track, item.time);
                entry["gap"] = toString(key == nullptr ? KeyGap::Linear : key->gap);
            }
            if (const auto name = annotatorName(track.annotator); !name.empty())
                entry["annotator"] = name;
            addExtra(entry, track.extra);
            m_annotations.push_back(std::move(entry));
        }
        return {};
    }

    [[nodiscard]] std::string annotatorName(AnnotatorId id) const
    {
        for (const Annotator &annotator : m_set.annotators) {
            if (annotator.id == id && annotator.name != kGroundTruthName)
                return annotator.name;
        }
        return {};
    }

    const AnnotationSet &m_set;
    bool m_isVideo;
    const AnnotationFileOptions &m_options;
    std::map<ClipId, std::vector<const Track *>> m_tracks;
    std::map<LabelId, std::int64_t> m_labels;
    std::map<std::pair<ClipId, std::int64_t>, std::int64_t> m_imageIds;
    std::int64_t m_unlabelled = 0; ///< category of boxes without a label, once there is one
    OrderedJson m_videos = OrderedJson::array();
    OrderedJson m_trackList = OrderedJson::array();
    OrderedJson m_images = OrderedJson::array();
    OrderedJson m_categories = OrderedJson::array();
    OrderedJson m_annotations = OrderedJson::array();
};

} // namespace

Export writeCoco(const fs::path &path,
                 const AnnotationSet &set,
                 AnnotationFormat format,
                 const AnnotationFileOptions &options)
{
    auto root = CocoWriter(set, format, options).write();
    if (!root)
        return Unexpected(root.error());
    std::vector<ListWarning> warnings;
    tellLosses(warnings, path, set, {.program = "COCO", .hasAnnotators = true});
    const std::string text = root->dump(-1, ' ', false, OrderedJson::error_handler_t::replace);
    if (auto done = writeWholeFile(path, text + "\n"); !done)
        return Unexpected(done.error());
    return warnings;
}

} // namespace soundlocus

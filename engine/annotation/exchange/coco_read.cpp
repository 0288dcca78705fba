// SPDX-License-Identifier: MIT
// COCO, TAO's and CocoVID's video dialect. Coordinates are x, y, width, height in pixels from the
// top-left corner. Source: cocodataset.org; cocoapi issue 5.
#include "engine/annotation/exchange/exchange_formats.h"
#include "engine/annotation/exchange/json_file.h"
#include "engine/annotation/exchange/set_builder.h"

#include <array>
#include <limits>
#include <map>
#include <set>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// A picture of the file, or a frame of a video.
struct CocoImage
{
    std::size_t clip = 0; ///< place in the set
    MediaTime time{0};
    Size size;
};

Size sizeOf(const json &entry, Size fallback)
{
    const auto width = integerAt(entry, "width");
    const auto height = integerAt(entry, "height");
    const bool isGood = width && height && *width > 0 && *height > 0 && *width <= kMaxPictureSide
                        && *height <= kMaxPictureSide;
    return isGood ? Size{static_cast<int>(*width), static_cast<int>(*height)} : fallback;
}

class CocoReader
{
public:
    CocoReader(const fs::path &path, const AnnotationFileOptions &options)
        : m_builder(path)
        , m_options(options)
    {}

    AnnotationImport read(const json &root)
    {
        readCategories(listAt(root, "categories"));
        readVideos(listAt(root, "videos"));
        readImages(listAt(root, "images"));
        readAnnotations(listAt(root, "annotations"));
        return m_builder.finish();
    }

private:
    /// "images[3]"
    static std::string placeOf(const char *list, std::size_t index)
    {
        return std::string(list) + "[" + std::to_string(index) + "]";
    }

    void readCategories(const json &categories)
    {
        for (std::size_t i = 0; i < categories.size(); ++i) {
            const auto id = integerAt(categories[i], "id");
            const auto name = textAt(categories[i], "name");
            if (!id || !name)
                m_builder.leaveOut(0, placeOf("categories", i) + " has no id or no name");
            else if (!m_labels.try_emplace(*id, m_builder.label(*name)).second)
                m_builder.leaveOut(0, placeOf("categories", i) + " has an id that is taken");
        }
    }

    void readVideos(const json &videos)
    {
        for (std::size_t i = 0; i < videos.size(); ++i) {
            const auto id = integerAt(videos[i], "id");
            auto name = textAt(videos[i], "name");
            if (!name)
                name = textAt(videos[i], "file_name");
            if (!id || !name || m_videos.contains(*id)) {
                m_builder.leaveOut(0, placeOf("videos", i) + " has no name, or no id of its own");
                continue;
            }
            Clip *clip = m_builder.newClip(*name);
            if (clip == nullptr) {
                m_builder.leaveOut(0, placeOf("videos", i) + " has a name that is taken");
                continue;
            }
            clip->media = *name;
            clip->size = sizeOf(videos[i], m_options.size);
            const auto rate = numberAt(videos[i], "fps");
            clip->frameRate = rate ? frameRateFrom(*rate) : m_options.frameRate;
            if (!rate)
                m_builder.warn(0,
                               placeOf("videos", i) + " has no fps; frame numbers are taken at "
                                       + std::to_string(clip->frameRate.numerator) + "/"
                                       + std::to_string(clip->frameRate.denominator)
                                       + " frames per second");
            clip->extra = extraText("coco",
                                    restOf(videos[i], {"id", "name", "width", "height", "fps"}));
            m_videos[*id] = m_builder.set().clips.size() - 1;
        }
    }

    void readImages(const json &images)
    {
        for (std::size_t i = 0; i < images.size(); ++i) {
            const json &entry = images[i];
            const auto id = integerAt(entry, "id");
            if (!id || m_images.contains(*id)) {
                m_builder.leaveOut(0, placeOf("images", i) + " has no id of its own");
                continue;
            }
            const auto video = integerAt(entry, "video_id");
            if (video)
                addFrame(entry, *id, *video, placeOf("images", i));
            else
                addPicture(entry, *id, placeOf("images", i));
        }
    }

    void addPicture(const json &entry, std::int64_t id, const std::string &place)
    {
        const auto name = textAt(entry, "file_name");
        Clip *clip = name ? m_builder.newClip(*name) : nullptr;
        if (clip == nullptr) {
            m_builder.leaveOut(0, place + " has no file_name of its own");
            return;
        }
        clip->isPicture = true;
        clip->media = *name;
        clip->size = sizeOf(entry, {});
        m_builder.addFacts(*clip, m_options);
        clip->extra = extraText("coco", restOf(entry, {"id", "file_name", "width", "height"}));
        m_images[id] = {m_builder.set().clips.size() - 1, MediaTime{0}, clip->size};
    }

    void addFrame(const json &entry, std::int64_t id, std::int64_t video, const std::string &place)
    {
        const auto found = m_videos.find(video);
        auto frame = integerAt(entry, "frame_index");
        if (!frame)
            frame = integerAt(entry, "frame_id");
        if (found == m_videos.end() || !frame || *frame < 0) {
            m_builder.leaveOut(0, place + " has no frame_index, or its video is not there");
            return;
        }
        Clip &clip = m_builder.set().clips[found->second];
        const Size size = sizeOf(entry, clip.size);
        if (clip.size.isEmpty())
            clip.size = size;
        m_images[id] = {found->second, clip.frameRate.timeOf(*frame), size};
    }

    void readAnnotations(const json &annotations)
    {
        std::set<std::int64_t> ids;
        for (std::size_t i = 0; i < annotations.size(); ++i) {
            const json &entry = annotations[i];
            const std::string place = placeOf("annotations", i);
            const auto id = integerAt(entry, "id");
            const auto image = integerAt(entry, "image_id");
            const auto found = image ? m_images.find(*image) : m_images.end();
            if (id && !ids.insert(*id).second)
                m_builder.leaveOut(0, place + " has an id that is taken");
            else if (found == m_images.end())
                m_builder.leaveOut(0, place + " belongs to no image");
            else if (const auto box = boxOf(entry, found->second, place))
                addBox(entry, found->second, *box, place);
        }
    }

    std::optional<BoundingBox> boxOf(const json &entry,
                                     const CocoImage &image,
                                     const std::string &place)
    {
        const json &list = listAt(entry, "bbox");
        std::array<double, 4> numbers{};
        for (std::size_t k = 0; k < numbers.size(); ++k)
            numbers[k] = list.size() == numbers.size() && list[k].is_number()
                                 ? list[k].get<double>()
                                 : std::numeric_limits<double>::quiet_NaN();
        if (image.size.isEmpty()) {
            m_builder.leaveOut(0, place + ": the size of its image is not known");
            return std::nullopt;
        }
        const double width = image.size.width;
        const double height = image.size.height;
        return m_builder.checkedBox({numbers[0] / width,
                                     numbers[1] / height,
                                     (numbers[0] + numbers[2]) / width,
                                     (numbers[1] + numbers[3]) / height},
                                    0,
                                    place);
    }

    void addBox(const json &entry,
                const CocoImage &image,
                const BoundingBox &box,
                const std::string &place)
    {
        const auto category = integerAt(entry, "category_id");
        const auto label = category ? m_labels.find(*category) : m_labels.end();
        if (label == m_labels.end()) {
            m_builder.leaveOut(0, place + " has a category_id that is not in categories");
            return;
        }
        auto trackId = integerAt(entry, "track_id");
        if (!trackId)
            trackId = integerAt(entry, "instance_id");
        const Clip &clip = m_builder.set().clips[image.clip];
        const json *extras = !entry.contains("occluded") && entry.contains("attributes")
                                             && entry["attributes"].is_object()
                                     ? &entry["attributes"]
                                     : &entry;
        const auto occluded = extras->find("occluded");
        const bool isOccluded = occluded != extras->end() && (*occluded == true || *occluded == 1);
        const bool isLinear = !clip.isPicture && textAt(entry, "gap") == "linear";
        const KeyFrame key{image.time,
                           box,
                           isOccluded ? KeyState::Occluded : KeyState::Visible,
                           isLinear ? KeyGap::Linear : KeyGap::Empty};
        const auto author = textAt(entry, "annotator");
        const AnnotatorId annotator = m_builder.annotator(
                author.value_or(std::string(kGroundTruthName)));
        Track &track = trackFor(clip, trackId, label->second, annotator);
        if (keyAt(track, key.time) != nullptr) {
            m_builder.leaveOut(0, place + " is a second box of its track on one frame");
            return;
        }
        // Many programs write every frame; what they call no key frame follows from the others.
        if (const auto isKey = entry.find("keyframe"); isKey != entry.end() && *isKey == false)
            return;
        if (track.keys.empty())
            track.extra = extraText("coco",
                                    restOf(entry,
                                           {"id",
                                            "image_id",
                                            "category_id",
                                            "track_id",
                                            "bbox",
                                            "area",
                                            "iscrowd",
                                            "segmentation",
                                            "keyframe",
                                            "occluded",
                                            "gap",
                                            "annotator"}));
        setKey(track, key);
    }

    Track &trackFor(const Clip &clip,
                    std::optional<std::int64_t> number,
                    LabelId label,
                    AnnotatorId annotator)
    {
        if (!number)
            return m_builder.newTrack(clip.id, label, annotator);
        const auto [place, isNew] = m_tracks.try_emplace({clip.id, *number},
                                                         m_builder.set().tracks.size());
        return isNew ? m_builder.newTrack(clip.id, label, annotator)
                     : m_builder.set().tracks[place->second];
    }

    SetBuilder m_builder;
    const AnnotationFileOptions &m_options;
    std::map<std::int64_t, LabelId> m_labels;
    std::map<std::int64_t, std::size_t> m_videos;
    std::map<std::int64_t, CocoImage> m_images;
    std::map<std::pair<ClipId, std::int64_t>, std::size_t> m_tracks;
};

} // namespace

Import readCoco(const fs::path &path, const AnnotationFileOptions &options)
{
    const auto root = readJsonFile(path);
    if (!root)
        return Unexpected(root.error());
    if (!root->is_object() || !root->contains("annotations") || !(*root)["annotations"].is_array()
        || !root->contains("images"))
        return fail(ErrorCode::CorruptData,
                    path.string() + ": no COCO file; it has no lists 'images' and 'annotations'");
    return CocoReader(path, options).read(*root);
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "engine/annotation/exchange/exchange_formats.h"
#include "engine/annotation/exchange/json_file.h"
#include "engine/annotation/exchange/picture_list.h"
#include "engine/annotation/exchange/via3_attributes.h"
#include "engine/core/file_io.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <map>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

/// VIA writes numbers with three decimals.
double thousandths(double value)
{
    constexpr double kThousand = 1000;
    return std::round(value * kThousand) / kThousand;
}

/// VIA shows an attribute where its anchor says: boxes at a time, boxes of a picture, stretches,
/// whole files.
constexpr const char *kBoxAtTime = "FILE1_Z1_XY1";
constexpr const char *kBoxOfPicture = "FILE1_Z0_XY1";
constexpr const char *kStretch = "FILE1_Z2_XY0";
constexpr const char *kWhole = "FILE1_Z0_XY0";

class Via3Writer
{
public:
    Via3Writer(const AnnotationSet &set, const AnnotationFileOptions &options)
        : m_set(set)
        , m_options(options)
    {
        for (const Track &track : set.tracks)
            m_tracks[track.clip].push_back(&track);
        for (const Annotator &annotator : set.annotators)
            m_people[annotator.id] = annotator.name == kGroundTruthName ? "" : annotator.name;
    }

    Result<Json> write(const std::string &name)
    {
        Json files = Json::object();
        Json views = Json::object();
        Json list = Json::array();
        for (const Clip &clip : m_set.clips) {
            m_view = std::to_string(list.size() + 1);
            list.push_back(m_view);
            files[m_view] = fileOf(clip);
            views[m_view] = {{"fid_list", Json::array({m_view})}};
            if (auto done = addClip(clip); !done)
                return Unexpected(done.error());
        }
        return Json{{"project",
                     {{"pid", "__VIA_PROJECT_ID__"},
                      {"rev", "__VIA_PROJECT_REV_ID__"},
                      {"rev_timestamp", "__VIA_PROJECT_REV_TIMESTAMP__"},
                      {"pname", name},
                      {"creator", "SoundLocus " SOUNDLOCUS_VERSION},
                      {"created", 0},
                      {"data_format_version", "3.1.1"},
                      {"vid_list", std::move(list)}}},
                    {"config", configOf()},
                    {"attribute", std::move(m_attributes)},
                    {"file", std::move(files)},
                    {"view", std::move(views)},
                    {"metadata", std::move(m_metadata)}};
    }

private:
    static Json configOf()
    {
        return {{"file", {{"loc_prefix", {{"1", ""}, {"2", ""}, {"3", ""}, {"4", ""}}}}},
                {"ui",
                 {{"file_content_align", "center"},
                  {"file_metadata_editor_visible", true},
                  {"spatial_metadata_editor_visible", true},
                  {"temporal_segment_metadata_editor_visible", true},
                  {"spatial_region_label_attribute_id", ""},
                  {"gtimeline_visible_row_count", "4"}}}};
    }

    Json fileOf(const Clip &clip) const
    {
        constexpr int kLocal = 1;
        constexpr int kPath = 3;
        const bool isSound = clip.media.empty() && !clip.isPicture && !clip.sound.empty();
        const std::string source = (isSound ? clip.sound : clip.media).generic_string();
        Json file{{"fid", m_view},
                  {"fname", clip.name},
                  {"type",
                   isSound          ? via3::kSound
                   : clip.isPicture ? via3::kPicture
                                    : via3::kVideo},
                  {"loc", source.empty() ? kLocal : kPath},
                  {"src", source}};
        if (!clip.size.isEmpty()) {
            file["width"] = clip.size.width;
            file["height"] = clip.size.height;
        }
        if (clip.frameRate.isKnown())
            file["fps"] = static_cast<double>(clip.frameRate.numerator)
                          / static_cast<double>(clip.frameRate.denominator);
        if (clip.duration > MediaTime{0})
            file["duration"] = toSeconds(clip.duration);
        const Json extra = extraOf(clip.extra, via3::kFormat);
        for (const auto &[key, value] : extra.items()) {
            if (key != "av")
                file[key] = value;
        }
        return file;
    }

    Result<void> addClip(const Clip &clip)
    {
        for (const ClipMark &mark : clip.marks) {
            const bool isWhole = mark.range.end <= mark.range.begin;
            const char *anchor = isWhole ? kWhole : kStretch;
            Json values = Json::object();
            put(values, via3::kMark, anchor, toString(mark.kind));
            put(values, via3::kAnnotator, anchor, m_people[mark.annotator]);
            addEntry(isWhole ? Json::array() : rangeOf(mark.range), Json::array(), values);
        }
        Json values = Json::object();
        putExtra(values, kWhole, clip.extra);
        if (!values.empty())
            addEntry(Json::array(), Json::array(), values);
        for (const Track *track : m_tracks[clip.id]) {
            if (auto done = addTrack(clip, *track); !done)
                return done;
        }
        return {};
    }

    Result<void> addTrack(const Clip &clip, const Track &track)
    {
        const auto boxes = frameBoxesOf(track, clip, m_options.density);
        if (!boxes)
            return Unexpected(boxes.error());
        if (!boxes->empty()
            && (clip.size.isEmpty() || (!clip.isPicture && !clip.frameRate.isKnown())))
            return fail(ErrorCode::InvalidArgument,
                        "size or frame rate of '" + clip.name + "' are not known; give the media");
        const bool hasSeveral = boxes->size() + track.sounding.size() > 1;
        for (std::size_t i = 0; i < boxes->size(); ++i) {
            const FrameBox &item = (*boxes)[i];
            Json values = valuesOf(track, clip.isPicture ? kBoxOfPicture : kBoxAtTime, hasSeveral);
            if (item.isOccluded)
                put(values, via3::kOccluded, kBoxAtTime, "1");
            if (!clip.isPicture) {
                const KeyFrame *key = keyAt(track, item.time);
                put(values,
                    via3::kGap,
                    kBoxAtTime,
                    toString(key == nullptr ? KeyGap::Linear : key->gap));
                const bool isLast = i + 1 == boxes->size();
                putEnd(values,
                       clip,
                       track,
                       {item.time, isLast ? MediaTime::max() : (*boxes)[i + 1].time});
            }
            Json shape = rectangleOf(clip, item.box);
            shape.insert(shape.begin(), via3::kRectangle);
            addEntry(momentOf(clip, item.time), std::move(shape), values);
        }
        for (const TimeRange &range : track.sounding)
            addEntry(rangeOf(range), Json::array(), valuesOf(track, kStretch, hasSeveral));
        return {};
    }

    /// Class, person and number of a track; what else a project said of it.
    Json valuesOf(const Track &track, const char *anchor, bool hasSeveral)
    {
        Json values = Json::object();
        if (const Label *label = labelIn(m_set, track.label))
            values[labelAttribute(anchor)] = std::to_string(label->id.value);
        put(values, via3::kAnnotator, anchor, m_people[track.annotator]);
        if (hasSeveral)
            put(values, via3::kTrack, anchor, std::to_string(track.id.value));
        putExtra(values, anchor, track.extra);
        return values;
    }

    /// Where the track ends before its next box. @param until begin: a box, end: the next one
    void putEnd(Json &values, const Clip &clip, const Track &track, TimeRange until)
    {
        for (const KeyFrame &key : track.keys) {
            if (key.state != KeyState::Ended || key.time <= until.begin || key.time > until.end)
                continue;
            const Json box = rectangleOf(clip, key.box);
            put(values,
                via3::kEnds,
                kBoxAtTime,
                fmt::format("{} {} {} {} {}",
                            momentOf(clip, key.time)[0].get<double>(),
                            box[0].get<double>(),
                            box[1].get<double>(),
                            box[2].get<double>(),
                            box[3].get<double>()));
            return;
        }
    }

    /// x, y, width and height in pixels.
    static Json rectangleOf(const Clip &clip, const BoundingBox &box)
    {
        return Json::array({thousandths(box.x0 * clip.size.width),
                            thousandths(box.y0 * clip.size.height),
                            thousandths(box.width() * clip.size.width),
                            thousandths(box.height() * clip.size.height)});
    }

    /// The middle of the time that a frame is shown; of a picture none.
    static Json momentOf(const Clip &clip, MediaTime time)
    {
        if (clip.isPicture)
            return Json::array();
        constexpr double kMiddle = 0.5;
        const double frame = static_cast<double>(clip.frameRate.frameAt(time)) + kMiddle;
        return Json::array({thousandths(frame * static_cast<double>(clip.frameRate.denominator)
                                        / static_cast<double>(clip.frameRate.numerator))});
    }

    static Json rangeOf(const TimeRange &range)
    {
        return Json::array(
                {thousandths(toSeconds(range.begin)), thousandths(toSeconds(range.end))});
    }

    void put(Json &values, std::string_view name, const char *anchor, std::string_view text)
    {
        if (!text.empty())
            values[attribute(std::string(name), anchor, via3::kText)] = text;
    }

    void putExtra(Json &values, const char *anchor, const std::string &text)
    {
        const Json extra = extraOf(text, via3::kFormat);
        const auto said = extra.find("av");
        if (said == extra.end() || !said->is_object())
            return;
        for (const auto &[name, value] : said->items()) {
            if (value.is_string())
                put(values, name, anchor, value.get<std::string>());
        }
    }

    std::string labelAttribute(const char *anchor)
    {
        std::string id = attribute(std::string(via3::kLabel), anchor, via3::kSelect);
        Json &options = m_attributes[id]["options"];
        if (options.empty()) {
            for (const Label &label : m_set.labels)
                options[std::to_string(label.id.value)] = label.name;
        }
        return id;
    }

    /// Number of the attribute of that name and place, made where it is not there.
    std::string attribute(const std::string &name, const char *anchor, int type)
    {
        const auto [place, isNew] = m_numbers.try_emplace({name, anchor},
                                                          std::to_string(m_numbers.size() + 1));
        if (isNew)
            m_attributes[place->second] = {{"aname", name},
                                           {"anchor_id", anchor},
                                           {"type", type},
                                           {"desc", ""},
                                           {"options", Json::object()},
                                           {"default_option_id", ""}};
        return place->second;
    }

    void addEntry(Json times, Json shape, const Json &values)
    {
        m_metadata[fmt::format("{}_{:08}", m_view, m_metadata.size() + 1)] = {
                {"vid", m_view},
                {"flg", 0},
                {"z", std::move(times)},
                {"xy", std::move(shape)},
                {"av", values}};
    }

    const AnnotationSet &m_set;
    const AnnotationFileOptions &m_options;
    std::map<ClipId, std::vector<const Track *>> m_tracks;
    std::map<AnnotatorId, std::string> m_people;
    std::string m_view; ///< id of the file in work, too
    std::map<std::pair<std::string, std::string>, std::string> m_numbers; ///< of attributes
    Json m_attributes = Json::object();
    Json m_metadata = Json::object();
};

} // namespace

Export writeVia3(const fs::path &path,
                 const AnnotationSet &set,
                 const AnnotationFileOptions &options)
{
    const auto root = Via3Writer(set, options).write(path.stem().string());
    if (!root)
        return Unexpected(root.error());
    const std::string text = root->dump(-1, ' ', false, Json::error_handler_t::replace);
    if (auto done = writeWholeFile(path, text + "\n"); !done)
        return Unexpected(done.error());
    return std::vector<ListWarning>();
}

} // namespace soundlocus

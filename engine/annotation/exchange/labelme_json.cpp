// SPDX-License-Identifier: MIT
// labelme, and X-AnyLabeling, which writes the same with more members: one file a picture,
// rectangles as two opposite corners in any order, or all four. Embedded pictures (imageData) are
// not kept. Source: labelme 7.1; X-AnyLabeling 4; fact sheet 6.6.
#include "engine/annotation/exchange/exchange_formats.h"
#include "engine/annotation/exchange/json_file.h"
#include "engine/annotation/exchange/picture_list.h"
#include "engine/annotation/exchange/set_builder.h"
#include "engine/core/file_io.h"

#include <algorithm>
#include <map>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::string_view kLabelmeFormat = "labelme";
constexpr const char *kVersion = "7.1.0";

/// The box of two or four corners; nothing where they are no finite numbers.
std::optional<BoundingBox> cornersOf(const json &points)
{
    if (points.size() != 2 && points.size() != 4)
        return std::nullopt;
    std::vector<double> xs;
    std::vector<double> ys;
    for (const json &point : points) {
        if (!point.is_array() || point.size() != 2 || !point[0].is_number()
            || !point[1].is_number())
            return std::nullopt;
        xs.push_back(point[0].get<double>());
        ys.push_back(point[1].get<double>());
    }
    return BoundingBox{
            std::ranges::min(xs), std::ranges::min(ys), std::ranges::max(xs), std::ranges::max(ys)};
}

class LabelMeReader
{
public:
    LabelMeReader(SetBuilder &builder, const AnnotationFileOptions &options)
        : m_builder(builder)
        , m_options(options)
    {}

    /// Errors: CorruptData (no file of labelme).
    Result<void> read(const fs::path &path, const json &root)
    {
        if (!root.is_object() || !root.contains("shapes") || !root["shapes"].is_array())
            return fail(ErrorCode::CorruptData,
                        path.string() + ": no labelme file; it has no list 'shapes'");
        Clip *clip = m_builder.newClip(path.stem().string());
        if (clip == nullptr)
            return {}; // names of files in one folder differ
        clip->isPicture = true;
        clip->media = textAt(root, "imagePath").value_or(std::string());
        const auto width = integerAt(root, "imageWidth");
        const auto height = integerAt(root, "imageHeight");
        if (width && height && *width > 0 && *height > 0
            && static_cast<double>(std::max(*width, *height)) <= kMaxPictureSide)
            clip->size = {static_cast<int>(*width), static_cast<int>(*height)};
        m_builder.addFacts(*clip, m_options);
        const auto checked = root.find("checked");
        clip->review = checked != root.end() && *checked == true ? ReviewState::Checked
                                                                 : ReviewState::Done;
        clip->extra = extraText(kLabelmeFormat,
                                restOf(root,
                                       {"shapes",
                                        "imagePath",
                                        "imageData",
                                        "imageWidth",
                                        "imageHeight",
                                        "checked"}));
        if (clip->size.isEmpty()) {
            m_builder.leaveOut(0,
                               "no imageWidth and imageHeight in it, so that boxes mean nothing");
            return {};
        }
        const Clip known = *clip;
        for (std::size_t i = 0; i < root["shapes"].size(); ++i)
            readShape(known, root["shapes"][i], "shapes[" + std::to_string(i) + "]");
        return {};
    }

private:
    void readShape(const Clip &clip, const json &shape, const std::string &place)
    {
        const std::string type = textAt(shape, "shape_type").value_or("polygon");
        if (type != "rectangle") {
            m_builder.leaveOut(0, place + " is no rectangle");
            return;
        }
        const auto corners = cornersOf(listAt(shape, "points"));
        if (!corners) {
            m_builder.leaveOut(0, place + " has no two or four points with two numbers each");
            return;
        }
        const double width = clip.size.width;
        const double height = clip.size.height;
        const auto box = m_builder.checkedBox({corners->x0 / width,
                                               corners->y0 / height,
                                               corners->x1 / width,
                                               corners->y1 / height},
                                              0,
                                              place);
        if (!box)
            return;
        const auto author = textAt(shape, "annotator");
        const AnnotatorId annotator = m_builder.annotator(
                author.value_or(std::string(kGroundTruthName)));
        const LabelId label = m_builder.label(textAt(shape, "label").value_or(std::string()));
        Track &track = m_builder.newTrack(clip.id, label, annotator);
        track.keys = {{MediaTime{0}, *box, KeyState::Visible, KeyGap::Empty}};
        if (const auto occluded = shape.find("occluded");
            occluded != shape.end() && *occluded == true)
            track.keys.front().state = KeyState::Occluded;
        track.note = textAt(shape, "description").value_or(std::string());
        track.extra = extraText(
                kLabelmeFormat,
                restOf(shape,
                       {"label", "points", "shape_type", "description", "annotator", "occluded"}));
    }

    SetBuilder &m_builder;
    const AnnotationFileOptions &m_options;
};

json shapeOf(const AnnotationSet &set,
             const ListedPicture &picture,
             const Track &track,
             const FrameBox &item)
{
    const Label *label = labelIn(set, track.label);
    const double width = picture.clip->size.width;
    const double height = picture.clip->size.height;
    json shape{{"group_id", nullptr}, {"flags", json::object()}, {"mask", nullptr}};
    if (!picture.clip->isPicture)
        shape["group_id"] = track.id.value;
    shape.update(extraOf(track.extra, kLabelmeFormat));
    shape["label"] = label == nullptr ? "source" : label->name;
    shape["points"] = {{roundedPixels(item.box.x0 * width), roundedPixels(item.box.y0 * height)},
                       {roundedPixels(item.box.x1 * width), roundedPixels(item.box.y1 * height)}};
    shape["shape_type"] = "rectangle";
    shape["description"] = track.note;
    if (item.isOccluded)
        shape["occluded"] = true;
    for (const Annotator &annotator : set.annotators) {
        if (annotator.id == track.annotator && annotator.name != kGroundTruthName)
            shape["annotator"] = annotator.name;
    }
    return shape;
}

json fileOf(const AnnotationSet &set, const ListedPicture &picture)
{
    json shapes = json::array();
    for (const auto &[track, item] : picture.boxes)
        shapes.push_back(shapeOf(set, picture, *track, item));
    json file{{"version", kVersion}, {"flags", json::object()}};
    file.update(extraOf(picture.clip->extra, kLabelmeFormat));
    if (picture.clip->review == ReviewState::Checked)
        file["checked"] = true;
    file["shapes"] = std::move(shapes);
    file["imagePath"] = picture.image;
    file["imageData"] = nullptr;
    file["imageHeight"] = picture.clip->size.height;
    file["imageWidth"] = picture.clip->size.width;
    return file;
}

} // namespace

Import readLabelMe(const fs::path &path, const AnnotationFileOptions &options)
{
    const std::vector<fs::path> files = filesIn(path, ".json");
    if (files.empty())
        return fail(ErrorCode::NotFound, path.string() + ": no .json file in it");
    SetBuilder builder(path);
    LabelMeReader reader(builder, options);
    for (const fs::path &file : files) {
        builder.setFile(file);
        const auto root = readJsonFile(file);
        if (!root)
            return Unexpected(root.error());
        if (auto done = reader.read(file, *root); !done)
            return Unexpected(done.error());
    }
    return builder.finish();
}

Export writeLabelMe(const fs::path &path,
                    const AnnotationSet &set,
                    const AnnotationFileOptions &options)
{
    if (auto checked = checkNewFolder(path); !checked)
        return Unexpected(checked.error());
    auto pictures = picturesOf(set, options.density, SizeNeed::Needed);
    if (!pictures)
        return Unexpected(pictures.error());
    std::vector<ListWarning> warnings;
    leaveOutUnannotated(*pictures, path, warnings);
    auto folder = AtomicFolder::create(path);
    if (!folder)
        return Unexpected(folder.error());
    constexpr int kIndent = 2;
    for (const ListedPicture &picture : *pictures) {
        const std::string text = fileOf(set, picture)
                                         .dump(kIndent, ' ', false, json::error_handler_t::replace);
        const fs::path file = folder->temporaryPath() / (picture.name + ".json");
        if (auto done = writeWholeFile(file, text + "\n"); !done)
            return Unexpected(done.error());
    }
    if (auto done = folder->commit(); !done)
        return Unexpected(done.error());
    tellLosses(warnings, path, set, {.program = "labelme", .hasAnnotators = true});
    return warnings;
}

} // namespace soundlocus

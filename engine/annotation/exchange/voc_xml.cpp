// SPDX-License-Identifier: MIT
// Pascal VOC: one file per picture. The devkit's corners are 1-based and inclusive; most programs
// write 0-based ones with the last outside. Source: VOC2012 devkit; cocoapi issue 5.
#include "engine/annotation/exchange/exchange_formats.h"
#include "engine/annotation/exchange/picture_list.h"
#include "engine/annotation/exchange/set_builder.h"
#include "engine/annotation/exchange/xml_file.h"
#include "engine/core/file_io.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

Size sizeIn(const pugi::xml_node &node)
{
    const auto width = xmlNumber(node.child_value("width"));
    const auto height = xmlNumber(node.child_value("height"));
    const bool isGood = width && height && *width >= 1 && *height >= 1 && *width <= kMaxPictureSide
                        && *height <= kMaxPictureSide;
    return isGood ? Size{static_cast<int>(*width), static_cast<int>(*height)} : Size{};
}

void readObject(SetBuilder &builder,
                const XmlFile &file,
                const Clip &clip,
                const pugi::xml_node &object,
                VocCorners corners)
{
    const int line = file.lineOf(object);
    const pugi::xml_node node = object.child("bndbox");
    const auto left = xmlNumber(node.child_value("xmin"));
    const auto top = xmlNumber(node.child_value("ymin"));
    const auto right = xmlNumber(node.child_value("xmax"));
    const auto bottom = xmlNumber(node.child_value("ymax"));
    if (!left || !top || !right || !bottom) {
        builder.leaveOut(line, "an object without xmin, ymin, xmax and ymax as numbers");
        return;
    }
    const double shift = corners == VocCorners::Devkit ? 1 : 0;
    const auto box = builder.checkedBox({(*left - shift) / clip.size.width,
                                         (*top - shift) / clip.size.height,
                                         *right / clip.size.width,
                                         *bottom / clip.size.height},
                                        line,
                                        "a box");
    if (!box)
        return;
    const bool isOccluded = std::string_view(object.child_value("occluded")) == "1";
    Track &track = builder.newTrack(clip.id,
                                    builder.label(object.child_value("name")),
                                    builder.annotator(std::string(kGroundTruthName)));
    track.keys = {{MediaTime{0},
                   *box,
                   isOccluded ? KeyState::Occluded : KeyState::Visible,
                   KeyGap::Empty}};
}

void readPicture(SetBuilder &builder,
                 const XmlFile &file,
                 const fs::path &path,
                 const AnnotationFileOptions &options)
{
    const pugi::xml_node root = file.root();
    const std::string name = root.child_value("filename");
    Clip *clip = builder.newClip(path.stem().string());
    if (clip == nullptr)
        return; // names of files in one folder differ
    clip->isPicture = true;
    clip->media = name;
    clip->size = sizeIn(root.child("size"));
    builder.addFacts(*clip, options);
    clip->review = std::string_view(root.attribute("verified").value()) == "yes"
                           ? ReviewState::Checked
                           : ReviewState::Done;
    if (clip->size.isEmpty()) {
        builder.leaveOut(0, "no <size> in it, so that boxes mean nothing; give it");
        return;
    }
    const Clip known = *clip;
    for (const pugi::xml_node &object : root.children("object"))
        readObject(builder, file, known, object, options.vocCorners);
}

std::string pictureText(const AnnotationSet &set, const ListedPicture &picture, VocCorners corners)
{
    const Clip &clip = *picture.clip;
    std::string text = fmt::format("<annotation{}>\n  <folder></folder>\n"
                                   "  <filename>{}</filename>\n"
                                   "  <source><database>Unknown</database></source>\n"
                                   "  <size><width>{}</width><height>{}</height>"
                                   "<depth>3</depth></size>\n  <segmented>0</segmented>\n",
                                   clip.review == ReviewState::Checked ? " verified=\"yes\"" : "",
                                   xmlText(picture.image),
                                   clip.size.width,
                                   clip.size.height);
    const long shift = corners == VocCorners::Devkit ? 1 : 0;
    for (const auto &[track, item] : picture.boxes) {
        const Label *label = labelIn(set, track->label);
        text += fmt::format(
                "  <object><name>{}</name><pose>Unspecified</pose><truncated>0</truncated>"
                "<difficult>0</difficult>{}\n    <bndbox><xmin>{}</xmin><ymin>{}</ymin>"
                "<xmax>{}</xmax><ymax>{}</ymax></bndbox></object>\n",
                xmlText(label == nullptr ? "source" : label->name),
                item.isOccluded ? "<occluded>1</occluded>" : "",
                std::lround(item.box.x0 * clip.size.width) + shift,
                std::lround(item.box.y0 * clip.size.height) + shift,
                std::lround(item.box.x1 * clip.size.width),
                std::lround(item.box.y1 * clip.size.height));
    }
    return text + "</annotation>\n";
}

} // namespace

Import readVoc(const fs::path &path, const AnnotationFileOptions &options)
{
    SetBuilder builder(path);
    const auto done = readXmlFiles(
            path, {"annotation", "Pascal VOC"}, [&](const fs::path &name, const XmlFile &file) {
                builder.setFile(name);
                readPicture(builder, file, name, options);
            });
    if (!done)
        return Unexpected(done.error());
    return builder.finish();
}

Export writeVoc(const fs::path &path,
                const AnnotationSet &set,
                const AnnotationFileOptions &options)
{
    if (auto checked = checkNewFolder(path); !checked)
        return Unexpected(checked.error());
    const auto pictures = picturesOf(set, options.density, SizeNeed::Needed);
    if (!pictures)
        return Unexpected(pictures.error());
    auto folder = AtomicFolder::create(path);
    if (!folder)
        return Unexpected(folder.error());
    for (const ListedPicture &picture : *pictures) {
        const std::string text = pictureText(set, picture, options.vocCorners);
        const fs::path file = folder->temporaryPath() / (picture.name + ".xml");
        if (auto done = writeWholeFile(file, text); !done)
            return Unexpected(done.error());
    }
    if (auto done = folder->commit(); !done)
        return Unexpected(done.error());
    std::vector<ListWarning> warnings;
    tellLosses(warnings, path, set, {.program = "Pascal VOC's format"});
    return warnings;
}

} // namespace soundlocus

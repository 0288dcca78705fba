// SPDX-License-Identifier: MIT
// CVAT for images 1.1: pixels from the top-left corner, two decimals. Source: CVAT documentation,
// "CVAT for images".
#include "engine/annotation/exchange/exchange_formats.h"
#include "engine/annotation/exchange/json_file.h"
#include "engine/annotation/exchange/picture_list.h"
#include "engine/annotation/exchange/set_builder.h"
#include "engine/annotation/exchange/xml_file.h"
#include "engine/core/file_io.h"

#include <fmt/format.h>

#include <algorithm>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::string_view kCvatImagesFormat = "cvat-images";

/// Attributes of an element beside those that we read, and its <attribute> children.
std::string extraIn(const pugi::xml_node &node, std::initializer_list<std::string_view> known)
{
    json rest = json::object();
    for (const pugi::xml_attribute &attribute : node.attributes()) {
        if (std::ranges::find(known, std::string_view(attribute.name())) == known.end())
            rest[attribute.name()] = attribute.value();
    }
    json values = json::object();
    for (const pugi::xml_node &child : node.children("attribute"))
        values[child.attribute("name").value()] = child.child_value();
    if (!values.empty())
        rest["<attribute>"] = std::move(values);
    return extraText(kCvatImagesFormat, rest);
}

class CvatImageReader
{
public:
    CvatImageReader(SetBuilder &builder, const XmlFile &file, const AnnotationFileOptions &options)
        : m_builder(builder)
        , m_file(file)
        , m_options(options)
    {}

    void read()
    {
        const pugi::xml_node meta = m_file.root().child("meta");
        for (const char *owner : {"task", "job", "project"}) {
            for (const pugi::xml_node &label : meta.child(owner).child("labels").children("label"))
                static_cast<void>(m_builder.label(label.child_value("name")));
        }
        for (const pugi::xml_node &track : m_file.root().children("track"))
            m_builder.leaveOut(m_file.lineOf(track), "a track of 'CVAT for video'");
        for (const pugi::xml_node &image : m_file.root().children("image"))
            readImage(image);
    }

private:
    void readImage(const pugi::xml_node &image)
    {
        const int line = m_file.lineOf(image);
        const std::string name = image.attribute("name").value();
        Clip *clip = name.empty() ? nullptr : m_builder.newClip(name);
        if (clip == nullptr) {
            m_builder.leaveOut(line, "an image without a name of its own");
            return;
        }
        clip->isPicture = true;
        clip->media = name;
        const auto width = xmlNumber(image.attribute("width").value());
        const auto height = xmlNumber(image.attribute("height").value());
        if (width && height && *width >= 1 && *height >= 1 && *width <= kMaxPictureSide
            && *height <= kMaxPictureSide)
            clip->size = {static_cast<int>(*width), static_cast<int>(*height)};
        m_builder.addFacts(*clip, m_options);
        clip->extra = extraIn(image, {"id", "name", "width", "height"});
        for (const pugi::xml_node &tag : image.children("tag"))
            clip->tags.emplace_back(tag.attribute("label").value());
        if (image.child("box"))
            clip->review = ReviewState::Done;
        if (clip->size.isEmpty()) {
            m_builder.leaveOut(line,
                               "an image without width and height, so that boxes mean nothing");
            return;
        }
        const Clip known = *clip;
        for (const pugi::xml_node &child : image.children()) {
            if (std::string_view(child.name()) == "box")
                readBox(known, child);
            else if (child.attribute("points") || child.attribute("rle"))
                m_builder.leaveOut(m_file.lineOf(child), "a shape that is no box");
        }
    }

    void readBox(const Clip &clip, const pugi::xml_node &node)
    {
        const int line = m_file.lineOf(node);
        const auto left = xmlNumber(node.attribute("xtl").value());
        const auto top = xmlNumber(node.attribute("ytl").value());
        const auto right = xmlNumber(node.attribute("xbr").value());
        const auto bottom = xmlNumber(node.attribute("ybr").value());
        if (!left || !top || !right || !bottom) {
            m_builder.leaveOut(line, "a box without xtl, ytl, xbr and ybr as numbers");
            return;
        }
        const auto box = m_builder.checkedBox({*left / clip.size.width,
                                               *top / clip.size.height,
                                               *right / clip.size.width,
                                               *bottom / clip.size.height},
                                              line,
                                              "a box");
        if (!box)
            return;
        Track &track = m_builder.newTrack(clip.id,
                                          m_builder.label(node.attribute("label").value()),
                                          m_builder.annotator(std::string(kGroundTruthName)));
        const bool isOccluded = std::string_view(node.attribute("occluded").value()) == "1";
        track.keys = {{MediaTime{0},
                       *box,
                       isOccluded ? KeyState::Occluded : KeyState::Visible,
                       KeyGap::Empty}};
        track.extra = extraIn(node, {"label", "occluded", "xtl", "ytl", "xbr", "ybr"});
    }

    SetBuilder &m_builder;
    const XmlFile &m_file;
    const AnnotationFileOptions &m_options;
};

/// Whether a text can be the name of an XML attribute.
bool isXmlName(std::string_view name)
{
    const auto isGood = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
               || c == '_' || c == '-' || c == '.';
    };
    return !name.empty() && std::ranges::all_of(name, isGood) && !(name[0] >= '0' && name[0] <= '9')
           && name[0] != '-' && name[0] != '.';
}

/// ' name="value"' for all that extraIn() kept.
std::string attributesOf(const json &rest)
{
    std::string text;
    for (const auto &[name, value] : rest.items()) {
        if (isXmlName(name) && value.is_string())
            text += fmt::format(" {}=\"{}\"", name, xmlText(value.get<std::string>()));
    }
    return text;
}

std::string boxText(const AnnotationSet &set,
                    const ListedPicture &picture,
                    const Track &track,
                    const FrameBox &item)
{
    const Label *label = labelIn(set, track.label);
    const double width = picture.clip->size.width;
    const double height = picture.clip->size.height;
    json rest{{"source", "manual"}, {"z_order", "0"}};
    rest.update(extraOf(track.extra, kCvatImagesFormat));
    std::string text = fmt::format("    <box label=\"{}\" occluded=\"{}\" xtl=\"{:.2f}\" "
                                   "ytl=\"{:.2f}\" xbr=\"{:.2f}\" ybr=\"{:.2f}\"{}>\n",
                                   xmlText(label == nullptr ? "source" : label->name),
                                   item.isOccluded ? 1 : 0,
                                   item.box.x0 * width,
                                   item.box.y0 * height,
                                   item.box.x1 * width,
                                   item.box.y1 * height,
                                   attributesOf(rest));
    const json values = rest.value("<attribute>", json::object());
    for (const auto &[name, value] : values.items()) {
        if (value.is_string())
            text += fmt::format("      <attribute name=\"{}\">{}</attribute>\n",
                                xmlText(name),
                                xmlText(value.get<std::string>()));
    }
    return text + "    </box>\n";
}

std::string fileText(const AnnotationSet &set, const std::vector<ListedPicture> &pictures)
{
    std::string labels;
    for (const Label &label : set.labels)
        labels += fmt::format("        <label><name>{}</name><color>#{:06x}</color>"
                              "<type>rectangle</type><attributes></attributes></label>\n",
                              xmlText(label.name),
                              label.color & 0xFFFFFFU);
    std::string text = fmt::format(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<annotations>\n  <version>1.1</version>\n"
            "  <meta>\n    <task>\n      <size>{}</size>\n      <mode>annotation</mode>\n"
            "      <labels>\n{}      </labels>\n    </task>\n  </meta>\n",
            pictures.size(),
            labels);
    std::size_t number = 0;
    for (const ListedPicture &picture : pictures) {
        text += fmt::format("  <image id=\"{}\" name=\"{}\" width=\"{}\" height=\"{}\"{}>\n",
                            number++,
                            xmlText(picture.image),
                            picture.clip->size.width,
                            picture.clip->size.height,
                            attributesOf(extraOf(picture.clip->extra, kCvatImagesFormat)));
        for (const auto &[track, item] : picture.boxes)
            text += boxText(set, picture, *track, item);
        for (const std::string &tag : picture.clip->tags)
            text += fmt::format("    <tag label=\"{}\" source=\"manual\">\n    </tag>\n",
                                xmlText(tag));
        text += "  </image>\n";
    }
    return text + "</annotations>\n";
}

} // namespace

Import readCvatImages(const fs::path &path, const AnnotationFileOptions &options)
{
    SetBuilder builder(path);
    const auto done = readXmlFiles(
            path, {"annotations", "CVAT"}, [&](const fs::path &name, const XmlFile &file) {
                builder.setFile(name);
                CvatImageReader(builder, file, options).read();
            });
    if (!done)
        return Unexpected(done.error());
    return builder.finish();
}

Export writeCvatImages(const fs::path &path,
                       const AnnotationSet &set,
                       const AnnotationFileOptions &options)
{
    const auto pictures = picturesOf(set, options.density, SizeNeed::Needed);
    if (!pictures)
        return Unexpected(pictures.error());
    if (auto done = writeWholeFile(path, fileText(set, *pictures)); !done)
        return Unexpected(done.error());
    std::vector<ListWarning> warnings;
    tellLosses(warnings, path, set, {.program = "CVAT's format"});
    return warnings;
}

} // namespace soundlocus

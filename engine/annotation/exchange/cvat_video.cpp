// SPDX-License-Identifier: MIT
// CVAT for video 1.1: frames from 0, pixels from the top-left corner, two decimals. CVAT itself
// writes every frame; the key frames are what counts. Source: CVAT documentation, "CVAT for
// videos".
#include "engine/annotation/exchange/exchange_formats.h"
#include "engine/annotation/exchange/picture_list.h"
#include "engine/annotation/exchange/set_builder.h"
#include "engine/annotation/exchange/xml_file.h"
#include "engine/core/file_io.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

constexpr double kMaxFrame = 1e9;

/// The first descendant along a path of names, or an empty node.
pugi::xml_node at(pugi::xml_node node, std::initializer_list<const char *> names)
{
    for (const char *name : names)
        node = node.child(name);
    return node;
}

Size sizeIn(const pugi::xml_node &meta, Size fallback)
{
    // A file of a whole project has the size per task; ours and CVAT's own per task or job.
    for (const char *owner : {"task", "job"}) {
        const pugi::xml_node node = at(meta, {owner, "original_size"});
        const pugi::xml_node beside = meta.child("original_size");
        for (const pugi::xml_node &size : {node, beside}) {
            const auto width = xmlNumber(size.child_value("width"));
            const auto height = xmlNumber(size.child_value("height"));
            if (width && height && *width >= 1 && *height >= 1 && *width <= kMaxPictureSide
                && *height <= kMaxPictureSide)
                return {static_cast<int>(*width), static_cast<int>(*height)};
        }
    }
    return fallback;
}

bool isTrue(const pugi::xml_attribute &attribute)
{
    return std::string_view(attribute.value()) == "1";
}

class CvatReader
{
public:
    CvatReader(SetBuilder &builder, const XmlFile &file)
        : m_builder(builder)
        , m_file(file)
    {}

    void read(const fs::path &path, const AnnotationFileOptions &options)
    {
        const pugi::xml_node meta = m_file.root().child("meta");
        const std::string source = meta.child_value("source");
        Clip *clip = m_builder.newClip(source.empty() ? path.stem().string() : source);
        if (clip == nullptr) {
            m_builder.leaveOut(0, "the video '" + source + "' was in another file already");
            return;
        }
        clip->media = source;
        clip->frameRate = options.frameRate;
        clip->size = sizeIn(meta, options.size);
        pugi::xml_node owner = meta.child("task");
        if (!owner)
            owner = meta.child("job");
        const auto frames = xmlNumber(owner.child_value("size"));
        if (frames && *frames >= 1 && *frames <= kMaxFrame)
            clip->duration = clip->frameRate.timeOf(std::llround(*frames));
        for (const pugi::xml_node &label : at(owner, {"labels"}).children("label"))
            static_cast<void>(m_builder.label(label.child_value("name")));
        if (clip->size.isEmpty()) {
            m_builder.leaveOut(0, "no original_size in it, so that boxes mean nothing; give it");
            return;
        }
        const Clip known = *clip;
        for (const pugi::xml_node &track : m_file.root().children("track"))
            readTrack(known, track);
        for (const pugi::xml_node &image : m_file.root().children("image"))
            m_builder.leaveOut(m_file.lineOf(image), "a still picture of 'CVAT for images'");
    }

private:
    void readTrack(const Clip &clip, const pugi::xml_node &node)
    {
        Track &track = m_builder.newTrack(clip.id,
                                          m_builder.label(node.attribute("label").value()),
                                          m_builder.annotator(std::string(kGroundTruthName)));
        for (const pugi::xml_node &box : node.children("box")) {
            if (box.attribute("keyframe") && !isTrue(box.attribute("keyframe")))
                continue;
            if (const auto key = keyFrom(clip, box)) {
                if (keyAt(track, key->time) != nullptr)
                    m_builder.leaveOut(m_file.lineOf(box), "a second box of its track on a frame");
                else
                    setKey(track, *key);
            }
        }
    }

    std::optional<KeyFrame> keyFrom(const Clip &clip, const pugi::xml_node &node)
    {
        const int line = m_file.lineOf(node);
        const auto frame = xmlNumber(node.attribute("frame").value());
        const auto left = xmlNumber(node.attribute("xtl").value());
        const auto top = xmlNumber(node.attribute("ytl").value());
        const auto right = xmlNumber(node.attribute("xbr").value());
        const auto bottom = xmlNumber(node.attribute("ybr").value());
        if (!frame || *frame < 0 || *frame > kMaxFrame || *frame != std::floor(*frame) || !left
            || !top || !right || !bottom) {
            m_builder.leaveOut(line, "a box without frame, xtl, ytl, xbr and ybr as numbers");
            return std::nullopt;
        }
        const double width = clip.size.width;
        const double height = clip.size.height;
        const BoundingBox raw{*left / width, *top / height, *right / width, *bottom / height};
        const MediaTime time = clip.frameRate.timeOf(std::llround(*frame));
        if (isTrue(node.attribute("outside")))
            return KeyFrame{time, raw, KeyState::Ended, KeyGap::Linear};
        const auto box = m_builder.checkedBox(raw, line, "a box");
        if (!box)
            return std::nullopt;
        return KeyFrame{time,
                        *box,
                        isTrue(node.attribute("occluded")) ? KeyState::Occluded : KeyState::Visible,
                        KeyGap::Linear};
    }

    SetBuilder &m_builder;
    const XmlFile &m_file;
};

std::string boxText(const Clip &clip, std::int64_t frame, const KeyFrame &key)
{
    return fmt::format("    <box frame=\"{}\" keyframe=\"1\" outside=\"{}\" occluded=\"{}\" "
                       "xtl=\"{:.2f}\" ytl=\"{:.2f}\" xbr=\"{:.2f}\" ybr=\"{:.2f}\" "
                       "z_order=\"0\"/>\n",
                       frame,
                       key.state == KeyState::Ended ? 1 : 0,
                       key.state == KeyState::Occluded ? 1 : 0,
                       key.box.x0 * clip.size.width,
                       key.box.y0 * clip.size.height,
                       key.box.x1 * clip.size.width,
                       key.box.y1 * clip.size.height);
}

/// Keys of a track; what lies in an empty gap is written as outside.
std::string trackText(const AnnotationSet &set, const Clip &clip, const Track &track, int number)
{
    const Label *label = labelIn(set, track.label);
    std::string text = fmt::format("  <track id=\"{}\" label=\"{}\" source=\"manual\">\n",
                                   number,
                                   xmlText(label == nullptr ? "source" : label->name));
    for (std::size_t i = 0; i < track.keys.size(); ++i) {
        const KeyFrame &key = track.keys[i];
        const std::int64_t frame = clip.frameRate.frameAt(key.time);
        text += boxText(clip, frame, key);
        const bool isFollowed = i + 1 < track.keys.size()
                                && clip.frameRate.frameAt(track.keys[i + 1].time) <= frame + 1;
        if (key.state != KeyState::Ended && key.gap == KeyGap::Empty && !isFollowed) {
            KeyFrame end = key;
            end.state = KeyState::Ended;
            text += boxText(clip, frame + 1, end);
        }
    }
    return text + "  </track>\n";
}

Result<std::string> clipText(const AnnotationSet &set, const Clip &clip)
{
    if (clip.isPicture)
        return fail(ErrorCode::InvalidArgument,
                    "'" + clip.name + "' is a still picture; CVAT for video holds videos");
    if (clip.size.isEmpty() || !clip.frameRate.isKnown())
        return fail(ErrorCode::InvalidArgument,
                    "size or frame rate of '" + clip.name + "' are not known; give the media");
    std::string labels;
    for (const Label &label : set.labels)
        labels += fmt::format(
                "        <label><name>{}</name><type>bbox</type><attributes/></label>\n",
                xmlText(label.name));
    std::string text = fmt::format(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<annotations>\n  <version>1.1</version>\n"
            "  <meta>\n    <task>\n      <name>{}</name>\n      <size>{}</size>\n"
            "      <mode>interpolation</mode>\n      <labels>\n{}      </labels>\n"
            "      <original_size><width>{}</width><height>{}</height></original_size>\n"
            "    </task>\n    <source>{}</source>\n  </meta>\n",
            xmlText(clip.name),
            clip.frameRate.frameAt(clip.duration),
            labels,
            clip.size.width,
            clip.size.height,
            xmlText(clip.media.empty() ? clip.name : clip.media.generic_string()));
    int number = 0;
    for (const Track &track : set.tracks) {
        if (track.clip == clip.id && !track.keys.empty())
            text += trackText(set, clip, track, number++);
    }
    return text + "</annotations>\n";
}

} // namespace

Import readCvatVideo(const fs::path &path, const AnnotationFileOptions &options)
{
    SetBuilder builder(path);
    const auto done = readXmlFiles(
            path, {"annotations", "CVAT"}, [&](const fs::path &name, const XmlFile &file) {
                builder.setFile(name);
                CvatReader(builder, file).read(name, options);
            });
    if (!done)
        return Unexpected(done.error());
    return builder.finish();
}

Export writeCvatVideo(const fs::path &path, const AnnotationSet &set)
{
    std::vector<ListWarning> warnings;
    tellLosses(warnings, path, set, {.program = "CVAT's format"});
    if (set.clips.size() == 1) {
        const auto text = clipText(set, set.clips.front());
        if (!text)
            return Unexpected(text.error());
        if (auto done = writeWholeFile(path, *text); !done)
            return Unexpected(done.error());
        return warnings;
    }
    if (auto checked = checkNewFolder(path); !checked)
        return Unexpected(checked.error());
    auto folder = AtomicFolder::create(path);
    if (!folder)
        return Unexpected(folder.error());
    for (const Clip &clip : set.clips) {
        const auto text = clipText(set, clip);
        if (!text)
            return Unexpected(text.error());
        const std::string name = fs::path(clip.name).stem().string() + "-"
                                 + std::to_string(clip.id.value) + ".xml";
        if (auto done = writeWholeFile(folder->temporaryPath() / name, *text); !done)
            return Unexpected(done.error());
    }
    if (auto done = folder->commit(); !done)
        return Unexpected(done.error());
    return warnings;
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
// The box lists of IS3, VPO and AVSBench: {image, audio, gt_box}, corners in a frame of 224 pixels;
// four zeros where nothing is in sight. Source: metadata of SSLalignment; fact sheet 5.6.
#include "engine/annotation/exchange/exchange_formats.h"
#include "engine/annotation/exchange/json_file.h"
#include "engine/annotation/exchange/picture_list.h"
#include "engine/core/file_io.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr std::string_view kSslBoxesFormat = "ssl-boxes";
constexpr double kSide = 224;
using Corners = std::array<double, 4>;

std::optional<Corners> cornersIn(const json &entry)
{
    const json &list = listAt(entry, "gt_box");
    Corners corners{};
    if (list.size() != corners.size())
        return std::nullopt;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        if (!list[i].is_number())
            return std::nullopt;
        corners[i] = list[i].get<double>();
    }
    return corners;
}

/// A coordinate that was a whole number of pixels is one again.
double pixels(double fraction)
{
    constexpr double kMillionths = 1e6;
    return std::round(fraction * kSide * kMillionths) / kMillionths;
}

bool isMadeOf(std::string_view text, char first, char last)
{
    return !text.empty()
           && std::ranges::all_of(text, [=](char c) { return c >= first && c <= last; });
}

/// "cat" of IS3's cat_dog_12_cat and cat_dog_cat, else empty.
std::string targetIn(const std::string &stem)
{
    std::vector<std::string> parts;
    for (std::size_t begin = 0; begin <= stem.size();) {
        const std::size_t end = std::min(stem.find('_', begin), stem.size());
        parts.push_back(stem.substr(begin, end - begin));
        begin = end + 1;
    }
    const bool hasNumber = parts.size() == 4 && isMadeOf(parts[2], '0', '9');
    const bool isTarget = (hasNumber || parts.size() == 3) && isMadeOf(parts[0], 'a', 'z')
                          && isMadeOf(parts[1], 'a', 'z') && isMadeOf(parts.back(), 'a', 'z');
    return isTarget ? parts.back() : std::string();
}

/// The class that names tell: IS3's, where picture and sound have one name; "dog" of AVSBench's
/// dog/ID/ID_1.png with dog/ID.wav; else empty.
std::string classIn(const fs::path &image, const fs::path &sound)
{
    if (image.stem() == sound.stem())
        return targetIn(image.stem().string());
    const fs::path folder = sound.parent_path().filename();
    const bool isClassFolder = folder == image.parent_path().parent_path().filename()
                               && image.parent_path().filename() == sound.stem();
    return isClassFolder ? folder.string() : std::string();
}

/// What the entries of one picture have in common: the name before the last '_'; else empty.
std::string groupIn(const fs::path &image, const fs::path &sound)
{
    const std::string stem = image.stem().string();
    const std::size_t last = stem.rfind('_');
    return stem != sound.stem().string() || last == std::string::npos ? std::string()
                                                                      : stem.substr(0, last);
}

class SslBoxReader
{
public:
    explicit SslBoxReader(const fs::path &path)
        : m_builder(path)
    {}

    AnnotationImport read(const json &entries)
    {
        for (std::size_t i = 0; i < entries.size(); ++i)
            readEntry(entries[i], "entry " + std::to_string(i + 1));
        std::map<std::string, int> sizes;
        for (const Clip &clip : m_builder.set().clips)
            ++sizes[groupIn(clip.media, clip.sound)];
        for (Clip &clip : m_builder.set().clips) {
            const std::string group = groupIn(clip.media, clip.sound);
            if (!group.empty() && sizes[group] > 1)
                clip.group = group;
        }
        return m_builder.finish();
    }

private:
    void readEntry(const json &entry, const std::string &place)
    {
        const auto image = textAt(entry, "image");
        if (!image || fs::path(*image).stem().empty()) {
            m_builder.leaveOut(0, place + " has no image");
            return;
        }
        if (textAt(entry, "gt_box")) {
            m_builder.leaveOut(0, place + " has a mask instead of a box");
            return;
        }
        const auto corners = cornersIn(entry);
        if (!corners) {
            m_builder.leaveOut(0, place + " has no gt_box [xmin, ymin, xmax, ymax]");
            return;
        }
        Clip &clip = clipOf(entry, *image);
        clip.review = ReviewState::Done;
        if (*corners == Corners{}) {
            if (clip.marks.empty())
                clip.marks.push_back({MarkKind::OffScreenSound, {}, {}});
            return;
        }
        const auto box = m_builder.checkedBox({(*corners)[0] / kSide,
                                               (*corners)[1] / kSide,
                                               (*corners)[2] / kSide,
                                               (*corners)[3] / kSide},
                                              0,
                                              place);
        if (!box)
            return;
        const auto said = textAt(entry, "class");
        const LabelId label = m_builder.label(said.value_or(classIn(clip.media, clip.sound)));
        const ClipId id = clip.id;
        Track &track = m_builder.newTrack(
                id, label, m_builder.annotator(std::string(kGroundTruthName)));
        track.keys = {{MediaTime{0}, *box, KeyState::Visible, KeyGap::Empty}};
    }

    /// The clip of this picture and this sound; the reference holds until the next one is made.
    Clip &clipOf(const json &entry, const std::string &image)
    {
        const std::string sound = textAt(entry, "audio").value_or(std::string());
        const auto [place, isNew] = m_places.try_emplace({image, sound},
                                                         m_builder.set().clips.size());
        if (!isNew)
            return m_builder.set().clips[place->second];
        const std::string stem = fs::path(image).stem().string();
        Clip *clip = m_builder.newClip(stem);
        for (int number = 2; clip == nullptr; ++number)
            clip = m_builder.newClip(stem + " (" + std::to_string(number) + ")");
        clip->isPicture = true;
        clip->media = image;
        clip->sound = sound;
        clip->extra = extraText(kSslBoxesFormat,
                                restOf(entry, {"image", "audio", "gt_box", "class"}));
        return *clip;
    }

    SetBuilder m_builder;
    std::map<std::pair<std::string, std::string>, std::size_t> m_places;
};

json entryOf(const ListedPicture &picture, const Corners &corners)
{
    const fs::path &sound = picture.clip->sound.empty() && !picture.clip->isPicture
                                    ? picture.clip->media
                                    : picture.clip->sound;
    json entry = extraOf(picture.clip->extra, kSslBoxesFormat);
    entry["image"] = picture.image;
    entry["audio"] = sound.generic_string();
    entry["gt_box"] = corners;
    return entry;
}

} // namespace

Import readSslBoxes(const fs::path &path)
{
    const auto root = readJsonFile(path);
    if (!root)
        return Unexpected(root.error());
    if (!root->is_array())
        return fail(ErrorCode::CorruptData,
                    path.string() + ": no list of {image, audio, gt_box}; is it another file?");
    return SslBoxReader(path).read(*root);
}

Export writeSslBoxes(const fs::path &path,
                     const AnnotationSet &set,
                     const AnnotationFileOptions &options)
{
    auto pictures = picturesOf(set, options.density, SizeNeed::NotNeeded);
    if (!pictures)
        return Unexpected(pictures.error());
    std::vector<ListWarning> warnings;
    leaveOutUnannotated(*pictures, path, warnings, EmptyPictures::WithMark);
    json list = json::array();
    std::size_t withSeveral = 0;
    for (const ListedPicture &picture : *pictures) {
        const Clip &clip = *picture.clip;
        if (picture.boxes.empty())
            list.push_back(entryOf(picture, {}));
        withSeveral += picture.boxes.size() > 1 ? 1 : 0;
        for (const auto &[track, item] : picture.boxes) {
            json entry = entryOf(picture,
                                 {pixels(item.box.x0),
                                  pixels(item.box.y0),
                                  pixels(item.box.x1),
                                  pixels(item.box.y1)});
            const Label *label = labelIn(set, track->label);
            if (label != nullptr && label->name != classIn(picture.image, clip.sound))
                entry["class"] = label->name;
            list.push_back(std::move(entry));
        }
    }
    if (withSeveral > 0)
        warnings.push_back({path,
                            0,
                            std::to_string(withSeveral)
                                    + " pictures have several boxes, an entry each; programs that "
                                      "keep one box a picture see the last"});
    tellLosses(warnings, path, set, {.program = "this list", .hasMarks = true});
    const std::string text = list.dump(-1, ' ', false, json::error_handler_t::replace);
    if (auto done = writeWholeFile(path, text + "\n"); !done)
        return Unexpected(done.error());
    return warnings;
}

} // namespace soundlocus

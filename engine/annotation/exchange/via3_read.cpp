// SPDX-License-Identifier: MIT
// Projects of the VGG Image Annotator 3: boxes in pixels at a time in seconds, and stretches of
// time. There is no frame number, no size and no track; what our own files say besides is in
// attributes (via3_attributes.h). Source: VIA 3.0.10; fact sheet 6.5.
#include "engine/annotation/exchange/exchange_formats.h"
#include "engine/annotation/exchange/json_file.h"
#include "engine/annotation/exchange/set_builder.h"
#include "engine/annotation/exchange/via3_attributes.h"
#include "engine/annotation/exchange/xml_file.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

constexpr double kMaxSeconds = 1e9;

/// Names that people give to the attribute that holds the class.
constexpr std::array<std::string_view, 6> kClassNames{via3::kLabel,
                                                      "class",
                                                      "source",
                                                      "object",
                                                      "name",
                                                      "sounding"};
constexpr std::array<std::string_view, 6> kOwnNames{via3::kAnnotator,
                                                    via3::kTrack,
                                                    via3::kOccluded,
                                                    via3::kGap,
                                                    via3::kEnds,
                                                    via3::kMark};

/// VIA writes ids as texts, older versions some as numbers.
std::string idIn(const json &value)
{
    if (value.is_string())
        return value.get<std::string>();
    return value.is_number_integer() ? std::to_string(value.get<std::int64_t>()) : std::string();
}

std::string idAt(const json &object, const char *key)
{
    return object.is_object() && object.contains(key) ? idIn(object[key]) : std::string();
}

const json &objectAt(const json &object, const char *key)
{
    static const json kEmpty = json::object();
    if (!object.is_object())
        return kEmpty;
    const auto found = object.find(key);
    return found != object.end() && found->is_object() ? *found : kEmpty;
}

/// Members in the order in which programs number them: "2" before "10".
std::vector<std::pair<std::string, const json *>> numbered(const json &object)
{
    std::vector<std::pair<std::string, const json *>> members;
    for (const auto &[id, value] : object.items())
        members.emplace_back(id, &value);
    std::ranges::sort(members, [](const auto &a, const auto &b) {
        return std::pair(a.first.size(), a.first) < std::pair(b.first.size(), b.first);
    });
    return members;
}

/// Finite numbers of a list; nothing where there is something else in it.
std::optional<std::vector<double>> numbersAt(const json &object, const char *key)
{
    std::vector<double> numbers;
    for (const json &value : listAt(object, key)) {
        if (!value.is_number() || !std::isfinite(value.get<double>()))
            return std::nullopt;
        numbers.push_back(value.get<double>());
    }
    return numbers;
}

/// Values of an entry by the names of the attributes, options as their texts.
using Values = std::map<std::string, std::string, std::less<>>;

std::string valueOf(const Values &values, std::string_view name)
{
    const auto found = values.find(name);
    return found == values.end() ? std::string() : found->second;
}

class Via3Reader
{
public:
    Via3Reader(const fs::path &path, const AnnotationFileOptions &options)
        : m_builder(path)
        , m_options(options)
    {}

    AnnotationImport read(const json &root)
    {
        m_attributes = &objectAt(root, "attribute");
        for (const auto &[id, attribute] : numbered(*m_attributes)) {
            if (textAt(*attribute, "aname") != std::string(via3::kLabel))
                continue;
            for (const auto &[key, option] : numbered(objectAt(*attribute, "options")))
                static_cast<void>(m_builder.label(idIn(*option)));
        }
        for (const auto &[id, file] : numbered(objectAt(root, "file")))
            readFile(id, *file);
        readViews(objectAt(root, "view"));
        for (const auto &[id, entry] : numbered(objectAt(root, "metadata")))
            readEntry(*entry, "metadata " + id);
        return m_builder.finish();
    }

private:
    void readFile(const std::string &id, const json &file)
    {
        const std::string name = textAt(file, "fname").value_or(std::string());
        const std::string source = textAt(file, "src").value_or(std::string());
        const auto location = integerAt(file, "loc");
        constexpr std::int64_t kInline = 4; // the source is the content
        const bool hasPath = !source.empty() && location != kInline;
        Clip *clip = name.empty() ? nullptr : m_builder.newClip(name);
        if (clip == nullptr && hasPath)
            clip = m_builder.newClip(source);
        if (clip == nullptr) {
            m_builder.leaveOut(0, "file " + id + " has no fname of its own");
            return;
        }
        const auto type = integerAt(file, "type");
        clip->isPicture = type == via3::kPicture;
        (type == via3::kSound ? clip->sound : clip->media) = hasPath ? source : name;
        const auto width = integerAt(file, "width");
        const auto height = integerAt(file, "height");
        if (width && height && *width > 0 && *height > 0
            && std::max(*width, *height) <= kMaxPictureSide)
            clip->size = {static_cast<int>(*width), static_cast<int>(*height)};
        if (const auto rate = numberAt(file, "fps"); rate && !clip->isPicture)
            clip->frameRate = frameRateFrom(*rate);
        if (const auto seconds = numberAt(file, "duration");
            seconds && *seconds > 0 && *seconds < kMaxSeconds)
            clip->duration = fromSeconds(*seconds);
        m_builder.addFacts(*clip, m_options);
        clip->extra = extraText(via3::kFormat,
                                restOf(file,
                                       {"fid",
                                        "fname",
                                        "src",
                                        "type",
                                        "loc",
                                        "width",
                                        "height",
                                        "fps",
                                        "duration"}));
        m_files[id] = m_builder.set().clips.size() - 1;
    }

    void readViews(const json &views)
    {
        for (const auto &[id, view] : views.items()) {
            const json &files = listAt(view, "fid_list");
            const auto found = files.empty() ? m_files.end() : m_files.find(idIn(files[0]));
            if (found == m_files.end()) {
                m_builder.leaveOut(0, "view " + id + " shows no file");
                continue;
            }
            if (files.size() > 1)
                m_builder.warn(0, "view " + id + " shows several files; its boxes go to the first");
            m_views[id] = found->second;
        }
    }

    void readEntry(const json &entry, const std::string &place)
    {
        const auto view = m_views.find(idAt(entry, "vid"));
        auto times = numbersAt(entry, "z");
        const auto shape = numbersAt(entry, "xy");
        if (view == m_views.end() || !times || !shape || times->size() > 2) {
            m_builder.leaveOut(
                    0, place + " has no view of its own, or a z or xy that is no list of numbers");
            return;
        }
        const bool isInRange = std::ranges::all_of(
                *times, [](double seconds) { return seconds >= 0 && seconds < kMaxSeconds; });
        if (!isInRange || (times->size() == 2 && (*times)[0] > (*times)[1])) {
            m_builder.leaveOut(0, place + " has times that are negative or swapped");
            return;
        }
        Clip &clip = m_builder.set().clips[view->second];
        const Values values = valuesOf(objectAt(entry, "av"));
        if (!shape->empty())
            readBox(clip, *times, *shape, values, place);
        else if (times->size() == 2)
            readStretch(clip, {fromSeconds((*times)[0]), fromSeconds((*times)[1])}, values);
        else if (times->empty())
            readOfWhole(clip, values);
        else
            m_builder.leaveOut(0, place + " is a moment without a box");
    }

    [[nodiscard]] Values valuesOf(const json &given) const
    {
        Values values;
        for (const auto &[id, value] : given.items()) {
            const json &attribute = objectAt(*m_attributes, id.c_str());
            const std::string name = textAt(attribute, "aname").value_or(id);
            const json &options = objectAt(attribute, "options");
            const std::string key = idIn(value);
            std::string text;
            for (std::size_t begin = 0; begin <= key.size();) { // a checkbox holds several keys
                const bool isList = integerAt(attribute, "type") == via3::kCheckbox;
                const std::size_t end = std::min(isList ? key.find(',', begin) : key.size(),
                                                 key.size());
                const std::string part = key.substr(begin, end - begin);
                const std::string option = idAt(options, part.c_str());
                text += (text.empty() ? "" : ", ") + (option.empty() ? part : option);
                begin = end + 1;
            }
            if (!text.empty())
                values[name] = std::move(text);
        }
        return values;
    }

    /// The class that an entry names: by an attribute of a usual name, else by the first one.
    static std::string classIn(const Values &values)
    {
        for (const std::string_view name : kClassNames) {
            if (const std::string text = valueOf(values, name); !text.empty())
                return text;
        }
        for (const auto &[name, text] : values) {
            if (std::ranges::find(kOwnNames, name) == kOwnNames.end())
                return text;
        }
        return {};
    }

    /// Values that are neither the class nor ours.
    static std::string extraIn(const Values &values)
    {
        const std::string label = classIn(values);
        json rest = json::object();
        for (const auto &[name, text] : values) {
            const bool isKnown = std::ranges::find(kOwnNames, name) != kOwnNames.end()
                                 || std::ranges::find(kClassNames, name) != kClassNames.end();
            if (!isKnown && text != label)
                rest[name] = text;
        }
        return rest.empty() ? std::string() : extraText(via3::kFormat, {{"av", std::move(rest)}});
    }

    AnnotatorId annotatorIn(const Values &values)
    {
        const std::string name = valueOf(values, via3::kAnnotator);
        return m_builder.annotator(name.empty() ? std::string(kGroundTruthName) : name);
    }

    std::optional<BoundingBox> boxIn(const Clip &clip,
                                     std::span<const double> rectangle,
                                     const std::string &place)
    {
        if (clip.size.isEmpty()) {
            m_builder.leaveOut(0, place + ": the size of '" + clip.name + "' is not known");
            return std::nullopt;
        }
        const double width = clip.size.width;
        const double height = clip.size.height;
        return m_builder.checkedBox({rectangle[0] / width,
                                     rectangle[1] / height,
                                     (rectangle[0] + rectangle[2]) / width,
                                     (rectangle[1] + rectangle[3]) / height},
                                    0,
                                    place);
    }

    /// The frame that is shown at a time.
    static MediaTime frameTime(const Clip &clip, double seconds)
    {
        constexpr double kRounding = 1e-3; // of a frame: three decimals of a second are written
        const double frames = seconds * static_cast<double>(clip.frameRate.numerator)
                              / static_cast<double>(clip.frameRate.denominator);
        return clip.frameRate.timeOf(std::llround(std::floor(frames + kRounding)));
    }

    void readBox(const Clip &clip,
                 const std::vector<double> &times,
                 const std::vector<double> &shape,
                 const Values &values,
                 const std::string &place)
    {
        constexpr std::size_t kNumbers = 5;
        if (shape[0] != via3::kRectangle || shape.size() != kNumbers) {
            m_builder.leaveOut(0, place + " is no rectangle");
            return;
        }
        if (!clip.isPicture && times.empty()) {
            m_builder.leaveOut(0, place + " is a box without a time");
            return;
        }
        const auto box = boxIn(clip, std::span(shape).subspan(1), place);
        if (!box)
            return;
        KeyFrame key{MediaTime{0}, *box, KeyState::Visible, KeyGap::Empty};
        if (!clip.isPicture) {
            key.time = frameTime(clip, times[0]);
            key.gap = keyGapFromString(valueOf(values, via3::kGap)).value_or(KeyGap::Empty);
        }
        if (valueOf(values, via3::kOccluded) == "1")
            key.state = KeyState::Occluded;
        Track &track = trackOf(clip, values);
        if (keyAt(track, key.time) != nullptr) {
            m_builder.leaveOut(0, place + " is a second box of its track on one frame");
            return;
        }
        setKey(track, key);
        if (!clip.isPicture)
            addEnd(track, clip, values, times);
    }

    /// The key at which a track ends: as our files say, or where the time of a box has an end.
    void addEnd(Track &track,
                const Clip &clip,
                const Values &values,
                const std::vector<double> &times)
    {
        const std::string text = valueOf(values, via3::kEnds);
        std::vector<double> numbers;
        for (std::size_t begin = 0; begin < text.size();) {
            const std::size_t end = std::min(text.find(' ', begin), text.size());
            numbers.push_back(xmlNumber(text.substr(begin, end - begin).c_str())
                                      .value_or(std::numeric_limits<double>::infinity()));
            begin = end + 1;
        }
        const bool isSaid = numbers.size() == 5 && std::ranges::all_of(numbers, [](double n) {
                                return std::abs(n) < kMaxSeconds;
                            });
        if (!isSaid && times.size() != 2)
            return;
        KeyFrame end{frameTime(clip, isSaid ? numbers[0] : times[1]),
                     track.keys.back().box,
                     KeyState::Ended,
                     KeyGap::Linear};
        if (isSaid) {
            const double width = clip.size.width;
            const double height = clip.size.height;
            end.box = {numbers[1] / width,
                       numbers[2] / height,
                       (numbers[1] + numbers[3]) / width,
                       (numbers[2] + numbers[4]) / height};
        }
        if (keyAt(track, end.time) != nullptr)
            return;
        if (!isSaid) {
            KeyFrame begin = *keyAt(track, frameTime(clip, times[0]));
            begin.gap = KeyGap::Linear;
            setKey(track, begin);
            end.box = begin.box;
        }
        setKey(track, end);
    }

    void readStretch(Clip &clip, TimeRange range, const Values &values)
    {
        if (const auto kind = markKindFromString(valueOf(values, via3::kMark))) {
            clip.marks.push_back({*kind, annotatorIn(values), range});
            return;
        }
        Track &track = stretchesOf(clip, values);
        track.sounding.push_back(range);
        track.sounding = joined(std::move(track.sounding));
    }

    void readOfWhole(Clip &clip, const Values &values)
    {
        if (const auto kind = markKindFromString(valueOf(values, via3::kMark))) {
            clip.marks.push_back({*kind, annotatorIn(values), {}});
            return;
        }
        json extra = extraOf(clip.extra, via3::kFormat);
        for (const auto &[name, text] : values)
            extra["av"][name] = text;
        clip.extra = extraText(via3::kFormat, extra);
    }

    /// The track that an entry names, or one of its own. The reference holds until the next one.
    Track &trackOf(const Clip &clip, const Values &values)
    {
        const std::string number = valueOf(values, via3::kTrack);
        const AnnotatorId annotator = annotatorIn(values);
        const LabelId label = m_builder.label(classIn(values));
        if (!number.empty()) {
            const auto [place, isNew] = m_tracks.try_emplace({clip.id, annotator, number},
                                                             m_builder.set().tracks.size());
            if (!isNew)
                return m_builder.set().tracks[place->second];
        }
        Track &track = m_builder.newTrack(clip.id, label, annotator);
        track.extra = extraIn(values);
        return track;
    }

    /// The track of a stretch: stretches of one class are one source where no track is named.
    Track &stretchesOf(const Clip &clip, const Values &values)
    {
        if (!valueOf(values, via3::kTrack).empty())
            return trackOf(clip, values);
        const AnnotatorId annotator = annotatorIn(values);
        const LabelId label = m_builder.label(classIn(values));
        const auto [place, isNew] = m_stretches.try_emplace({clip.id, annotator, label},
                                                            m_builder.set().tracks.size());
        if (!isNew)
            return m_builder.set().tracks[place->second];
        Track &track = m_builder.newTrack(clip.id, label, annotator);
        track.extra = extraIn(values);
        return track;
    }

    SetBuilder m_builder;
    const AnnotationFileOptions &m_options;
    const json *m_attributes = nullptr;
    std::map<std::string, std::size_t> m_files; ///< places of clips
    std::map<std::string, std::size_t> m_views;
    std::map<std::tuple<ClipId, AnnotatorId, std::string>, std::size_t> m_tracks;
    std::map<std::tuple<ClipId, AnnotatorId, LabelId>, std::size_t> m_stretches;
};

} // namespace

Import readVia3(const fs::path &path, const AnnotationFileOptions &options)
{
    const auto root = readJsonFile(path);
    if (!root)
        return Unexpected(root.error());
    if (!root->is_object() || !root->contains("file") || !root->contains("view")
        || !root->contains("metadata"))
        return fail(ErrorCode::CorruptData,
                    path.string() + ": no project of VIA 3; it has no file, view and metadata");
    return Via3Reader(path, options).read(*root);
}

} // namespace soundlocus

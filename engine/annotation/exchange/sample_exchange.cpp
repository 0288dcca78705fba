// SPDX-License-Identifier: MIT
#include "engine/annotation/benchmark_reader.h"
#include "engine/annotation/exchange/exchange_formats.h"
#include "engine/annotation/exchange/picture_list.h"
#include "engine/annotation/exchange/set_builder.h"
#include "engine/annotation/sample_table.h"
#include "engine/core/file_io.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

/// Flickr-SoundNet boxes are integers in a frame of this size.
constexpr double kFlickrFrameSide = 256.0;

Result<SampleList> readFolder(const fs::path &path, AnnotationFormat format)
{
    SampleList list;
    const std::vector<fs::path> files = filesIn(path, ".xml");
    for (const fs::path &file : files) {
        auto groundTruth = format == AnnotationFormat::SslTieXml ? readVggSsXml(file)
                                                                 : readFlickrXml(file);
        if (!groundTruth && files.size() == 1)
            return Unexpected(groundTruth.error());
        if (!groundTruth) {
            list.warnings.push_back({file, 0, toString(groundTruth.error()) + "; left out", true});
            continue;
        }
        LabelledSample sample;
        sample.id = file.stem().string();
        sample.groundTruth = std::move(*groundTruth);
        list.samples.push_back(std::move(sample));
    }
    if (list.samples.empty())
        return fail(ErrorCode::CorruptData, path.string() + ": no usable .xml file in it");
    return list;
}

Result<SampleList> readList(const fs::path &path, AnnotationFormat format)
{
    if (format == AnnotationFormat::Table)
        return readSampleTable(path, MediaColumns::Optional);
    if (format == AnnotationFormat::VggSs)
        return readVggSsJson(path);
    return readFolder(path, format);
}

void addBoxes(SetBuilder &builder, const Clip &clip, const LabelledSample &sample)
{
    const GroundTruth &groundTruth = *sample.groundTruth;
    const LabelId label = builder.label(sample.label);
    const KeyGap gap = clip.isPicture || sample.time ? KeyGap::Empty : KeyGap::Linear;
    const ClipId id = clip.id;
    int number = 0;
    for (std::size_t person = 0; person < groundTruth.annotators.size(); ++person) {
        const AnnotatorId annotator = builder.annotator(
                groundTruth.kind == GroundTruthKind::Union
                        ? std::string(kGroundTruthName)
                        : "annotator " + std::to_string(person + 1));
        for (const BoundingBox &raw : groundTruth.annotators[person]) {
            const std::string what = "box " + std::to_string(++number) + " of '" + sample.id + "'";
            const auto box = builder.checkedBox(raw, sample.line, what);
            if (!box)
                continue;
            Track &track = builder.newTrack(id, label, annotator);
            track.keys = {{sample.time.value_or(MediaTime{0}), *box, KeyState::Visible, gap}};
        }
    }
}

/// Boxes of one row to be: by label, a list per annotator.
using Layers = std::vector<std::vector<BoundingBox>>;

/// Turns clips into rows.
class SampleMaker
{
public:
    SampleMaker(const AnnotationSet &set, AnnotationFormat format)
        : m_set(set)
        , m_format(format)
    {
        for (const Track &track : set.tracks)
            m_tracks[track.clip].push_back(&track);
        std::ranges::copy_if(set.annotators, std::back_inserter(m_people), [](const Annotator &a) {
            return a.name != kGroundTruthName;
        });
    }

    void add(const Clip &clip, std::vector<LabelledSample> &samples) const
    {
        const auto found = m_tracks.find(clip.id);
        const auto tracks = found == m_tracks.end() ? std::vector<const Track *>() : found->second;
        std::set<MediaTime> times;
        for (const Track *track : tracks) {
            for (const KeyFrame &key : track->keys) {
                if (key.state != KeyState::Ended)
                    times.insert(key.time);
            }
        }
        if (times.empty()) {
            // A list without boxes says in a table that the source is not in sight; elsewhere
            // nothing.
            const bool isSaidEmpty = !clip.marks.empty()
                                     || (m_format != AnnotationFormat::Table
                                         && clip.review != ReviewState::ToDo);
            LabelledSample sample = rowOf(clip);
            if (isSaidEmpty)
                sample.groundTruth = GroundTruth{GroundTruthKind::Union, {{}}};
            samples.push_back(std::move(sample));
        }
        for (const MediaTime time : times)
            addTime(clip, tracks, time, times.size() == 1, samples);
    }

private:
    static LabelledSample rowOf(const Clip &clip)
    {
        LabelledSample sample;
        sample.id = clip.name;
        (clip.isPicture ? sample.picture : sample.video) = clip.media;
        sample.sound = clip.sound;
        sample.group = clip.group;
        return sample;
    }

    [[nodiscard]] bool isUnion(const std::vector<const Track *> &tracks) const
    {
        return m_people.size() < 2 || std::ranges::none_of(tracks, [this](const Track *track) {
                   return std::ranges::find(m_people, track->annotator, &Annotator::id)
                          != m_people.end();
               });
    }

    [[nodiscard]] GroundTruth boxesOf(const std::vector<const Track *> &tracks,
                                      MediaTime time,
                                      bool isForUnion) const
    {
        if (!isForUnion)
            return {GroundTruthKind::Consensus, boxesByAnnotator(tracks, m_people, time)};
        std::vector<BoundingBox> boxes;
        for (const Track *track : tracks) {
            if (const auto box = boxAt(*track, time))
                boxes.push_back(box->box);
        }
        return {GroundTruthKind::Union, {std::move(boxes)}};
    }

    void addTime(const Clip &clip,
                 const std::vector<const Track *> &tracks,
                 MediaTime time,
                 bool isOnly,
                 std::vector<LabelledSample> &samples) const
    {
        std::map<LabelId, std::vector<const Track *>> byLabel;
        for (const Track *track : tracks) {
            if (boxAt(*track, time))
                byLabel[track->label].push_back(track);
        }
        const std::string id = isOnly ? clip.name
                                      : fmt::format("{}@{:.6f}", clip.name, toSeconds(time));
        const bool isHeld = isOnly && time == MediaTime{0} && !clip.isPicture
                            && std::ranges::all_of(tracks, [](const Track *track) {
                                   return track->keys.empty()
                                          || track->keys.front().gap == KeyGap::Linear;
                               });
        for (const auto &[label, members] : byLabel) {
            LabelledSample sample = rowOf(clip);
            const Label *found = labelIn(m_set, label);
            sample.label = found == nullptr ? std::string() : found->name;
            sample.id = byLabel.size() == 1 ? id : id + "-" + sample.label;
            if (byLabel.size() > 1)
                sample.group = id;
            if (!clip.isPicture && !isHeld)
                sample.time = time;
            sample.groundTruth = boxesOf(members, time, isUnion(tracks));
            samples.push_back(std::move(sample));
        }
    }

    const AnnotationSet &m_set;
    AnnotationFormat m_format;
    std::map<ClipId, std::vector<const Track *>> m_tracks;
    std::vector<Annotator> m_people; ///< those whose boxes make a consensus
};

std::string vggSsText(const std::vector<LabelledSample> &samples)
{
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const LabelledSample &sample : samples) {
        nlohmann::ordered_json boxes = nlohmann::ordered_json::array();
        for (const auto &annotator : sample.groundTruth->annotators) {
            for (const BoundingBox &box : annotator)
                boxes.push_back({box.x0, box.y0, box.x1, box.y1});
        }
        list.push_back({{"file", sample.id}, {"class", sample.label}, {"bbox", boxes}});
    }
    return list.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string sslTieText(const GroundTruth &groundTruth)
{
    std::string text = "<annotation>\n  <bbox>\n";
    for (const auto &annotator : groundTruth.annotators) {
        for (const BoundingBox &box : annotator)
            text += fmt::format("    <box><xmin>{}</xmin><ymin>{}</ymin><xmax>{}</xmax>"
                                "<ymax>{}</ymax></box>\n",
                                box.x0,
                                box.y0,
                                box.x1,
                                box.y1);
    }
    return text + "  </bbox>\n</annotation>\n";
}

std::string flickrText(const GroundTruth &groundTruth)
{
    std::string text = "<annotation>\n";
    int number = 0;
    const auto pixel = [](double v) { return std::lround(v * kFlickrFrameSide); };
    for (const auto &annotator : groundTruth.annotators) {
        for (const BoundingBox &box : annotator)
            text += fmt::format("  <object><bbox><id>{}</id><xmin>{}</xmin><ymin>{}</ymin>"
                                "<xmax>{}</xmax><ymax>{}</ymax></bbox></object>\n",
                                ++number,
                                pixel(box.x0),
                                pixel(box.y0),
                                pixel(box.x1),
                                pixel(box.y1));
    }
    return text + "</annotation>\n";
}

/// Samples that a list of annotated pictures can hold; the others are told.
std::vector<LabelledSample> annotatedOf(const std::vector<LabelledSample> &samples,
                                        const fs::path &path,
                                        AnnotationFormat format,
                                        std::vector<ListWarning> &warnings)
{
    std::vector<LabelledSample> kept;
    for (const LabelledSample &sample : samples) {
        const bool isNameless = sample.id.empty() || sample.id.find('/') != std::string::npos;
        const bool isEmpty = !sample.groundTruth
                             || (format == AnnotationFormat::FlickrXml
                                 && sample.groundTruth->isEmpty());
        if (isNameless || isEmpty)
            warnings.push_back({path,
                                0,
                                "'" + sample.id
                                        + (isNameless ? "' cannot name a file; left out"
                                                      : "' has no box; left out"),
                                true,
                                sample.id});
        else
            kept.push_back(sample);
    }
    return kept;
}

Result<void> writeXmlFiles(const fs::path &path,
                           const std::vector<LabelledSample> &samples,
                           AnnotationFormat format)
{
    if (auto checked = checkNewFolder(path); !checked)
        return checked;
    auto folder = AtomicFolder::create(path);
    if (!folder)
        return Unexpected(folder.error());
    for (const LabelledSample &sample : samples) {
        const std::string text = format == AnnotationFormat::SslTieXml
                                         ? sslTieText(*sample.groundTruth)
                                         : flickrText(*sample.groundTruth);
        if (auto done = writeWholeFile(folder->temporaryPath() / (sample.id + ".xml"), text); !done)
            return done;
    }
    return folder->commit();
}

} // namespace

Import readSamples(const fs::path &path, AnnotationFormat format)
{
    auto list = readList(path, format);
    if (!list)
        return Unexpected(list.error());
    SetBuilder builder(path);
    builder.warnings() = std::move(list->warnings);
    for (const LabelledSample &sample : list->samples) {
        Clip *clip = builder.newClip(sample.id);
        if (clip == nullptr) {
            builder.leaveOut(sample.line, "'" + sample.id + "' occurs a second time");
            continue;
        }
        clip->isPicture = sample.video.empty();
        clip->media = clip->isPicture ? sample.picture : sample.video;
        clip->sound = sample.sound;
        clip->group = sample.group;
        if (!sample.groundTruth)
            continue;
        clip->review = ReviewState::Done;
        if (sample.groundTruth->isEmpty() && format == AnnotationFormat::Table)
            clip->marks.push_back({MarkKind::OffScreenSound, {}, {}});
        addBoxes(builder, *clip, sample);
    }
    return builder.finish();
}

Export writeSamples(const fs::path &path, const AnnotationSet &set, AnnotationFormat format)
{
    std::vector<ListWarning> warnings;
    std::vector<LabelledSample> samples;
    const SampleMaker maker(set, format);
    for (const Clip &clip : set.clips)
        maker.add(clip, samples);
    Result<void> done;
    if (format == AnnotationFormat::Table) {
        done = writeSampleTable(path, samples);
    } else {
        samples = annotatedOf(samples, path, format, warnings);
        done = format == AnnotationFormat::VggSs ? writeWholeFile(path, vggSsText(samples))
                                                 : writeXmlFiles(path, samples, format);
    }
    if (!done)
        return Unexpected(done.error());
    tellLosses(warnings,
               path,
               set,
               {.program = format == AnnotationFormat::Table ? "a table" : "this format",
                .hasMarks = format == AnnotationFormat::Table,
                .hasAnnotators = true});
    return warnings;
}

} // namespace soundlocus

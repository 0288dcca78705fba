// SPDX-License-Identifier: MIT
#include "app/services/annotation/annotation_import.h"

#include "app/services/annotation/media_clips.h"
#include "app/services/annotation/media_lookup.h"
#include "engine/annotation/clip_gestures.h"
#include "engine/annotation/exchange/annotation_file.h"
#include "engine/evaluation/consensus_map.h"
#include "engine/project/media_fingerprint.h"
#include "ui/services/annotation_document.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

/// Absolute, as paths in a project are.
void makeAbsolute(fs::path &path, const fs::path &folder)
{
    if (!path.empty())
        path = fs::absolute(path.is_absolute() ? path : folder / path).lexically_normal();
}

void matchClips(PreparedImport &import,
                const ProjectClips &project,
                const MediaFolder &media,
                MediaProbe &probe,
                const std::stop_token &stop)
{
    for (Clip &clip : import.set.clips) {
        if (stop.stop_requested())
            return;
        auto known = project.find(clip);
        const bool isThere = known || media.locate(clip);
        if (!known && isThere) {
            known = project.find(clip);
            if (!known && clip.fingerprint.bytes == 0) {
                if (const auto fingerprint = fingerprintOf(clip.media))
                    clip.fingerprint = *fingerprint;
                known = project.find(clip);
            }
        }
        if (known)
            import.known.emplace(clip.id, *known);
        probe.fillIn(clip);
        if (isThere)
            ++import.preview.matchedClips;
        else
            import.preview.unmatched << QString::fromStdString(clip.name);
        makeAbsolute(clip.media, media.folder());
        makeAbsolute(clip.sound, media.folder());
    }
}

/// Puts a set into a project: which ids are which there, and the edits that make it so.
class Importer
{
public:
    Importer(const PreparedImport &import,
             const AnnotationDocument &document,
             const std::function<std::int64_t()> &newId)
        : m_import(import)
        , m_document(document)
        , m_newId(newId)
    {}

    Gesture run(DegenerateBoxes degenerate)
    {
        addLabels();
        addAnnotators();
        addClips();
        for (const Track &track : m_import.set.tracks)
            addTrack(track, degenerate);
        return std::move(m_gesture);
    }

private:
    void addLabels()
    {
        std::vector<Label> labels = m_document.labels();
        for (const Label &label : m_import.set.labels) {
            const auto same = std::ranges::find(labels, label.name, &Label::name);
            if (same != labels.end()) {
                m_labels.emplace(label.id, same->id);
                continue;
            }
            Label fresh = gestures::newLabel(labels, {m_newId()}, label.name);
            if (label.color != 0)
                fresh.color = label.color;
            m_labels.emplace(label.id, fresh.id);
            m_gesture.edits.push_back(added(fresh));
            labels.push_back(std::move(fresh));
        }
    }

    void addAnnotators()
    {
        for (const Annotator &annotator : m_import.set.annotators) {
            const auto &there = m_document.annotators();
            const auto same = std::ranges::find(there, annotator.name, &Annotator::name);
            if (same != there.end()) {
                m_annotators.emplace(annotator.id, same->id);
                continue;
            }
            const Annotator fresh{{m_newId()}, annotator.name, annotator.isShown};
            m_annotators.emplace(annotator.id, fresh.id);
            m_gesture.edits.push_back(added(fresh));
        }
    }

    void addClips()
    {
        std::set<std::string> names;
        for (const Clip &clip : m_document.clips())
            names.insert(clip.name);
        for (const Clip &clip : m_import.set.clips) {
            Clip fresh = clip;
            for (ClipMark &mark : fresh.marks)
                mark.annotator = annotatorOf(mark.annotator);
            const auto known = m_import.known.find(clip.id);
            const Clip *there = known == m_import.known.end() ? nullptr
                                                              : m_document.clip(known->second);
            if (there != nullptr) {
                m_clips.emplace(clip.id, there->id);
                addTo(*there, fresh);
                continue;
            }
            fresh.id = {m_newId()};
            fresh.name = unusedName(clip.name, names);
            names.insert(fresh.name);
            m_clips.emplace(clip.id, fresh.id);
            m_gesture.edits.push_back(added(std::move(fresh)));
        }
    }

    void addTo(const Clip &there, const Clip &fresh)
    {
        // Several entries of one file may mean one clip.
        Clip before = there;
        if (const auto pending = m_changedClips.find(there.id); pending != m_changedClips.end())
            before = pending->second;
        Clip after = before;
        for (const ClipMark &mark : fresh.marks) {
            const Gesture marked = gestures::addMark(after, mark);
            if (!marked.edits.empty())
                after = *std::get<Change<Clip>>(marked.edits.front()).after;
        }
        for (const std::string &tag : fresh.tags) {
            if (std::ranges::find(after.tags, tag) == after.tags.end())
                after.tags.push_back(tag);
        }
        if (after.note.empty())
            after.note = fresh.note;
        if (after.extra.empty())
            after.extra = fresh.extra;
        fillInFacts(after, {fresh.size, fresh.frameRate, fresh.duration});
        if (after == before)
            return;
        m_gesture.edits.push_back(changed(before, after));
        m_changedClips.insert_or_assign(there.id, std::move(after));
    }

    void addTrack(const Track &track, DegenerateBoxes degenerate)
    {
        Track fresh = track;
        fresh.clip = m_clips.at(track.clip);
        fresh.annotator = annotatorOf(track.annotator);
        const auto label = m_labels.find(track.label);
        fresh.label = label == m_labels.end() ? LabelId() : label->second;
        if (degenerate == DegenerateBoxes::Drop)
            std::erase_if(fresh.keys, [](const KeyFrame &key) {
                return key.state != KeyState::Ended && marksNoPixel(key.box);
            });
        const auto isSame = [&fresh](const Track &there) {
            Track other = there;
            other.id = fresh.id;
            return other == fresh;
        };
        if (fresh.keys.empty() || std::ranges::any_of(m_document.tracks(fresh.clip), isSame))
            return;
        fresh.id = {m_newId()};
        m_gesture.edits.push_back(added(std::move(fresh)));
    }

    [[nodiscard]] AnnotatorId annotatorOf(AnnotatorId id) const
    {
        const auto found = m_annotators.find(id);
        return found == m_annotators.end() ? AnnotatorId() : found->second;
    }

    const PreparedImport &m_import;
    const AnnotationDocument &m_document;
    const std::function<std::int64_t()> &m_newId;
    Gesture m_gesture{gesture_names::kImport, {}};
    std::map<LabelId, LabelId> m_labels;
    std::map<AnnotatorId, AnnotatorId> m_annotators;
    std::map<ClipId, ClipId> m_clips;
    std::map<ClipId, Clip> m_changedClips;
};

} // namespace

Result<PreparedImport> prepareAnnotations(const ImportRequest &request,
                                          std::span<const Clip> projectClips,
                                          const std::stop_token &stop,
                                          const ProgressCallback &progress)
{
    const auto format = request.format.empty() ? guessAnnotationFormat(request.path)
                                               : annotationFormatFromString(request.format);
    if (!format)
        return fail(ErrorCode::UnsupportedFormat,
                    request.path.string() + ": of no known format of annotations; name its format");
    const ProjectClips project(projectClips);
    const MediaFolder media(request.mediaFolder.empty() ? fs::absolute(request.path).parent_path()
                                                        : fs::absolute(request.mediaFolder),
                            stop);
    MediaProbe probe(project, media, stop, progress);
    AnnotationFileOptions options;
    options.factsOf = [&probe](const fs::path &path) { return probe.factsOf(path); };
    auto read = readAnnotations(request.path, *format, options);
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled, "the import was stopped");
    if (!read)
        return Unexpected(read.error());
    PreparedImport import;
    import.set = std::move(read->set);
    import.preview.path = QString::fromStdString(request.path.string());
    import.preview.format = QString::fromStdString(std::string(toString(*format)));
    import.preview.counts = countsOf(import.set);
    for (const ListWarning &warning : read->warnings)
        import.preview.problems << QString::fromStdString(toString(warning));
    matchClips(import, project, media, probe, stop);
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled, "the import was stopped");
    return import;
}

std::int64_t idsNeeded(const PreparedImport &import)
{
    const AnnotationSet &set = import.set;
    return static_cast<std::int64_t>(set.labels.size() + set.annotators.size() + set.clips.size()
                                     + set.tracks.size());
}

Gesture importing(const PreparedImport &import,
                  const AnnotationDocument &document,
                  const std::function<std::int64_t()> &newId,
                  DegenerateBoxes degenerate)
{
    return Importer(import, document, newId).run(degenerate);
}

AnnotationSet layersOf(AnnotationSet set, const QStringList &annotators)
{
    if (annotators.isEmpty())
        return set;
    std::set<AnnotatorId> kept;
    for (const Annotator &annotator : set.annotators) {
        if (annotators.contains(QString::fromStdString(annotator.name)))
            kept.insert(annotator.id);
    }
    const auto isOfOthers = [&kept](const auto &value) { return !kept.contains(value.annotator); };
    std::erase_if(set.annotators,
                  [&kept](const Annotator &annotator) { return !kept.contains(annotator.id); });
    std::erase_if(set.tracks, isOfOthers);
    for (Clip &clip : set.clips)
        std::erase_if(clip.marks, isOfOthers);
    return set;
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "ui/services/annotation_document.h"

#include "ui/services/gesture_text.h"

#include <algorithm>
#include <set>
#include <utility>

namespace soundlocus {

namespace {

/// Numbers that are still there when more are asked for.
constexpr std::int64_t kFewIds = 1000;

template <typename Value>
const Value *findIn(const std::vector<Value> &list, decltype(Value::id) id)
{
    const auto place = std::ranges::lower_bound(list, id, {}, &Value::id);
    return place != list.end() && place->id == id ? &*place : nullptr;
}

template <typename Value>
std::int64_t highestOf(const std::vector<Value> &list)
{
    return list.empty() ? 0 : list.back().id.value;
}

template <typename Value>
bool isInOrder(const std::vector<Value> &list)
{
    return std::ranges::is_sorted(list, {}, &Value::id);
}

Unexpected notEditable()
{
    return fail(ErrorCode::PermissionDenied, "no project is open for writing");
}

/// What listeners have to look at again.
struct Touched
{
    bool labels = false;
    bool annotators = false;
    bool clipList = false;
    std::set<ClipId> clips;       ///< changed themselves or by their tracks
    std::set<ClipId> listedClips; ///< came or went

    void add(const Change<Label> & /*change*/) { labels = true; }
    void add(const Change<Annotator> & /*change*/) { annotators = true; }
    void add(const Change<Clip> &change)
    {
        if (change.before && change.after) {
            clips.insert(change.after->id);
            return;
        }
        clipList = true;
        listedClips.insert(change.before ? change.before->id : change.after->id);
    }
    void add(const Change<Track> &change)
    {
        if (change.before)
            clips.insert(change.before->clip);
        if (change.after)
            clips.insert(change.after->clip);
    }
};

} // namespace

AnnotationDocument::AnnotationDocument(QObject *parent)
    : QObject(parent)
{}

void AnnotationDocument::reset(AnnotationSet set, bool isEditable)
{
    SOUNDLOCUS_EXPECTS(isInOrder(set.labels) && isInOrder(set.annotators) && isInOrder(set.clips)
                       && isInOrder(set.tracks));
    m_highestId = std::max({highestOf(set.labels),
                            highestOf(set.annotators),
                            highestOf(set.clips),
                            highestOf(set.tracks)});
    m_ids.clear();
    m_hasAskedForIds = false;
    m_steps.clear();
    m_doneSteps = 0;
    m_labels = std::move(set.labels);
    m_annotators = std::move(set.annotators);
    m_clips = std::move(set.clips);
    m_tracks.clear();
    m_clipOfTrack.clear();
    for (Track &track : set.tracks) {
        m_clipOfTrack.emplace_hint(m_clipOfTrack.end(), track.id, track.clip);
        m_tracks[track.clip].push_back(std::move(track));
    }
    m_isOpen = true;
    m_isEditable = isEditable;
    Q_EMIT wasReset();
    Q_EMIT editableChanged(m_isEditable);
    Q_EMIT historyChanged();
}

void AnnotationDocument::setEditable(bool isEditable)
{
    if (!m_isOpen || isEditable == m_isEditable)
        return;
    m_isEditable = isEditable;
    Q_EMIT editableChanged(m_isEditable);
    Q_EMIT historyChanged();
}

void AnnotationDocument::close()
{
    if (!m_isOpen)
        return;
    m_isOpen = false;
    m_isEditable = false;
    m_ids.clear();
    m_hasAskedForIds = false;
    m_steps.clear();
    m_doneSteps = 0;
    m_labels.clear();
    m_annotators.clear();
    m_clips.clear();
    m_tracks.clear();
    m_clipOfTrack.clear();
    Q_EMIT wasReset();
    Q_EMIT editableChanged(m_isEditable);
    Q_EMIT historyChanged();
}

const Clip *AnnotationDocument::clip(ClipId id) const
{
    return findIn(m_clips, id);
}

const Label *AnnotationDocument::label(LabelId id) const
{
    return findIn(m_labels, id);
}

const Annotator *AnnotationDocument::annotator(AnnotatorId id) const
{
    return findIn(m_annotators, id);
}

const Track *AnnotationDocument::track(TrackId id) const
{
    const auto clip = m_clipOfTrack.find(id);
    return clip == m_clipOfTrack.end() ? nullptr : findIn(m_tracks.at(clip->second), id);
}

std::span<const Track> AnnotationDocument::tracks(ClipId clip) const
{
    const auto found = m_tracks.find(clip);
    return found == m_tracks.end() ? std::span<const Track>() : std::span(found->second);
}

AnnotationSet AnnotationDocument::set() const
{
    AnnotationSet result{m_labels, m_annotators, m_clips, {}};
    std::vector<const Track *> all;
    all.reserve(m_clipOfTrack.size());
    for (const auto &[clip, tracks] : m_tracks) {
        for (const Track &track : tracks)
            all.push_back(&track);
    }
    std::ranges::sort(all, {}, [](const Track *track) { return track->id; });
    result.tracks.reserve(all.size());
    for (const Track *track : all)
        result.tracks.push_back(*track);
    return result;
}

std::int64_t AnnotationDocument::newId()
{
    std::int64_t id = m_highestId + 1;
    std::int64_t left = 0;
    if (!m_ids.empty()) {
        id = m_ids.front().next++;
        if (m_ids.front().next == m_ids.front().end)
            m_ids.pop_front();
        for (const IdRange &range : m_ids)
            left += range.end - range.next;
    }
    m_highestId = std::max(m_highestId, id);
    if (left < kFewIds && !std::exchange(m_hasAskedForIds, true))
        Q_EMIT idsRunLow();
    return id;
}

void AnnotationDocument::addIds(std::int64_t first, std::int64_t count)
{
    m_hasAskedForIds = false;
    // Where the numbers had run out, some of these were given already.
    const IdRange range{m_ids.empty() ? std::max(first, m_highestId + 1) : first, first + count};
    if (range.next < range.end)
        m_ids.push_back(range);
}

Result<void> AnnotationDocument::apply(const Gesture &gesture, const EditPlace &place)
{
    if (gesture.edits.empty())
        return {};
    if (!m_isEditable)
        return notEditable();
    if (auto done = perform(gesture); !done)
        return done;
    m_steps.resize(m_doneSteps);
    m_steps.push_back({gesture, place});
    ++m_doneSteps;
    announce(gesture);
    return {};
}

bool AnnotationDocument::canUndo() const
{
    return m_isEditable && m_doneSteps > 0;
}

bool AnnotationDocument::canRedo() const
{
    return m_isEditable && m_doneSteps < m_steps.size();
}

QString AnnotationDocument::undoName() const
{
    return canUndo() ? gestureText(m_steps[m_doneSteps - 1].gesture.name) : QString();
}

QString AnnotationDocument::redoName() const
{
    return canRedo() ? gestureText(m_steps[m_doneSteps].gesture.name) : QString();
}

EditPlace AnnotationDocument::undoPlace() const
{
    return canUndo() ? m_steps[m_doneSteps - 1].place : EditPlace();
}

EditPlace AnnotationDocument::redoPlace() const
{
    return canRedo() ? m_steps[m_doneSteps].place : EditPlace();
}

Result<void> AnnotationDocument::undo()
{
    if (!m_isEditable)
        return notEditable();
    if (!canUndo())
        return fail(ErrorCode::InvalidArgument, "there is no step to take back");
    const Gesture gesture = inverse(m_steps[m_doneSteps - 1].gesture);
    if (auto done = perform(gesture); !done)
        return done;
    --m_doneSteps;
    announce(gesture);
    return {};
}

Result<void> AnnotationDocument::redo()
{
    if (!m_isEditable)
        return notEditable();
    if (!canRedo())
        return fail(ErrorCode::InvalidArgument, "there is no step to do again");
    const Gesture gesture = m_steps[m_doneSteps].gesture; // listeners may add steps
    if (auto done = perform(gesture); !done)
        return done;
    ++m_doneSteps;
    announce(gesture);
    return {};
}

bool AnnotationDocument::applyChange(const Change<Label> &change)
{
    return applyTo(m_labels, change);
}

bool AnnotationDocument::applyChange(const Change<Annotator> &change)
{
    return applyTo(m_annotators, change);
}

bool AnnotationDocument::applyChange(const Change<Clip> &change)
{
    return applyTo(m_clips, change);
}

bool AnnotationDocument::applyChange(const Change<Track> &change)
{
    const TrackId id = change.before ? change.before->id : change.after->id;
    const Track *old = track(id);
    if ((old != nullptr) != change.before.has_value() || (old != nullptr && *old != *change.before))
        return false;
    if (change.before && change.after && change.before->clip == change.after->clip)
        return applyTo(m_tracks[change.after->clip], change);
    if (change.before) {
        const auto tracks = m_tracks.find(change.before->clip);
        applyTo(tracks->second, Change<Track>{change.before, std::nullopt});
        if (tracks->second.empty())
            m_tracks.erase(tracks);
        m_clipOfTrack.erase(id);
    }
    if (change.after) {
        applyTo(m_tracks[change.after->clip], Change<Track>{std::nullopt, change.after});
        m_clipOfTrack.emplace(id, change.after->clip);
    }
    return true;
}

bool AnnotationDocument::refersToWhatIsThere(const Track &track) const
{
    return clip(track.clip) != nullptr && (!track.label.isValid() || label(track.label) != nullptr)
           && (!track.annotator.isValid() || annotator(track.annotator) != nullptr);
}

bool AnnotationDocument::refersToWhatIsThere(const Clip &clip) const
{
    return std::ranges::all_of(clip.marks, [this](const ClipMark &mark) {
        return !mark.annotator.isValid() || annotator(mark.annotator) != nullptr;
    });
}

bool AnnotationDocument::refersToWhatIsThere(const Gesture &gesture) const
{
    const auto fits = [this](const auto &value) { return refersToWhatIsThere(value); };
    bool isAnyReferenceAtRisk = false; // of any track or mark, not only those of the gesture
    for (const Edit &edit : gesture.edits) {
        if (const auto *track = std::get_if<Change<Track>>(&edit)) {
            if (track->after && !fits(*track->after))
                return false;
        } else if (const auto *clip = std::get_if<Change<Clip>>(&edit)) {
            if (clip->after ? !fits(*clip->after) : !tracks(clip->before->id).empty())
                return false;
        } else {
            const auto *label = std::get_if<Change<Label>>(&edit);
            const auto *annotator = std::get_if<Change<Annotator>>(&edit);
            isAnyReferenceAtRisk = isAnyReferenceAtRisk || (label != nullptr && !label->after)
                                   || (annotator != nullptr && !annotator->after);
        }
    }
    return !isAnyReferenceAtRisk
           || (std::ranges::all_of(m_clips, fits)
               && std::ranges::all_of(m_tracks, [&fits](const auto &tracksOfClip) {
                      return std::ranges::all_of(tracksOfClip.second, fits);
                  }));
}

void AnnotationDocument::takeBack(std::span<const Edit> edits)
{
    const Gesture back = inverse({{}, {edits.begin(), edits.end()}});
    for (const Edit &edit : back.edits) {
        const bool isBack = std::visit([this](const auto &change) { return applyChange(change); },
                                       edit);
        SOUNDLOCUS_EXPECTS(isBack);
    }
}

Result<void> AnnotationDocument::perform(const Gesture &gesture)
{
    if (auto checked = checkGesture(gesture); !checked)
        return checked;
    std::size_t done = 0;
    while (done < gesture.edits.size()
           && std::visit([this](const auto &change) { return applyChange(change); },
                         gesture.edits[done]))
        ++done;
    if (done == gesture.edits.size() && refersToWhatIsThere(gesture))
        return {};
    takeBack(std::span(gesture.edits).first(done));
    return fail(ErrorCode::InvalidArgument,
                "'" + gesture.name + "' does not fit the project as it is now");
}

void AnnotationDocument::announce(const Gesture &gesture)
{
    Touched touched;
    for (const Edit &edit : gesture.edits)
        std::visit([&touched](const auto &change) { touched.add(change); }, edit);
    Q_EMIT applied(gesture);
    if (touched.labels)
        Q_EMIT labelsChanged();
    if (touched.annotators)
        Q_EMIT annotatorsChanged();
    if (touched.clipList)
        Q_EMIT clipListChanged();
    for (const ClipId clip : touched.clips) {
        if (!touched.listedClips.contains(clip))
            Q_EMIT clipChanged(clip);
    }
    Q_EMIT historyChanged();
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/edit.h"
#include "engine/core/media_time.h"
#include "engine/core/result.h"

#include <QObject>
#include <QString>

#include <cstdint>
#include <deque>
#include <map>
#include <span>
#include <vector>

namespace soundlocus {

/// Where something was done, so that it can be looked at again.
struct EditPlace
{
    ClipId clip;       ///< none: the project as a whole (labels, annotators, an import)
    MediaTime time{0}; ///< of the picture on which it was done

    bool operator==(const EditPlace &) const = default;
};

/// The annotations of the open project, in memory, and every step back and forth. Changes only by
/// gestures, each of which counts at once and is stored by whoever listens to applied(). Knows no
/// file. Threads: GUI thread only; a gesture of a few edits takes well under a millisecond, also
/// with 10,000 clips and 200,000 boxes.
class AnnotationDocument final : public QObject
{
    Q_OBJECT
public:
    explicit AnnotationDocument(QObject *parent = nullptr);

    /// Another project, without history. @param set lists in order of their ids
    void reset(AnnotationSet set, bool isEditable);
    void setEditable(bool isEditable);
    [[nodiscard]] bool isOpen() const { return m_isOpen; }
    /// No project: empty, not editable.
    void close();
    /// False: apply(), undo() and redo() refuse.
    [[nodiscard]] bool isEditable() const { return m_isEditable; }

    /// Clips, labels and annotators in order of their ids. Tracks: see tracks().
    [[nodiscard]] const std::vector<Clip> &clips() const { return m_clips; }
    [[nodiscard]] const std::vector<Label> &labels() const { return m_labels; }
    [[nodiscard]] const std::vector<Annotator> &annotators() const { return m_annotators; }
    /// By id; null where there is none. Valid until the next gesture.
    [[nodiscard]] const Clip *clip(ClipId id) const;
    [[nodiscard]] const Label *label(LabelId id) const;
    [[nodiscard]] const Annotator *annotator(AnnotatorId id) const;
    [[nodiscard]] const Track *track(TrackId id) const;
    /// Of one clip, in order of their ids; every layer.
    [[nodiscard]] std::span<const Track> tracks(ClipId clip) const;
    /// Everything, for exports and summaries: a copy.
    [[nodiscard]] AnnotationSet set() const;

    /// A number for a new label, annotator, clip or track, never given twice. Asks for more with
    /// idsRunLow() in good time; where nobody answers, it goes on behind the highest it knows.
    [[nodiscard]] std::int64_t newId();
    /// Numbers that newId() may give, after those it has: [first, first + count).
    void addIds(std::int64_t first, std::int64_t count);

    /// Does one gesture, all or nothing, and makes it the newest step. A gesture without edits does
    /// nothing. Errors: those of applyTo(), PermissionDenied (not editable).
    [[nodiscard]] Result<void> apply(const Gesture &gesture, const EditPlace &place);

    [[nodiscard]] bool canUndo() const;
    [[nodiscard]] bool canRedo() const;
    /// Name of the step that undo() takes back, redo() makes again, translated; empty: none.
    [[nodiscard]] QString undoName() const;
    [[nodiscard]] QString redoName() const;
    /// Where it was done; whoever asks goes there first.
    [[nodiscard]] EditPlace undoPlace() const;
    [[nodiscard]] EditPlace redoPlace() const;
    /// Errors: those of apply(), InvalidArgument (there is no such step).
    [[nodiscard]] Result<void> undo();
    [[nodiscard]] Result<void> redo();

Q_SIGNALS:
    /// Everything is another: opened, closed.
    void wasReset();
    void editableChanged(bool isEditable);
    /// To be stored: gestures in the order in which they were done, those of undo() and redo()
    /// among them. Comes before the signals below.
    void applied(const soundlocus::Gesture &gesture);
    /// Tracks, marks or facts of one clip changed; after apply(), undo() and redo(). Not for clips
    /// that came or went with the same gesture.
    void clipChanged(soundlocus::ClipId clip);
    /// Clips were added or removed, with all that belongs to them.
    void clipListChanged();
    void labelsChanged();
    void annotatorsChanged();
    void historyChanged();
    /// Fewer numbers are left than a large gesture needs: addIds() more.
    void idsRunLow();

private:
    struct Step
    {
        Gesture gesture;
        EditPlace place;
    };
    struct IdRange
    {
        std::int64_t next = 0;
        std::int64_t end = 0; // behind the last one
    };

    Result<void> perform(const Gesture &gesture);
    /// False, and nothing done, where the list is not as it was before the change.
    bool applyChange(const Change<Label> &change);
    bool applyChange(const Change<Annotator> &change);
    bool applyChange(const Change<Clip> &change);
    bool applyChange(const Change<Track> &change);
    void takeBack(std::span<const Edit> edits);
    [[nodiscard]] bool refersToWhatIsThere(const Track &track) const;
    [[nodiscard]] bool refersToWhatIsThere(const Clip &clip) const;
    [[nodiscard]] bool refersToWhatIsThere(const Gesture &gesture) const;
    /// Tells of a gesture that counts by now, and of the history.
    void announce(const Gesture &gesture);

    std::vector<Label> m_labels;
    std::vector<Annotator> m_annotators;
    std::vector<Clip> m_clips;
    std::map<ClipId, std::vector<Track>> m_tracks;
    std::map<TrackId, ClipId> m_clipOfTrack;
    std::vector<Step> m_steps;
    std::size_t m_doneSteps = 0;  // steps before it are done, those behind it were taken back
    std::deque<IdRange> m_ids;    // that newId() may give, none empty
    std::int64_t m_highestId = 0; // that was ever seen or given
    bool m_hasAskedForIds = false;
    bool m_isOpen = false;
    bool m_isEditable = false;
};

} // namespace soundlocus

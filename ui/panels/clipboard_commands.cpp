// SPDX-License-Identifier: MIT
#include "ui/panels/clipboard_commands.h"

#include <algorithm>

namespace soundlocus {

using namespace Qt::StringLiterals;

namespace {

/// On the picture that they were copied on, copies lie beside the boxes; in fractions of the frame.
constexpr double kPastedBeside = 0.02;

} // namespace

ClipboardCommands::ClipboardCommands(AnnotationEditor &editor,
                                     ActionRegistry &actions,
                                     QObject *parent)
    : QObject(parent)
    , m_editor(editor)
    , m_copy(actions.action(u"annotation.copy-boxes"_s))
    , m_paste(actions.action(u"annotation.paste-boxes"_s))
{
    connect(m_copy, &QAction::triggered, this, &ClipboardCommands::copy);
    connect(m_paste, &QAction::triggered, this, &ClipboardCommands::paste);
    const AnnotationSelection &selection = editor.selection();
    const AnnotationDocument &document = editor.document();
    connect(&document, &AnnotationDocument::wasReset, this, [this] {
        m_tracks.clear(); // their labels are those of another project
        enable();
    });
    connect(&document, &AnnotationDocument::editableChanged, this, &ClipboardCommands::enable);
    connect(&selection, &AnnotationSelection::tracksChanged, this, &ClipboardCommands::enable);
    connect(&selection, &AnnotationSelection::annotatorChanged, this, &ClipboardCommands::enable);
    connect(&selection, &AnnotationSelection::clipChanged, this, &ClipboardCommands::enable);
    enable();
}

/// Also those of others: what they drew can be taken over.
void ClipboardCommands::copy()
{
    std::vector<Track> tracks;
    for (const TrackId id : m_editor.selection().tracks()) {
        const Track *track = m_editor.document().track(id);
        if (track != nullptr && boxAt(*track, m_editor.time()))
            tracks.push_back(*track);
    }
    if (tracks.empty()) {
        Q_EMIT hinted(tr("The selected tracks have no box on this picture."));
        return;
    }
    m_tracks = std::move(tracks);
    m_time = m_editor.time();
    Q_EMIT hinted(tr("%n box(es) copied.", nullptr, static_cast<int>(m_tracks.size())));
    enable();
}

void ClipboardCommands::paste()
{
    if (m_tracks.empty() || m_editor.clip() == nullptr)
        return;
    const AnnotationDocument &document = m_editor.document();
    const bool isSamePicture = m_tracks.front().clip == m_editor.clip()->id
                               && m_time == m_editor.time();
    std::vector<Track> tracks = m_tracks;
    std::vector<TrackId> ids;
    for (Track &track : tracks) {
        if (document.label(track.label) == nullptr)
            track.label = {}; // deleted since
        if (isSamePicture) {
            const Gesture beside = gestures::duplicate(
                    track, track.id, {kPastedBeside, kPastedBeside});
            track = *std::get<Change<Track>>(beside.edits.front()).after;
        }
        ids.push_back(TrackId{m_editor.document().newId()});
    }
    if (m_editor.apply(
                gestures::pasteBoxes(tracks, m_time, m_editor.newTrack(), m_editor.time(), ids)))
        m_editor.selection().setTracks(ids);
}

void ClipboardCommands::enable()
{
    const AnnotationSelection &selection = m_editor.selection();
    m_copy->setEnabled(!selection.tracks().empty());
    m_paste->setEnabled(!m_tracks.empty() && m_editor.clip() != nullptr
                        && m_editor.document().isEditable() && selection.annotator().isValid());
}

} // namespace soundlocus

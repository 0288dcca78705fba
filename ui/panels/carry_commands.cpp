// SPDX-License-Identifier: MIT
#include "ui/panels/carry_commands.h"

#include "engine/annotation/track.h"
#include "ui/panels/error_sentences.h"

#include <algorithm>

namespace soundlocus {

using namespace Qt::StringLiterals;

CarryCommands::CarryCommands(AnnotationEditor &editor,
                             BoxCarrier &carrier,
                             ActionRegistry &actions,
                             QObject *parent)
    : QObject(parent)
    , m_editor(editor)
    , m_carrier(carrier)
    , m_actions(actions)
{
    connect(actions.action(u"annotation.carry"_s), &QAction::triggered, this, [this] { carry(); });
    connect(&carrier, &BoxCarrier::carried, this, [this](const CarryRequest &, const auto &boxes) {
        propose(boxes);
    });
    connect(&carrier, &BoxCarrier::failed, this, [this](const Error &error) {
        Q_EMIT hinted(tr("The box could not be carried on: %1").arg(errorSentence(error.code)));
    });
    const AnnotationSelection &selection = editor.selection();
    connect(&selection, &AnnotationSelection::clipChanged, this, [this] {
        m_carrier.cancel();
        enable();
    });
    connect(&selection, &AnnotationSelection::tracksChanged, this, &CarryCommands::enable);
    connect(&selection, &AnnotationSelection::annotatorChanged, this, &CarryCommands::enable);
    connect(&editor.document(), &AnnotationDocument::editableChanged, this, &CarryCommands::enable);
    enable();
}

void CarryCommands::carry()
{
    const std::vector<Track> tracks = m_editor.selectedTracks();
    const Clip *clip = m_editor.clip();
    const MediaTime time = m_editor.time();
    const auto box = tracks.empty() || clip == nullptr ? std::nullopt : boxAt(tracks.back(), time);
    if (!box) {
        Q_EMIT hinted(tr("Select a box of this picture; it is carried on from here."));
        return;
    }
    m_track = tracks.back().id;
    MediaTime until = time + kReach;
    for (const KeyFrame &key : tracks.back().keys) {
        if (key.time > time)
            until = std::min(until, key.time - MediaTime{1});
    }
    m_carrier.carry({QString::fromStdString(clip->media.string()), time, box->box, until});
    Q_EMIT hinted(tr("The box is being carried on …"));
}

void CarryCommands::propose(const std::vector<std::pair<MediaTime, BoundingBox>> &boxes)
{
    if (m_editor.document().track(m_track) == nullptr)
        return;
    if (boxes.empty()) {
        Q_EMIT hinted(tr("What is in the box was not found on the next picture."));
        return;
    }
    m_editor.selection().setProposal(BoxProposal{BoxProposal::Source::Tracker, boxes, m_track});
    Q_EMIT hinted(tr("Carried on as a proposal: %1 accepts it, %2 refuses it.")
                          .arg(m_actions.action(u"annotation.accept"_s)
                                       ->shortcut()
                                       .toString(QKeySequence::NativeText),
                               m_actions.action(u"annotation.refuse"_s)
                                       ->shortcut()
                                       .toString(QKeySequence::NativeText)));
}

void CarryCommands::enable()
{
    const Clip *clip = m_editor.clip();
    m_actions.action(u"annotation.carry"_s)
            ->setEnabled(clip != nullptr && !clip->isPicture && m_editor.document().isEditable()
                         && !m_editor.selectedTracks().empty());
}

} // namespace soundlocus

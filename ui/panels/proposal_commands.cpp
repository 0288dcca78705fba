// SPDX-License-Identifier: MIT
#include "ui/panels/proposal_commands.h"

#include "engine/annotation/key_reduction.h"
#include "engine/evaluation/box_proposal.h"

#include <vector>

namespace soundlocus {

using namespace Qt::StringLiterals;

namespace {

/// What a key frame has to change, in fractions of the frame, for a track of proposals to have it.
constexpr double kKeyTolerance = 0.02;
/// Maps of one clip that are kept: an hour at 30 a second.
constexpr std::size_t kMostMaps = 108'000;

} // namespace

ProposalCommands::ProposalCommands(AnnotationEditor &editor,
                                   Localization &localization,
                                   ActionRegistry &actions,
                                   QObject *parent)
    : QObject(parent)
    , m_editor(editor)
    , m_actions(actions)
{
    const auto on = [&](const QString &id, auto command) {
        connect(actions.action(id), &QAction::triggered, this, command);
    };
    on(u"annotation.propose"_s, [this] { propose(); });
    on(u"annotation.propose-track"_s, [this] { proposeTrack(); });
    on(u"annotation.accept"_s, [this] { accept(Taken::AsItIs); });
    on(u"annotation.adjust"_s, [this] { accept(Taken::ToBeAdjusted); });
    on(u"annotation.refuse"_s, [this] {
        m_editor.selection().setProposal(std::nullopt);
        Q_EMIT hinted(QString());
    });
    connect(&localization, &Localization::mapReady, this, [this](const MapResult &result) {
        if (result.slot == MapSlot::Main)
            take(result.heatmap);
    });
    connect(&localization, &Localization::mapCleared, this, [this](MapSlot slot) {
        if (slot == MapSlot::Main)
            m_map = {};
    });
    connect(&localization, &Localization::modelChanged, this, [this](MapSlot slot) {
        if (slot == MapSlot::Main)
            m_shown.clear();
    });
    const AnnotationSelection &selection = editor.selection();
    connect(&selection, &AnnotationSelection::proposalChanged, this, &ProposalCommands::enable);
    connect(&selection, &AnnotationSelection::clipChanged, this, [this] {
        m_shown.clear();
        enable();
    });
    connect(&editor.document(),
            &AnnotationDocument::editableChanged,
            this,
            &ProposalCommands::enable);
    enable();
}

void ProposalCommands::take(const Heatmap &map)
{
    m_map = map;
    if (m_shown.size() < kMostMaps)
        m_shown.insert_or_assign(map.pts, map);
}

ProposalOptions ProposalCommands::options()
{
    ProposalOptions options;
    options.mask.absoluteThreshold = kThreshold;
    return options;
}

void ProposalCommands::propose()
{
    const MediaTime time = m_editor.time();
    const bool isOfThisPicture = !m_map.isEmpty()
                                 && (m_map.pts == time || m_editor.clip()->isPicture);
    const auto box = isOfThisPicture ? proposeBox(m_map, options()) : std::nullopt;
    if (box)
        show({BoxProposal::Source::HeatMap, {{time, *box}}});
    else
        Q_EMIT hinted(tr("There is no heat map of this picture yet."));
}

void ProposalCommands::proposeTrack()
{
    const auto passage = m_passage ? m_passage() : std::nullopt;
    std::vector<Heatmap> maps;
    for (const auto &[time, map] : m_shown) {
        if (!passage || passage->contains(time))
            maps.push_back(map);
    }
    auto boxes = reducedKeys(proposeBoxes(maps, options()), kKeyTolerance);
    if (boxes.empty())
        Q_EMIT hinted(tr("No heat maps were shown here yet; play the passage first."));
    else
        show({BoxProposal::Source::HeatMap, std::move(boxes)});
}

void ProposalCommands::show(BoxProposal proposal)
{
    m_editor.selection().setProposal(std::move(proposal));
    const auto key = [this](const QString &id) {
        return m_actions.action(id)->shortcut().toString(QKeySequence::NativeText);
    };
    Q_EMIT hinted(tr("Proposed box: %1 accepts it, %2 accepts and selects it, %3 refuses it.")
                          .arg(key(u"annotation.accept"_s),
                               key(u"annotation.adjust"_s),
                               key(u"annotation.refuse"_s)));
}

void ProposalCommands::accept(Taken taken)
{
    const auto proposal = m_editor.selection().proposal();
    if (!proposal)
        return;
    const Track *carried = m_editor.document().track(proposal->track);
    const gestures::NewTrack place = carried == nullptr
                                             ? m_editor.newTrack()
                                             : gestures::NewTrack{carried->id, {}, {}, {}};
    if (!m_editor.apply(carried == nullptr ? gestures::acceptProposal(place, proposal->boxes)
                                           : gestures::acceptProposal(*carried, proposal->boxes)))
        return;
    m_editor.selection().setProposal(std::nullopt);
    Q_EMIT hinted(QString());
    if (taken == Taken::ToBeAdjusted)
        m_editor.selection().setTrack(place.id);
}

void ProposalCommands::enable()
{
    const bool can = m_editor.clip() != nullptr && m_editor.document().isEditable();
    const bool isProposed = can && m_editor.selection().proposal().has_value();
    m_actions.action(u"annotation.propose"_s)->setEnabled(can);
    m_actions.action(u"annotation.propose-track"_s)->setEnabled(can && !m_editor.clip()->isPicture);
    for (const char *id : {"annotation.accept", "annotation.adjust", "annotation.refuse"})
        m_actions.action(QString::fromLatin1(id))->setEnabled(isProposed);
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "ui/panels/proposal_commands.h"

#include "engine/evaluation/scoring.h"
#include "engine/evaluation/upsample.h"

#include <algorithm>
#include <vector>

namespace soundlocus {

using namespace Qt::StringLiterals;

namespace {

/// Side of the map in which parts are told apart.
constexpr Size kSide{224, 224};

/// Pixels from `first` on that hang together; they are taken out of the mask.
struct Part
{
    int pixels = 0;
    int left = kSide.width;
    int top = kSide.height;
    int right = 0;
    int bottom = 0;
};

Part takePart(Mask &mask, std::size_t first)
{
    Part part;
    std::vector<std::size_t> open{first};
    mask[first] = 0;
    constexpr auto kWidth = static_cast<std::size_t>(kSide.width);
    while (!open.empty()) {
        const std::size_t pixel = open.back();
        open.pop_back();
        const auto x = static_cast<int>(pixel % kWidth);
        const auto y = static_cast<int>(pixel / kWidth);
        ++part.pixels;
        part.left = std::min(part.left, x);
        part.top = std::min(part.top, y);
        part.right = std::max(part.right, x + 1);
        part.bottom = std::max(part.bottom, y + 1);
        const auto visit = [&](bool isInside, std::size_t other) {
            if (isInside && mask[other] != 0) {
                mask[other] = 0;
                open.push_back(other);
            }
        };
        visit(x > 0, pixel - 1);
        visit(x + 1 < kSide.width, pixel + 1);
        visit(y > 0, pixel - kWidth);
        visit(y + 1 < kSide.height, pixel + kWidth);
    }
    return part;
}

} // namespace

std::optional<BoundingBox> boxOfHeatmap(const Heatmap &map, const MaskRule &rule)
{
    if (map.isEmpty())
        return std::nullopt;
    const Heatmap fine = upsample(map, Upsampling::Bilinear, kSide);
    const Heatmap unit = normalize(fine, Normalization::MinMax);
    Mask mask = predict(unit.values(), rule, 0);
    Part largest;
    for (std::size_t i = 0; i < mask.size(); ++i) {
        if (mask[i] == 0)
            continue;
        const Part part = takePart(mask, i);
        if (part.pixels > largest.pixels)
            largest = part;
    }
    if (largest.pixels == 0)
        return std::nullopt;
    const FrameRegion &region = map.region;
    const auto xOf = [&](int x) { return region.x0 + (region.x1 - region.x0) * x / kSide.width; };
    const auto yOf = [&](int y) { return region.y0 + (region.y1 - region.y0) * y / kSide.height; };
    return BoundingBox{
            xOf(largest.left), yOf(largest.top), xOf(largest.right), yOf(largest.bottom)};
}

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
    on(u"annotation.accept"_s, [this] { accept(Taken::AsItIs); });
    on(u"annotation.adjust"_s, [this] { accept(Taken::ToBeAdjusted); });
    on(u"annotation.refuse"_s, [this] { m_editor.selection().setProposal(std::nullopt); });
    connect(&localization, &Localization::mapReady, this, [this](const MapResult &result) {
        if (result.slot == MapSlot::Main)
            m_map = result.heatmap;
    });
    connect(&localization, &Localization::mapCleared, this, [this](MapSlot slot) {
        if (slot == MapSlot::Main)
            m_map = {};
    });
    const AnnotationSelection &selection = editor.selection();
    connect(&selection, &AnnotationSelection::proposalChanged, this, &ProposalCommands::enable);
    connect(&selection, &AnnotationSelection::clipChanged, this, &ProposalCommands::enable);
    connect(&editor.document(),
            &AnnotationDocument::editableChanged,
            this,
            &ProposalCommands::enable);
    enable();
}

void ProposalCommands::propose()
{
    const MediaTime time = m_editor.time();
    const bool isOfThisPicture = !m_map.isEmpty()
                                 && (m_map.pts == time || m_editor.clip()->isPicture);
    MaskRule rule;
    rule.threshold = ThresholdRule::Absolute;
    rule.comparison = MaskComparison::GreaterOrEqual;
    rule.absoluteThreshold = kThreshold;
    const auto box = isOfThisPicture ? boxOfHeatmap(m_map, rule) : std::nullopt;
    if (!box) {
        Q_EMIT hinted(tr("There is no heat map of this picture yet."));
        return;
    }
    m_editor.selection().setProposal(BoxProposal{BoxProposal::Source::HeatMap, {{time, *box}}});
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
    const gestures::NewTrack place = m_editor.newTrack();
    if (!m_editor.apply(gestures::acceptProposal(place, proposal->boxes)))
        return;
    m_editor.selection().setProposal(std::nullopt);
    if (taken == Taken::ToBeAdjusted)
        m_editor.selection().setTrack(place.id);
}

void ProposalCommands::enable()
{
    const bool can = m_editor.clip() != nullptr && m_editor.document().isEditable();
    const bool isProposed = can && m_editor.selection().proposal().has_value();
    m_actions.action(u"annotation.propose"_s)->setEnabled(can);
    for (const char *id : {"annotation.accept", "annotation.adjust", "annotation.refuse"})
        m_actions.action(QString::fromLatin1(id))->setEnabled(isProposed);
}

} // namespace soundlocus

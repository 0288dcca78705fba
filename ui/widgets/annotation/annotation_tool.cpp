// SPDX-License-Identifier: MIT
#include "ui/widgets/annotation/annotation_tool.h"

#include "engine/annotation/gestures.h"
#include "ui/models/annotation_palette.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPainter>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace soundlocus {

namespace {

constexpr std::chrono::seconds kPauseThatEndsARun{1};

/// Below what the canvas writes in an upper corner.
QRectF panelArea(const CanvasToolPane &pane)
{
    QRectF area = pane.area;
    if (!pane.caption.isNull())
        area.setTop(pane.caption.bottom());
    return area;
}

/// The same values in memory.
bool samePicture(const Frame &a, const Frame &b)
{
    if (a.isEmpty() || b.isEmpty())
        return a.isEmpty() && b.isEmpty();
    return a.sharesPixels(b) && a.pts == b.pts;
}
bool samePicture(const Heatmap &a, const Heatmap &b)
{
    return a.values().data() == b.values().data() && a.size() == b.size() && a.pts == b.pts;
}

gestures::BoxChange changeOf(BoxEdit::Kind kind)
{
    return kind == BoxEdit::Kind::Resize ? gestures::BoxChange::Resize : gestures::BoxChange::Move;
}

} // namespace

AnnotationTool::AnnotationTool(AnnotationDocument &document,
                               AnnotationSelection &selection,
                               QObject *parent)
    : CanvasTool(parent)
    , m_document(document)
    , m_selection(selection)
{
    m_runTimer.setSingleShot(true);
    m_runTimer.setInterval(kPauseThatEndsARun);
    connect(&m_runTimer, &QTimer::timeout, this, &AnnotationTool::finish);

    connect(&document, &AnnotationDocument::wasReset, this, &AnnotationTool::reload);
    connect(&document, &AnnotationDocument::editableChanged, this, &AnnotationTool::reload);
    connect(&document, &AnnotationDocument::labelsChanged, this, &AnnotationTool::reload);
    connect(&document, &AnnotationDocument::annotatorsChanged, this, &AnnotationTool::reload);
    connect(&document, &AnnotationDocument::clipListChanged, this, &AnnotationTool::reload);
    connect(&document, &AnnotationDocument::clipChanged, this, [this](ClipId clip) {
        if (clip == m_place.clip)
            reload();
    });
    connect(&selection, &AnnotationSelection::clipChanged, this, [this](ClipId clip) {
        finish(); // what is under way belongs to the clip before
        m_place.clip = clip;
        reload();
    });
    connect(&selection, &AnnotationSelection::tracksChanged, this, [this] {
        if (m_editor.activity() == BoxEditor::Activity::Nudging)
            finish();
        reload();
    });
    connect(&selection, &AnnotationSelection::annotatorChanged, this, [this] {
        finish();
        reload();
    });
    connect(&selection, &AnnotationSelection::proposalChanged, this, &AnnotationTool::reload);
    m_place.clip = selection.clip();
    reload();
}

void AnnotationTool::armDrawing()
{
    m_editor.armDrawing();
    update();
}

void AnnotationTool::setScoreStyle(const ScoreStyle &style)
{
    const bool isOther = m_score.setStyle(style);
    if (isOther)
        scoreAgain();
    update();
    Q_EMIT changed();
}

void AnnotationTool::setConsensus(std::optional<ConsensusRule> rule)
{
    m_rule = rule;
    if (agreeAgain())
        Q_EMIT changed();
}

bool AnnotationTool::agreeAgain()
{
    return m_consensus.set(m_rule,
                           m_rule ? m_shown.byAnnotator(ScoredLayers::Shown, m_editor.preview())
                                  : ConsensusTint::BoxLists());
}

bool AnnotationTool::isEditing() const
{
    return m_editor.preview().has_value();
}

void AnnotationTool::setPicture(const Frame &frame, const Heatmap &map)
{
    if (samePicture(frame, m_frame) && samePicture(map, m_map))
        return;
    const Clip *clip = m_document.clip(m_place.clip);
    const MediaTime time = clip && clip->isPicture ? MediaTime(0) : frame.pts;
    // A run of keys was seen on the frame before; a drag goes on, and ends on what is seen then.
    if (time != m_place.time && m_editor.activity() == BoxEditor::Activity::Nudging)
        finish();
    m_frame = frame;
    m_map = map;
    m_place.time = time;
    m_editor.setPicture({frame.size(), frame.pixelAspect});
    reload();
}

bool AnnotationTool::handleMouse(const CanvasMouse &mouse)
{
    return take(m_editor.handleMouse(mouse));
}

void AnnotationTool::leave()
{
    m_editor.leave();
    update();
}

bool AnnotationTool::claimsKey(const QKeyEvent &event)
{
    if (m_editor.wantsKey(event))
        return true;
    if (m_editor.activity() == BoxEditor::Activity::Nudging && !BoxEditor::isModifier(event))
        finish(); // undo takes back the whole run
    return false;
}

bool AnnotationTool::handleKey(const QKeyEvent &event)
{
    const bool isTaken = take(m_editor.handleKey(event));
    if (m_editor.activity() == BoxEditor::Activity::Nudging)
        m_runTimer.start();
    return isTaken;
}

void AnnotationTool::finish()
{
    take(m_editor.finish());
}

bool AnnotationTool::take(const BoxReply &reply)
{
    if (reply.edit)
        commit(*reply.edit);
    if (reply.selection)
        m_selection.setTracks(*reply.selection);
    if (m_editor.activity() != BoxEditor::Activity::Nudging)
        m_runTimer.stop();
    if (isEditing() && !m_isEditing)
        Q_EMIT editStarted();
    m_isEditing = isEditing();
    update();
    return reply.isTaken;
}

void AnnotationTool::commit(const BoxEdit &edit)
{
    const TrackId id = edit.track.isValid() ? edit.track : TrackId{m_document.newId()};
    Gesture gesture;
    if (edit.kind == BoxEdit::Kind::Draw) {
        gesture = gestures::drawBox(
                {id, m_place.clip, m_selection.annotator(), m_selection.label()},
                m_place.time,
                edit.box);
    } else if (const Track *track = m_document.track(id)) {
        gesture = gestures::setBox(*track, m_place.time, edit.box, changeOf(edit.kind));
    }
    if (auto done = m_document.apply(gesture, {m_place.clip, m_place.time}); !done)
        Q_EMIT editFailed(done.error());
    else if (edit.kind == BoxEdit::Kind::Draw)
        m_selection.setTrack(id);
}

void AnnotationTool::reload()
{
    m_shown = ShownBoxes(m_document, m_selection, m_place);
    m_editor.setCanDraw(m_shown.canDraw());
    m_editor.setSelection(m_selection.tracks());
    m_editor.setBoxes(m_shown.boxes());
    update();
    Q_EMIT changed();
}

void AnnotationTool::update()
{
    std::optional<LiveScore::BoxLists> annotators;
    if (!m_frame.isEmpty() && m_document.clip(m_place.clip))
        annotators = m_shown.byAnnotator(m_score.style().layers, m_editor.preview());
    const bool isOtherScore = m_score.setFrame(m_map, std::move(annotators));
    if (isOtherScore)
        scoreAgain();
    const QString hint = EditHint::text(m_editor, bar());
    if (hint != m_hint) {
        m_hint = hint;
        Q_EMIT hintChanged(m_hint);
    }
    const bool isOtherConsensus = agreeAgain();
    const Look look{m_editor.activity(), m_editor.preview(), m_editor.hover(), crosshair()};
    if (look == m_look && !isOtherConsensus)
        return;
    m_look = look;
    Q_EMIT changed();
}

std::optional<QPointF> AnnotationTool::crosshair() const
{
    const bool isSeen = m_editor.isArmed() || m_editor.activity() == BoxEditor::Activity::Drawing;
    return isSeen ? m_editor.pointer() : std::nullopt;
}

void AnnotationTool::scoreAgain()
{
    if (const auto &score = m_score.score())
        m_tint.setPixels(score->pixels, {score->side, score->side});
    else
        m_tint.setPixels({}, {});
    Q_EMIT scoreChanged();
}

DrawingBar AnnotationTool::bar() const
{
    const Annotator *own = m_document.annotator(m_selection.annotator());
    if (!m_document.clip(m_place.clip))
        return DrawingBar::NoClip;
    if (!m_document.isEditable())
        return DrawingBar::ReadOnly;
    if (!own)
        return DrawingBar::NoAnnotator;
    return own->isShown ? DrawingBar::None : DrawingBar::HiddenLayer;
}

std::optional<Qt::CursorShape> AnnotationTool::cursorShape() const
{
    return EditHint::cursor(m_editor);
}

std::vector<QPointF> AnnotationTool::keptClear(const CanvasToolPane &pane) const
{
    std::vector<QPointF> points;
    const auto add = [&](const BoundingBox &box, const std::vector<double> &places) {
        for (const double x : places) {
            for (const double y : places) {
                const QPointF inFrame(std::lerp(box.x0, box.x1, x), std::lerp(box.y0, box.y1, y));
                points.push_back(pane.geometry.widgetFromFrame(inFrame));
            }
        }
    };
    for (const PaintedBox &box : m_shown.painted()) {
        if (!box.isOther)
            add(box.box, box.isSelected ? std::vector{0.0, 0.5, 1.0} : std::vector{0.0, 1.0});
    }
    if (const auto &edit = m_editor.preview())
        add(edit->box, {0.0, 0.5, 1.0});
    return points;
}

void AnnotationTool::paint(QPainter &painter, const CanvasToolPane &pane) const
{
    const bool isMain = pane.slot == MapSlot::Main;
    if (isMain && !m_consensus.isEmpty())
        m_consensus.paint(painter, pane.geometry, pane.seenPixels, pane.devicePixelRatio);
    else if (isMain && m_score.style().tintsPixels)
        m_tint.paint(painter, pane.geometry, pane.seenPixels, pane.devicePixelRatio);
    if (isMain) {
        const ScoreWords words = m_score.words();
        if (words != ScoreWords())
            paintScorePanel(painter, words, panelArea(pane), keptClear(pane));
    }
    paintBoxes(painter, pane); // above the panel: no handle is out of sight
    paintUnderWay(painter, pane);
}

void AnnotationTool::paintBoxes(QPainter &painter, const CanvasToolPane &pane) const
{
    const auto &edit = m_editor.preview();
    for (PaintedBox box : m_shown.painted()) {
        if (edit && edit->track.isValid() && edit->track == box.track) {
            box.box = edit->box;
            box.line = BoxLine::Key;
        }
        const auto &hover = m_editor.hover();
        if (hover && hover->isEditable && hover->track == box.track)
            box.hasHandles = true;
        paintBox(painter, box, pane.geometry);
    }
    if (!edit || edit->kind != BoxEdit::Kind::Draw)
        return;
    Track track;
    track.id = TrackId{static_cast<std::int64_t>(m_shown.boxes().size())};
    const Label *label = m_document.label(m_selection.label());
    PaintedBox box;
    box.box = edit->box;
    box.color = colorOf(track, label);
    if (label)
        box.name = QString::fromStdString(label->name);
    box.isSelected = true;
    paintBox(painter, box, pane.geometry);
}

void AnnotationTool::paintUnderWay(QPainter &painter, const CanvasToolPane &pane) const
{
    if (const auto place = crosshair())
        paintCrosshair(painter, pane.geometry.widgetFromFrame(*place), pane.seen);
    if (!m_editor.preview())
        return;
    const BoundingBox &box = m_editor.preview()->box;
    paintReadout(painter,
                 inWords(box),
                 QRectF(pane.geometry.widgetFromFrame({box.x0, box.y0}),
                        pane.geometry.widgetFromFrame({box.x1, box.y1})),
                 pane.area);
}

QString AnnotationTool::inWords(const BoundingBox &box) const
{
    const QRectF pixels = inPixels(box, m_frame.size());
    const QLocale locale;
    const auto number = [&locale](double value) {
        const double tenth = std::round(value * 10) / 10;
        return locale.toString(tenth, 'f', tenth == std::round(tenth) ? 0 : 1);
    };
    return tr("x %1, y %2 · %3 × %4 px", "corner and size of a box in pixels of the picture")
            .arg(number(pixels.x()),
                 number(pixels.y()),
                 number(pixels.width()),
                 number(pixels.height()));
}

QString AnnotationTool::description() const
{
    if (m_shown.painted().empty())
        return {};
    QString count = tr("Boxes on this frame: %L1").arg(m_shown.boxes().size());
    if (!m_consensus.isEmpty())
        count = tr("%1. Consensus over %2 % of the picture", "how many boxes; a number")
                        .arg(count, QLocale().toString(m_consensus.share() * 100, 'f', 1));
    const auto selected = std::ranges::find(
            m_shown.painted(), m_editor.selected(), &PaintedBox::track);
    if (!m_editor.selected().isValid() || selected == m_shown.painted().end())
        return count;
    return tr("%1. Selected: %2, %3", "how many boxes; name and place of a box")
            .arg(count, selected->name, inWords(selected->box));
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "ui/services/annotation_document.h"
#include "ui/services/annotation_selection.h"
#include "ui/widgets/annotation/box_editor.h"
#include "ui/widgets/annotation/consensus_tint.h"
#include "ui/widgets/annotation/edit_hint.h"
#include "ui/widgets/annotation/live_score.h"
#include "ui/widgets/annotation/score_tint.h"
#include "ui/widgets/annotation/shown_boxes.h"
#include "ui/widgets/canvas/canvas_tool.h"

#include <QString>
#include <QTimer>

#include <optional>

namespace soundlocus {

/// Boxes of the shown frame on the canvas, and what they do to the score: VideoCanvas::setTool().
/// What mouse and keys do is BoxEditor's; a drag is one gesture of the document, and so is a run of
/// arrow keys without a second's pause. A gesture belongs to the frame that was shown when it
/// ended; it is not made while another clip is shown. Ctrl+click is the canvas's probe.
/// Threads: GUI thread only.
class AnnotationTool final : public CanvasTool
{
    Q_OBJECT
public:
    /// @param document, @param selection outlive it
    AnnotationTool(AnnotationDocument &document,
                   AnnotationSelection &selection,
                   QObject *parent = nullptr);

    /// The next drag draws a new box, also above another.
    void armDrawing();
    void setScoreStyle(const ScoreStyle &style);
    [[nodiscard]] const ScoreStyle &scoreStyle() const { return m_score.style(); }
    /// The consensus of the layers that are shown lies over the picture, in the place of the
    /// score's pixels. @param rule none: it does not
    void setConsensus(std::optional<ConsensusRule> rule);
    [[nodiscard]] const ConsensusTint &consensus() const { return m_consensus; }
    /// Of the shown frame with its boxes as they are seen, also while one is dragged.
    [[nodiscard]] const LiveScore &score() const { return m_score; }
    [[nodiscard]] const QString &hint() const { return m_hint; }
    /// A drag or a run of arrow keys is under way.
    [[nodiscard]] bool isEditing() const;

    void setPicture(const Frame &frame, const Heatmap &map) override;
    bool handleMouse(const CanvasMouse &mouse) override;
    void leave() override;
    bool claimsKey(const QKeyEvent &event) override;
    bool handleKey(const QKeyEvent &event) override;
    /// A run of arrow keys becomes a gesture, a drag is dropped. Also to be called before anything
    /// else changes the document from a menu.
    void finish() override;
    /// How many boxes there are, and the selected one; not what is under way.
    [[nodiscard]] QString description() const override;
    [[nodiscard]] std::optional<Qt::CursorShape> cursorShape() const override;
    /// Corners of one's own boxes and proposals; of the selected and the dragged box all handles.
    [[nodiscard]] std::vector<QPointF> keptClear(const CanvasToolPane &pane) const override;
    void paint(QPainter &painter, const CanvasToolPane &pane) const override;

Q_SIGNALS:
    /// What mouse and keys will do; empty: nothing of note.
    void hintChanged(const QString &hint);
    /// score() is another.
    void scoreChanged();
    /// A box is taken hold of: a clip that plays should stop.
    void editStarted();
    /// A gesture was refused.
    void editFailed(const soundlocus::Error &error);

private:
    bool take(const BoxReply &reply);
    void commit(const BoxEdit &edit);
    void reload();
    void update();
    void scoreAgain();
    bool agreeAgain();
    [[nodiscard]] std::optional<QPointF> crosshair() const;
    [[nodiscard]] DrawingBar bar() const;
    void paintBoxes(QPainter &painter, const CanvasToolPane &pane) const;
    void paintUnderWay(QPainter &painter, const CanvasToolPane &pane) const;
    [[nodiscard]] QString inWords(const BoundingBox &box) const;

    /// What of the editor is seen: a mouse that only moves paints nothing anew.
    struct Look
    {
        BoxEditor::Activity activity = BoxEditor::Activity::Idle;
        std::optional<BoxEdit> preview;
        std::optional<BoxHit> hover;
        std::optional<QPointF> crosshair;

        bool operator==(const Look &) const = default;
    };

    AnnotationDocument &m_document;
    AnnotationSelection &m_selection;
    BoxEditor m_editor;
    Frame m_frame;
    Heatmap m_map;
    ShownPlace m_place;
    ShownBoxes m_shown;
    LiveScore m_score;
    QString m_hint;
    Look m_look;
    QTimer m_runTimer; // a pause in a run of arrow keys ends it
    bool m_isEditing = false;
    ScoreTint m_tint; // of m_score's pixels
    std::optional<ConsensusRule> m_rule;
    ConsensusTint m_consensus;
};

} // namespace soundlocus

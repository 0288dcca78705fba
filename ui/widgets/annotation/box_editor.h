// SPDX-License-Identifier: MIT
#pragma once

#include "ui/widgets/annotation/box_hit.h"
#include "ui/widgets/canvas/canvas_tool.h"

#include <QPointF>

#include <optional>
#include <vector>

class QKeyEvent;

namespace soundlocus {

/// A new box, or another place of one.
struct BoxEdit
{
    enum class Kind { Draw, Move, Resize };
    Kind kind = Kind::Draw;
    TrackId track; ///< none: Draw
    BoundingBox box;

    bool operator==(const BoxEdit &) const = default;
};

/// What came of an event.
struct BoxReply
{
    bool isTaken = false;
    /// One step, done: a drag that ended, a run of arrow keys.
    std::optional<BoxEdit> edit;
    /// Other tracks are selected now, the one that is edited last.
    std::optional<std::vector<TrackId>> selection;
};

/// Boxes under mouse and keys: draws, moves and resizes them, and picks them out. It knows the
/// boxes of the shown frame and nothing else; what it makes is told in its replies, and the boxes
/// stay as they were until setBoxes().
///
/// Left button: on a box it selects and drags it, at edges and corners it resizes; on the picture
/// it draws; without a drag it deselects, Shift adds to what is selected. Shift while dragging
/// keeps the aspect. With Ctrl nothing is taken. Boxes that are not editable are selected, and
/// drawn over. Keys: arrows move by one picture pixel, with Shift by ten; with Ctrl they move the
/// right or the bottom edge; Tab and Shift+Tab go round the boxes that overlap under the pointer,
/// else through all, behind the last one they are not taken; Esc and Ctrl+Z take back a drag; Esc
/// deselects. While a button is held every key is taken. Threads: GUI thread only; needs no widget.
class BoxEditor
{
public:
    enum class Activity {
        Idle,
        Pressed, ///< not far enough yet to be a drag
        Drawing,
        Moving,
        Resizing,
        Nudging, ///< a run of arrow keys; finish() ends it
    };

    void setPicture(const PictureShape &picture);
    /// What is seen on the shown frame. What is being dragged is dropped where its box is no more.
    void setBoxes(std::vector<EditorBox> boxes);
    void setSelection(std::vector<TrackId> tracks);
    /// Whether boxes can be drawn here; drawing ends where not.
    void setCanDraw(bool canDraw);
    /// The next drag draws, also above a box, until it has or Esc.
    void armDrawing();

    BoxReply handleMouse(const CanvasMouse &mouse);
    BoxReply handleKey(const QKeyEvent &event);
    /// Whether handleKey() would take a press.
    [[nodiscard]] bool wantsKey(const QKeyEvent &event) const;
    /// A key that does nothing of its own.
    [[nodiscard]] static bool isModifier(const QKeyEvent &event);
    /// Ends a run of arrow keys, which becomes a step; drops a drag.
    BoxReply finish();
    void leave();

    [[nodiscard]] Activity activity() const { return m_activity; }
    [[nodiscard]] bool isDragging() const;
    [[nodiscard]] bool isArmed() const { return m_isArmed; }
    [[nodiscard]] bool canDraw() const { return m_canDraw; }
    /// The box under way.
    [[nodiscard]] const std::optional<BoxEdit> &preview() const { return m_preview; }
    /// The box that a press would take, or that is held.
    [[nodiscard]] const std::optional<BoxHit> &hover() const { return m_hover; }
    /// Of the mouse, in fractions of the frame; none beside the canvas.
    [[nodiscard]] std::optional<QPointF> pointer() const;
    /// How many boxes overlap there.
    [[nodiscard]] std::size_t boxesUnderPointer() const;
    /// The one that keys edit; none: no id.
    [[nodiscard]] TrackId selected() const;

private:
    BoxReply press();
    BoxReply release();
    void drag();
    void updateHover();
    void beginDrag();
    void drop();
    BoxReply nudge(const QKeyEvent &event);
    BoxReply cycle(const QKeyEvent &event);
    BoxReply escape();
    [[nodiscard]] const EditorBox *box(TrackId track) const;
    [[nodiscard]] const EditorBox *editableSelection() const;
    [[nodiscard]] QPointF pixelUnderMouse() const;

    PictureShape m_picture;
    std::vector<EditorBox> m_boxes;
    std::vector<TrackId> m_selection;
    bool m_canDraw = false;
    bool m_isArmed = false;

    Activity m_activity = Activity::Idle;
    std::optional<CanvasMouse> m_mouse; // the newest
    QPointF m_start;                    // of a press, in the widget
    QPointF m_startPixel;               // the same in the picture, for a view that is zoomed since
    std::optional<EditorBox> m_held;    // as it was before it was dragged
    BoxGrip m_grip = BoxGrip::None;     // None: draws
    std::optional<BoxEdit> m_preview;
    std::optional<BoxHit> m_hover;
};

} // namespace soundlocus

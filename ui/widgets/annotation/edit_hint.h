// SPDX-License-Identifier: MIT
#pragma once

#include "ui/widgets/annotation/box_editor.h"

#include <QCoreApplication>
#include <QString>

namespace soundlocus {

/// Why no box can be drawn.
enum class DrawingBar {
    None,
    NoClip,      ///< what is shown is not of the project
    ReadOnly,    ///< the project is only read
    NoAnnotator, ///< nobody is chosen to draw
    HiddenLayer, ///< whoever draws is hidden
};

/// What mouse and keys will do now, for the status bar, and where a cursor says so too.
class EditHint
{
    Q_DECLARE_TR_FUNCTIONS(soundlocus::EditHint)
public:
    /// One line; empty where the mouse is not above the picture.
    [[nodiscard]] static QString text(const BoxEditor &editor, DrawingBar bar);
    /// None: the canvas's own.
    [[nodiscard]] static std::optional<Qt::CursorShape> cursor(const BoxEditor &editor);

private:
    [[nodiscard]] static QString underWay(BoxEditor::Activity activity);
    [[nodiscard]] static QString onBox(const BoxEditor &editor, DrawingBar bar);
    [[nodiscard]] static QString onPicture(const BoxEditor &editor, DrawingBar bar);
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/annotation_editor.h"
#include "ui/panels/action_registry.h"

#include <QObject>

#include <vector>

namespace soundlocus {

/// Boxes that are copied here and pasted on another picture, also of another clip: as tracks of
/// their own on the layer of whoever draws. Threads: GUI thread only.
class ClipboardCommands final : public QObject
{
    Q_OBJECT
public:
    /// Everything outlives it.
    ClipboardCommands(AnnotationEditor &editor, ActionRegistry &actions, QObject *parent = nullptr);

Q_SIGNALS:
    void hinted(const QString &text);

private:
    void copy();
    void paste();
    void enable();

    AnnotationEditor &m_editor;
    QAction *m_copy = nullptr;
    QAction *m_paste = nullptr;
    std::vector<Track> m_tracks; // as they were
    MediaTime m_time{0};         // of the picture they were copied on
};

} // namespace soundlocus

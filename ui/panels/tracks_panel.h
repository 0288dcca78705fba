// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/track_model.h"
#include "ui/panels/action_registry.h"

#include <QWidget>

class QLabel;
class QTreeView;

namespace soundlocus {

/// Tracks of the clip shown: selected here and on the picture alike; a double click goes to the
/// first key frame. Delete deletes, the menu gives another label. Threads: GUI thread only.
class TracksPanel final : public QWidget
{
    Q_OBJECT
public:
    /// Everything outlives it.
    TracksPanel(AnnotationEditor &editor, ActionRegistry &actions, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refresh();
    void showSelection();
    void takeSelection();
    void showMenu(QPoint point);

    AnnotationEditor &m_editor;
    ActionRegistry &m_actions;
    TrackModel *m_model = nullptr;
    QTreeView *m_view = nullptr;
    QLabel *m_empty = nullptr;
    bool m_isShowing = false; ///< the view is told, it does not tell
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/clip_filter_model.h"
#include "ui/models/clip_model.h"
#include "ui/panels/action_registry.h"
#include "ui/services/annotation_selection.h"

#include <QWidget>

#include <initializer_list>
#include <vector>

class QComboBox;
class QLabel;
class QLineEdit;
class QStackedWidget;
class QTreeView;

namespace soundlocus {

/// Clips of the project: found by text and review state, counted, opened by double click or
/// Return, taken out by Delete. Threads: GUI thread only.
class ClipsPanel final : public QWidget
{
    Q_OBJECT
public:
    /// Everything outlives it.
    ClipsPanel(ClipModel &clips,
               const AnnotationDocument &document,
               const AnnotationSelection &selection,
               ActionRegistry &actions,
               QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void clipWanted(soundlocus::ClipId clip);
    void removalWanted(const std::vector<soundlocus::ClipId> &clips);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeControls();
    void layOut(ActionRegistry &actions);
    QWidget *makeButtons(ActionRegistry &actions, std::initializer_list<const char *> ids);
    void refresh();
    void showCounts();
    void showCurrent();
    void open(const QModelIndex &index);
    void remove();
    void showMenu(QPoint point);

    ClipModel &m_clips;
    const AnnotationDocument &m_document;
    const AnnotationSelection &m_selection;
    ClipFilterModel *m_filter = nullptr;
    QLineEdit *m_text = nullptr;
    QComboBox *m_state = nullptr;
    QTreeView *m_view = nullptr;
    QLabel *m_counts = nullptr;
    QLabel *m_empty = nullptr;
    QStackedWidget *m_pages = nullptr;
    QWidget *m_projectButtons = nullptr;
    QWidget *m_mediaButtons = nullptr;
};

} // namespace soundlocus

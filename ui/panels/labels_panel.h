// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/label_model.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeView;

namespace soundlocus {

/// Labels of the project: the selected one is that of new boxes; names and digit keys are edited in
/// place, colours by double click on them. Threads: GUI thread only.
class LabelsPanel final : public QWidget
{
    Q_OBJECT
public:
    /// @param editor outlives it
    explicit LabelsPanel(AnnotationEditor &editor, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

private:
    void layOut();
    void refresh();
    void showCurrent();
    void add();
    void chooseColor();
    void removeCurrent();
    [[nodiscard]] LabelId current() const;

    AnnotationEditor &m_editor;
    LabelModel *m_model = nullptr;
    QTreeView *m_view = nullptr;
    QLabel *m_empty = nullptr;
    QLineEdit *m_name = nullptr;
    QPushButton *m_add = nullptr;
    QPushButton *m_color = nullptr;
    QPushButton *m_remove = nullptr;
};

} // namespace soundlocus

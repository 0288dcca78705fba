// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/annotator_model.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeView;

namespace soundlocus {

/// Layers: ticked ones are shown, a click in the column of the pencil chooses who draws. Below, how
/// far they agree on the picture shown. Threads: GUI thread only.
class AnnotatorsPanel final : public QWidget
{
    Q_OBJECT
public:
    /// @param editor outlives it
    explicit AnnotatorsPanel(AnnotationEditor &editor, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

private:
    void refresh();
    void add();

    AnnotationEditor &m_editor;
    AnnotatorModel *m_model = nullptr;
    QTreeView *m_view = nullptr;
    QLabel *m_empty = nullptr;
    QLineEdit *m_name = nullptr;
    QPushButton *m_add = nullptr;
};

} // namespace soundlocus

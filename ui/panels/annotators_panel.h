// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/annotator_model.h"
#include "ui/services/settings.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QTreeView;

namespace soundlocus {

class ConsensusBox;

/// Layers: ticked ones are shown, a click in the column of the pencil chooses who draws. Below, how
/// far they agree on the picture shown, and which map of it lies over the picture. Threads: GUI
/// thread only.
class AnnotatorsPanel final : public QWidget
{
    Q_OBJECT
public:
    /// Everything outlives it.
    AnnotatorsPanel(AnnotationEditor &editor, Settings &settings, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

private:
    void refresh();
    void add();

    AnnotationEditor &m_editor;
    AnnotatorModel *m_model = nullptr;
    QTreeView *m_view = nullptr;
    QLabel *m_empty = nullptr;
    QLineEdit *m_name = nullptr;
    ConsensusBox *m_consensus = nullptr;
    QPushButton *m_add = nullptr;
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/annotation_editor.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace soundlocus {

/// Review state, tags and note of the clip shown. A note counts when the field is left.
/// Threads: GUI thread only.
class ClipNotesPanel final : public QWidget
{
    Q_OBJECT
public:
    /// @param editor outlives it
    explicit ClipNotesPanel(AnnotationEditor &editor, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    /// The note is left.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeControls();
    void refresh();
    void storeTags();
    void storeNote();

    AnnotationEditor &m_editor;
    ClipId m_clip; ///< whose facts the fields hold
    QLabel *m_name = nullptr;
    QComboBox *m_state = nullptr;
    QLineEdit *m_tags = nullptr;
    QPlainTextEdit *m_note = nullptr;
};

} // namespace soundlocus

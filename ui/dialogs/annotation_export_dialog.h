// SPDX-License-Identifier: MIT
#pragma once

#include "ui/services/annotation_document.h"
#include "ui/services/project_service.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QLineEdit;
class QListWidget;

namespace soundlocus {

/// Where annotations go, in which format, how many boxes and whose. Threads: GUI thread only.
class AnnotationExportDialog final : public QDialog
{
    Q_OBJECT
public:
    /// @param folder where the path begins
    AnnotationExportDialog(const AnnotationDocument &document,
                           const QString &folder,
                           QWidget *parent = nullptr);

    [[nodiscard]] AnnotationExport request() const;

private:
    void makeControls(const AnnotationDocument &document);
    void layOut();
    void choosePath();
    void formatChosen();
    void refresh();
    [[nodiscard]] QString format() const;

    QString m_folder;
    QComboBox *m_format = nullptr;
    QLineEdit *m_path = nullptr;
    QCheckBox *m_dense = nullptr;
    QListWidget *m_layers = nullptr;
    QDialogButtonBox *m_buttons = nullptr;
    bool m_hasOwnPath = false; ///< typed or chosen, not proposed
};

} // namespace soundlocus

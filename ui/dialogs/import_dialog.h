// SPDX-License-Identifier: MIT
#pragma once

#include "ui/services/project_service.h"

#include <QDialog>

class QCheckBox;

namespace soundlocus {

/// What a file of annotations holds and what is wrong with it, before any of it counts.
/// Threads: GUI thread only.
class ImportDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit ImportDialog(const ImportPreview &preview, QWidget *parent = nullptr);

    /// Boxes without a pixel are to be left out.
    [[nodiscard]] bool dropsDegenerate() const;

private:
    [[nodiscard]] static QString countsText(const ImportPreview &preview);
    QWidget *makeList(const QStringList &lines, const QString &name);

    QCheckBox *m_drops = nullptr;
};

} // namespace soundlocus

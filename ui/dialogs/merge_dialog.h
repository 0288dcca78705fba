// SPDX-License-Identifier: MIT
#pragma once

#include "ui/services/project_service.h"

#include <QDialog>

namespace soundlocus {

/// "Clip “pond”: boxes of Anna differ; the others are kept as “Anna (2)”": for people.
[[nodiscard]] QString mergeConflictText(const MergeConflict &conflict);

/// Says what joining another project would bring, and lists what the two say differently, before
/// anything counts. Threads: GUI thread only.
class MergeDialog final : public QDialog
{
    Q_OBJECT
public:
    explicit MergeDialog(const MergePreview &preview, QWidget *parent = nullptr);
};

} // namespace soundlocus

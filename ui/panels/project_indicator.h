// SPDX-License-Identifier: MIT
#pragma once

#include "ui/services/project_service.h"

#include <QLabel>

namespace soundlocus {

/// State of the project in the status bar: stored, being stored, waiting, only read and by whom it
/// is held. Hidden while none is open. Threads: GUI thread only.
class ProjectIndicator final : public QLabel
{
    Q_OBJECT
public:
    explicit ProjectIndicator(QWidget *parent = nullptr);

    void setStatus(const ProjectStatus &status);
};

} // namespace soundlocus

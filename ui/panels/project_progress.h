// SPDX-License-Identifier: MIT
#pragma once

#include "ui/services/project_service.h"

#include <QWidget>

class QLabel;

namespace soundlocus {

/// What a project does in the background, how far it is, and a button to stop it; hidden while it
/// does nothing. Threads: GUI thread only.
class ProjectProgress final : public QWidget
{
    Q_OBJECT
public:
    explicit ProjectProgress(QWidget *parent = nullptr);

    void setActivity(const ProjectActivity &activity);

Q_SIGNALS:
    void stopWanted();

private:
    QLabel *m_label = nullptr;
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "ui/panels/project_indicator.h"

#include <QFileInfo>

namespace soundlocus {

ProjectIndicator::ProjectIndicator(QWidget *parent)
    : QLabel(parent)
{
    setAccessibleName(tr("State of the project"));
    setContentsMargins(6, 0, 6, 0);
    setStatus({});
}

void ProjectIndicator::setStatus(const ProjectStatus &status)
{
    const QString name = QFileInfo(status.path).completeBaseName();
    QString text;
    switch (status.state) {
    case ProjectStatus::State::None:
        break;
    case ProjectStatus::State::Opening:
        text = tr("%1: opening…").arg(name);
        break;
    case ProjectStatus::State::Stored:
        text = tr("%1: ✓ stored").arg(name);
        break;
    case ProjectStatus::State::Storing:
        text = tr("%1: storing…").arg(name);
        break;
    case ProjectStatus::State::Retrying:
        text = tr("%1: ⚠ %n step(s) not stored, trying again", nullptr, status.waiting).arg(name);
        break;
    case ProjectStatus::State::ReadOnly:
        text = status.reason.isEmpty() ? tr("%1: read only").arg(name)
                                       : tr("%1: read only, %2").arg(name, status.reason);
        break;
    }
    QFont font = this->font();
    font.setBold(status.state == ProjectStatus::State::Retrying
                 || status.state == ProjectStatus::State::ReadOnly);
    setFont(font);
    setText(text);
    setToolTip(status.reason.isEmpty() ? status.path
                                       : status.path + QLatin1Char('\n') + status.reason);
    setVisible(!text.isEmpty());
}

} // namespace soundlocus

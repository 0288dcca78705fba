// SPDX-License-Identifier: MIT
#include "ui/panels/project_progress.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QToolButton>

namespace soundlocus {

ProjectProgress::ProjectProgress(QWidget *parent)
    : QWidget(parent)
    , m_label(new QLabel(this))
{
    auto *stop = new QToolButton(this);
    stop->setText(tr("Stop"));
    stop->setAutoRaise(true);
    connect(stop, &QToolButton::clicked, this, &ProjectProgress::stopWanted);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(6, 0, 6, 0);
    layout->addWidget(m_label);
    layout->addWidget(stop);
    hide();
}

void ProjectProgress::setActivity(const ProjectActivity &activity)
{
    const QLocale locale;
    m_label->setText(activity.total > 0
                             ? tr("%1: %2 of %3")
                                       .arg(activity.what,
                                            locale.toString(activity.done),
                                            locale.toString(activity.total))
                             : tr("%1: %2").arg(activity.what, locale.toString(activity.done)));
    setVisible(!activity.what.isEmpty());
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "ui/panels/export_progress.h"

#include "ui/panels/symbol_icon.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

namespace soundlocus {

namespace {

constexpr int kPercent = 100;
constexpr int kBarWidth = 140;

} // namespace

ExportProgress::ExportProgress(Exporter &exporter, QWidget *parent)
    : QWidget(parent)
    , m_exporter(exporter)
    , m_label(new QLabel(this))
    , m_bar(new QProgressBar(this))
{
    auto *cancel = new QToolButton(this);
    cancel->setIcon(symbolIcon(Symbol::Close));
    cancel->setAutoRaise(true);
    cancel->setFocusPolicy(Qt::TabFocus);
    cancel->setToolTip(tr("Stop exporting"));
    cancel->setAccessibleName(tr("Stop exporting"));
    m_bar->setRange(0, kPercent);
    m_bar->setFixedWidth(kBarWidth);
    m_bar->setAccessibleName(tr("Progress of the export"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_label);
    layout->addWidget(m_bar);
    layout->addWidget(cancel);
    connect(cancel, &QToolButton::clicked, this, [this] {
        for (const int job : m_jobs.keys())
            m_exporter.cancel(job);
    });
    connect(&m_exporter, &Exporter::progressed, this, [this](int job, double share) {
        if (!m_jobs.contains(job))
            return;
        m_jobs[job].share = share;
        refresh();
    });
    connect(&m_exporter, &Exporter::finished, this, [this](int job, const QString &path) {
        end(job);
        Q_EMIT finished(path);
    });
    connect(&m_exporter, &Exporter::failed, this, [this](int job, const Error &error) {
        const QString path = m_jobs.value(job).path;
        end(job);
        Q_EMIT failed(path, error);
    });
    connect(&m_exporter, &Exporter::cancelled, this, &ExportProgress::end);
    for (const ExportJob &job : exporter.jobs()) // of a window before
        m_jobs.insert(job.id, Job{job.outputPath, 0});
    refresh();
}

void ExportProgress::start(const ExportRequest &request)
{
    m_jobs.insert(m_exporter.start(request), Job{request.outputPath, 0});
    refresh();
}

void ExportProgress::end(int job)
{
    m_jobs.remove(job);
    refresh();
}

void ExportProgress::refresh()
{
    setVisible(!m_jobs.isEmpty());
    if (m_jobs.isEmpty())
        return;
    double share = 0;
    for (const Job &job : std::as_const(m_jobs))
        share += job.share / static_cast<double>(m_jobs.size());
    const QString name = QFileInfo(m_jobs.cbegin()->path).fileName();
    m_label->setText(m_jobs.size() == 1
                             ? tr("Writing %1").arg(name)
                             : tr("Writing %n files", nullptr, static_cast<int>(m_jobs.size())));
    m_bar->setValue(static_cast<int>(share * kPercent));
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "ui/services/exporter.h"

#include <QHash>
#include <QWidget>

class QLabel;
class QProgressBar;

namespace soundlocus {

/// Progress of exports in the background with a button to stop them; hidden while there are none.
/// Threads: GUI thread only.
class ExportProgress final : public QWidget
{
    Q_OBJECT
public:
    explicit ExportProgress(Exporter &exporter, QWidget *parent = nullptr);

    /// Starts a job and shows it.
    void start(const ExportRequest &request);
    [[nodiscard]] bool isBusy() const { return !m_jobs.isEmpty(); }

Q_SIGNALS:
    void finished(const QString &path);
    void failed(const QString &path, const soundlocus::Error &error);

private:
    void end(int job);
    void refresh();

    struct Job
    {
        QString path;
        double share = 0;
    };
    Exporter &m_exporter;
    QHash<int, Job> m_jobs;
    QLabel *m_label = nullptr;
    QProgressBar *m_bar = nullptr;
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "app/services/annotation/annotation_import.h"
#include "app/services/annotation/annotation_merge.h"
#include "app/services/annotation/project_worker.h"
#include "ui/services/annotation_document.h"
#include "ui/services/project_service.h"

#include <QThread>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace soundlocus {

/// Projects of the engine. One thread owns the file, so that a gesture is stored at once whatever
/// else goes on; another one reads media, imports and exports. Threads: GUI thread only.
class EngineProjectService final : public ProjectService
{
    Q_OBJECT
public:
    explicit EngineProjectService(QObject *parent = nullptr);
    /// Stores what waits, stops the other jobs.
    ~EngineProjectService() override;

    [[nodiscard]] AnnotationDocument &document() override { return m_document; }
    [[nodiscard]] const ProjectStatus &status() const override { return m_status; }

    void create(const QString &path) override;
    void open(const QString &path) override;
    void close() override;
    void saveCopy(const QString &path) override;
    bool waitForStored(int milliseconds) override;
    void addMedia(const QStringList &paths) override;
    void locateMedia(const QString &folder) override;
    void prepareImport(const QString &path,
                       const QString &format,
                       const QString &mediaFolder) override;
    void applyImport(bool dropsDegenerate) override;
    void cancelImport() override;
    void importLabels(const QString &path) override;
    void exportTo(const AnnotationExport &request) override;
    void prepareMerge(const QString &path) override;
    void applyMerge() override;
    void cancelMerge() override;
    void stopJobs() override;

private:
    void connectWorker();
    void openAs(const QString &path, ProjectWorker::Mode mode);
    void takeOver(OpenedProject &project);
    void takeReport(const StoringReport &report);
    /// What belonged to the project before does not any more.
    void startAfresh();
    void forget();
    void setStatus(ProjectStatus status);
    void finishImport();
    void finishMerge();
    /// For a job: tells how far it is, at most ten times a second.
    [[nodiscard]] ProgressCallback progressOf(const QString &what);
    void setActivity(const ProjectActivity &activity);
    void applyOrTell(const QString &what, const Gesture &gesture);
    /// Runs a job on the thread of the jobs, and what it returns on this one, unless another
    /// project is open by then.
    void runJob(const QString &what, std::function<std::function<void()>(std::stop_token)> job);

    AnnotationDocument m_document;
    ProjectStatus m_status;
    StoringReport m_report;      // the newest of this project
    std::int64_t m_sent = 0;     // gestures of this project
    int m_project = 0;           // number of the project that is open
    bool m_wasEditable = false;  // before another project was asked for
    std::stop_source m_stopJobs; // of this project
    std::stop_source m_stopImport;
    std::shared_ptr<const PreparedImport> m_import;
    std::optional<DegenerateBoxes> m_applyImport; // as soon as there are numbers
    std::shared_ptr<const PreparedMerge> m_merge;
    bool m_isMergeWanted = false; // as soon as there are numbers
    ProjectActivity m_activity;
    QThread m_storeThread;
    QThread m_jobThread;
    ProjectWorker *m_worker; // lives and dies on m_storeThread
    QObject *m_jobs;         // lives and dies on m_jobThread
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "app/services/annotation/engine_project_service.h"

#include "app/services/annotation/media_clips.h"
#include "engine/annotation/clip_gestures.h"
#include "engine/core/log.h"
#include "engine/project/media_fingerprint.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <future>
#include <set>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

/// Numbers that are asked for when few are left.
constexpr std::int64_t kFurtherIds = 10'000;
constexpr std::chrono::milliseconds kProgressEvery{100};

/// Clips at their new places.
Gesture locating(const AnnotationDocument &document, const std::vector<FoundMedia> &found)
{
    Gesture gesture{gesture_names::kLocateMedia, {}};
    for (const FoundMedia &media : found) {
        const Clip *clip = document.clip(media.clip);
        if (clip == nullptr)
            continue;
        Clip after = *clip;
        after.media = media.media;
        std::error_code code;
        const fs::path sound = media.media.parent_path() / clip->sound.filename();
        if (!clip->sound.empty() && !fs::exists(clip->sound, code) && fs::exists(sound, code))
            after.sound = sound;
        gesture.edits.push_back(changed(*clip, std::move(after)));
    }
    return gesture;
}

int missingMedia(const std::vector<Clip> &clips)
{
    std::error_code code;
    return static_cast<int>(std::ranges::count_if(clips, [&code](const Clip &clip) {
        return !clip.media.empty() && !fs::exists(clip.media, code);
    }));
}

} // namespace

EngineProjectService::EngineProjectService(QObject *parent)
    : ProjectService(parent)
    , m_worker(new ProjectWorker)
    , m_jobs(new QObject)
{
    m_storeThread.setObjectName(QStringLiteral("project"));
    m_jobThread.setObjectName(QStringLiteral("project jobs"));
    m_worker->moveToThread(&m_storeThread);
    m_jobs->moveToThread(&m_jobThread);
    connect(&m_storeThread, &QThread::finished, m_worker, &QObject::deleteLater);
    connect(&m_jobThread, &QThread::finished, m_jobs, &QObject::deleteLater);
    connectWorker();
    m_storeThread.start();
    m_jobThread.start();
}

EngineProjectService::~EngineProjectService()
{
    m_stopJobs.request_stop();
    m_stopImport.request_stop();
    m_jobThread.quit();
    m_jobThread.wait();
    // After what was posted before.
    QMetaObject::invokeMethod(m_worker, [this] {
        m_worker->storeNow();
        m_storeThread.quit();
    });
    m_storeThread.wait();
}

void EngineProjectService::connectWorker()
{
    ProjectWorker *worker = m_worker;
    connect(worker, &ProjectWorker::opened, this, [this](const auto &project) {
        takeOver(*project);
    });
    connect(worker, &ProjectWorker::openFailed, this, [this](const Error &error) {
        m_document.setEditable(m_wasEditable);
        ProjectStatus status = m_status;
        status.state = ProjectStatus::State::None;
        if (m_document.isOpen())
            status.state = m_wasEditable ? ProjectStatus::State::Stored
                                         : ProjectStatus::State::ReadOnly;
        setStatus(status);
        takeReport(m_report);
        Q_EMIT failed(tr("The project could not be opened"), error);
    });
    connect(worker, &ProjectWorker::closed, this, &EngineProjectService::forget);
    connect(worker, &ProjectWorker::closeFailed, this, [this](const Error &error) {
        m_document.setEditable(m_wasEditable);
        Q_EMIT failed(tr("The project has changes that are stored nowhere; save a copy first"),
                      error);
    });
    connect(worker, &ProjectWorker::idsGiven, this, [this](qint64 first, qint64 count) {
        m_document.addIds(first, count);
        finishImport();
        finishMerge();
    });
    connect(worker, &ProjectWorker::reported, this, &EngineProjectService::takeReport);
    connect(worker, &ProjectWorker::copied, this, &ProjectService::copied);
    connect(worker, &ProjectWorker::copyFailed, this, [this](const Error &error) {
        Q_EMIT failed(tr("The copy could not be written"), error);
    });
    connect(worker, &ProjectWorker::memoryCopyWanted, this, [this, worker](const QString &path) {
        QMetaObject::invokeMethod(
                worker, [worker, path, set = m_document.set()] { worker->saveCopyOf(path, set); });
    });
    connect(&m_document,
            &AnnotationDocument::applied,
            this,
            [this, worker](const Gesture &gesture) {
                ++m_sent;
                QMetaObject::invokeMethod(worker, [worker, gesture] { worker->store(gesture); });
                ProjectStatus status = m_status;
                ++status.waiting;
                if (status.state == ProjectStatus::State::Stored)
                    status.state = ProjectStatus::State::Storing;
                setStatus(status);
            });
    connect(&m_document, &AnnotationDocument::idsRunLow, this, [worker] {
        QMetaObject::invokeMethod(worker, [worker] { worker->requestIds(kFurtherIds); });
    });
}

void EngineProjectService::create(const QString &path)
{
    openAs(path, ProjectWorker::Mode::Create);
}

void EngineProjectService::open(const QString &path)
{
    openAs(path, ProjectWorker::Mode::Open);
}

void EngineProjectService::openAs(const QString &path, ProjectWorker::Mode mode)
{
    if (m_status.state != ProjectStatus::State::Opening)
        m_wasEditable = m_document.isEditable();
    // What is drawn from here on would belong to neither.
    m_document.setEditable(false);
    ProjectStatus status = m_status;
    status.state = ProjectStatus::State::Opening;
    setStatus(status);
    QMetaObject::invokeMethod(m_worker,
                              [worker = m_worker, path, mode] { worker->open(path, mode); });
}

void EngineProjectService::close()
{
    if (!m_document.isOpen())
        return;
    m_wasEditable = m_document.isEditable();
    m_document.setEditable(false);
    QMetaObject::invokeMethod(m_worker, [worker = m_worker] { worker->close(); });
}

void EngineProjectService::takeOver(OpenedProject &project)
{
    startAfresh();
    m_document.reset(std::move(project.set), !project.isReadOnly);
    if (project.idCount > 0)
        m_document.addIds(project.firstId, project.idCount);
    ProjectStatus status;
    status.path = project.path;
    status.reason = project.readOnlyReason;
    status.state = project.isReadOnly ? ProjectStatus::State::ReadOnly
                                      : ProjectStatus::State::Stored;
    setStatus(status);
    Q_EMIT opened(project.path, project.warnings);
}

void EngineProjectService::startAfresh()
{
    ++m_project;
    m_stopJobs.request_stop();
    m_stopJobs = {};
    cancelImport();
    cancelMerge();
    setActivity({});
    m_sent = 0;
    m_report = {};
}

void EngineProjectService::forget()
{
    startAfresh();
    m_document.close();
    setStatus({});
}

void EngineProjectService::takeReport(const StoringReport &report)
{
    m_report = report;
    ProjectStatus status = m_status;
    if (status.state == ProjectStatus::State::None || status.state == ProjectStatus::State::Opening
        || status.state == ProjectStatus::State::ReadOnly)
        return;
    status.waiting = static_cast<int>(m_sent - report.stored);
    status.reason.clear();
    if (report.fault) {
        status.state = ProjectStatus::State::Retrying;
        status.reason = QString::fromStdString(report.fault->message);
    } else {
        status.state = status.waiting == 0 && report.isFlushed ? ProjectStatus::State::Stored
                                                               : ProjectStatus::State::Storing;
    }
    setStatus(status);
}

void EngineProjectService::setStatus(ProjectStatus status)
{
    if (status == m_status)
        return;
    m_status = std::move(status);
    Q_EMIT statusChanged(m_status);
}

void EngineProjectService::saveCopy(const QString &path)
{
    QMetaObject::invokeMethod(m_worker, [worker = m_worker, path] { worker->saveCopy(path); });
}

bool EngineProjectService::waitForStored(int milliseconds)
{
    const auto stored = std::make_shared<std::promise<bool>>();
    std::future<bool> answer = stored->get_future();
    QMetaObject::invokeMethod(
            m_worker, [worker = m_worker, stored] { stored->set_value(worker->storeNow()); });
    return answer.wait_for(std::chrono::milliseconds(milliseconds)) == std::future_status::ready
           && answer.get();
}

void EngineProjectService::runJob(const QString &what,
                                  std::function<std::function<void()>(std::stop_token)> job)
{
    QMetaObject::invokeMethod(
            m_jobs,
            [this, what, job = std::move(job), stop = m_stopJobs.get_token(), project = m_project] {
                std::function<void()> answer;
                try {
                    answer = job(stop);
                } catch (const std::exception &exception) {
                    log(LogLevel::Error,
                        std::string("a job of the project had an internal error: ")
                                + exception.what());
                    answer = [this, what, text = std::string(exception.what())] {
                        Q_EMIT failed(what, {ErrorCode::Internal, text, {}});
                    };
                }
                QMetaObject::invokeMethod(this, [this, project, answer = std::move(answer)] {
                    if (project != m_project)
                        return;
                    setActivity({});
                    answer();
                });
            });
}

void EngineProjectService::applyOrTell(const QString &what, const Gesture &gesture)
{
    if (const auto done = m_document.apply(gesture, {}); !done)
        Q_EMIT failed(what, done.error());
}

void EngineProjectService::addMedia(const QStringList &paths)
{
    const QString what = tr("The media could not be added");
    std::vector<fs::path> files;
    for (const QString &path : paths)
        files.push_back(pathOf(path));
    const ProgressCallback progress = progressOf(tr("Reading media"));
    const auto job =
            [this, what, files, progress, known = m_document.clips()](const std::stop_token &stop) {
                return [this, what, media = clipsOf(files, known, stop, progress)] {
                    std::set<std::string> names;
                    for (const Clip &clip : m_document.clips())
                        names.insert(clip.name);
                    std::vector<Clip> clips = media.clips;
                    for (Clip &clip : clips) {
                        clip.id = {m_document.newId()};
                        clip.name = unusedName(clip.name, names);
                        names.insert(clip.name);
                    }
                    applyOrTell(what, gestures::addClips(clips));
                    if (!media.faults.empty())
                        Q_EMIT failed(tr("%n file(s) could not be added",
                                         nullptr,
                                         static_cast<int>(media.faults.size())),
                                      media.faults.front());
                };
            };
    runJob(what, job);
}

void EngineProjectService::locateMedia(const QString &folder)
{
    const QString what = tr("The media could not be located");
    runJob(what,
           [this, what, where = pathOf(folder), clips = m_document.clips()](
                   const std::stop_token &stop) {
               const auto found = findMovedMedia(clips, where, stop);
               const int missing = missingMedia(clips) - static_cast<int>(found.size());
               return [this, what, found, missing] {
                   applyOrTell(what, locating(m_document, found));
                   Q_EMIT mediaLocated(static_cast<int>(found.size()), missing);
               };
           });
}

void EngineProjectService::stopJobs()
{
    m_stopJobs.request_stop();
    m_stopJobs = {};
    cancelImport();
    cancelMerge();
}

void EngineProjectService::setActivity(const ProjectActivity &activity)
{
    if (std::exchange(m_activity, activity) != activity)
        Q_EMIT activityChanged(m_activity);
}

ProgressCallback EngineProjectService::progressOf(const QString &what)
{
    using Clock = std::chrono::steady_clock;
    return [this, what, project = m_project, last = Clock::time_point()](
                   const Progress &progress) mutable {
        const Clock::time_point now = Clock::now();
        if (now - last < kProgressEvery)
            return;
        last = now;
        QMetaObject::invokeMethod(
                this,
                [this, project, activity = ProjectActivity{what, progress.done, progress.total}] {
                    if (project == m_project)
                        setActivity(activity);
                });
    };
}

} // namespace soundlocus

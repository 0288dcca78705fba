// SPDX-License-Identifier: MIT
#include "app/services/localization/pipeline_exporter.h"

#include "app/services/localization/passage_export.h"
#include "app/services/localization/thread_priority.h"
#include "engine/core/memory.h"

#include <QMetaObject>

#include <algorithm>
#include <utility>

namespace soundlocus {

PipelineExporter::PipelineExporter(QObject *parent)
    : PipelineExporter(std::make_unique<RuntimeModelLoader>(), parent)
{}

PipelineExporter::PipelineExporter(std::unique_ptr<ModelLoader> loader, QObject *parent)
    : Exporter(parent)
    , m_loader(std::move(loader))
    , m_thread([this] {
        using Box = Mailbox<int>;
        giveWay(Background::Patient);
        for (;;) {
            const auto mail = m_errands.take(Box::Wait::ForMail);
            if (mail.isClosed)
                return;
            if (mail.errand)
                mail.errand();
        }
    })
{}

PipelineExporter::~PipelineExporter()
{
    for (auto &[id, job] : m_jobs)
        job.stop.request_stop();
    m_errands.close();
    m_thread.join();
}

int PipelineExporter::start(const ExportRequest &request)
{
    const int job = ++m_lastJob;
    const Job &started = m_jobs[job] = Job{request.outputPath, {}};
    const std::stop_token stop = started.stop.get_token();
    m_errands.post([this, job, request, stop] { run(job, request, stop); });
    return job;
}

void PipelineExporter::cancel(int job)
{
    if (const auto found = m_jobs.find(job); found != m_jobs.end())
        found->second.stop.request_stop();
}

std::vector<ExportJob> PipelineExporter::jobs() const
{
    std::vector<ExportJob> jobs;
    for (const auto &[id, job] : m_jobs)
        jobs.push_back({id, job.outputPath});
    return jobs;
}

void PipelineExporter::run(int job, const ExportRequest &request, std::stop_token stop)
{
    Result<void> outcome;
    try {
        outcome = write(job, request, std::move(stop));
    } catch (const std::exception &exception) {
        outcome = fail(ErrorCode::Internal,
                       "the export had an internal error; please report it",
                       exception.what());
    }
    QMetaObject::invokeMethod(
            this,
            [this, job, request, outcome] { end(job, request, outcome); },
            Qt::QueuedConnection);
}

Result<void> PipelineExporter::write(int job, const ExportRequest &request, std::stop_token stop)
{
    if (stop.stop_requested())
        return fail(ErrorCode::Cancelled, "the export was cancelled");
    if (auto checked = checkExport(request); !checked)
        return checked;
    const auto localizer = networkOf(request, stop);
    if (!localizer)
        return Unexpected(localizer.error());
    return exportPassage(request, **localizer, stop, [&](const Progress &progress) {
        if (progress.total > 0)
            report(job,
                   std::min(1.0,
                            static_cast<double>(progress.done)
                                    / static_cast<double>(progress.total)));
    });
}

Result<std::shared_ptr<const Localizer>> PipelineExporter::networkOf(const ExportRequest &request,
                                                                     std::stop_token stop)
{
    const FileKey file = fileKeyOf(request.modelPath.toStdString());
    const std::string device = request.device.toStdString();
    if (!m_network || m_network->file != file || m_network->device != device) {
        m_network.reset();
        const LoadOutcome loaded = loadOrFallBack(
                *m_loader, request.modelPath.toStdString(), device, std::move(stop));
        if (!loaded.model)
            return Unexpected(loaded.model.error());
        m_network = Network{file, device, *loaded.model};
    }
    return m_network->model.localizer;
}

void PipelineExporter::report(int job, double share)
{
    QMetaObject::invokeMethod(
            this,
            [this, job, share] {
                const auto found = m_jobs.find(job);
                if (found != m_jobs.end() && !found->second.stop.stop_requested())
                    Q_EMIT progressed(job, share);
            },
            Qt::QueuedConnection);
}

void PipelineExporter::end(int job, const ExportRequest &request, const Result<void> &outcome)
{
    m_jobs.erase(job);
    if (m_jobs.empty()) {
        m_errands.post([this] {
            m_network.reset();
            releaseFreedMemory();
        });
    }
    if (outcome)
        Q_EMIT finished(job, request.outputPath);
    else if (outcome.error().code == ErrorCode::Cancelled)
        Q_EMIT cancelled(job);
    else
        Q_EMIT failed(job, outcome.error());
}

} // namespace soundlocus

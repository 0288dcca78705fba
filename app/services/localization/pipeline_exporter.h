// SPDX-License-Identifier: MIT
#pragma once

#include "app/services/localization/mailbox.h"
#include "app/services/localization/model_loader.h"
#include "ui/services/exporter.h"

#include <map>
#include <memory>
#include <optional>
#include <stop_token>
#include <thread>

namespace soundlocus {

/// Exporter on the pipeline that soundlocus-cli localize uses, so that both write the same. A
/// thread of its own works through the jobs; the network is let go when none is left. Threads: GUI
/// thread only. Destroying it cancels all jobs and waits for the forward pass at hand.
class PipelineExporter final : public Exporter
{
    Q_OBJECT
public:
    /// Networks on LibTorch.
    explicit PipelineExporter(QObject *parent = nullptr);
    /// @param loader not null
    explicit PipelineExporter(std::unique_ptr<ModelLoader> loader, QObject *parent = nullptr);
    ~PipelineExporter() override;

    int start(const ExportRequest &request) override;
    void cancel(int job) override;
    [[nodiscard]] std::vector<ExportJob> jobs() const override;

private:
    /// Of the thread only.
    struct Network
    {
        FileKey file;
        std::string device;
        LoadedModel model;
    };

    void run(int job, const ExportRequest &request, std::stop_token stop);
    [[nodiscard]] Result<void> write(int job, const ExportRequest &request, std::stop_token stop);
    [[nodiscard]] Result<std::shared_ptr<const Localizer>> networkOf(const ExportRequest &request,
                                                                     std::stop_token stop);
    void report(int job, double share);
    void end(int job, const ExportRequest &request, const Result<void> &outcome);

    struct Job
    {
        QString outputPath;
        std::stop_source stop;
    };
    std::map<int, Job> m_jobs; // not yet ended
    int m_lastJob = 0;
    Mailbox<int> m_errands;
    std::unique_ptr<ModelLoader> m_loader; // of the thread only
    std::optional<Network> m_network;
    std::jthread m_thread; // last: it uses the others
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "engine/training/process_group.h"
#include "engine/training/training_runtime.h"

#include <ATen/Parallel.h>
#include <torch/version.h>

#include <algorithm>
#include <chrono>
#include <thread>

namespace soundlocus {

namespace {

/// The first process keeps the meeting place: it goes last.
void leave(ProcessGroup &group)
{
    try {
        group.barrier();
    } catch (const ProcessLost &) {
        log(LogLevel::Debug, "a process left early");
    }
}

class TorchTrainingRuntime final : public TrainingRuntime
{
public:
    [[nodiscard]] std::string torchVersion() const override { return TORCH_VERSION; }

    [[nodiscard]] Result<TrainingDone> train(const TrainingRequest &request,
                                             RunFolder &folder,
                                             const TrainingObserver &observer,
                                             std::stop_token stop,
                                             int threads) const override
    {
        std::shared_ptr<ProcessGroup> group = ProcessGroup::alone();
        if (request.place) {
            const std::chrono::duration<double> patience(request.config.run.lostAfterSeconds);
            auto met = ProcessGroup::meet(*request.place,
                                          std::chrono::ceil<std::chrono::seconds>(patience));
            if (!met)
                return Unexpected(met.error());
            group = std::move(*met);
            if (request.device.starts_with("cuda"))
                if (const std::string fault = group->useNccl(request.device); !fault.empty())
                    log(LogLevel::Warning,
                        "gradients go through the memory of the machine, not from GPU to GPU: "
                                + fault);
        }
        const int cores = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
        at::set_num_threads(threads > 0 ? threads : std::max(1, cores / group->localWorld()));
        auto done = trainNetwork(request, folder, observer, std::move(stop), group);
        if (done)
            leave(*group);
        return done;
    }
};

} // namespace

} // namespace soundlocus

const soundlocus::TrainingRuntime *soundlocusTraining(int version, const soundlocus::LogSink &sink)
{
    if (version != soundlocus::kTrainingRuntimeVersion)
        return nullptr;
    soundlocus::setLogSink(sink);
    static const soundlocus::TorchTrainingRuntime runtime;
    return &runtime;
}

// SPDX-License-Identifier: MIT
#include "engine/training/training_runtime.h"

#include <ATen/Parallel.h>
#include <torch/version.h>

#include <algorithm>
#include <thread>

namespace soundlocus {

namespace {

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
        const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
        at::set_num_threads(threads > 0 ? threads : static_cast<int>(cores));
        return trainNetwork(request, folder, observer, std::move(stop));
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

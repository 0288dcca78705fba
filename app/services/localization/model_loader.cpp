// SPDX-License-Identifier: MIT
#include "app/services/localization/model_loader.h"

#include "app/services/localization/model_facts.h"
#include "engine/checkpoint/checkpoint.h"
#include "engine/core/memory.h"
#include "engine/inference/runtime.h"

namespace soundlocus {

namespace {

Unexpected cancelled(const std::filesystem::path &path)
{
    return fail(ErrorCode::Cancelled, path.string() + ": is no longer wanted");
}

Result<LoadedModel> create(const InferenceRuntime &runtime,
                           const std::filesystem::path &path,
                           const std::string &device,
                           const std::stop_token &stop)
{
    if (stop.stop_requested())
        return cancelled(path);
    // Before the checkpoint is read, which may take a second.
    if (auto there = runtime.checkDevice(device); !there)
        return Unexpected(there.error());
    const auto checkpoint = readCheckpoint(path);
    if (!checkpoint)
        return Unexpected(checkpoint.error());
    if (stop.stop_requested())
        return cancelled(path);
    LocalizerOptions options;
    options.device = device;
    auto localizer = runtime.createLocalizer(*checkpoint, options);
    if (!localizer)
        return Unexpected(localizer.error());
    LoadedModel model;
    model.localizer = *std::move(localizer);
    model.summary = summaryOf(*checkpoint, *model.localizer);
    model.id = checkpoint->sha256;
    return model;
}

} // namespace

Result<LoadedModel> RuntimeModelLoader::load(const std::filesystem::path &path,
                                             const std::string &device,
                                             std::stop_token stop)
{
    if (stop.stop_requested())
        return cancelled(path);
    const auto runtime = InferenceRuntime::load();
    if (!runtime)
        return Unexpected(runtime.error());
    m_isOpen = true;
    (*runtime)->setThreads(m_threads);
    const auto found = checkpointFile(path);
    if (!found)
        return Unexpected(found.error());
    const FileKey file = fileKeyOf(*found);
    std::erase_if(m_known, [](const Known &known) { return known.localizer.expired(); });
    for (const Known &known : m_known) {
        LoadedModel model = known.model;
        model.localizer = known.localizer.lock();
        if (known.file == file && known.device == device && model.localizer)
            return model;
    }
    auto model = create(**runtime, path, device, stop);
    // The checkpoint is gone, the folded network stays.
    releaseFreedMemory();
    if (model) {
        m_known.push_back({file, device, model->localizer, *model});
        m_known.back().model.localizer.reset();
    }
    return model;
}

std::vector<std::string> RuntimeModelLoader::devices()
{
    std::vector<std::string> ids{"cpu"};
    if (!m_isOpen)
        return ids;
    const auto runtime = InferenceRuntime::load();
    if (!runtime)
        return ids;
    ids.clear();
    for (const DeviceFacts &device : (*runtime)->devices())
        ids.push_back(device.id);
    return ids;
}

void RuntimeModelLoader::setThreads(int threads)
{
    m_threads = threads;
    if (!m_isOpen)
        return;
    if (const auto runtime = InferenceRuntime::load())
        (*runtime)->setThreads(threads);
}

LoadOutcome loadOrFallBack(ModelLoader &loader,
                           const std::filesystem::path &path,
                           const std::string &device,
                           std::stop_token stop)
{
    auto model = loader.load(path, device, stop);
    if (model || device == "cpu")
        return {std::move(model), std::nullopt};
    const ErrorCode code = model.error().code;
    if (code != ErrorCode::DeviceUnavailable && code != ErrorCode::DeviceOutOfMemory)
        return {std::move(model), std::nullopt};
    return {loader.load(path, "cpu", std::move(stop)), model.error()};
}

} // namespace soundlocus

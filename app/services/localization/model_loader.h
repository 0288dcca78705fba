// SPDX-License-Identifier: MIT
#pragma once

#include "app/services/localization/map_key.h"
#include "engine/core/result.h"
#include "engine/inference/localizer.h"
#include "ui/services/localization.h"

#include <filesystem>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace soundlocus {

/// A network that is ready, and what is known of it. Immutable once published.
struct LoadedModel
{
    std::shared_ptr<const Localizer> localizer; ///< not null
    ModelSummary summary;
    std::string id; ///< SHA-256 of the checkpoint: equal files give equal maps
};

/// Where networks come from. Threads: calls come from one thread, never that of the window.
class ModelLoader
{
public:
    virtual ~ModelLoader() = default;

    /// @param device "cpu", "cuda:0"
    /// @param stop ends it with Cancelled before the next of its steps: LibTorch, the file, the
    /// network; each takes up to a second
    /// Errors: those of readCheckpoint and of InferenceRuntime, Cancelled.
    [[nodiscard]] virtual Result<LoadedModel> load(const std::filesystem::path &path,
                                                   const std::string &device,
                                                   std::stop_token stop) = 0;
    /// "cpu" first; only that before a network was loaded.
    [[nodiscard]] virtual std::vector<std::string> devices() = 0;
    /// Of all networks, 0: one per core.
    virtual void setThreads(int threads) = 0;
};

/// Networks on LibTorch, which is opened at the first load(). A file that is loaded already, for
/// the other map, is not loaded twice.
class RuntimeModelLoader final : public ModelLoader
{
public:
    [[nodiscard]] Result<LoadedModel> load(const std::filesystem::path &path,
                                           const std::string &device,
                                           std::stop_token stop) override;
    [[nodiscard]] std::vector<std::string> devices() override;
    void setThreads(int threads) override;

private:
    /// A network that somebody may still use.
    struct Known
    {
        FileKey file;
        std::string device;
        std::weak_ptr<const Localizer> localizer;
        LoadedModel model; // without its localizer
    };
    int m_threads = 0;
    bool m_isOpen = false;
    std::vector<Known> m_known;
};

/// load(); on the processor where the device is not there or its memory is used up.
struct LoadOutcome
{
    Result<LoadedModel> model;
    /// Why it is not on the device that was asked for.
    std::optional<Error> fallback;
};
[[nodiscard]] LoadOutcome loadOrFallBack(ModelLoader &loader,
                                         const std::filesystem::path &path,
                                         const std::string &device,
                                         std::stop_token stop);

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "app/services/localization/mailbox.h"
#include "app/services/localization/map_computer.h"
#include "app/services/localization/model_loader.h"
#include "app/services/localization/read_ahead.h"
#include "app/services/localization/scene_lookup.h"
#include "app/services/localization/slot_setup.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace soundlocus {

/// A map that was asked for.
struct ComputedMap
{
    std::shared_ptr<const SlotSetup> setup;
    Heatmap heatmap;
    Frame frame;
    double computeMs = 0;
};

/// What the worker has to say; called from its thread, must return quickly. All of them set.
struct WorkerEvents
{
    std::function<void(const ComputedMap &)> mapComputed;
    /// Maps of frames ahead were kept for the setup.
    std::function<void(const std::shared_ptr<const SlotSetup> &)> mapKept;
    /// There is no map of a frame that was asked for. @param setup null: a defect of the program
    std::function<void(const std::shared_ptr<const SlotSetup> &, const Error &)> mapFailed;
    /// The graphics card failed, and this network on the processor takes the setup's place.
    std::function<void(const std::shared_ptr<const SlotSetup> &,
                       const std::shared_ptr<const LoadedModel> &,
                       const Error &)>
            fellBack;
    /// @param id as given to load()
    std::function<void(int id, const LoadOutcome &)> modelLoaded;
    std::function<void(const std::vector<std::string> &)> devicesFound;
    /// Its cache has all probe values.
    std::function<void(const std::shared_ptr<const SlotSetup> &)> probesRefreshed;
    /// @param id as given to readScene()
    std::function<void(int id, const std::vector<SceneStem> &)> sceneRead;
};

/// The thread that networks run on. Serves the newest frame that was asked for, loads models
/// between two frames and computes frames ahead when nothing else is to be done. Threads: calls
/// from one thread; the destructor ends the work after the forward pass, or the checkpoint, at
/// hand.
class InferenceWorker
{
public:
    /// @param loader not null
    InferenceWorker(std::unique_ptr<ModelLoader> loader, WorkerEvents events);
    InferenceWorker(const InferenceWorker &) = delete;
    InferenceWorker &operator=(const InferenceWorker &) = delete;
    ~InferenceWorker();

    /// @param stop ends the loading early, with Cancelled
    void load(int id,
              const std::filesystem::path &path,
              const std::string &device,
              std::stop_token stop);
    void setThreads(int threads);
    void readScene(int id, const MediaSummary &media);
    /// Computes the probe values of what is kept for a setup.
    void refreshProbes(const std::shared_ptr<const SlotSetup> &setup);
    void show(FrameWish wish);
    /// Ends reading ahead, and closes its file.
    void forgetFile();
    /// Lets a network go that no setup has any more, with what was computed for it.
    void forgetModel(const std::shared_ptr<const LoadedModel> &model);

private:
    using Setup = std::shared_ptr<const SlotSetup>;

    void work(std::stop_token stop);
    void guarded(const std::function<void()> &action);
    void serve(const FrameWish &wish, std::stop_token stop);
    void serveSlot(const Setup &setup, const Frame &frame, std::stop_token stop);
    [[nodiscard]] std::optional<std::size_t> keep(const Setup &setup,
                                                  const Frame &frame,
                                                  std::stop_token stop);
    void fail(const Setup &setup, const Error &error);
    void moveToProcessor(const Setup &setup, const Error &error, std::stop_token stop);
    [[nodiscard]] Setup current(const Setup &setup) const;

    WorkerEvents m_events;
    Mailbox<FrameWish> m_mailbox;
    // Of the thread only.
    std::unique_ptr<ModelLoader> m_loader;
    MapComputer m_computer;
    ReadAhead m_ahead;
    std::shared_ptr<const LoadedModel> m_lost;     // failed on its graphics card
    std::shared_ptr<const LoadedModel> m_lostHeir; // and what took its place
    std::vector<std::string> m_devices;
    std::jthread m_thread; // last: it uses the others
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "app/services/localization/inference_worker.h"
#include "app/services/localization/model_loader.h"
#include "app/services/localization/rate_meter.h"
#include "ui/services/localization.h"

#include <QTimer>

#include <array>
#include <memory>
#include <optional>
#include <stop_token>
#include <vector>

namespace soundlocus {

/// Localization on the engine. Threads: GUI thread only; an InferenceWorker computes. Destroying it
/// waits for the forward pass at hand, or for the checkpoint that is being read.
class EngineLocalization final : public Localization
{
    Q_OBJECT
public:
    /// Networks on LibTorch.
    explicit EngineLocalization(QObject *parent = nullptr);
    /// @param loader not null
    explicit EngineLocalization(std::unique_ptr<ModelLoader> loader, QObject *parent = nullptr);
    ~EngineLocalization() override;

    void loadModel(MapSlot slot, const QString &path) override;
    void unloadModel(MapSlot slot) override;
    [[nodiscard]] std::optional<ModelSummary> model(MapSlot slot) const override;
    void setMedia(const MediaSummary &media) override;
    void setSettings(MapSlot slot, const LocalizationSettings &settings) override;
    [[nodiscard]] LocalizationSettings settings(MapSlot slot) const override;
    void setSound(MapSlot slot, const SoundChoice &sound) override;
    [[nodiscard]] SoundChoice sound(MapSlot slot) const override;
    void showFrame(const Frame &frame, bool isPlaying) override;
    void setProbe(std::optional<QPointF> point) override;
    [[nodiscard]] std::optional<QPointF> probe() const override;
    [[nodiscard]] std::vector<SimilarityPoint> similarity(MapSlot slot) const override;
    [[nodiscard]] std::vector<SceneObject> sceneObjects() const override;
    [[nodiscard]] QStringList devices() const override;

private:
    struct Slot
    {
        MapSlot slot = MapSlot::Main;
        std::shared_ptr<const LoadedModel> model;
        LocalizationSettings settings;
        SoundChoice sound;
        std::shared_ptr<MapCache> cache;
        std::shared_ptr<const SlotSetup> setup; // null: the slot shows nothing
        int loadId = 0;                         // of the newest load; 0: none in progress
        QString loadingPath;
        QString supersededPath; // was loading when the newest began
        std::stop_source loading;
        bool hasMap = false;                 // something is shown
        bool hasNewPoints = false;           // similarityChanged() is due
        MediaTime newest = MediaTime::min(); // of the passage that is playing: none older follows
        std::optional<Error> toldFault;
        RateMeter rate;
    };

    [[nodiscard]] Slot &at(MapSlot slot) { return m_slots[indexOf(slot)]; }
    [[nodiscard]] const Slot &at(MapSlot slot) const { return m_slots[indexOf(slot)]; }
    [[nodiscard]] WorkerEvents workerEvents();

    void beginLoad(Slot &slot, const QString &path);
    void refresh(Slot &slot);
    void clear(Slot &slot);
    void letGo(const std::shared_ptr<const LoadedModel> &model);
    void submit();
    void deliver(Slot &slot, const MapResult &result);
    [[nodiscard]] bool isWanted(const Slot &slot, const ComputedMap &map) const;

    void onMapComputed(const ComputedMap &map);
    void onMapKept(const SlotSetup &setup);
    void onMapFailed(const std::shared_ptr<const SlotSetup> &setup, const Error &error);
    void onFellBack(const SlotSetup &setup,
                    const std::shared_ptr<const LoadedModel> &model,
                    const Error &error);
    void onProbesRefreshed(const SlotSetup &setup);
    void onModelLoaded(int id, const LoadOutcome &outcome);
    void onDevicesFound(const std::vector<std::string> &devices);
    void onSceneRead(int id, const std::vector<SceneStem> &stems);
    void onTick();

    std::array<Slot, kMapSlots> m_slots;
    MediaSummary m_media;
    FileKey m_mediaKey;
    std::optional<Frame> m_shown;
    bool m_isPlaying = false;
    MediaTime m_jumpedTo{0}; // the passage begins there: maps before it belong to another one
    std::optional<QPointF> m_probe;
    std::vector<SceneObject> m_sceneObjects;
    QStringList m_devices{QStringLiteral("cpu")};
    int m_lastId = 0;
    int m_sceneId = 0;
    QTimer m_tick;
    std::optional<InferenceWorker> m_worker; // last: its thread reports to the others
};

} // namespace soundlocus

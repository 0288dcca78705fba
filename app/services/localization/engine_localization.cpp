// SPDX-License-Identifier: MIT
#include "app/services/localization/engine_localization.h"

#include <QMetaObject>

#include <algorithm>
#include <utility>

namespace soundlocus {

namespace {

/// Rates and new points of the similarity lane are told so often.
constexpr std::chrono::milliseconds kTick(250);

/// Playing goes on where the next picture comes within this time; else it jumped.
constexpr MediaTime kLongestStep = std::chrono::seconds(1);

} // namespace

EngineLocalization::EngineLocalization(QObject *parent)
    : EngineLocalization(std::make_unique<RuntimeModelLoader>(), parent)
{}

EngineLocalization::EngineLocalization(std::unique_ptr<ModelLoader> loader, QObject *parent)
    : Localization(parent)
{
    at(MapSlot::Comparison).slot = MapSlot::Comparison;
    for (Slot &slot : m_slots)
        slot.cache = std::make_shared<MapCache>(slot.settings.cacheBytes);
    m_tick.setInterval(kTick);
    connect(&m_tick, &QTimer::timeout, this, &EngineLocalization::onTick);
    m_worker.emplace(std::move(loader), workerEvents());
}

EngineLocalization::~EngineLocalization()
{
    for (Slot &slot : m_slots)
        slot.loading.request_stop();
}

/// What the worker tells arrives in this object's thread; Qt drops it once the object is gone.
WorkerEvents EngineLocalization::workerEvents()
{
    const auto here = [this](auto action) {
        QMetaObject::invokeMethod(this, std::move(action), Qt::QueuedConnection);
    };
    WorkerEvents events;
    events.mapComputed = [this, here](const ComputedMap &map) {
        here([this, map] { onMapComputed(map); });
    };
    events.mapKept = [this, here](const std::shared_ptr<const SlotSetup> &setup) {
        here([this, setup] { onMapKept(*setup); });
    };
    events.mapFailed = [this, here](const auto &setup, const Error &error) {
        here([this, setup, error] { onMapFailed(setup, error); });
    };
    events.fellBack = [this, here](const auto &setup, const auto &model, const Error &error) {
        here([this, setup, model, error] { onFellBack(*setup, model, error); });
    };
    events.probesRefreshed = [this, here](const std::shared_ptr<const SlotSetup> &setup) {
        here([this, setup] { onProbesRefreshed(*setup); });
    };
    events.modelLoaded = [this, here](int id, const LoadOutcome &outcome) {
        here([this, id, outcome] { onModelLoaded(id, outcome); });
    };
    events.devicesFound = [this, here](const std::vector<std::string> &devices) {
        here([this, devices] { onDevicesFound(devices); });
    };
    events.sceneRead = [this, here](int id, const std::vector<SceneStem> &stems) {
        here([this, id, stems] { onSceneRead(id, stems); });
    };
    return events;
}

void EngineLocalization::loadModel(MapSlot slot, const QString &path)
{
    beginLoad(at(slot), path);
    Q_EMIT modelLoading(slot, path);
}

void EngineLocalization::beginLoad(Slot &slot, const QString &path)
{
    if (slot.loadId == 0)
        slot.supersededPath.clear();
    else if (slot.loadingPath != path)
        slot.supersededPath = slot.loadingPath;
    slot.loading.request_stop();
    slot.loading = std::stop_source();
    slot.loadId = ++m_lastId;
    slot.loadingPath = path;
    m_worker->load(slot.loadId,
                   path.toStdString(),
                   slot.settings.device.toStdString(),
                   slot.loading.get_token());
}

void EngineLocalization::unloadModel(MapSlot slot)
{
    Slot &state = at(slot);
    state.loadId = 0;
    state.loading.request_stop();
    if (!state.model)
        return;
    const auto before = std::exchange(state.model, nullptr);
    refresh(state);
    submit();
    letGo(before);
    Q_EMIT modelChanged(slot);
}

std::optional<ModelSummary> EngineLocalization::model(MapSlot slot) const
{
    const auto &model = at(slot).model;
    return model ? std::optional(model->summary) : std::nullopt;
}

void EngineLocalization::setMedia(const MediaSummary &media)
{
    const FileKey key = fileKeyOf(media.path.toStdString());
    const bool isOther = key != m_mediaKey;
    m_media = media;
    m_mediaKey = key;
    if (isOther) {
        m_shown.reset();
        m_worker->forgetFile();
        if (!std::exchange(m_sceneObjects, {}).empty())
            Q_EMIT sceneObjectsChanged();
        m_sceneId = ++m_lastId;
        m_worker->readScene(m_sceneId, media);
    }
    for (Slot &slot : m_slots) {
        if (isOther)
            clear(slot);
        refresh(slot);
    }
    submit();
}

void EngineLocalization::setSettings(MapSlot slot, const LocalizationSettings &settings)
{
    Slot &state = at(slot);
    const LocalizationSettings before = std::exchange(state.settings, settings);
    if (before == settings)
        return;
    if (settings.cacheBytes != before.cacheBytes)
        state.cache->setLimit(settings.cacheBytes);
    if (settings.threads != before.threads)
        m_worker->setThreads(settings.threads);
    if (settings.device != before.device) {
        if (state.loadId != 0)
            beginLoad(state, state.loadingPath);
        else if (state.model)
            loadModel(slot, state.model->summary.path);
    }
    refresh(state);
    submit();
}

LocalizationSettings EngineLocalization::settings(MapSlot slot) const
{
    return at(slot).settings;
}

void EngineLocalization::setSound(MapSlot slot, const SoundChoice &sound)
{
    Slot &state = at(slot);
    if (state.sound == sound)
        return;
    state.sound = sound;
    refresh(state);
    submit();
    Q_EMIT soundChanged(slot);
}

SoundChoice EngineLocalization::sound(MapSlot slot) const
{
    return at(slot).sound;
}

void EngineLocalization::showFrame(const Frame &frame, bool isPlaying)
{
    const bool isStep = m_isPlaying && isPlaying && m_shown && frame.pts >= m_shown->pts
                        && frame.pts - m_shown->pts <= kLongestStep;
    if (!isStep) {
        m_jumpedTo = frame.pts;
        for (Slot &slot : m_slots)
            slot.newest = MediaTime::min();
    }
    m_shown = frame;
    m_isPlaying = isPlaying;
    submit();
}

/// Makes the setup anew after a change of what it is made from.
void EngineLocalization::refresh(Slot &slot)
{
    const bool isSilentFile = slot.sound.kind == SoundChoice::Kind::Own && !m_media.hasSound;
    const bool isShown = slot.model && slot.settings.isOn && m_media.hasPicture() && !isSilentFile;
    const auto before = slot.setup;
    slot.setup.reset();
    if (isShown) {
        auto setup = std::make_shared<SlotSetup>();
        setup->slot = slot.slot;
        setup->model = slot.model;
        setup->settings = slot.settings;
        setup->sound = slot.sound;
        setup->media = m_media;
        setup->cache = slot.cache;
        setup->key = mapKeyOf(*setup);
        slot.setup = std::move(setup);
    } else {
        clear(slot);
    }
    const bool isOther = (before == nullptr) != (slot.setup == nullptr)
                         || (before && before->key != slot.setup->key);
    if (isOther) {
        slot.newest = MediaTime::min();
        slot.toldFault.reset();
        if (slot.setup && m_probe)
            m_worker->refreshProbes(slot.setup);
        Q_EMIT similarityChanged(slot.slot);
    }
}

void EngineLocalization::clear(Slot &slot)
{
    if (std::exchange(slot.hasMap, false))
        Q_EMIT mapCleared(slot.slot);
}

/// The memory of a network that no slot uses any more; after submit(), which asks for nothing of
/// it.
void EngineLocalization::letGo(const std::shared_ptr<const LoadedModel> &model)
{
    const bool isUsed = model && std::ranges::any_of(m_slots, [&](const Slot &slot) {
                            return slot.model && slot.model->localizer == model->localizer;
                        });
    if (model && !isUsed)
        m_worker->forgetModel(model);
}

/// Delivers what is kept of the frame on screen and asks for the rest.
void EngineLocalization::submit()
{
    if (!m_shown || m_shown->isEmpty())
        return;
    FrameWish wish;
    wish.frame = *m_shown;
    wish.isPlaying = m_isPlaying;
    std::array<std::optional<Heatmap>, kMapSlots> kept;
    for (std::size_t i = 0; i < kMapSlots; ++i) {
        wish.setups[i] = m_slots[i].setup;
        if (wish.setups[i])
            kept[i] = m_slots[i].cache->find(wish.setups[i]->key, wish.frame.pts);
        wish.hasMap[i] = kept[i].has_value();
    }
    m_worker->show(wish);
    for (std::size_t i = 0; i < kMapSlots; ++i) {
        if (kept[i])
            deliver(m_slots[i], {m_slots[i].slot, *kept[i], wish.frame, 0});
    }
}

void EngineLocalization::deliver(Slot &slot, const MapResult &result)
{
    slot.hasMap = true;
    slot.newest = result.heatmap.pts;
    slot.toldFault.reset();
    slot.rate.add(RateMeter::Clock::now(), result.computeMs);
    if (!m_tick.isActive())
        m_tick.start();
    Q_EMIT mapReady(result);
}

bool EngineLocalization::isWanted(const Slot &slot, const ComputedMap &map) const
{
    if (!slot.setup || !m_shown || slot.setup->key != map.setup->key)
        return false;
    const MediaTime pts = map.heatmap.pts;
    if (!m_isPlaying)
        return pts == m_shown->pts;
    return pts >= std::max(m_jumpedTo, slot.newest) && pts <= m_shown->pts;
}

void EngineLocalization::onMapComputed(const ComputedMap &map)
{
    onMapKept(*map.setup);
    Slot &slot = at(map.setup->slot);
    if (isWanted(slot, map))
        deliver(slot, {slot.slot, map.heatmap, map.frame, map.computeMs});
}

void EngineLocalization::onMapKept(const SlotSetup &setup)
{
    Slot &slot = at(setup.slot);
    if (!slot.setup || slot.setup->key != setup.key)
        return;
    slot.hasNewPoints = true;
    if (!m_tick.isActive())
        m_tick.start();
}

void EngineLocalization::onProbesRefreshed(const SlotSetup &setup)
{
    const Slot &slot = at(setup.slot);
    if (slot.setup && slot.setup->key == setup.key)
        Q_EMIT similarityChanged(slot.slot);
}

void EngineLocalization::onMapFailed(const std::shared_ptr<const SlotSetup> &setup,
                                     const Error &error)
{
    Slot &slot = setup ? at(setup->slot) : m_slots.front();
    if (setup && (!slot.setup || slot.setup->key != setup->key))
        return;
    clear(slot);
    if (slot.toldFault == error)
        return;
    slot.toldFault = error;
    Q_EMIT faultOccurred(error);
}

void EngineLocalization::onFellBack(const SlotSetup &setup,
                                    const std::shared_ptr<const LoadedModel> &model,
                                    const Error &error)
{
    const auto before = setup.model;
    for (Slot &slot : m_slots) {
        if (slot.model != before)
            continue;
        slot.model = model;
        refresh(slot);
        Q_EMIT modelChanged(slot.slot);
    }
    Q_EMIT fellBack(error);
    submit();
    letGo(before);
}

void EngineLocalization::onModelLoaded(int id, const LoadOutcome &outcome)
{
    const auto slot = std::ranges::find(m_slots, id, &Slot::loadId);
    if (slot == m_slots.end())
        return; // another one was asked for since
    slot->loadId = 0;
    if (!outcome.model) {
        Q_EMIT modelFailed(slot->loadingPath, outcome.model.error());
        // A file that cannot be loaded takes no other's place, also not of one on its way.
        if (!slot->supersededPath.isEmpty())
            loadModel(slot->slot, QString(slot->supersededPath));
        return;
    }
    const auto before = std::exchange(slot->model,
                                      std::make_shared<const LoadedModel>(*outcome.model));
    refresh(*slot);
    Q_EMIT modelChanged(slot->slot);
    if (outcome.fallback)
        Q_EMIT fellBack(*outcome.fallback);
    submit();
    letGo(before);
}

void EngineLocalization::onDevicesFound(const std::vector<std::string> &devices)
{
    QStringList names;
    for (const std::string &device : devices)
        names.append(QString::fromStdString(device));
    if (names == m_devices)
        return;
    m_devices = names;
    Q_EMIT devicesChanged(m_devices);
}

void EngineLocalization::onSceneRead(int id, const std::vector<SceneStem> &stems)
{
    if (id != m_sceneId || stems.empty())
        return;
    m_sceneObjects.clear();
    for (const SceneStem &stem : stems)
        m_sceneObjects.push_back(
                {QString::fromStdString(stem.id), QString::fromStdString(stem.label)});
    Q_EMIT sceneObjectsChanged();
}

/// Tells what changed since the last time; ends when nothing more is going on.
void EngineLocalization::onTick()
{
    bool isBusy = false;
    const auto now = RateMeter::Clock::now();
    for (Slot &slot : m_slots) {
        if (std::exchange(slot.hasNewPoints, false)) {
            isBusy = true;
            Q_EMIT similarityChanged(slot.slot);
        }
        const double rate = slot.rate.perSecond(now);
        isBusy = isBusy || rate > 0;
        if (slot.setup)
            Q_EMIT rateChanged({slot.slot, rate, slot.rate.computeMs(now)});
    }
    if (!isBusy)
        m_tick.stop();
}

void EngineLocalization::setProbe(std::optional<QPointF> point)
{
    if (m_probe == point)
        return;
    m_probe = point;
    for (const Slot &slot : m_slots) {
        slot.cache->setProbe(point);
        if (!slot.setup)
            continue;
        if (point)
            m_worker->refreshProbes(slot.setup); // then similarityChanged()
        else
            Q_EMIT similarityChanged(slot.slot);
    }
}

std::optional<QPointF> EngineLocalization::probe() const
{
    return m_probe;
}

std::vector<SimilarityPoint> EngineLocalization::similarity(MapSlot slot) const
{
    const Slot &state = at(slot);
    return state.setup ? state.cache->points(state.setup->key) : std::vector<SimilarityPoint>();
}

std::vector<SceneObject> EngineLocalization::sceneObjects() const
{
    return m_sceneObjects;
}

QStringList EngineLocalization::devices() const
{
    return m_devices;
}

} // namespace soundlocus

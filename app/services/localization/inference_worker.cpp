// SPDX-License-Identifier: MIT
#include "app/services/localization/inference_worker.h"

#include "app/services/localization/thread_priority.h"

#include <chrono>
#include <exception>
#include <utility>

namespace soundlocus {

namespace {

double millisecondsSince(std::chrono::steady_clock::time_point begin)
{
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin)
            .count();
}

} // namespace

InferenceWorker::InferenceWorker(std::unique_ptr<ModelLoader> loader, WorkerEvents events)
    : m_events(std::move(events))
    , m_loader(std::move(loader))
    , m_thread([this](std::stop_token stop) { work(std::move(stop)); })
{}

InferenceWorker::~InferenceWorker()
{
    m_thread.request_stop();
    m_mailbox.close();
    m_thread.join();
}

void InferenceWorker::load(int id,
                           const std::filesystem::path &path,
                           const std::string &device,
                           std::stop_token stop)
{
    m_mailbox.post([this, id, path, device, stop] {
        const LoadOutcome outcome = loadOrFallBack(*m_loader, path, device, stop);
        if (const auto devices = m_loader->devices(); devices != m_devices) {
            m_devices = devices;
            m_events.devicesFound(devices);
        }
        m_events.modelLoaded(id, outcome);
    });
}

void InferenceWorker::setThreads(int threads)
{
    m_mailbox.post([this, threads] { m_loader->setThreads(threads); });
}

void InferenceWorker::readScene(int id, const MediaSummary &media)
{
    m_mailbox.post([this, id, media] { m_events.sceneRead(id, sceneStemsOf(media)); });
}

void InferenceWorker::refreshProbes(const Setup &setup)
{
    m_mailbox.post([this, setup] {
        setup->cache->refreshProbes(setup->key);
        m_events.probesRefreshed(setup);
    });
}

void InferenceWorker::show(FrameWish wish)
{
    m_mailbox.wish(std::move(wish));
}

void InferenceWorker::forgetFile()
{
    m_mailbox.post([this] { m_ahead = ReadAhead(); });
}

void InferenceWorker::forgetModel(const std::shared_ptr<const LoadedModel> &model)
{
    m_mailbox.post([this, model] {
        m_computer.forget(*model->localizer);
        if (m_ahead.uses(*model))
            m_ahead = ReadAhead();
        if (m_lost == model || m_lostHeir == model) {
            m_lost.reset();
            m_lostHeir.reset();
        }
    });
}

void InferenceWorker::work(std::stop_token stop)
{
    using Box = Mailbox<FrameWish>;
    giveWay(Background::Live);
    for (;;) {
        auto mail = m_mailbox.take(m_ahead.isActive() ? Box::Wait::No : Box::Wait::ForMail);
        if (mail.isClosed)
            return;
        guarded([&] {
            if (mail.errand) {
                mail.errand();
            } else if (mail.wish) {
                serve(*mail.wish, stop);
            } else if (m_ahead.isActive()) {
                m_ahead.step([&](const Setup &setup,
                                 const Frame &frame) { return keep(setup, frame, stop); },
                             m_mailbox.interrupted());
            }
        });
    }
}

void InferenceWorker::guarded(const std::function<void()> &action)
{
    try {
        action();
    } catch (const std::exception &exception) {
        m_ahead.stop();
        m_events.mapFailed(nullptr,
                           {ErrorCode::Internal,
                            "the heat map had an internal error; please report it",
                            exception.what()});
    }
}

void InferenceWorker::serve(const FrameWish &wish, std::stop_token stop)
{
    FrameWish now = wish;
    for (std::size_t i = 0; i < kMapSlots; ++i) {
        Setup &setup = now.setups[i];
        if (!setup || stop.stop_requested())
            continue;
        setup = current(setup);
        if (!wish.hasMap[i])
            serveSlot(setup, wish.frame, stop);
        setup = current(setup);
    }
    if (wish.isPlaying)
        m_ahead.stop();
    else
        m_ahead.start(now);
}

void InferenceWorker::serveSlot(const Setup &setup, const Frame &frame, std::stop_token stop)
{
    if (const auto kept = setup->cache->find(setup->key, frame.pts))
        return m_events.mapComputed({setup, *kept, frame, 0}); // just now, while reading ahead
    const auto begin = std::chrono::steady_clock::now();
    auto map = m_computer.compute(*setup, frame, stop);
    if (!map && setup->model->summary.device != QLatin1String("cpu")) {
        moveToProcessor(setup, map.error(), stop);
        const Setup heir = current(setup);
        if (heir == setup)
            return; // told
        map = m_computer.compute(*heir, frame, stop);
    }
    if (!map)
        return fail(setup, map.error());
    setup->cache->insert(setup->key, *map);
    m_events.mapComputed({setup, *map, frame, millisecondsSince(begin)});
}

std::optional<std::size_t> InferenceWorker::keep(const Setup &setup,
                                                 const Frame &frame,
                                                 std::stop_token stop)
{
    if (const auto kept = setup->cache->find(setup->key, frame.pts))
        return MapCache::bytesOf(*kept);
    const auto map = m_computer.compute(*setup, frame, std::move(stop));
    // A fault shows itself, and is told, when the frame is asked for.
    if (!map)
        return std::nullopt;
    setup->cache->insert(setup->key, *map);
    m_events.mapKept(setup);
    return MapCache::bytesOf(*map);
}

void InferenceWorker::fail(const Setup &setup, const Error &error)
{
    if (error.code != ErrorCode::Cancelled)
        m_events.mapFailed(setup, error);
}

void InferenceWorker::moveToProcessor(const Setup &setup, const Error &error, std::stop_token stop)
{
    if (error.code != ErrorCode::DeviceOutOfMemory && error.code != ErrorCode::DeviceUnavailable
        && error.code != ErrorCode::Internal)
        return fail(setup, error); // of the sound, the picture or the weights
    auto model = m_loader->load(setup->model->summary.path.toStdString(), "cpu", std::move(stop));
    if (!model)
        return fail(setup, error);
    m_computer.forget(*setup->model->localizer);
    m_lost = setup->model;
    m_lostHeir = std::make_shared<const LoadedModel>(*std::move(model));
    m_events.fellBack(setup, m_lostHeir, error);
}

InferenceWorker::Setup InferenceWorker::current(const Setup &setup) const
{
    if (setup->model != m_lost)
        return setup;
    auto moved = std::make_shared<SlotSetup>(*setup);
    moved->model = m_lostHeir;
    return moved;
}

} // namespace soundlocus

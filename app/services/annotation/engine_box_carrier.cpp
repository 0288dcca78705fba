// SPDX-License-Identifier: MIT
#include "app/services/annotation/engine_box_carrier.h"

#include "engine/annotation/key_reduction.h"
#include "engine/assistance/box_tracker.h"
#include "engine/media/video_decoder.h"

#include <exception>
#include <filesystem>

namespace soundlocus {

namespace {

/// What a key frame has to change, in fractions of the frame: less than a person would.
constexpr double kKeyTolerance = 0.01;

} // namespace

Result<std::vector<std::pair<MediaTime, BoundingBox>>> carryBox(const CarryRequest &request,
                                                                const std::stop_token &stop)
{
    const auto file = MediaFile::open(std::filesystem::path(request.media.toStdString()));
    if (!file)
        return Unexpected(file.error());
    auto decoder = VideoDecoder::open(*file);
    if (!decoder)
        return Unexpected(decoder.error());
    const auto first = decoder->frameAt(request.time, stop);
    if (!first)
        return Unexpected(first.error());
    auto tracker = BoxTracker::start(*first, request.box);
    if (!tracker)
        return Unexpected(tracker.error());
    // The box that is there takes part in what may be left out.
    std::vector<std::pair<MediaTime, BoundingBox>> boxes{{first->pts, request.box}};
    while (true) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "carrying the box was stopped");
        const auto frame = decoder->next();
        if (!frame)
            return Unexpected(frame.error());
        if (!*frame || (*frame)->pts > request.until || (*frame)->size() != first->size())
            break;
        const auto box = tracker->follow(**frame);
        if (!box)
            break;
        boxes.emplace_back((*frame)->pts, *box);
    }
    boxes = reducedKeys(boxes, kKeyTolerance);
    boxes.erase(boxes.begin());
    return boxes;
}

EngineBoxCarrier::EngineBoxCarrier(QObject *parent)
    : BoxCarrier(parent)
    , m_worker(new QObject)
{
    m_thread.setObjectName(QStringLiteral("box carrier"));
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

EngineBoxCarrier::~EngineBoxCarrier()
{
    m_stop.request_stop();
    m_thread.quit();
    m_thread.wait();
}

void EngineBoxCarrier::carry(const CarryRequest &request)
{
    cancel();
    QMetaObject::invokeMethod(m_worker, [this, request, stop = m_stop.get_token()] {
        Result<std::vector<std::pair<MediaTime, BoundingBox>>> boxes = fail(ErrorCode::Cancelled,
                                                                            "not begun");
        try {
            if (!stop.stop_requested())
                boxes = carryBox(request, stop);
        } catch (const std::exception &exception) {
            boxes = fail(ErrorCode::Internal, exception.what());
        }
        QMetaObject::invokeMethod(this, [this, request, stop, boxes] {
            if (stop.stop_requested())
                return;
            if (boxes)
                Q_EMIT carried(request, *boxes);
            else
                Q_EMIT failed(boxes.error());
        });
    });
}

void EngineBoxCarrier::cancel()
{
    m_stop.request_stop();
    m_stop = {};
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "ui/services/box_carrier.h"

#include <QThread>

#include <stop_token>

namespace soundlocus {

/// Boxes on the frames behind one, as few as the way between them needs; up to where the object is
/// lost. Errors: those of MediaFile, VideoDecoder and BoxTracker, Cancelled. Threads: reentrant.
[[nodiscard]] Result<std::vector<std::pair<MediaTime, BoundingBox>>> carryBox(
        const CarryRequest &request,
        const std::stop_token &stop);

/// Decodes and tracks on a thread of its own. Threads: GUI thread only.
class EngineBoxCarrier final : public BoxCarrier
{
    Q_OBJECT
public:
    explicit EngineBoxCarrier(QObject *parent = nullptr);
    ~EngineBoxCarrier() override;

    void carry(const CarryRequest &request) override;
    void cancel() override;

private:
    QThread m_thread;
    QObject *m_worker; // lives and dies on m_thread
    std::stop_source m_stop;
};

} // namespace soundlocus

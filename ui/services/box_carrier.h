// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/bounding_box.h"
#include "engine/core/media_time.h"
#include "engine/core/result.h"

#include <QObject>
#include <QString>

#include <utility>
#include <vector>

namespace soundlocus {

/// A box of one frame that is to be found on those after it.
struct CarryRequest
{
    QString media; ///< a video
    MediaTime time{0};
    BoundingBox box{};
    MediaTime until{0}; ///< last frame of interest

    bool operator==(const CarryRequest &) const = default;
};

/// Carries a box forward by the look of what is in it, in the background. Threads: GUI thread only.
class BoxCarrier : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// In place of the one before, which is not answered any more. Answered by carried() or
    /// failed().
    virtual void carry(const CarryRequest &request) = 0;
    virtual void cancel() = 0;

Q_SIGNALS:
    /// @param boxes by time, from the frame after the first on, as few as it takes; none: it was
    /// lost at once
    void carried(
            const soundlocus::CarryRequest &request,
            const std::vector<std::pair<soundlocus::MediaTime, soundlocus::BoundingBox>> &boxes);
    void failed(const soundlocus::Error &error);
};

} // namespace soundlocus

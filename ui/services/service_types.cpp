// SPDX-License-Identifier: MIT
#include "ui/services/service_types.h"

#include "ui/services/localization.h"
#include "ui/services/media_summary.h"
#include "ui/services/player.h"

#include <QMetaType>

namespace soundlocus {

void registerServiceTypes()
{
    qRegisterMetaType<Error>();
    qRegisterMetaType<Frame>();
    qRegisterMetaType<LocalizationRate>();
    qRegisterMetaType<MapResult>();
    qRegisterMetaType<MapSlot>();
    qRegisterMetaType<MediaSummary>();
    qRegisterMetaType<MediaTime>();
    qRegisterMetaType<PlaybackStatistics>();
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "ui/services/service_types.h"

#include "ui/services/annotation_document.h"
#include "ui/services/localization.h"
#include "ui/services/media_summary.h"
#include "ui/services/player.h"
#include "ui/services/project_service.h"

#include <QMetaType>

namespace soundlocus {

void registerServiceTypes()
{
    qRegisterMetaType<AnnotatorId>();
    qRegisterMetaType<ClipId>();
    qRegisterMetaType<Error>();
    qRegisterMetaType<Frame>();
    qRegisterMetaType<Gesture>();
    qRegisterMetaType<ImportPreview>();
    qRegisterMetaType<LabelId>();
    qRegisterMetaType<LocalizationRate>();
    qRegisterMetaType<MapResult>();
    qRegisterMetaType<MapSlot>();
    qRegisterMetaType<MediaSummary>();
    qRegisterMetaType<MediaTime>();
    qRegisterMetaType<MergePreview>();
    qRegisterMetaType<PlaybackStatistics>();
    qRegisterMetaType<ProjectActivity>();
    qRegisterMetaType<ProjectStatus>();
}

} // namespace soundlocus

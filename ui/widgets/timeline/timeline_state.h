// SPDX-License-Identifier: MIT
// Internal to ui/widgets/timeline: what the lanes draw.
#pragma once

#include "ui/services/localization.h"
#include "ui/services/media_summary.h"
#include "ui/services/timeline_source.h"
#include "ui/widgets/timeline/frame_numbers.h"
#include "ui/widgets/timeline/timeline_annotations.h"
#include "ui/widgets/timeline/timeline_marks.h"
#include "ui/widgets/timeline/timeline_scale.h"

#include <QColor>
#include <QPalette>
#include <QPointer>

#include <vector>

namespace soundlocus {

/// Everything that lanes read. GUI thread only.
struct TimelineState
{
    MediaSummary media;
    TimelineScale scale;
    MediaTime position{0};
    TimelineMarks marks;
    std::vector<SimilarityPoint> similarity; ///< by time
    QString whyNoSimilarity;
    TimelineAnnotations annotations;
    FrameNumbers frames;
    QPointer<TimelineSource> source;
};

/// Colours of the lanes, light or dark by the palette. Data colours do not depend on the theme's
/// accent; curves differ in stroke as well.
struct TimelineColors
{
    QColor gutter;
    QColor lane;
    QColor text;
    QColor faintText;
    QColor line; ///< between lanes
    QColor grid; ///< inside of lanes
    QColor waveform;
    QColor peak;
    QColor probe;
    QColor playHead;
    QColor loop;
    QColor point; ///< in and out
    QColor marker;

    [[nodiscard]] static TimelineColors of(const QPalette &palette);
};

} // namespace soundlocus

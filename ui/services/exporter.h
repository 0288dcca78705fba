// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/media_time.h"
#include "engine/core/result.h"
#include "engine/features/image_input.h"
#include "engine/render/heatmap_overlay.h"
#include "ui/services/localization.h"

#include <QObject>
#include <QString>

#include <vector>

namespace soundlocus {

/// A passage with its maps, as video or as numbers.
struct ExportRequest
{
    enum class Kind { OverlayVideo, HeatmapsNpz };
    Kind kind = Kind::OverlayVideo;
    QString mediaPath;
    QString composedScene; ///< as in MediaSummary
    QString modelPath;
    QString outputPath;
    TimeRange range;
    FitMode fit = FitMode::Full;
    MediaTime window = std::chrono::seconds(3);
    MediaTime hop = std::chrono::milliseconds(500);
    SoundChoice sound; ///< what the network hears; a video keeps the sound of its file
    QString device = QStringLiteral("cpu");
    OverlayOptions overlay;
};

/// One that is not done.
struct ExportJob
{
    int id = 0;
    QString outputPath;
};

/// Writes passages in the background, one after the other. Threads: GUI thread only.
class Exporter : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// @return id of the job, > 0
    virtual int start(const ExportRequest &request) = 0;
    virtual void cancel(int job) = 0;
    /// Those that have not ended, in the order of their start.
    [[nodiscard]] virtual std::vector<ExportJob> jobs() const = 0;

Q_SIGNALS:
    /// @param share 0..1, at most 10 a second
    void progressed(int job, double share);
    void finished(int job, const QString &path);
    void failed(int job, const soundlocus::Error &error);
    void cancelled(int job);
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/annotation_editor.h"
#include "ui/services/localization.h"
#include "ui/widgets/annotation/live_score.h"
#include "ui/widgets/timeline/timeline_annotations.h"

#include <QObject>
#include <QTimer>

#include <filesystem>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace soundlocus {

/// cIoU of the clip's frames that have boxes and whose maps were seen, as LiveScore says it; worked
/// out anew, a slice at a time, when boxes, rule or layers change. Threads: GUI thread only.
class ClipScores final : public QObject
{
    Q_OBJECT
public:
    /// Maps that are kept, of 14 x 14 or 28 x 28 numbers each.
    static constexpr std::size_t kMostMaps = 20'000;

    /// Everything outlives it.
    ClipScores(AnnotationEditor &editor, Localization &localization, QObject *parent = nullptr);

    void setStyle(const ScoreStyle &style);
    /// By time.
    [[nodiscard]] std::vector<TimelineScore> scores() const;

Q_SIGNALS:
    void changed();

private:
    struct Entry
    {
        Heatmap map;
        std::optional<LiveScore::BoxLists> boxes; ///< that `ciou` is of
        std::optional<double> ciou;               ///< none: no box there
        bool isStale = true;
    };

    using MediaPaths = std::pair<std::filesystem::path, std::filesystem::path>;

    void keep(const MapResult &result);
    void showClip();
    void clear();
    void markAll();
    void work();
    [[nodiscard]] bool rescore(MediaTime time, Entry &entry);

    AnnotationEditor &m_editor;
    LiveScore m_scorer;
    MediaPaths m_paths; ///< picture and sound of the maps
    std::map<MediaTime, Entry> m_entries;
    QTimer m_timer;
};

} // namespace soundlocus

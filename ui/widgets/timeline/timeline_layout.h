// SPDX-License-Identifier: MIT
#pragma once

#include <QRect>
#include <QString>

#include <array>
#include <optional>

namespace soundlocus {

/// Lanes that can be made higher or be collapsed, top to bottom.
enum class TimelineLaneId { Waveform, Spectrogram, Similarity, Tracks, Sounding, Marks, Score };
inline constexpr std::array kTimelineLanes{TimelineLaneId::Waveform,
                                           TimelineLaneId::Spectrogram,
                                           TimelineLaneId::Similarity,
                                           TimelineLaneId::Tracks,
                                           TimelineLaneId::Sounding,
                                           TimelineLaneId::Marks,
                                           TimelineLaneId::Score};
/// Those that are there only while a project is open.
inline constexpr std::array kAnnotationLanes{TimelineLaneId::Tracks,
                                             TimelineLaneId::Sounding,
                                             TimelineLaneId::Marks,
                                             TimelineLaneId::Score};
/// Stable text id, for settings.
[[nodiscard]] QString toId(TimelineLaneId lane);

/// Where things lie on a timeline: ruler and marks on top, then the lanes, which share what is
/// left by their weights; collapsed ones keep the height of a line of text. The overview is below.
/// Pixels are device-independent. A value.
class TimelineLayout
{
public:
    struct Metrics
    {
        int gutterWidth = 100; ///< names, at the left
        int lineHeight = 16;   ///< of text
    };

    void setMetrics(Metrics metrics) { m_metrics = metrics; }
    void setSize(QSize size) { m_size = size; }

    [[nodiscard]] int gutterWidth() const { return m_metrics.gutterWidth; }
    /// Everything right of the gutter.
    [[nodiscard]] QRect dataArea() const;
    [[nodiscard]] QRect ruler() const;
    [[nodiscard]] QRect marks() const;
    /// Without the gutter.
    [[nodiscard]] QRect lane(TimelineLaneId lane) const;
    [[nodiscard]] QRect gutter(TimelineLaneId lane) const;
    [[nodiscard]] QRect overview() const;
    [[nodiscard]] int smallestHeight() const;

    /// A lane that is not shown takes no room. The annotation lanes are not, to begin with.
    [[nodiscard]] bool isShown(TimelineLaneId lane) const;
    void setShown(TimelineLaneId lane, bool isShown);
    [[nodiscard]] bool isCollapsed(TimelineLaneId lane) const;
    void setCollapsed(TimelineLaneId lane, bool isCollapsed);
    /// Open lane whose lower border is near y and can be moved (there is an open one below).
    [[nodiscard]] std::optional<TimelineLaneId> borderAt(int y) const;
    /// Moves the lower border of an open lane; the next open one gives or takes.
    void moveBorder(TimelineLaneId lane, int dy);

    /// Weights and collapsed lanes as text, for settings: "waveform:64,spectrogram:96c".
    [[nodiscard]] QString toText() const;
    /// Leaves alone what the text does not name rightly.
    void fromText(const QString &text);

    static constexpr int kSmallestLane = 24;

private:
    struct Lane
    {
        double weight = 64;
        bool isCollapsed = false;
        bool isShown = true;
    };
    [[nodiscard]] std::array<int, kTimelineLanes.size()> heights() const;
    [[nodiscard]] static bool isOpen(const Lane &lane) { return lane.isShown && !lane.isCollapsed; }
    [[nodiscard]] std::optional<TimelineLaneId> openBelow(TimelineLaneId lane) const;

    Metrics m_metrics;
    QSize m_size;
    std::array<Lane, kTimelineLanes.size()> m_lanes{Lane{60},
                                                    Lane{90},
                                                    Lane{60},
                                                    Lane{60, false, false},
                                                    Lane{40, false, false},
                                                    Lane{32, false, false},
                                                    Lane{48, false, false}};
};

} // namespace soundlocus

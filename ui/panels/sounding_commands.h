// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/annotation_editor.h"
#include "ui/panels/action_registry.h"
#include "ui/services/settings.h"
#include "ui/services/timeline_source.h"

#include <QElapsedTimer>
#include <QObject>

#include <functional>
#include <optional>

namespace soundlocus {

/// Marks while listening when the selected sources sound: the key is pressed once at the beginning
/// and once at the end, or held for as long. While playing, the time to react is taken off. Snaps
/// to onsets on request. Threads: GUI thread only.
class SoundingCommands final : public QObject
{
    Q_OBJECT
public:
    /// Everything outlives it.
    SoundingCommands(AnnotationEditor &editor,
                     ActionRegistry &actions,
                     const Settings &settings,
                     const TimelineSource &waveform,
                     QObject *parent = nullptr);
    ~SoundingCommands() override;

    /// The stretch that is not sounding; without one, it is the rest of the interval at the picture
    /// shown.
    using Passage = std::function<std::optional<TimeRange>()>;
    void setPassage(Passage passage) { m_passage = std::move(passage); }

    /// A key that is let go earlier was pressed, not held.
    static constexpr std::chrono::milliseconds kHeld{400};

Q_SIGNALS:
    void hinted(const QString &text);

protected:
    /// Sees the key let go.
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    struct Listening
    {
        std::vector<TrackId> tracks;
        MediaTime begin{0};
    };

    void start();
    void stop();
    void drop();
    void markQuiet();
    void snap();
    void enable();
    /// When what is heard now was heard by somebody who needs their time to react.
    [[nodiscard]] MediaTime heardNow() const;

    AnnotationEditor &m_editor;
    const Settings &m_settings;
    const TimelineSource &m_waveform;
    QAction *m_action = nullptr;
    QAction *m_snap = nullptr;
    QAction *m_quiet = nullptr;
    Passage m_passage;
    std::optional<Listening> m_listening;
    QElapsedTimer m_since; // the key was pressed
};

} // namespace soundlocus

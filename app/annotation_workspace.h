// SPDX-License-Identifier: MIT
#pragma once

#include "app/services.h"
#include "app/session.h"
#include "ui/panels/action_registry.h"
#include "ui/panels/playback_commands.h"

#include <QMainWindow>
#include <QObject>

#include <memory>

namespace soundlocus {

class AnnotationEditor;
class AnnotationSelection;
class AnnotationTool;
class ClipModel;
class ClipOpener;
class ClipScores;
class HistoryCommands;
class ProjectCommands;
class ProposalCommands;
class ReviewCommands;
class ScorePanel;
class SoundingCommands;
class TimelineWidget;
class VideoCanvas;

/// What annotating needs of a window.
struct WorkspaceParts
{
    Services services;
    Session &session;
    ActionRegistry &actions;
    PlaybackCommands &playback;
    VideoCanvas &canvas;
    TimelineWidget &timeline;
};

/// Everything in a window that has to do with annotating: what is selected, commands, panels, the
/// tool on the canvas, the lanes of the timeline. Lives as long as the window.
/// Threads: GUI thread only.
class AnnotationWorkspace final : public QObject
{
    Q_OBJECT
public:
    AnnotationWorkspace(WorkspaceParts parts, QMainWindow &window);
    ~AnnotationWorkspace() override;

    /// A panel for a dock.
    struct Panel
    {
        QString id; ///< stable: "dock.clips"
        QString title;
        QWidget *widget = nullptr;
        Qt::DockWidgetArea area{};
    };
    [[nodiscard]] std::vector<Panel> makePanels();
    /// For the status bar.
    [[nodiscard]] QWidget *makeIndicator();
    [[nodiscard]] QWidget *makeProgress();
    /// Waits until everything is stored; where that cannot be, its owner decides.
    [[nodiscard]] bool mayClose();
    [[nodiscard]] AnnotationEditor &editor() { return *m_editor; }

Q_SIGNALS:
    /// What mouse and keys will do; empty: nothing of note.
    void hintChanged(const QString &hint);
    /// A project was opened: its panels should be seen.
    void projectOpened();

private:
    void makeCommands();
    void connectTool();
    void connectDocument();
    void connectScore(ScorePanel &panel);
    void connectConsensus();
    void chooseAnnotator();
    void addFirstAnnotator();
    void openFirstClip();
    void applyScoreStyle();
    void showScore(ScorePanel &panel) const;
    void hint(const QString &text);

    WorkspaceParts m_parts;
    QMainWindow &m_window;
    std::unique_ptr<AnnotationSelection> m_selection;
    std::unique_ptr<AnnotationEditor> m_editor;
    ClipModel *m_clips = nullptr;
    ClipOpener *m_opener = nullptr;
    ClipScores *m_scores = nullptr;
    AnnotationTool *m_tool = nullptr;
    ProjectCommands *m_project = nullptr;
    ReviewCommands *m_review = nullptr;
};

} // namespace soundlocus

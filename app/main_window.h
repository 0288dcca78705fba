// SPDX-License-Identifier: MIT
#pragma once

#include "app/services.h"
#include "app/session.h"
#include "engine/core/log.h"
#include "ui/panels/action_registry.h"
#include "ui/panels/playback_commands.h"

#include <QMainWindow>

#include <optional>

class QSplitter;

namespace soundlocus {

class AnnotationWorkspace;
class ExportProgress;
class FileCommands;
class FullScreenControls;
class LogPanel;
class MarkerCommands;
class NoticeBar;
class TimelineWidget;
class VideoCanvas;
class Viewer;
class WindowDocks;
class WindowMenus;

/// Creates the panels, menus and connections of the window; what they do lives in them, in Session
/// and in the services. Threads: GUI thread only.
class MainWindow final : public QMainWindow
{
    Q_OBJECT
public:
    /// @param services, session outlive the window
    /// @param demoScene may be empty
    MainWindow(Services services, Session &session, const QString &demoScene);
    ~MainWindow() override;

    void appendLog(LogLevel level, const QString &message);
    /// Full screen, the list over and over, a legend for an audience.
    void setDemoMode(bool isOn);
    [[nodiscard]] ActionRegistry &actions() { return *m_actions; }
    /// For a window that takes the place of this one.
    [[nodiscard]] PlaybackCommands::Passage passage() const { return m_playback->state(); }
    void setPassage(const PlaybackCommands::Passage &passage) { m_playback->restore(passage); }
    /// From now on a running export is stopped without asking: the system wants an end.
    void stopAsking() { m_asksForExports = false; }
    /// Tells the settings where everything is; before another window takes the place of this one.
    void storeLayout();

protected:
    void changeEvent(QEvent *event) override;
    void childEvent(QChildEvent *event) override;
    void showEvent(QShowEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dragLeaveEvent(QDragLeaveEvent *event) override;
    void dropEvent(QDropEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void makeCentre();
    void makeDocks();
    void makeStatusBar();
    void connectCommands();
    void connectMapSwitch();
    void makeAnnotation();
    void showAnnotationPanels();
    void showHint();
    void arrangeDocks();
    void restoreLayout();
    void updateTitle();
    void showMapForAudience(bool isOn);
    [[nodiscard]] bool mayStopExports();
    [[nodiscard]] std::optional<QString> askMarkerName(const QString &name);
    void showSettings();
    void showKeys();
    void showAbout();

    Services m_services;
    Session &m_session;
    ActionRegistry *m_actions = nullptr;
    WindowDocks *m_docks = nullptr;
    PlaybackCommands *m_playback = nullptr;
    MarkerCommands *m_markers = nullptr;
    FileCommands *m_files = nullptr;
    NoticeBar *m_notices = nullptr;
    VideoCanvas *m_canvas = nullptr;
    Viewer *m_viewer = nullptr;
    TimelineWidget *m_timeline = nullptr;
    QSplitter *m_splitter = nullptr;
    FullScreenControls *m_fullScreen = nullptr;
    LogPanel *m_log = nullptr;
    ExportProgress *m_exports = nullptr;
    WindowMenus *m_menus = nullptr;
    AnnotationWorkspace *m_annotation = nullptr;
    std::optional<bool> m_demoStyle; ///< whether the map was shown before the demo mode
    bool m_asksForExports = true;
    QString m_pointerHint;
    QString m_pointerValue;   ///< the same in short
    QString m_annotationHint; ///< goes before that of the pointer
};

} // namespace soundlocus

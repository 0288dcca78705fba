// SPDX-License-Identifier: MIT
#pragma once

#include "app/session.h"
#include "ui/panels/action_registry.h"

#include <QObject>

class QMainWindow;
class QMenu;

namespace soundlocus {

class TimelineWidget;

/// The menu bar: commands by group, recent files and projects, switches of the panels.
/// Threads: GUI thread only.
class WindowMenus final : public QObject
{
    Q_OBJECT
public:
    WindowMenus(QMainWindow &window, ActionRegistry &actions, Session &session, Settings &settings);

    void addLanes(TimelineWidget &timeline);
    /// To be called once all docks are there.
    void addPanels(const QList<QAction *> &switches);

private:
    QMenu *add(const QString &title, CommandGroup group);
    void addAnnotation();
    void fillRecent();
    void fillRecentProjects();

    QMainWindow &m_window;
    ActionRegistry &m_actions;
    Session &m_session;
    Settings &m_settings;
    QMenu *m_recent = nullptr;
    QMenu *m_recentProjects = nullptr;
    QMenu *m_view = nullptr;
};

} // namespace soundlocus

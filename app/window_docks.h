// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QObject>
#include <QString>

class QAction;
class QDockWidget;
class QMainWindow;
class QWidget;

namespace soundlocus {

/// The panels at the sides of a window: what there is, where it stands to begin with, and which of
/// it is shown when. Threads: GUI thread only.
class WindowDocks final : public QObject
{
    Q_OBJECT
public:
    explicit WindowDocks(QMainWindow &window);

    /// @param id stable: "dock.log"
    void add(const QString &id, const QString &title, QWidget *content, Qt::DockWidgetArea area);
    /// Puts all where they stand to begin with. @param isAnnotating whether a project is open
    void arrange(bool isAnnotating);
    /// Makes the panels on the right so wide that the names of those behind one another are whole.
    void fitTabs();
    /// Shows the panels for annotating.
    void showForAnnotating();
    void show(const QString &id);
    /// One switch a panel, for a menu.
    [[nodiscard]] QList<QAction *> switches() const;
    /// Deletes all: their contents look at what the window takes down next.
    void clear();

private:
    [[nodiscard]] QDockWidget *dock(const QString &id) const;

    QMainWindow &m_window;
    QList<QDockWidget *> m_docks;
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "app/window_menus.h"

#include "ui/services/settings.h"
#include "ui/widgets/timeline/timeline_widget.h"

#include <QFileInfo>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

namespace soundlocus {

using namespace Qt::StringLiterals;

namespace {

/// Commands that a line is drawn above.
const QStringList kBeginsPart{u"file.previous"_s,
                              u"file.settings"_s,
                              u"file.quit"_s,
                              u"playback.step-forward"_s,
                              u"playback.begin"_s,
                              u"playback.shuttle-back"_s,
                              u"playback.slower"_s,
                              u"playback.loop-begin"_s,
                              u"playback.marker"_s,
                              u"playback.louder"_s,
                              u"view.zoom-in"_s,
                              u"view.reset-layout"_s,
                              u"map.open-model"_s,
                              u"map.open-comparison"_s,
                              u"map.pin-peak"_s,
                              u"annotation.add-media"_s,
                              u"annotation.import"_s,
                              u"annotation.undo"_s,
                              u"annotation.draw"_s,
                              u"annotation.copy-boxes"_s,
                              u"annotation.consensus"_s,
                              u"annotation.off-screen"_s,
                              u"annotation.label-range"_s,
                              u"annotation.remove-clip"_s,
                              u"annotation.mark-done"_s,
                              u"annotation.propose"_s,
                              u"export.video"_s,
                              u"help.about"_s};

} // namespace

WindowMenus::WindowMenus(QMainWindow &window,
                         ActionRegistry &actions,
                         Session &session,
                         Settings &settings)
    : QObject(&window)
    , m_window(window)
    , m_actions(actions)
    , m_session(session)
    , m_settings(settings)
{
    QMenu *file = add(tr("&File"), CommandGroup::File);
    m_recent = new QMenu(tr("Open &recent"), &window);
    m_recent->setToolTipsVisible(true);
    file->insertMenu(actions.action(u"file.open-demo"_s), m_recent);
    add(tr("&Playback"), CommandGroup::Playback);
    m_view = add(tr("&View"), CommandGroup::View);
    add(tr("&Heat map"), CommandGroup::HeatMap);
    addAnnotation();
    add(tr("&Export"), CommandGroup::Export);
    add(tr("He&lp"), CommandGroup::Help);
    for (QAction *action : actions.actions())
        window.addAction(action); // keys work while the menu bar is hidden
    connect(&settings, &Settings::recentChanged, this, &WindowMenus::fillRecent);
    connect(&settings, &Settings::recentChanged, this, &WindowMenus::fillRecentProjects);
    fillRecent();
    fillRecentProjects();
}

QMenu *WindowMenus::add(const QString &title, CommandGroup group)
{
    QMenu *menu = m_window.menuBar()->addMenu(title);
    for (QAction *action : m_actions.actions(group)) {
        if (kBeginsPart.contains(action->objectName()))
            menu->addSeparator();
        menu->addAction(action);
    }
    return menu;
}

/// By what they are for: fifty commands are too many for one menu.
void WindowMenus::addAnnotation()
{
    QMenu *menu = m_window.menuBar()->addMenu(tr("&Annotation"));
    QMenu *project = menu->addMenu(tr("&Project"));
    QMenu *current = project;
    for (QAction *action : m_actions.actions(CommandGroup::Annotation)) {
        const QString id = action->objectName();
        if (id == u"annotation.undo"_s || id == u"annotation.propose"_s)
            current = menu;
        else if (id == u"annotation.add-key"_s)
            current = menu->addMenu(tr("&Track"));
        else if (id == u"annotation.sounding"_s)
            current = menu->addMenu(tr("&Sound"));
        else if (id == u"annotation.label-1"_s)
            current = menu->addMenu(tr("&Label"));
        else if (id == u"annotation.next-clip"_s)
            current = menu->addMenu(tr("&Review"));
        if (kBeginsPart.contains(id))
            current->addSeparator();
        current->addAction(action);
    }
    m_recentProjects = new QMenu(tr("Open r&ecent"), &m_window);
    m_recentProjects->setToolTipsVisible(true);
    project->insertMenu(m_actions.action(u"annotation.close-project"_s), m_recentProjects);
}

void WindowMenus::addPanels(const QList<QAction *> &switches)
{
    auto *panels = new QMenu(tr("&Panels"), m_view);
    panels->addActions(switches);
    m_view->insertMenu(m_actions.action(u"view.reset-layout"_s), panels);
}

void WindowMenus::addLanes(TimelineWidget &timeline)
{
    auto *lanes = new QMenu(tr("&Lanes of the timeline"), m_view);
    m_view->insertMenu(m_actions.action(u"view.reset-layout"_s), lanes);
    for (const TimelineLaneId lane : kTimelineLanes) {
        QAction *action = lanes->addAction(TimelineWidget::titleOf(lane));
        action->setCheckable(true);
        connect(action, &QAction::triggered, &timeline, [&timeline, lane](bool isOpen) {
            timeline.setLaneCollapsed(lane, !isOpen);
        });
        connect(lanes, &QMenu::aboutToShow, action, [&timeline, action, lane] {
            action->setVisible(timeline.lanes().isShown(lane));
            action->setChecked(!timeline.lanes().isCollapsed(lane));
        });
    }
}

void WindowMenus::fillRecent()
{
    m_recent->clear();
    const QStringList &files = m_settings.values().recent.files;
    for (const QString &path : files) {
        QString name = QFileInfo(path).fileName();
        QAction *action = m_recent->addAction(name.replace(u'&', u"&&"_s));
        action->setToolTip(path);
        connect(action, &QAction::triggered, this, [this, path] { m_session.open({path}); });
    }
    if (!files.isEmpty()) {
        m_recent->addSeparator();
        m_recent->addAction(tr("&Clear list"), &m_settings, &Settings::clearRecentFiles);
    }
    m_recent->setEnabled(!files.isEmpty());
}

void WindowMenus::fillRecentProjects()
{
    m_recentProjects->clear();
    const QStringList &projects = m_settings.values().recent.projects;
    for (const QString &path : projects) {
        QString name = QFileInfo(path).completeBaseName();
        QAction *action = m_recentProjects->addAction(name.replace(u'&', u"&&"_s));
        action->setToolTip(path);
        connect(action, &QAction::triggered, this, [this, path] { m_session.open({path}); });
    }
    if (!projects.isEmpty()) {
        m_recentProjects->addSeparator();
        m_recentProjects->addAction(tr("&Clear list"), &m_settings, &Settings::clearRecentProjects);
    }
    m_recentProjects->setEnabled(!projects.isEmpty());
}

} // namespace soundlocus

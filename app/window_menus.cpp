// SPDX-License-Identifier: MIT
#include "app/window_menus.h"

#include "ui/services/settings.h"

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
                              u"playback.louder"_s,
                              u"view.zoom-in"_s,
                              u"view.reset-layout"_s,
                              u"map.open-model"_s,
                              u"map.open-comparison"_s,
                              u"map.clear-probe"_s,
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
    add(tr("&Export"), CommandGroup::Export);
    add(tr("He&lp"), CommandGroup::Help);
    for (QAction *action : actions.actions())
        window.addAction(action); // keys work while the menu bar is hidden
    connect(&settings, &Settings::recentChanged, this, &WindowMenus::fillRecent);
    fillRecent();
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

void WindowMenus::addPanels(const QList<QAction *> &switches)
{
    auto *panels = new QMenu(tr("&Panels"), m_view);
    panels->addActions(switches);
    m_view->insertMenu(m_actions.action(u"view.reset-layout"_s), panels);
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
        m_recent->addAction(tr("&Clear list"), &m_settings, &Settings::clearRecent);
    }
    m_recent->setEnabled(!files.isEmpty());
}

} // namespace soundlocus

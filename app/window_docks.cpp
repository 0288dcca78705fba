// SPDX-License-Identifier: MIT
#include "app/window_docks.h"

#include "engine/core/expects.h"

#include <QDockWidget>
#include <QLayout>
#include <QMainWindow>
#include <QTabBar>

#include <algorithm>
#include <utility>

namespace soundlocus {

using namespace Qt::StringLiterals;

namespace {

/// Shown once a project is open.
const QStringList kForAnnotating{u"dock.clips"_s,
                                 u"dock.clip-notes"_s,
                                 u"dock.tracks"_s,
                                 u"dock.labels"_s,
                                 u"dock.annotators"_s};

} // namespace

WindowDocks::WindowDocks(QMainWindow &window)
    : QObject(&window)
    , m_window(window)
{}

void WindowDocks::add(const QString &id,
                      const QString &title,
                      QWidget *content,
                      Qt::DockWidgetArea area)
{
    auto *dock = new QDockWidget(title, &m_window);
    dock->setObjectName(id);
    dock->setWidget(content);
    m_window.addDockWidget(area, dock);
    m_docks.append(dock);
}

QDockWidget *WindowDocks::dock(const QString &id) const
{
    const auto found = std::ranges::find_if(
            m_docks, [&id](const QDockWidget *dock) { return dock->objectName() == id; });
    SOUNDLOCUS_EXPECTS(found != m_docks.end());
    return *found;
}

void WindowDocks::arrange(bool isAnnotating)
{
    for (QDockWidget *each : std::as_const(m_docks)) {
        each->setFloating(false);
        each->show();
    }
    m_window.addDockWidget(Qt::RightDockWidgetArea, dock(u"dock.heat-map"_s));
    // Before there are tabs: a dock that is split off one with tabs becomes a tab, too.
    m_window.splitDockWidget(dock(u"dock.heat-map"_s), dock(u"dock.tracks"_s), Qt::Vertical);
    m_window.tabifyDockWidget(dock(u"dock.heat-map"_s), dock(u"dock.model"_s));
    m_window.tabifyDockWidget(dock(u"dock.model"_s), dock(u"dock.what-if"_s));
    m_window.tabifyDockWidget(dock(u"dock.what-if"_s), dock(u"dock.score"_s));
    m_window.tabifyDockWidget(dock(u"dock.tracks"_s), dock(u"dock.labels"_s));
    m_window.tabifyDockWidget(dock(u"dock.labels"_s), dock(u"dock.annotators"_s));
    m_window.addDockWidget(Qt::LeftDockWidgetArea, dock(u"dock.clips"_s));
    m_window.splitDockWidget(dock(u"dock.clips"_s), dock(u"dock.clip-notes"_s), Qt::Vertical);
    m_window.splitDockWidget(dock(u"dock.clip-notes"_s), dock(u"dock.playlist"_s), Qt::Vertical);
    m_window.addDockWidget(Qt::BottomDockWidgetArea, dock(u"dock.log"_s));
    for (const QString &id : {u"dock.heat-map"_s, u"dock.clips"_s, u"dock.tracks"_s})
        dock(id)->raise();
    for (const QString &id : kForAnnotating)
        dock(id)->setVisible(isAnnotating);
    dock(u"dock.playlist"_s)->hide();
    dock(u"dock.log"_s)->hide();
}

void WindowDocks::fitTabs()
{
    m_window.layout()->activate();
    int widest = 0;
    for (const QTabBar *tabs :
         m_window.findChildren<QTabBar *>(QString(), Qt::FindDirectChildrenOnly))
        widest = std::max(widest, tabs->sizeHint().width());
    QDockWidget *right = dock(u"dock.heat-map"_s);
    if (widest > right->width())
        m_window.resizeDocks({right}, {widest}, Qt::Horizontal);
}

void WindowDocks::showForAnnotating()
{
    for (const QString &id : kForAnnotating)
        dock(id)->show();
    dock(u"dock.tracks"_s)->raise();
}

void WindowDocks::show(const QString &id)
{
    dock(id)->show();
}

QList<QAction *> WindowDocks::switches() const
{
    QList<QAction *> switches;
    for (const QDockWidget *dock : m_docks)
        switches.append(dock->toggleViewAction());
    return switches;
}

void WindowDocks::clear()
{
    qDeleteAll(std::exchange(m_docks, {}));
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "app/full_screen_controls.h"

#include <QApplication>
#include <QDockWidget>
#include <QGraphicsOpacityEffect>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenuBar>
#include <QMouseEvent>
#include <QPropertyAnimation>
#include <QSplitter>
#include <QStatusBar>

#include <chrono>

namespace soundlocus {

namespace {

constexpr std::chrono::milliseconds kShownFor(2500);
constexpr int kFadeMs = 300;
constexpr int kThinTimeline = 56;
/// Of the picture that the controls may cover: one third.
constexpr int kLargestPart = 3;

} // namespace

FullScreenControls::FullScreenControls(QMainWindow &window, QSplitter &splitter, QWidget &timeline)
    : QObject(&window)
    , m_window(window)
    , m_splitter(splitter)
    , m_picture(*splitter.widget(0))
    , m_controls(*splitter.widget(1))
    , m_timeline(timeline)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(kShownFor);
    connect(&m_timer, &QTimer::timeout, this, &FullScreenControls::hideControls);
}

FullScreenControls::~FullScreenControls()
{
    if (m_isActive)
        QApplication::restoreOverrideCursor();
}

void FullScreenControls::enter()
{
    if (m_isActive)
        return;
    m_isActive = true;
    m_layout = m_window.saveState();
    m_wasMaximized = m_window.isMaximized();
    hideOthers();
    m_sizes = m_splitter.saveState();
    m_timeline.setMaximumHeight(kThinTimeline);
    m_controls.setParent(&m_picture);
    m_controls.setAutoFillBackground(true);
    qApp->installEventFilter(this);
    m_window.showFullScreen();
    QApplication::setOverrideCursor(Qt::ArrowCursor);
    hideControls();
    Q_EMIT activeChanged(true);
}

void FullScreenControls::hideOthers()
{
    m_hidden.clear();
    QList<QWidget *> others{m_window.menuBar(), m_window.statusBar()};
    for (auto *dock : m_window.findChildren<QDockWidget *>())
        others.append(dock);
    for (QWidget *widget : others) {
        if (!widget->isHidden()) {
            m_hidden.append(widget);
            widget->hide();
        }
    }
}

void FullScreenControls::leave()
{
    if (!m_isActive)
        return;
    m_isActive = false;
    m_timer.stop();
    qApp->removeEventFilter(this);
    QApplication::restoreOverrideCursor();
    stopFading();
    m_controls.setAutoFillBackground(false);
    m_timeline.setMaximumHeight(QWIDGETSIZE_MAX);
    Q_EMIT pictureCovered(0);
    m_splitter.addWidget(&m_controls);
    m_splitter.restoreState(m_sizes);
    m_controls.show();
    for (QWidget *widget : std::as_const(m_hidden))
        widget->show();
    if (m_wasMaximized)
        m_window.showMaximized();
    else
        m_window.showNormal();
    m_window.restoreState(m_layout);
    Q_EMIT activeChanged(false);
}

bool FullScreenControls::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseMove || event->type() == QEvent::KeyPress)
        showControls();
    else if (watched == &m_picture && event->type() == QEvent::Resize)
        placeControls();
    return QObject::eventFilter(watched, event);
}

bool FullScreenControls::areControlsShown() const
{
    return m_controls.isVisible() && m_fading == nullptr;
}

void FullScreenControls::showControls()
{
    if (!m_isActive)
        return;
    stopFading();
    QApplication::changeOverrideCursor(Qt::ArrowCursor);
    placeControls();
    m_controls.show();
    m_controls.raise();
    Q_EMIT pictureCovered(m_controls.height());
    m_timer.start();
}

void FullScreenControls::hideControls()
{
    // Somebody points at them, types a time, or chooses from a list.
    const auto *typing = qobject_cast<QLineEdit *>(QApplication::focusWidget());
    if (m_controls.underMouse() || (typing != nullptr && m_controls.isAncestorOf(typing))
        || QApplication::activePopupWidget() != nullptr) {
        m_timer.start();
        return;
    }
    QApplication::changeOverrideCursor(Qt::BlankCursor);
    if (!m_controls.isVisible()) {
        m_controls.hide();
        Q_EMIT pictureCovered(0);
        return;
    }
    stopFading();
    m_fading = new QGraphicsOpacityEffect(&m_controls);
    m_controls.setGraphicsEffect(m_fading);
    auto *fade = new QPropertyAnimation(m_fading, "opacity", m_fading);
    fade->setDuration(kFadeMs);
    fade->setStartValue(1.0);
    fade->setEndValue(0.0);
    connect(
            fade,
            &QPropertyAnimation::finished,
            this,
            [this, effect = m_fading] {
                if (m_fading != effect)
                    return;
                m_controls.hide();
                Q_EMIT pictureCovered(0);
                m_controls.setGraphicsEffect(nullptr);
                m_fading = nullptr;
            },
            Qt::QueuedConnection); // the animation is a child of what goes
    fade->start();
}

/// The controls are wholly there again; a queued end of an older fade finds nothing to do.
void FullScreenControls::stopFading()
{
    if (m_fading == nullptr)
        return;
    m_fading = nullptr;
    m_controls.setGraphicsEffect(nullptr); // deletes it, and the animation with it
}

void FullScreenControls::placeControls()
{
    const int height = qMin(m_controls.sizeHint().height(), m_picture.height() / kLargestPart);
    m_controls.setGeometry(0, m_picture.height() - height, m_picture.width(), height);
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QTimer>

class QGraphicsOpacityEffect;
class QMainWindow;
class QSplitter;
class QWidget;

namespace soundlocus {

/// Full screen of a main window: nothing but the picture; the controls appear over its lower edge
/// while the mouse moves. Threads: GUI thread only.
class FullScreenControls final : public QObject
{
    Q_OBJECT
public:
    /// @param splitter holds the picture, which fills the screen, and the controls below it
    /// @param timeline of the controls; a thin strip of it is shown
    FullScreenControls(QMainWindow &window, QSplitter &splitter, QWidget &timeline);
    ~FullScreenControls() override;

    void enter();
    void leave();
    [[nodiscard]] bool isActive() const { return m_isActive; }
    [[nodiscard]] bool areControlsShown() const;
    /// For some seconds, while it is active.
    void showControls();

Q_SIGNALS:
    void activeChanged(bool isActive);
    /// The controls lie over the lower edge of the picture. @param height 0: no longer
    void pictureCovered(int height);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void hideOthers();
    void hideControls();
    void placeControls();
    void stopFading();

    QMainWindow &m_window;
    QSplitter &m_splitter;
    QWidget &m_picture;
    QWidget &m_controls;
    QWidget &m_timeline;
    QGraphicsOpacityEffect *m_fading = nullptr; // of the controls while they go
    QList<QWidget *> m_hidden;
    QByteArray m_layout; // of the window
    QByteArray m_sizes;  // of the splitter
    bool m_wasMaximized = false;
    bool m_isActive = false;
    QTimer m_timer;
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLabel;
class QListView;
class QMenu;

namespace soundlocus {

class PlaylistModel;

/// The list of files: double click or Return plays one, Delete takes it from the list, Ctrl+Shift
/// and arrows move it, what is dropped here is added at the end. Threads: GUI thread only.
class PlaylistPanel final : public QWidget
{
    Q_OBJECT
public:
    explicit PlaylistPanel(PlaylistModel &model, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;
    /// What can be done with the selected file and with the list.
    void fillMenu(QMenu &menu);

Q_SIGNALS:
    void playRequested(int row);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void refresh();
    bool pressKey(const QKeyEvent &key);
    /// -1 where none is selected.
    [[nodiscard]] int selected() const;
    void move(int direction);

    PlaylistModel &m_model;
    QListView *m_view = nullptr;
    QLabel *m_empty = nullptr;
};

} // namespace soundlocus

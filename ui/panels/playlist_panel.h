// SPDX-License-Identifier: MIT
#pragma once

#include <QWidget>

class QLabel;
class QListView;

namespace soundlocus {

class PlaylistModel;

/// The list of files: double click or Return plays one, Delete takes it from the list.
/// Threads: GUI thread only.
class PlaylistPanel final : public QWidget
{
    Q_OBJECT
public:
    explicit PlaylistPanel(PlaylistModel &model, QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void playRequested(int row);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void refresh();

    PlaylistModel &m_model;
    QListView *m_view = nullptr;
    QLabel *m_empty = nullptr;
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "ui/panels/playlist_panel.h"

#include "ui/panels/playlist_model.h"

#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QVBoxLayout>

namespace soundlocus {

namespace {

constexpr QSize kPlaylistPanelSize(260, 220);
constexpr int kRowMargin = 6;
constexpr int kLeastWidth = 200;

} // namespace

PlaylistPanel::PlaylistPanel(PlaylistModel &model, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_view(new QListView(this))
    , m_empty(new QLabel(tr("Nothing to play yet.\nDrop files or a folder here."), this))
{
    m_view->setModel(&model);
    m_view->setAccessibleName(tr("Files to play"));
    setMinimumWidth(kLeastWidth);
    m_view->setIconSize(PlaylistModel::kThumbnail);
    m_view->setUniformItemSizes(false);
    m_view->setSpacing(kRowMargin / 3);
    m_view->setTextElideMode(Qt::ElideMiddle);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->installEventFilter(this);
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setEnabled(false);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    layout->addWidget(m_empty);
    connect(m_view, &QListView::doubleClicked, this, [this](const QModelIndex &index) {
        Q_EMIT playRequested(index.row());
    });
    connect(&model, &PlaylistModel::currentChanged, this, &PlaylistPanel::refresh);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &PlaylistPanel::refresh);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &PlaylistPanel::refresh);
    refresh();
}

QSize PlaylistPanel::sizeHint() const
{
    return kPlaylistPanelSize;
}

bool PlaylistPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_view || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto *key = static_cast<QKeyEvent *>(event);
    const QModelIndex index = m_view->currentIndex();
    if (!index.isValid())
        return false;
    if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
        Q_EMIT playRequested(index.row());
        return true;
    }
    if (key->key() == Qt::Key_Delete) {
        m_model.remove(index.row());
        return true;
    }
    return false;
}

void PlaylistPanel::refresh()
{
    const bool isEmpty = m_model.rowCount() == 0;
    m_view->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
    if (m_model.current() >= 0)
        m_view->setCurrentIndex(m_model.index(m_model.current()));
}

} // namespace soundlocus

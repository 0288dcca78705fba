// SPDX-License-Identifier: MIT
#include "ui/panels/playlist_panel.h"

#include "ui/panels/playlist_model.h"

#include <QDropEvent>
#include <QFileInfo>
#include <QKeyEvent>
#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QMimeData>
#include <QUrl>
#include <QVBoxLayout>

namespace soundlocus {

namespace {

constexpr QSize kPlaylistPanelSize(260, 220);
constexpr int kRowMargin = 6;
constexpr int kLeastWidth = 200;

QStringList mediaOf(const QMimeData &data)
{
    QStringList paths;
    for (const QUrl &url : data.urls()) {
        const QString path = url.toLocalFile();
        if (QFileInfo(path).isDir() || isMediaName(path))
            paths.append(path);
    }
    return paths;
}

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
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setAcceptDrops(false); // the panel takes them
    setAcceptDrops(true);
    connect(m_view, &QWidget::customContextMenuRequested, this, [this](QPoint point) {
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        fillMenu(*menu);
        menu->popup(m_view->viewport()->mapToGlobal(point));
    });
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
    if (watched == m_view && event->type() == QEvent::KeyPress)
        return pressKey(*static_cast<QKeyEvent *>(event));
    return QWidget::eventFilter(watched, event);
}

bool PlaylistPanel::pressKey(const QKeyEvent &key)
{
    if (selected() < 0)
        return false;
    const bool moves = key.modifiers() == (Qt::ControlModifier | Qt::ShiftModifier);
    switch (key.key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        Q_EMIT playRequested(selected());
        return true;
    case Qt::Key_Delete:
        m_model.remove(selected());
        return true;
    case Qt::Key_Up:
    case Qt::Key_Down:
        if (moves)
            move(key.key() == Qt::Key_Up ? -1 : 1);
        return moves;
    default:
        return false;
    }
}

void PlaylistPanel::fillMenu(QMenu &menu)
{
    const int row = selected();
    const int last = m_model.rowCount() - 1;
    const auto add = [&](const QString &text, bool isEnabled, auto command) {
        menu.addAction(text, this, command)->setEnabled(isEnabled);
    };
    add(tr("&Play"), row >= 0, [this] { Q_EMIT playRequested(selected()); });
    add(tr("Move &up"), row > 0, [this] { move(-1); });
    add(tr("Move &down"), row >= 0 && row < last, [this] { move(1); });
    menu.addSeparator();
    add(tr("&Take from the list"), row >= 0, [this] { m_model.remove(selected()); });
    add(tr("&Clear list"), last >= 0, [this] { m_model.clear(); });
}

void PlaylistPanel::dragEnterEvent(QDragEnterEvent *event)
{
    // Checkpoints and projects are the window's.
    if (!mediaOf(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
    else
        event->ignore();
}

void PlaylistPanel::dropEvent(QDropEvent *event)
{
    m_model.append(mediaOf(*event->mimeData()));
    event->acceptProposedAction();
}

int PlaylistPanel::selected() const
{
    return m_view->currentIndex().row();
}

void PlaylistPanel::move(int direction)
{
    const int row = selected();
    m_model.move(row, direction);
    const QModelIndex index = m_model.index(qBound(0, row + direction, m_model.rowCount() - 1));
    m_view->setCurrentIndex(index);
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

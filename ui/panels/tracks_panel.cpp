// SPDX-License-Identifier: MIT
#include "ui/panels/tracks_panel.h"

#include "ui/models/annotation_palette.h"
#include "ui/models/color_icon.h"
#include "ui/panels/empty_label.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QMenu>
#include <QTreeView>
#include <QVBoxLayout>

namespace soundlocus {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kTracksPanelSize(260, 160);

} // namespace

TracksPanel::TracksPanel(AnnotationEditor &editor, ActionRegistry &actions, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_actions(actions)
    , m_model(new TrackModel(editor, this))
    , m_view(new QTreeView(this))
    , m_empty(makeEmptyLabel(QString(), this))
{
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setSelectionMode(QAbstractItemView::ExtendedSelection);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->setAccessibleName(tr("Tracks of the clip"));
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_view->header()->setSectionResizeMode(TrackModel::LabelColumn, QHeaderView::Stretch);
    m_view->installEventFilter(this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    layout->addWidget(m_empty);
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        refresh();
        showSelection();
    });
    connect(m_view->selectionModel(),
            &QItemSelectionModel::selectionChanged,
            this,
            &TracksPanel::takeSelection);
    connect(m_view, &QWidget::customContextMenuRequested, this, &TracksPanel::showMenu);
    connect(m_view, &QTreeView::doubleClicked, this, [this](const QModelIndex &index) {
        const Track *track = m_editor.document().track(m_model->trackAt(index.row()));
        if (track != nullptr && !track->keys.empty())
            m_editor.player().seek(track->keys.front().time);
    });
    connect(&editor.selection(),
            &AnnotationSelection::tracksChanged,
            this,
            &TracksPanel::showSelection);
    connect(&editor.document(), &AnnotationDocument::wasReset, this, &TracksPanel::refresh);
    connect(&editor.selection(), &AnnotationSelection::clipChanged, this, &TracksPanel::refresh);
    refresh();
    showSelection();
}

QSize TracksPanel::sizeHint() const
{
    return kTracksPanelSize;
}

void TracksPanel::refresh()
{
    const bool isEmpty = m_model->rowCount() == 0;
    m_view->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
    if (m_editor.clip() != nullptr)
        m_empty->setText(tr("Nothing is drawn yet. Press %1 and drag a box around what sounds.")
                                 .arg(m_actions.action(u"annotation.draw"_s)
                                              ->shortcut()
                                              .toString(QKeySequence::NativeText)));
    else if (m_editor.document().isOpen())
        m_empty->setText(tr("Open a clip of the project."));
    else
        m_empty->setText(tr("Open a project to draw boxes."));
}

void TracksPanel::showSelection()
{
    m_isShowing = true;
    QItemSelection rows;
    for (const TrackId track : m_editor.selection().tracks()) {
        if (const int row = m_model->rowOf(track); row >= 0)
            rows.select(m_model->index(row, 0), m_model->index(row, TrackModel::ColumnCount - 1));
    }
    m_view->selectionModel()->select(rows, QItemSelectionModel::ClearAndSelect);
    m_isShowing = false;
}

void TracksPanel::takeSelection()
{
    if (m_isShowing)
        return;
    std::vector<TrackId> tracks;
    const QModelIndexList rows = m_view->selectionModel()->selectedRows();
    for (const QModelIndex &index : rows)
        tracks.push_back(m_model->trackAt(index.row()));
    m_editor.selection().setTracks(tracks);
}

void TracksPanel::showMenu(QPoint point)
{
    if (m_editor.selection().tracks().empty())
        return;
    QMenu menu(this);
    QMenu *labels = menu.addMenu(tr("&Label"));
    for (const Label &label : m_editor.document().labels()) {
        QAction *action = labels->addAction(colorIcon(colorOf(label)),
                                            QString::fromStdString(label.name));
        const LabelId id = label.id;
        connect(action, &QAction::triggered, this, [this, id] {
            if (const auto tracks = m_editor.selectedTracks(); !tracks.empty())
                m_editor.apply(gestures::changeLabel(tracks, id));
        });
    }
    labels->setEnabled(!labels->isEmpty());
    for (const char *id : {"annotation.occluded",
                           "annotation.end",
                           "annotation.split",
                           "annotation.merge",
                           "annotation.duplicate",
                           "annotation.delete"})
        menu.addAction(m_actions.action(QString::fromLatin1(id)));
    menu.exec(m_view->viewport()->mapToGlobal(point));
}

bool TracksPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress
        && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Delete) {
        m_actions.action(u"annotation.delete"_s)->trigger();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace soundlocus

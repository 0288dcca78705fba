// SPDX-License-Identifier: MIT
#include "ui/panels/clips_panel.h"

#include "ui/panels/empty_label.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLineEdit>
#include <QLocale>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace soundlocus {

using namespace Qt::StringLiterals;

namespace {

constexpr QSize kClipsPanelSize(300, 260);
constexpr int kAnyState = -1;

QToolButton *buttonOf(QAction *action, QWidget *parent)
{
    auto *button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setAccessibleName(ActionRegistry::plainText(*action));
    return button;
}

} // namespace

ClipsPanel::ClipsPanel(ClipModel &clips,
                       const AnnotationDocument &document,
                       const AnnotationSelection &selection,
                       ActionRegistry &actions,
                       QWidget *parent)
    : QWidget(parent)
    , m_clips(clips)
    , m_document(document)
    , m_selection(selection)
    , m_filter(new ClipFilterModel(this))
{
    m_filter->setSourceModel(&clips);
    makeControls();
    layOut(actions);
    connect(m_text, &QLineEdit::textChanged, m_filter, &ClipFilterModel::setText);
    connect(m_state, &QComboBox::currentIndexChanged, this, [this] {
        const int state = m_state->currentData().toInt();
        m_filter->setState(state == kAnyState ? std::nullopt
                                              : std::optional(static_cast<ReviewState>(state)));
    });
    connect(m_view, &QTreeView::doubleClicked, this, &ClipsPanel::open);
    connect(&clips, &ClipModel::countsChanged, this, &ClipsPanel::refresh);
    connect(m_filter, &QAbstractItemModel::rowsInserted, this, &ClipsPanel::refresh);
    connect(m_filter, &QAbstractItemModel::rowsRemoved, this, &ClipsPanel::refresh);
    connect(&document, &AnnotationDocument::wasReset, this, &ClipsPanel::refresh);
    connect(&selection, &AnnotationSelection::clipChanged, this, &ClipsPanel::showCurrent);
    refresh();
    showCurrent();
}

void ClipsPanel::makeControls()
{
    m_text = new QLineEdit(this);
    m_text->setPlaceholderText(tr("Find a clip"));
    m_text->setAccessibleName(tr("Find a clip"));
    m_text->setClearButtonEnabled(true);
    for (auto *button : m_text->findChildren<QToolButton *>())
        button->setAccessibleName(tr("Clear"));
    m_state = new QComboBox(this);
    m_state->setAccessibleName(tr("Review state"));
    m_state->addItem(tr("All"), kAnyState);
    for (const ReviewState state :
         {ReviewState::ToDo, ReviewState::Done, ReviewState::Checked, ReviewState::Rejected})
        m_state->addItem(reviewStateName(state), static_cast<int>(state));
    m_view = new QTreeView(this);
    m_view->setModel(m_filter);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setTextElideMode(Qt::ElideMiddle);
    m_view->setAccessibleName(tr("Clips"));
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(ClipModel::NameColumn, QHeaderView::Stretch);
    m_view->header()->setSectionResizeMode(ClipModel::TracksColumn, QHeaderView::ResizeToContents);
    m_view->header()->setSectionResizeMode(ClipModel::StateColumn, QHeaderView::ResizeToContents);
    m_view->installEventFilter(this);
    m_counts = new QLabel(this);
    m_empty = makeEmptyLabel(QString(), this);
}

void ClipsPanel::layOut(ActionRegistry &actions)
{
    auto *top = new QHBoxLayout;
    top->addWidget(m_text, 1);
    top->addWidget(m_state);
    auto *bottom = new QHBoxLayout;
    bottom->addWidget(m_counts, 1);
    bottom->addWidget(buttonOf(actions.action(u"annotation.next-to-do"_s), this));

    m_projectButtons = makeButtons(actions, {"annotation.new-project", "annotation.open-project"});
    m_mediaButtons = makeButtons(actions, {"annotation.add-media", "annotation.import"});
    auto *emptyPage = new QWidget(this);
    auto *emptyLayout = new QVBoxLayout(emptyPage);
    emptyLayout->addStretch();
    emptyLayout->addWidget(m_empty);
    emptyLayout->addWidget(m_projectButtons);
    emptyLayout->addWidget(m_mediaButtons);
    emptyLayout->addStretch();

    m_pages = new QStackedWidget(this);
    m_pages->addWidget(m_view);
    m_pages->addWidget(emptyPage);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addLayout(top);
    layout->addWidget(m_pages, 1);
    layout->addLayout(bottom);
}

QWidget *ClipsPanel::makeButtons(ActionRegistry &actions, std::initializer_list<const char *> ids)
{
    auto *row = new QWidget(this);
    auto *layout = new QVBoxLayout(row);
    for (const char *id : ids)
        layout->addWidget(
                buttonOf(actions.action(QString::fromLatin1(id)), row), 0, Qt::AlignHCenter);
    return row;
}

QSize ClipsPanel::sizeHint() const
{
    return kClipsPanelSize;
}

void ClipsPanel::refresh()
{
    const bool isOpen = m_document.isOpen();
    const bool hasClips = m_clips.rowCount() > 0;
    for (QWidget *control : std::initializer_list<QWidget *>{m_text, m_state, m_counts})
        control->setEnabled(hasClips);
    m_projectButtons->setVisible(!isOpen);
    m_mediaButtons->setVisible(isOpen && !hasClips);
    if (!isOpen)
        m_empty->setText(tr("Annotations live in a project. Make one, or open one."));
    else if (!hasClips)
        m_empty->setText(tr("No clips yet. Add media, or import annotations."));
    else
        m_empty->setText(tr("No clip is like that."));
    m_pages->setCurrentIndex(m_filter->rowCount() > 0 ? 0 : 1);
    showCounts();
}

void ClipsPanel::showCounts()
{
    const ReviewCounts counts = m_clips.counts();
    const QLocale locale;
    m_counts->setText(counts.all == 0 ? QString()
                                      : tr("%1 of %2 to do")
                                                .arg(locale.toString(counts.toDo),
                                                     locale.toString(counts.all)));
    m_counts->setToolTip(tr("%1 done, %2 checked, %3 rejected")
                                 .arg(locale.toString(counts.done),
                                      locale.toString(counts.checked),
                                      locale.toString(counts.rejected)));
}

void ClipsPanel::showCurrent()
{
    m_clips.setCurrent(m_selection.clip());
    const int row = m_clips.rowOf(m_selection.clip());
    const QModelIndex index = m_filter->mapFromSource(m_clips.index(row, 0));
    if (index.isValid())
        m_view->setCurrentIndex(index);
}

void ClipsPanel::open(const QModelIndex &index)
{
    if (const ClipId clip{index.data(ClipModel::IdRole).toLongLong()}; clip.isValid())
        Q_EMIT clipWanted(clip);
}

bool ClipsPanel::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            open(m_view->currentIndex());
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace soundlocus

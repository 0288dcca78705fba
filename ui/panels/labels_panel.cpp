// SPDX-License-Identifier: MIT
#include "ui/panels/labels_panel.h"

#include "ui/models/annotation_palette.h"
#include "ui/panels/empty_label.h"

#include <QColorDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace soundlocus {

namespace {

constexpr QSize kLabelsPanelSize(240, 160);

} // namespace

LabelsPanel::LabelsPanel(AnnotationEditor &editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_model(new LabelModel(editor, this))
    , m_view(new QTreeView(this))
    , m_empty(makeEmptyLabel(QString(), this))
    , m_name(new QLineEdit(this))
    , m_add(new QPushButton(tr("&Add"), this))
    , m_color(new QPushButton(tr("&Colour…"), this))
    , m_remove(new QPushButton(tr("&Remove"), this))
{
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setAccessibleName(tr("Labels"));
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(LabelModel::NameColumn, QHeaderView::Stretch);
    m_name->setPlaceholderText(tr("New label"));
    m_name->setAccessibleName(tr("New label"));
    layOut();
    connect(m_name, &QLineEdit::returnPressed, this, &LabelsPanel::add);
    connect(m_name, &QLineEdit::textChanged, this, &LabelsPanel::refresh);
    connect(m_add, &QPushButton::clicked, this, &LabelsPanel::add);
    connect(m_color, &QPushButton::clicked, this, &LabelsPanel::chooseColor);
    connect(m_remove, &QPushButton::clicked, this, &LabelsPanel::removeCurrent);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] {
        if (current().isValid())
            m_editor.selection().setLabel(current());
        refresh();
    });
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        showCurrent();
        refresh();
    });
    AnnotationDocument &document = editor.document();
    connect(&document, &AnnotationDocument::editableChanged, this, &LabelsPanel::refresh);
    connect(&document, &AnnotationDocument::wasReset, this, &LabelsPanel::refresh);
    connect(&editor.selection(),
            &AnnotationSelection::labelChanged,
            this,
            &LabelsPanel::showCurrent);
    showCurrent();
    refresh();
}

void LabelsPanel::layOut()
{
    auto *row = new QHBoxLayout;
    row->addWidget(m_name, 1);
    row->addWidget(m_add);
    auto *below = new QHBoxLayout;
    below->addStretch();
    below->addWidget(m_color);
    below->addWidget(m_remove);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addLayout(row);
    layout->addWidget(m_view, 1);
    layout->addWidget(m_empty, 1);
    layout->addLayout(below);
}

QSize LabelsPanel::sizeHint() const
{
    return kLabelsPanelSize;
}

LabelId LabelsPanel::current() const
{
    return m_model->labelAt(m_view->currentIndex().row());
}

void LabelsPanel::refresh()
{
    const bool isEditable = m_editor.document().isEditable();
    const bool isEmpty = m_model->rowCount() == 0;
    m_view->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
    m_empty->setText(m_editor.document().isOpen()
                             ? tr("No labels yet. Type the name of what sounds, and press Return.")
                             : tr("Open a project to name what sounds."));
    m_name->setEnabled(isEditable);
    m_add->setEnabled(isEditable && !m_name->text().trimmed().isEmpty());
    m_color->setEnabled(isEditable && current().isValid());
    m_remove->setEnabled(isEditable && current().isValid());
}

void LabelsPanel::showCurrent()
{
    const int row = m_model->rowOf(m_editor.selection().label());
    if (row >= 0 && row != m_view->currentIndex().row())
        m_view->setCurrentIndex(m_model->index(row, 0));
}

void LabelsPanel::add()
{
    const LabelId label = m_model->add(m_name->text());
    if (!label.isValid())
        return;
    m_name->clear();
    m_editor.selection().setLabel(label);
}

void LabelsPanel::chooseColor()
{
    const LabelId label = current();
    const Label *found = m_editor.document().label(label);
    if (found == nullptr)
        return;
    const QColor color = QColorDialog::getColor(colorOf(*found), this, tr("Colour of the label"));
    if (color.isValid())
        m_model->setColor(label, color);
}

void LabelsPanel::removeCurrent()
{
    m_model->remove(current());
}

} // namespace soundlocus

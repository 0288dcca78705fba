// SPDX-License-Identifier: MIT
#include "ui/panels/annotators_panel.h"

#include "ui/panels/agreement_label.h"
#include "ui/panels/empty_label.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeView>
#include <QVBoxLayout>

namespace soundlocus {

namespace {

constexpr QSize kAnnotatorsPanelSize(240, 140);

} // namespace

AnnotatorsPanel::AnnotatorsPanel(AnnotationEditor &editor, QWidget *parent)
    : QWidget(parent)
    , m_editor(editor)
    , m_model(new AnnotatorModel(editor, this))
    , m_view(new QTreeView(this))
    , m_empty(makeEmptyLabel(tr("Open a project to see whose boxes it holds."), this))
    , m_name(new QLineEdit(this))
    , m_add(new QPushButton(tr("&Add"), this))
{
    m_view->setModel(m_model);
    m_view->setRootIsDecorated(false);
    m_view->setUniformRowHeights(true);
    m_view->setAllColumnsShowFocus(true);
    m_view->setAccessibleName(tr("Annotators"));
    m_view->header()->setStretchLastSection(false);
    m_view->header()->setSectionResizeMode(AnnotatorModel::NameColumn, QHeaderView::Stretch);
    m_name->setPlaceholderText(tr("Another annotator"));
    m_name->setAccessibleName(tr("Another annotator"));
    auto *row = new QHBoxLayout;
    row->addWidget(m_name, 1);
    row->addWidget(m_add);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addLayout(row);
    layout->addWidget(m_view, 1);
    layout->addWidget(new AgreementLabel(editor, *this));
    layout->addWidget(m_empty, 1);
    connect(m_name, &QLineEdit::returnPressed, this, &AnnotatorsPanel::add);
    connect(m_name, &QLineEdit::textChanged, this, &AnnotatorsPanel::refresh);
    connect(m_add, &QPushButton::clicked, this, &AnnotatorsPanel::add);
    const auto draw = [this](const QModelIndex &index) {
        m_editor.selection().setAnnotator(m_model->annotatorAt(index.row()));
    };
    connect(m_view, &QTreeView::clicked, this, [draw](const QModelIndex &index) {
        if (index.column() == AnnotatorModel::DrawsColumn)
            draw(index);
    });
    connect(m_view, &QTreeView::activated, this, draw);
    connect(m_model, &QAbstractItemModel::modelReset, this, &AnnotatorsPanel::refresh);
    connect(&editor.document(),
            &AnnotationDocument::editableChanged,
            this,
            &AnnotatorsPanel::refresh);
    refresh();
}

QSize AnnotatorsPanel::sizeHint() const
{
    return kAnnotatorsPanelSize;
}

void AnnotatorsPanel::refresh()
{
    const bool isEmpty = m_model->rowCount() == 0;
    m_view->setVisible(!isEmpty);
    m_empty->setVisible(isEmpty);
    const bool isEditable = m_editor.document().isEditable();
    m_name->setEnabled(isEditable);
    m_add->setEnabled(isEditable && !m_name->text().trimmed().isEmpty());
}

void AnnotatorsPanel::add()
{
    const AnnotatorId annotator = m_model->add(m_name->text());
    if (!annotator.isValid())
        return;
    m_name->clear();
    m_editor.selection().setAnnotator(annotator);
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "ui/models/annotator_model.h"

#include <algorithm>

namespace soundlocus {

AnnotatorModel::AnnotatorModel(AnnotationEditor &editor, QObject *parent)
    : QAbstractTableModel(parent)
    , m_editor(editor)
{
    connect(&editor.document(), &AnnotationDocument::wasReset, this, &AnnotatorModel::reset);
    connect(&editor.document(),
            &AnnotationDocument::annotatorsChanged,
            this,
            &AnnotatorModel::reset);
    connect(&editor.selection(),
            &AnnotationSelection::annotatorChanged,
            this,
            &AnnotatorModel::reset);
    reset();
}

void AnnotatorModel::reset()
{
    std::vector<AnnotatorId> annotators;
    for (const Annotator &annotator : m_editor.document().annotators())
        annotators.push_back(annotator.id);
    if (annotators == m_annotators && !annotators.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_annotators = std::move(annotators);
    endResetModel();
}

AnnotatorId AnnotatorModel::annotatorAt(int row) const
{
    const bool isThere = row >= 0 && row < rowCount();
    return isThere ? m_annotators[static_cast<std::size_t>(row)] : AnnotatorId{};
}

int AnnotatorModel::rowOf(AnnotatorId annotator) const
{
    const auto found = std::ranges::find(m_annotators, annotator);
    return found == m_annotators.end() ? -1 : static_cast<int>(found - m_annotators.begin());
}

AnnotatorId AnnotatorModel::add(const QString &name)
{
    AnnotationDocument &document = m_editor.document();
    const std::string text = name.trimmed().toStdString();
    if (text.empty() || std::ranges::count(document.annotators(), text, &Annotator::name) > 0)
        return {};
    const Annotator annotator{AnnotatorId{document.newId()}, text, true};
    const bool isDone = m_editor.applyToProject(gestures::addAnnotator(annotator));
    return isDone ? annotator.id : AnnotatorId{};
}

int AnnotatorModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_annotators.size());
}

int AnnotatorModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

Qt::ItemFlags AnnotatorModel::flags(const QModelIndex &index) const
{
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == NameColumn && m_editor.document().isEditable())
        flags |= Qt::ItemIsEditable | Qt::ItemIsUserCheckable;
    return flags;
}

QVariant AnnotatorModel::data(const QModelIndex &index, int role) const
{
    const Annotator *annotator = m_editor.document().annotator(annotatorAt(index.row()));
    if (annotator == nullptr)
        return {};
    const bool draws = annotator->id == m_editor.selection().annotator();
    if (index.column() == DrawsColumn) {
        if (role == Qt::DisplayRole)
            return draws ? QStringLiteral("✎") : QString();
        if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole)
            return draws ? tr("New boxes belong to this annotator")
                         : tr("Click: new boxes belong to this annotator");
        return role == Qt::TextAlignmentRole ? QVariant(Qt::AlignCenter) : QVariant();
    }
    if (role == Qt::DisplayRole || role == Qt::EditRole)
        return QString::fromStdString(annotator->name);
    if (role == Qt::CheckStateRole)
        return annotator->isShown ? Qt::Checked : Qt::Unchecked;
    if (role == Qt::ToolTipRole)
        return tr("Ticked layers are shown");
    return {};
}

bool AnnotatorModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const Annotator *found = m_editor.document().annotator(annotatorAt(index.row()));
    if (found == nullptr || index.column() != NameColumn)
        return false;
    const Annotator before = *found; // the gesture moves what it is applied to
    Annotator after = before;
    if (role == Qt::CheckStateRole) {
        after.isShown = value.toInt() == Qt::Checked;
        return m_editor.applyToProject(gestures::editAnnotator(before, after));
    }
    after.name = value.toString().trimmed().toStdString();
    const auto &all = m_editor.document().annotators();
    if (role != Qt::EditRole || after.name.empty()
        || std::ranges::count(all, after.name, &Annotator::name) > 0)
        return false;
    return m_editor.applyToProject(gestures::editAnnotator(before, after));
}

QVariant AnnotatorModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    return section == NameColumn ? tr("Annotator") : tr("Draws");
}

} // namespace soundlocus

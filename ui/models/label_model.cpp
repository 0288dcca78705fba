// SPDX-License-Identifier: MIT
#include "ui/models/label_model.h"

#include "ui/models/annotation_palette.h"
#include "ui/models/color_icon.h"

#include <algorithm>

namespace soundlocus {

namespace {

bool isDigitKey(const QString &key)
{
    return key.size() == 1 && key[0] >= QLatin1Char('1') && key[0] <= QLatin1Char('9');
}

} // namespace

LabelModel::LabelModel(AnnotationEditor &editor, QObject *parent)
    : QAbstractTableModel(parent)
    , m_editor(editor)
{
    connect(&editor.document(), &AnnotationDocument::wasReset, this, &LabelModel::reset);
    connect(&editor.document(), &AnnotationDocument::labelsChanged, this, &LabelModel::reset);
    reset();
}

void LabelModel::reset()
{
    std::vector<LabelId> labels;
    for (const Label &label : m_editor.document().labels())
        labels.push_back(label.id);
    if (labels == m_labels && !labels.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_labels = std::move(labels);
    endResetModel();
}

LabelId LabelModel::labelAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_labels[static_cast<std::size_t>(row)] : LabelId{};
}

int LabelModel::rowOf(LabelId label) const
{
    const auto found = std::ranges::find(m_labels, label);
    return found == m_labels.end() ? -1 : static_cast<int>(found - m_labels.begin());
}

LabelId LabelModel::labelOfKey(const QString &key) const
{
    const auto &labels = m_editor.document().labels();
    const auto found = std::ranges::find(labels, key.toStdString(), &Label::key);
    return found == labels.end() ? LabelId{} : found->id;
}

LabelId LabelModel::add(const QString &name)
{
    AnnotationDocument &document = m_editor.document();
    const std::string text = name.trimmed().toStdString();
    if (text.empty() || std::ranges::count(document.labels(), text, &Label::name) > 0)
        return {};
    const Label label = gestures::newLabel(document.labels(), LabelId{document.newId()}, text);
    const bool isDone = m_editor.applyToProject(gestures::addLabels(std::span(&label, 1)));
    return isDone ? label.id : LabelId{};
}

void LabelModel::remove(LabelId label)
{
    const Label *found = m_editor.document().label(label);
    if (found == nullptr)
        return;
    std::vector<Track> tracks;
    for (const Clip &clip : m_editor.document().clips()) {
        for (const Track &track : m_editor.document().tracks(clip.id)) {
            if (track.label == label)
                tracks.push_back(track);
        }
    }
    m_editor.applyToProject(gestures::deleteLabel(*found, tracks));
}

void LabelModel::setColor(LabelId label, const QColor &color)
{
    const Label *found = m_editor.document().label(label);
    if (found == nullptr || !color.isValid())
        return;
    Label after = *found;
    after.color = color.rgb() & 0xFFFFFFU;
    m_editor.applyToProject(gestures::editLabel(m_editor.document().labels(), after));
}

int LabelModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_labels.size());
}

int LabelModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

Qt::ItemFlags LabelModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    return index.isValid() && m_editor.document().isEditable() ? flags | Qt::ItemIsEditable : flags;
}

QVariant LabelModel::data(const QModelIndex &index, int role) const
{
    const Label *label = m_editor.document().label(labelAt(index.row()));
    if (label == nullptr)
        return {};
    const bool isName = index.column() == NameColumn;
    if (role == Qt::DisplayRole || role == Qt::EditRole)
        return QString::fromStdString(isName ? label->name : label->key);
    if (role == Qt::DecorationRole && isName)
        return colorIcon(colorOf(*label));
    if (role == Qt::ToolTipRole)
        return isName ? tr("Double click to rename") : tr("Digit from 1 to 9, or nothing");
    return {};
}

bool LabelModel::rename(const Label &label, const QString &name)
{
    const std::string text = name.trimmed().toStdString();
    const auto &labels = m_editor.document().labels();
    if (text.empty() || std::ranges::count(labels, text, &Label::name) > 0)
        return false;
    Label after = label;
    after.name = text;
    return m_editor.applyToProject(gestures::editLabel(labels, after));
}

bool LabelModel::setKey(const Label &label, const QString &key)
{
    if (!key.isEmpty() && !isDigitKey(key))
        return false;
    Label after = label;
    after.key = key.toStdString();
    return m_editor.applyToProject(gestures::editLabel(m_editor.document().labels(), after));
}

bool LabelModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const Label *found = m_editor.document().label(labelAt(index.row()));
    if (found == nullptr || role != Qt::EditRole || data(index, role) == value)
        return false;
    const Label label = *found; // the gesture moves what it is applied to
    return index.column() == NameColumn ? rename(label, value.toString())
                                        : setKey(label, value.toString().trimmed());
}

QVariant LabelModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    return section == NameColumn ? tr("Label") : tr("Key");
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "ui/models/clip_model.h"

#include <QCoreApplication>
#include <QFont>
#include <QLocale>

#include <algorithm>

namespace soundlocus {

namespace {

/// A sign beside the word, so that a column of states can be run over with the eye.
QString stateText(ReviewState state)
{
    switch (state) {
    case ReviewState::ToDo:
        return QStringLiteral("○ ") + reviewStateName(state);
    case ReviewState::Done:
        return QStringLiteral("● ") + reviewStateName(state);
    case ReviewState::Checked:
        return QStringLiteral("✓ ") + reviewStateName(state);
    case ReviewState::Rejected:
        return QStringLiteral("✗ ") + reviewStateName(state);
    }
    return {};
}

} // namespace

QString reviewStateName(ReviewState state)
{
    switch (state) {
    case ReviewState::ToDo:
        return QCoreApplication::translate("ReviewState", "To do");
    case ReviewState::Done:
        return QCoreApplication::translate("ReviewState", "Done");
    case ReviewState::Checked:
        return QCoreApplication::translate("ReviewState", "Checked");
    case ReviewState::Rejected:
        return QCoreApplication::translate("ReviewState", "Rejected");
    }
    return {};
}

ClipModel::ClipModel(const AnnotationDocument &document, QObject *parent)
    : QAbstractTableModel(parent)
    , m_document(document)
{
    connect(&document, &AnnotationDocument::wasReset, this, &ClipModel::reset);
    connect(&document, &AnnotationDocument::clipListChanged, this, &ClipModel::reset);
    connect(&document, &AnnotationDocument::clipChanged, this, &ClipModel::refresh);
    reset();
}

void ClipModel::reset()
{
    beginResetModel();
    m_clips.clear();
    m_clips.reserve(m_document.clips().size());
    for (const Clip &clip : m_document.clips())
        m_clips.push_back(clip.id);
    endResetModel();
    Q_EMIT countsChanged();
}

void ClipModel::refresh(ClipId clip)
{
    const int row = rowOf(clip);
    if (row < 0)
        return;
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
    Q_EMIT countsChanged();
}

ClipId ClipModel::clipAt(int row) const
{
    const bool isThere = row >= 0 && row < rowCount();
    return isThere ? m_clips[static_cast<std::size_t>(row)] : ClipId{};
}

int ClipModel::rowOf(ClipId clip) const
{
    const auto found = std::ranges::lower_bound(m_clips, clip);
    const bool isThere = found != m_clips.end() && *found == clip;
    return isThere ? static_cast<int>(found - m_clips.begin()) : -1;
}

ClipId ClipModel::neighbour(ClipId clip, int direction) const
{
    const int row = rowOf(clip);
    if (row < 0)
        return clipAt(direction > 0 ? 0 : rowCount() - 1);
    return clipAt(row + direction);
}

ClipId ClipModel::nextToDo(ClipId clip) const
{
    const int count = rowCount();
    const int row = rowOf(clip);
    for (int i = 1; i <= count; ++i) {
        const ClipId next = clipAt((row + i) % count);
        const Clip *found = m_document.clip(next);
        if (next != clip && found != nullptr && found->review == ReviewState::ToDo)
            return next;
    }
    return {};
}

ReviewCounts ClipModel::counts() const
{
    ReviewCounts counts;
    for (const Clip &clip : m_document.clips()) {
        ++counts.all;
        counts.toDo += clip.review == ReviewState::ToDo ? 1 : 0;
        counts.done += clip.review == ReviewState::Done ? 1 : 0;
        counts.checked += clip.review == ReviewState::Checked ? 1 : 0;
        counts.rejected += clip.review == ReviewState::Rejected ? 1 : 0;
    }
    return counts;
}

void ClipModel::setCurrent(ClipId clip)
{
    const ClipId before = std::exchange(m_current, clip);
    for (const ClipId each : {before, clip}) {
        if (const int row = rowOf(each); row >= 0)
            Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1), {Qt::FontRole});
    }
}

int ClipModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_clips.size());
}

int ClipModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ClipModel::data(const QModelIndex &index, int role) const
{
    const Clip *clip = m_document.clip(clipAt(index.row()));
    if (clip == nullptr)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        if (index.column() == NameColumn)
            return QString::fromStdString(clip->name);
        if (index.column() == TracksColumn)
            return QLocale().toString(static_cast<qulonglong>(m_document.tracks(clip->id).size()));
        return stateText(clip->review);
    case Qt::ToolTipRole:
        return clip->media.empty() ? tr("Its media are not known.")
                                   : QString::fromStdString(clip->media.string());
    case Qt::TextAlignmentRole:
        return index.column() == TracksColumn ? int(Qt::AlignRight | Qt::AlignVCenter)
                                              : int(Qt::AlignLeft | Qt::AlignVCenter);
    case Qt::FontRole: {
        QFont font;
        font.setBold(clip->id == m_current);
        return font;
    }
    case IdRole:
        return static_cast<qint64>(clip->id.value);
    case StateRole:
        return static_cast<int>(clip->review);
    default:
        return {};
    }
}

QVariant ClipModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case NameColumn:
        return tr("Clip");
    case TracksColumn:
        return tr("Tracks");
    case StateColumn:
        return tr("State");
    default:
        return {};
    }
}

} // namespace soundlocus

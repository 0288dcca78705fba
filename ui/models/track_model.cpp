// SPDX-License-Identifier: MIT
#include "ui/models/track_model.h"

#include "ui/models/annotation_palette.h"
#include "ui/models/color_icon.h"

#include <QCoreApplication>
#include <QFont>

#include <algorithm>

namespace soundlocus {

QString trackName(const AnnotationDocument &document, const Track &track)
{
    const Label *label = document.label(track.label);
    const QString name = QString::fromStdString(track.name);
    if (label == nullptr && !name.isEmpty())
        return name;
    if (label != nullptr && !name.isEmpty())
        return QCoreApplication::translate(
                       "soundlocus::TrackModel", "%1 · %2", "name and label of a track")
                .arg(name, QString::fromStdString(label->name));
    if (label != nullptr)
        return QString::fromStdString(label->name);
    // Ids are counted over the whole project and over all kinds.
    const auto &tracks = document.tracks(track.clip);
    const auto before = std::ranges::count_if(
            tracks, [&track](const Track &other) { return other.id < track.id; });
    return QCoreApplication::translate("soundlocus::TrackModel", "source %1")
            .arg(static_cast<qlonglong>(before) + 1);
}

bool isLayerShown(const AnnotationDocument &document, const Track &track)
{
    const Annotator *annotator = document.annotator(track.annotator);
    return annotator == nullptr || annotator->isShown;
}

TrackModel::TrackModel(AnnotationEditor &editor, QObject *parent)
    : QAbstractTableModel(parent)
    , m_editor(editor)
{
    AnnotationDocument &document = editor.document();
    connect(&document, &AnnotationDocument::wasReset, this, &TrackModel::refresh);
    connect(&document, &AnnotationDocument::labelsChanged, this, &TrackModel::refresh);
    connect(&document, &AnnotationDocument::annotatorsChanged, this, &TrackModel::refresh);
    connect(&document, &AnnotationDocument::clipChanged, this, [this](ClipId clip) {
        if (clip == m_editor.selection().clip())
            refresh();
    });
    connect(&editor.selection(), &AnnotationSelection::clipChanged, this, &TrackModel::refresh);
    connect(&editor.player(), &Player::frameShown, this, &TrackModel::refreshStates);
    refresh();
}

void TrackModel::refresh()
{
    const AnnotationDocument &document = m_editor.document();
    const ClipId clip = m_editor.selection().clip();
    std::vector<TrackId> tracks;
    for (const Track &track : document.tracks(clip)) {
        if (isLayerShown(document, track))
            tracks.push_back(track.id);
    }
    if (clip == m_clip && tracks == m_tracks && !tracks.empty()) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
        return;
    }
    beginResetModel();
    m_clip = clip;
    m_tracks = std::move(tracks);
    endResetModel();
}

void TrackModel::refreshStates()
{
    if (!m_tracks.empty())
        Q_EMIT dataChanged(index(0, StateColumn), index(rowCount() - 1, StateColumn));
}

TrackId TrackModel::trackAt(int row) const
{
    return row >= 0 && row < rowCount() ? m_tracks[static_cast<std::size_t>(row)] : TrackId{};
}

int TrackModel::rowOf(TrackId track) const
{
    const auto found = std::ranges::find(m_tracks, track);
    return found == m_tracks.end() ? -1 : static_cast<int>(found - m_tracks.begin());
}

int TrackModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_tracks.size());
}

int TrackModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString TrackModel::stateOf(const Track &track) const
{
    const auto box = boxAt(track, m_editor.time());
    if (!box)
        return tr("not here");
    if (box->isOccluded)
        return box->isKey ? tr("occluded ◆") : tr("occluded");
    return box->isKey ? tr("key frame ◆") : tr("visible");
}

QVariant TrackModel::data(const QModelIndex &index, int role) const
{
    const AnnotationDocument &document = m_editor.document();
    const Track *track = document.track(trackAt(index.row()));
    if (track == nullptr)
        return {};
    if (role == Qt::DecorationRole && index.column() == LabelColumn)
        return colorIcon(colorOf(*track, document.label(track->label)));
    if (role == Qt::ToolTipRole)
        return tr("%n key frame(s)", nullptr, static_cast<int>(track->keys.size()));
    if (role != Qt::DisplayRole)
        return {};
    switch (index.column()) {
    case LabelColumn:
        return trackName(document, *track);
    case LayerColumn: {
        const Annotator *annotator = document.annotator(track->annotator);
        return annotator != nullptr ? QString::fromStdString(annotator->name) : QString();
    }
    default:
        return stateOf(*track);
    }
}

QVariant TrackModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case LabelColumn:
        return tr("Track");
    case LayerColumn:
        return tr("Layer");
    case StateColumn:
        return tr("Here");
    default:
        return {};
    }
}

} // namespace soundlocus

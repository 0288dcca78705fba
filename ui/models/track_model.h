// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/annotation_editor.h"

#include <QAbstractTableModel>

#include <vector>

namespace soundlocus {

/// Tracks of the clip shown whose layers are shown, in order of their ids: label, layer, what the
/// track does on the picture shown. Threads: GUI thread only.
class TrackModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { LabelColumn, LayerColumn, StateColumn, ColumnCount };

    /// @param editor outlives it
    explicit TrackModel(AnnotationEditor &editor, QObject *parent = nullptr);

    [[nodiscard]] TrackId trackAt(int row) const;
    [[nodiscard]] int rowOf(TrackId track) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section,
                                      Qt::Orientation orientation,
                                      int role) const override;

private:
    void refresh();
    void refreshStates();
    [[nodiscard]] QString stateOf(const Track &track) const;

    AnnotationEditor &m_editor;
    std::vector<TrackId> m_tracks;
    ClipId m_clip;
};

/// "engine", "left · engine" where it has a name, or "source 12" for a track without either.
[[nodiscard]] QString trackName(const AnnotationDocument &document, const Track &track);
/// Whether the layer of a track is shown.
[[nodiscard]] bool isLayerShown(const AnnotationDocument &document, const Track &track);

} // namespace soundlocus

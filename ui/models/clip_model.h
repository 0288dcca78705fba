// SPDX-License-Identifier: MIT
#pragma once

#include "ui/services/annotation_document.h"

#include <QAbstractTableModel>

#include <vector>

namespace soundlocus {

/// "To do", "Done", "Checked", "Rejected": for people.
[[nodiscard]] QString reviewStateName(ReviewState state);

/// How many clips are in each state.
struct ReviewCounts
{
    int all = 0;
    int toDo = 0;
    int done = 0;
    int checked = 0;
    int rejected = 0;

    bool operator==(const ReviewCounts &) const = default;
};

/// Clips of the open project, in order of their ids: name, number of tracks, review state.
/// Threads: GUI thread only.
class ClipModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, TracksColumn, StateColumn, ColumnCount };
    enum Role {
        IdRole = Qt::UserRole, ///< qint64
        StateRole,             ///< int of ReviewState
    };

    /// @param document outlives it
    explicit ClipModel(const AnnotationDocument &document, QObject *parent = nullptr);

    /// None for a row that is not there.
    [[nodiscard]] ClipId clipAt(int row) const;
    /// -1 where the clip is not there.
    [[nodiscard]] int rowOf(ClipId clip) const;
    /// The clip so many rows after (before) another one; none beyond the ends. Without the other
    /// one the first (last).
    [[nodiscard]] ClipId neighbour(ClipId clip, int direction) const;
    /// The next one after a clip that is to do, from the beginning again behind the last; none
    /// where all others are done.
    [[nodiscard]] ClipId nextToDo(ClipId clip) const;
    [[nodiscard]] ReviewCounts counts() const;

    /// The clip that is shown is written in bold.
    void setCurrent(ClipId clip);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section,
                                      Qt::Orientation orientation,
                                      int role) const override;

Q_SIGNALS:
    void countsChanged();

private:
    void reset();
    void refresh(ClipId clip);

    const AnnotationDocument &m_document;
    std::vector<ClipId> m_clips;
    ClipId m_current;
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/annotation_editor.h"

#include <QAbstractTableModel>

#include <vector>

namespace soundlocus {

/// Annotators of the open project, a layer each: ticked ones are shown, the name can be edited, the
/// one who draws has a pencil. Threads: GUI thread only.
class AnnotatorModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, DrawsColumn, ColumnCount };

    /// @param editor outlives it
    explicit AnnotatorModel(AnnotationEditor &editor, QObject *parent = nullptr);

    [[nodiscard]] AnnotatorId annotatorAt(int row) const;
    [[nodiscard]] int rowOf(AnnotatorId annotator) const;
    /// @return none where it could not be made, or the name is taken or empty
    AnnotatorId add(const QString &name);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    [[nodiscard]] QVariant headerData(int section,
                                      Qt::Orientation orientation,
                                      int role) const override;

private:
    void reset();

    AnnotationEditor &m_editor;
    std::vector<AnnotatorId> m_annotators;
};

} // namespace soundlocus

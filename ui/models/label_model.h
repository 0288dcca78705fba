// SPDX-License-Identifier: MIT
#pragma once

#include "ui/models/annotation_editor.h"

#include <QAbstractTableModel>

#include <vector>

namespace soundlocus {

/// Labels of the open project, in order of their ids: name and digit key can be edited, each edit
/// is a gesture. Threads: GUI thread only.
class LabelModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, KeyColumn, ColumnCount };

    /// @param editor outlives it
    explicit LabelModel(AnnotationEditor &editor, QObject *parent = nullptr);

    [[nodiscard]] LabelId labelAt(int row) const;
    [[nodiscard]] int rowOf(LabelId label) const;
    /// The label that a digit key selects; none where no label has it.
    [[nodiscard]] LabelId labelOfKey(const QString &key) const;

    /// A new label with the first free digit key and a colour that few have.
    /// @return none where it could not be made, or the name is taken or empty
    LabelId add(const QString &name);
    /// Tracks that have it are left without one, in the same gesture.
    void remove(LabelId label);
    void setColor(LabelId label, const QColor &color);

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
    bool rename(const Label &label, const QString &name);
    bool setKey(const Label &label, const QString &key);

    AnnotationEditor &m_editor;
    std::vector<LabelId> m_labels;
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/annotation_set.h"

#include <QSortFilterProxyModel>

#include <optional>

namespace soundlocus {

/// Clips whose name holds a text and that are in one state. Threads: GUI thread only.
class ClipFilterModel final : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setText(const QString &text);
    /// @param state none: any
    void setState(std::optional<ReviewState> state);

protected:
    [[nodiscard]] bool filterAcceptsRow(int row, const QModelIndex &parent) const override;

private:
    QString m_text;
    std::optional<ReviewState> m_state;
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "ui/models/clip_filter_model.h"

#include "ui/models/clip_model.h"

namespace soundlocus {

void ClipFilterModel::setText(const QString &text)
{
    m_text = text.trimmed();
    invalidateFilter();
}

void ClipFilterModel::setState(std::optional<ReviewState> state)
{
    m_state = state;
    invalidateFilter();
}

bool ClipFilterModel::filterAcceptsRow(int row, const QModelIndex &parent) const
{
    const QModelIndex index = sourceModel()->index(row, ClipModel::NameColumn, parent);
    const bool isInState = !m_state
                           || index.data(ClipModel::StateRole).toInt()
                                      == static_cast<int>(*m_state);
    return isInState && index.data().toString().contains(m_text, Qt::CaseInsensitive);
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include <QLabel>

namespace soundlocus {

/// What a panel says while it has nothing to show: what to do. A child of `parent`.
[[nodiscard]] inline QLabel *makeEmptyLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    label->setEnabled(false);
    label->setMargin(12);
    return label;
}

} // namespace soundlocus

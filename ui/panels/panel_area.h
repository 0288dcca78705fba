// SPDX-License-Identifier: MIT
#pragma once

#include <QFrame>
#include <QScrollArea>
#include <QScrollBar>

namespace soundlocus {

/// Makes `area` a panel that shows `content`, laid out before: it scrolls downwards alone, and is
/// never narrower than what it shows.
inline void fillPanel(QScrollArea &area, QWidget *content)
{
    area.setWidget(content);
    area.setWidgetResizable(true);
    area.setFrameShape(QFrame::NoFrame);
    area.setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area.setMinimumWidth(content->minimumSizeHint().width()
                         + area.verticalScrollBar()->sizeHint().width());
}

} // namespace soundlocus

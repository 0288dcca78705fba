// SPDX-License-Identifier: MIT
#pragma once

#include <QRectF>
#include <QString>

#include <optional>
#include <vector>

class QPainter;

namespace soundlocus {

/// What is said of the shown frame's score, in words ready to be drawn.
struct ScoreWords
{
    QString number;  ///< "0.63"; empty: there is none, and `verdict` says why
    QString verdict; ///< "found", or why there is no number
    std::optional<bool> isFound;
    QString rule;              ///< "top 50 % (SSL-TIE)"
    QString ceiling;           ///< "at most 0.48 with this box"
    bool isOutOfReach = false; ///< no map can make it a success: the ceiling is marked
    QString won;               ///< words of the tints; empty: no tints
    QString missed;
    QString claimed;

    bool operator==(const ScoreWords &) const = default;
};

/// A panel in the upper right corner, in the left one where it would cover more, with as much as
/// there is room for: the number first, then rule and ceiling, then what the tints mean.
/// @param area that it may be in; @param keptClear points that it moves away from, and shows
/// through it where it cannot
void paintScorePanel(QPainter &painter,
                     const ScoreWords &words,
                     const QRectF &area,
                     const std::vector<QPointF> &keptClear);

} // namespace soundlocus

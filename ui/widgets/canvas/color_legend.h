// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/heatmap.h"
#include "engine/render/heatmap_overlay.h"

#include <QCoreApplication>
#include <QRectF>
#include <QString>

#include <optional>

class QFont;
class QPainter;

namespace soundlocus {

enum class LegendSize {
    Hidden,
    Normal,
    Large, ///< for an audience: readable from the last row, ends of the scale in words
};

/// What the colours of a map mean, in numbers. A value.
class ColorLegend
{
    Q_DECLARE_TR_FUNCTIONS(soundlocus::ColorLegend)
public:
    ColorMap colorMap = ColorMap::Viridis;
    ValueRange range;
    HeatmapScale scale = HeatmapScale::Cosine;
    /// Each map spans its own range; else the range is fixed.
    bool isPerFrame = true;
    /// Where the contour runs.
    std::optional<double> threshold;

    /// Of a map as it is painted. @param heatmap not empty
    [[nodiscard]] static ColorLegend of(const Heatmap &heatmap, const OverlayOptions &options);

    /// "Cosine similarity, range of this picture".
    [[nodiscard]] QString title() const;
    /// In the user's locale, with as many decimals as the range needs.
    [[nodiscard]] QString number(double value) const;
    /// For screen readers: title, both ends and the contour.
    [[nodiscard]] QString text() const;

    [[nodiscard]] QSizeF sizeHint(LegendSize size, const QFont &font) const;
    /// @param topLeft of sizeHint()
    void paint(QPainter &painter, QPointF topLeft, LegendSize size, const QFont &font) const;

    bool operator==(const ColorLegend &) const = default;
};

} // namespace soundlocus

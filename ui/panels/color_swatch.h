// SPDX-License-Identifier: MIT
#pragma once

#include "engine/render/color_map.h"

#include <QIcon>
#include <QImage>
#include <QWidget>

namespace soundlocus {

/// The colours of a map from low (left) to high (right).
[[nodiscard]] QImage colorMapImage(ColorMap map);
[[nodiscard]] QIcon colorMapIcon(ColorMap map, QSize size);
/// Translated.
[[nodiscard]] QString colorMapName(ColorMap map);

/// Strip of the colours with what their ends mean. Threads: GUI thread only.
class ColorSwatch final : public QWidget
{
    Q_OBJECT
public:
    explicit ColorSwatch(QWidget *parent = nullptr);

    void setColorMap(ColorMap map);
    void setEnds(const QString &low, const QString &high);
    /// Of the text, in points; 0: that of the widget.
    void setTextSize(double points);
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    ColorMap m_map = ColorMap::Viridis;
    QString m_low;
    QString m_high;
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "engine/evaluation/frame_scorer.h"
#include "ui/widgets/canvas/frame_geometry.h"

#include <QColor>
#include <QImage>
#include <QRect>

#include <vector>

class QPainter;

namespace soundlocus {

/// Colour and pattern of each kind over the picture. Patterns differ, so that no colour vision is
/// needed: won is even, missed has stripes, falsely claimed has dots. The picture's pixels are
/// those of the screen, patterns as large as its density asks for. Threads: one at a time.
class ScoreTint
{
public:
    /// @param pixels row by row; they lie over the whole frame; empty: none
    void setPixels(std::vector<PixelClass> pixels, Size size);
    [[nodiscard]] bool isEmpty() const { return m_pixels.empty(); }

    /// @param clipPx what is seen, in device pixels of the widget
    void paint(QPainter &painter,
               const FrameGeometry &geometry,
               const QRect &clipPx,
               double devicePixelRatio) const;

    /// A square of a kind, for a legend. @param rect in device-independent pixels
    static void paintSample(QPainter &painter, const QRectF &rect, PixelClass kind);

private:
    void compose(const QRect &picturePx, const QRect &partPx, double devicePixelRatio) const;

    std::vector<PixelClass> m_pixels;
    Size m_size;
    // What was painted last, made again where something else is to be.
    mutable QImage m_image;
    mutable QRect m_picturePx;
    mutable QRect m_partPx;
};

} // namespace soundlocus

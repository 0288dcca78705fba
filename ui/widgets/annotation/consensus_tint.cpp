// SPDX-License-Identifier: MIT
#include "ui/widgets/annotation/consensus_tint.h"

#include <QPainter>

#include <cmath>

namespace soundlocus {

namespace {

/// Reddish purple of Okabe and Ito, which the score does not use.
constexpr QColor kAgreed(204, 121, 167);
constexpr double kFullOpacity = 0.75;

QImage imageOf(const ConsensusMap &map)
{
    const Size size = map.size();
    QImage image(size.width, size.height, QImage::Format_ARGB32_Premultiplied);
    const auto weights = map.weights();
    for (int y = 0; y < size.height; ++y) {
        auto *line = reinterpret_cast<QRgb *>(image.scanLine(y));
        for (int x = 0; x < size.width; ++x) {
            const auto place = static_cast<std::size_t>(y) * static_cast<std::size_t>(size.width)
                               + static_cast<std::size_t>(x);
            QColor color = kAgreed;
            color.setAlphaF(static_cast<float>(kFullOpacity * weights[place]));
            line[x] = qPremultiply(color.rgba());
        }
    }
    return image;
}

} // namespace

bool ConsensusTint::set(std::optional<ConsensusRule> rule, BoxLists annotators)
{
    std::erase_if(annotators, [](const auto &boxes) { return boxes.empty(); });
    if (!rule || annotators.size() < 2)
        annotators.clear();
    if (rule == m_rule && annotators == m_annotators)
        return false;
    const bool wasEmpty = isEmpty();
    m_rule = rule;
    m_annotators = std::move(annotators);
    m_image = {};
    m_share = 0;
    if (m_annotators.empty())
        return !wasEmpty;
    const ConsensusMap map = consensusOf(m_annotators, *m_rule);
    m_image = imageOf(map);
    m_share = map.totalWeight() / (static_cast<double>(map.size().width) * map.size().height);
    return true;
}

void ConsensusTint::paint(QPainter &painter,
                          const FrameGeometry &geometry,
                          const QRect &clipPx,
                          double devicePixelRatio) const
{
    const QRect part = geometry.visiblePx() & clipPx;
    if (m_image.isNull() || part.isEmpty())
        return;
    const auto inPoints = [devicePixelRatio](const QRect &pixels) {
        return QRectF(QPointF(pixels.topLeft()) / devicePixelRatio,
                      QSizeF(pixels.size()) / devicePixelRatio);
    };
    painter.save();
    painter.setClipRect(inPoints(part), Qt::IntersectClip);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.drawImage(inPoints(geometry.picturePx()), m_image);
    painter.restore();
}

} // namespace soundlocus

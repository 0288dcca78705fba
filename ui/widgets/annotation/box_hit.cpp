// SPDX-License-Identifier: MIT
#include "ui/widgets/annotation/box_hit.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace soundlocus {

namespace {

/// Where a position lies on one axis of a box: at its low edge, between, at its high edge, beside.
enum class Side { Low, Between, High, Beside };

Side sideOf(double position, double low, double high, double reach)
{
    const double inside = std::min(reach, (high - low) / 4);
    if (position < low - reach || position > high + reach)
        return Side::Beside;
    if (position <= low + inside)
        return Side::Low;
    return position >= high - inside ? Side::High : Side::Between;
}

BoxGrip cornerOf(Side x, Side y)
{
    if (x == Side::Low)
        return y == Side::Low ? BoxGrip::TopLeft : BoxGrip::BottomLeft;
    return y == Side::Low ? BoxGrip::TopRight : BoxGrip::BottomRight;
}

} // namespace

BoxGrip gripAt(QPointF position, const BoundingBox &box, const FrameGeometry &shown)
{
    const QRectF rect = QRectF(shown.widgetFromFrame({box.x0, box.y0}),
                               shown.widgetFromFrame({box.x1, box.y1}))
                                .normalized();
    const auto at = [&](double reach) {
        return std::pair(sideOf(position.x(), rect.left(), rect.right(), reach),
                         sideOf(position.y(), rect.top(), rect.bottom(), reach));
    };
    const auto isEdge = [](Side side) { return side == Side::Low || side == Side::High; };
    const auto corner = at(kCornerReach);
    if (isEdge(corner.first) && isEdge(corner.second))
        return cornerOf(corner.first, corner.second);
    const auto edge = at(kEdgeReach);
    if (edge.first == Side::Beside || edge.second == Side::Beside)
        return BoxGrip::None;
    if (isEdge(edge.first))
        return edge.first == Side::Low ? BoxGrip::Left : BoxGrip::Right;
    if (isEdge(edge.second))
        return edge.second == Side::Low ? BoxGrip::Top : BoxGrip::Bottom;
    return BoxGrip::Inside;
}

std::vector<BoxHit> boxesAt(QPointF position,
                            std::span<const EditorBox> boxes,
                            TrackId selected,
                            const FrameGeometry &shown)
{
    using Rank = std::tuple<bool, bool, bool, double, TrackId>;
    std::vector<std::pair<Rank, BoxHit>> found;
    for (const EditorBox &box : boxes) {
        const BoxGrip grip = gripAt(position, box.box, shown);
        if (grip == BoxGrip::None)
            continue;
        const double area = std::abs(box.box.width() * box.box.height());
        found.emplace_back(Rank{box.track != selected,
                                !box.isEditable,
                                grip == BoxGrip::Inside,
                                area,
                                box.track},
                           BoxHit{box.track, grip, box.isEditable});
    }
    std::ranges::sort(found, {}, [](const auto &entry) { return entry.first; });
    std::vector<BoxHit> hits;
    hits.reserve(found.size());
    for (const auto &[rank, hit] : found)
        hits.push_back(hit);
    return hits;
}

} // namespace soundlocus

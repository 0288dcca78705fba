// SPDX-License-Identifier: MIT
#include "ui/widgets/annotation/box_shape.h"

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

/// One axis of a box.
struct Span
{
    double low = 0;
    double high = 0;

    [[nodiscard]] double length() const { return high - low; }
    [[nodiscard]] double middle() const { return (low + high) / 2; }
};

Span ordered(double a, double b)
{
    return {std::min(a, b), std::max(a, b)};
}

double smallest(double limit)
{
    return std::min(kSmallestSide, limit);
}

/// From an edge that stays to one that is dragged. @param limit of the picture on this axis
Span spanned(double anchor, double dragged, double limit)
{
    double end = std::clamp(std::round(dragged), 0.0, limit);
    const double least = smallest(limit);
    if (std::abs(end - anchor) < least) {
        const double side = dragged < anchor ? -1 : 1;
        end = anchor + side * least;
        if (end < 0 || end > limit)
            end = anchor - side * least;
    }
    return ordered(anchor, end);
}

/// From an edge that stays, `length` to one side; that side is changed where it has no room.
struct Direction
{
    double side = 1;
    double room = 0;
};
Direction direction(double anchor, double dragged, double limit)
{
    const auto roomAt = [&](double side) { return side < 0 ? anchor : limit - anchor; };
    const double side = dragged < anchor ? -1 : 1;
    return roomAt(side) >= smallest(limit) ? Direction{side, roomAt(side)}
                                           : Direction{-side, roomAt(-side)};
}

QRectF rectOf(const Span &x, const Span &y)
{
    return {QPointF(x.low, y.low), QPointF(x.high, y.high)};
}

/// Both corners' box of a given ratio of width to height, as large as the dragged corner wants and
/// the picture allows.
QRectF cornered(QPointF anchor, QPointF dragged, double ratio, Size picture)
{
    const Direction x = direction(anchor.x(), dragged.x(), picture.width);
    const Direction y = direction(anchor.y(), dragged.y(), picture.height);
    const double wanted = std::max(std::abs(dragged.x() - anchor.x()) / ratio,
                                   std::abs(dragged.y() - anchor.y()));
    const double least = std::max(smallest(picture.width) / ratio, smallest(picture.height));
    const double height = std::min({std::max(wanted, least), x.room / ratio, y.room});
    return rectOf(spanned(anchor.x(), anchor.x() + x.side * height * ratio, picture.width),
                  spanned(anchor.y(), anchor.y() + y.side * height, picture.height));
}

/// The other axis of an edge that is dragged with its aspect kept: grown about its middle.
Span grown(const Span &span, double scale, double limit)
{
    const double half = std::max(span.length() * scale, smallest(limit)) / 2;
    const double middle = span.middle();
    const double low = std::clamp(std::round(middle - half), 0.0, limit);
    return spanned(low, middle + half, limit);
}

/// How much an axis can grow about its middle.
double largestScale(const Span &span, double limit)
{
    const double room = 2 * std::min(span.middle(), limit - span.middle());
    return span.length() > 0 ? std::max(1.0, room / span.length()) : 1.0;
}

/// An edge dragged along `along`; `across` follows.
void scaleAlong(Span &along,
                Span &across,
                double anchor,
                double dragged,
                QPointF alongAndAcrossLimit)
{
    const double before = along.length();
    along = spanned(anchor, dragged, alongAndAcrossLimit.x());
    if (before <= 0)
        return;
    const double scale = std::min(along.length() / before,
                                  largestScale(across, alongAndAcrossLimit.y()));
    const double side = along.low < anchor ? -1 : 1;
    along = spanned(anchor, anchor + side * before * scale, alongAndAcrossLimit.x());
    across = grown(across, scale, alongAndAcrossLimit.y());
}

} // namespace

bool holdsLeft(BoxGrip grip)
{
    return grip == BoxGrip::Left || grip == BoxGrip::TopLeft || grip == BoxGrip::BottomLeft;
}

bool holdsRight(BoxGrip grip)
{
    return grip == BoxGrip::Right || grip == BoxGrip::TopRight || grip == BoxGrip::BottomRight;
}

bool holdsTop(BoxGrip grip)
{
    return grip == BoxGrip::Top || grip == BoxGrip::TopLeft || grip == BoxGrip::TopRight;
}

bool holdsBottom(BoxGrip grip)
{
    return grip == BoxGrip::Bottom || grip == BoxGrip::BottomLeft || grip == BoxGrip::BottomRight;
}

QRectF inPixels(const BoundingBox &box, Size picture)
{
    return {QPointF(box.x0 * picture.width, box.y0 * picture.height),
            QPointF(box.x1 * picture.width, box.y1 * picture.height)};
}

BoundingBox inFractions(const QRectF &pixels, Size picture, const BoundingBox &from)
{
    const auto fraction = [](double pixel, int length, double before) {
        // There and back, edges come with other last bits.
        constexpr double kSame = 1e-6;
        if (std::abs(pixel - before * length) < kSame)
            return before;
        const double whole = std::round(pixel);
        return (std::abs(pixel - whole) < kSame ? whole : pixel) / length;
    };
    return {fraction(pixels.left(), picture.width, from.x0),
            fraction(pixels.top(), picture.height, from.y0),
            fraction(pixels.right(), picture.width, from.x1),
            fraction(pixels.bottom(), picture.height, from.y1)};
}

QRectF drawnBox(QPointF from, QPointF to, const PictureShape &picture, BoxAspect aspect)
{
    const auto whole = [](double value, int limit) {
        return std::clamp(std::round(value), 0.0, static_cast<double>(limit));
    };
    const QPointF anchor(whole(from.x(), picture.size.width), whole(from.y(), picture.size.height));
    if (aspect == BoxAspect::Kept)
        return cornered(anchor, to, 1 / picture.pixelAspect, picture.size);
    return rectOf(spanned(anchor.x(), to.x(), picture.size.width),
                  spanned(anchor.y(), to.y(), picture.size.height));
}

QRectF movedBox(const QRectF &box, QPointF by, Size picture)
{
    const auto limited = [](double delta, double low, double high, double limit) {
        return std::clamp(std::round(delta), std::min(0.0, -low), std::max(0.0, limit - high));
    };
    return box.translated(limited(by.x(), box.left(), box.right(), picture.width),
                          limited(by.y(), box.top(), box.bottom(), picture.height));
}

QRectF resizedBox(const QRectF &box, BoxGrip grip, QPointF by, Size picture, BoxAspect aspect)
{
    Span x{box.left(), box.right()};
    Span y{box.top(), box.bottom()};
    const bool isAcross = holdsLeft(grip) || holdsRight(grip);
    const bool isDown = holdsTop(grip) || holdsBottom(grip);
    const QPointF anchor(holdsLeft(grip) ? x.high : x.low, holdsTop(grip) ? y.high : y.low);
    const QPointF dragged((holdsLeft(grip) ? x.low : x.high) + by.x(),
                          (holdsTop(grip) ? y.low : y.high) + by.y());
    if (aspect == BoxAspect::Kept && isAcross && isDown && box.width() > 0 && box.height() > 0)
        return cornered(anchor, dragged, box.width() / box.height(), picture);
    if (aspect == BoxAspect::Kept && isAcross != isDown) {
        if (isAcross)
            scaleAlong(x, y, anchor.x(), dragged.x(), QPointF(picture.width, picture.height));
        else
            scaleAlong(y, x, anchor.y(), dragged.y(), QPointF(picture.height, picture.width));
        return rectOf(x, y);
    }
    if (isAcross)
        x = spanned(anchor.x(), dragged.x(), picture.width);
    if (isDown)
        y = spanned(anchor.y(), dragged.y(), picture.height);
    return rectOf(x, y);
}

} // namespace soundlocus

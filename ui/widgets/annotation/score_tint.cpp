// SPDX-License-Identifier: MIT
#include "ui/widgets/annotation/score_tint.h"

#include <QPainter>
#include <QTransform>

#include <algorithm>
#include <array>
#include <cmath>

namespace soundlocus {

namespace {

/// Of one repetition of a pattern, in device-independent pixels.
constexpr int kPeriod = 8;

/// Colours of Okabe and Ito that also differ in lightness.
constexpr QColor kWon(0, 158, 115);
constexpr QColor kMissed(240, 228, 66);
constexpr QColor kClaimed(213, 94, 0);

/// One repetition of each pattern, `side` by `side` premultiplied pixels.
class Patterns
{
public:
    explicit Patterns(int side)
        : m_side(side)
    {
        const double scale = side / static_cast<double>(kPeriod);
        for (auto &pattern : m_pixels)
            pattern.resize(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), 0U);
        for (int y = 0; y < side; ++y) {
            for (int x = 0; x < side; ++x) {
                const double across = (x + 0.5) / scale;
                const double down = (y + 0.5) / scale;
                set(PixelClass::Won, x, y, kWon, 0.42);
                const bool isStripe = std::fmod(across + down, kPeriod) < 3;
                set(PixelClass::Missed, x, y, kMissed, isStripe ? 0.85 : 0.12);
                const double fromDot = std::hypot(std::fmod(across, 4.0) - 2,
                                                  std::fmod(down, 4.0) - 2);
                set(PixelClass::Claimed, x, y, kClaimed, fromDot < 1.3 ? 0.9 : 0.14);
            }
        }
    }

    [[nodiscard]] int side() const { return m_side; }
    /// The row of a pattern that row y of the screen shows.
    [[nodiscard]] const QRgb *row(PixelClass kind, int y) const
    {
        return m_pixels.at(static_cast<std::size_t>(kind)).data()
               + static_cast<std::ptrdiff_t>(y % m_side) * m_side;
    }

private:
    void set(PixelClass kind, int x, int y, QColor color, double opacity)
    {
        color.setAlphaF(static_cast<float>(opacity));
        m_pixels.at(static_cast<std::size_t>(kind))
                .at(static_cast<std::size_t>(y) * static_cast<std::size_t>(m_side)
                    + static_cast<std::size_t>(x)) = qPremultiply(color.rgba());
    }

    int m_side;
    std::array<std::vector<QRgb>, 4> m_pixels;
};

int patternSide(double devicePixelRatio)
{
    return std::max(kPeriod, static_cast<int>(std::lround(kPeriod * devicePixelRatio)));
}

/// Which of `count` cells each pixel shows. @param first pixel, from the start of all cells
std::vector<int> cells(int first, int pixels, int wholeLength, int count)
{
    std::vector<int> result;
    result.reserve(static_cast<std::size_t>(pixels));
    for (int i = 0; i < pixels; ++i) {
        const double cell = (first + i + 0.5) * count / wholeLength;
        result.push_back(std::clamp(static_cast<int>(cell), 0, count - 1));
    }
    return result;
}

} // namespace

void ScoreTint::setPixels(std::vector<PixelClass> pixels, Size size)
{
    m_pixels = std::move(pixels);
    m_size = size;
    m_image = {};
}

void ScoreTint::paint(QPainter &painter,
                      const FrameGeometry &geometry,
                      const QRect &clipPx,
                      double devicePixelRatio) const
{
    const QRect part = geometry.visiblePx() & clipPx;
    if (m_pixels.empty() || part.isEmpty())
        return;
    if (m_image.isNull() || m_picturePx != geometry.picturePx() || m_partPx != part
        || m_image.devicePixelRatio() != devicePixelRatio)
        compose(geometry.picturePx(), part, devicePixelRatio);
    painter.drawImage(QPointF(part.topLeft()) / devicePixelRatio, m_image);
}

void ScoreTint::compose(const QRect &picturePx, const QRect &partPx, double devicePixelRatio) const
{
    m_picturePx = picturePx;
    m_partPx = partPx;
    m_image = QImage(partPx.size(), QImage::Format_ARGB32_Premultiplied);
    m_image.setDevicePixelRatio(devicePixelRatio);
    const Patterns patterns(patternSide(devicePixelRatio));
    const QPoint offset = partPx.topLeft() - picturePx.topLeft();
    const auto columns = cells(offset.x(), partPx.width(), picturePx.width(), m_size.width);
    const auto rows = cells(offset.y(), partPx.height(), picturePx.height(), m_size.height);
    for (int y = 0; y < partPx.height(); ++y) {
        auto *line = reinterpret_cast<QRgb *>(m_image.scanLine(y));
        const PixelClass *kinds = m_pixels.data()
                                  + static_cast<std::ptrdiff_t>(rows[static_cast<std::size_t>(y)])
                                            * m_size.width;
        std::array<const QRgb *, 4> pattern{};
        for (std::size_t kind = 0; kind < pattern.size(); ++kind)
            pattern.at(kind) = patterns.row(static_cast<PixelClass>(kind), y);
        int place = 0;
        for (std::size_t x = 0; x < columns.size(); ++x) {
            line[x] = pattern[static_cast<std::size_t>(kinds[columns[x]])][place];
            place = place + 1 == patterns.side() ? 0 : place + 1;
        }
    }
}

void ScoreTint::paintSample(QPainter &painter, const QRectF &rect, PixelClass kind)
{
    const double ratio = painter.device()->devicePixelRatioF();
    const Patterns patterns(patternSide(ratio));
    QImage tile(patterns.side(), patterns.side(), QImage::Format_ARGB32_Premultiplied);
    for (int y = 0; y < tile.height(); ++y)
        std::copy_n(
                patterns.row(kind, y), tile.width(), reinterpret_cast<QRgb *>(tile.scanLine(y)));
    tile.setDevicePixelRatio(ratio);
    painter.save();
    painter.setClipRect(rect, Qt::IntersectClip);
    for (double y = rect.top(); y < rect.bottom(); y += kPeriod) {
        for (double x = rect.left(); x < rect.right(); x += kPeriod)
            painter.drawImage(QPointF(x, y), tile);
    }
    painter.restore();
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "ui/widgets/timeline/timeline_layout.h"

#include <QStringList>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace soundlocus {

namespace {

constexpr int kBorderPx = 4;
constexpr double kLargestWeight = 10000;

std::size_t indexOf(TimelineLaneId lane)
{
    return static_cast<std::size_t>(lane);
}

} // namespace

QString toId(TimelineLaneId lane)
{
    switch (lane) {
    case TimelineLaneId::Waveform:
        return QStringLiteral("waveform");
    case TimelineLaneId::Spectrogram:
        return QStringLiteral("spectrogram");
    case TimelineLaneId::Similarity:
        return QStringLiteral("similarity");
    case TimelineLaneId::Tracks:
        return QStringLiteral("tracks");
    case TimelineLaneId::Sounding:
        return QStringLiteral("sounding");
    case TimelineLaneId::Marks:
        return QStringLiteral("marks");
    case TimelineLaneId::Score:
        return QStringLiteral("score");
    }
    return {};
}

QRect TimelineLayout::dataArea() const
{
    return {m_metrics.gutterWidth,
            0,
            std::max(0, m_size.width() - m_metrics.gutterWidth),
            std::max(0, m_size.height() - overview().height())};
}

QRect TimelineLayout::ruler() const
{
    const QRect area(m_metrics.gutterWidth, 0, m_size.width() - m_metrics.gutterWidth, 0);
    return {area.left(), 0, std::max(0, area.width()), 2 * m_metrics.lineHeight + 2};
}

QRect TimelineLayout::marks() const
{
    const QRect above = ruler();
    return {above.left(), above.bottom() + 1, above.width(), m_metrics.lineHeight + 2};
}

QRect TimelineLayout::overview() const
{
    const int height = m_metrics.lineHeight + 8;
    return {m_metrics.gutterWidth,
            m_size.height() - height,
            std::max(0, m_size.width() - m_metrics.gutterWidth),
            height};
}

std::array<int, kTimelineLanes.size()> TimelineLayout::heights() const
{
    const int collapsedHeight = m_metrics.lineHeight + 4;
    int left = overview().top() - marks().bottom() - 1;
    double weights = 0;
    for (const Lane &lane : m_lanes) {
        if (isOpen(lane))
            weights += lane.weight;
        else if (lane.isShown)
            left -= collapsedHeight;
    }
    left = std::max(0, left);
    std::array<int, kTimelineLanes.size()> result{};
    for (std::size_t i = 0; i < result.size(); ++i) {
        if (!isOpen(m_lanes[i])) {
            result[i] = m_lanes[i].isShown ? collapsedHeight : 0;
            continue;
        }
        // What rounding leaves goes to the last open lane.
        result[i] = static_cast<int>(std::lround(left * m_lanes[i].weight / weights));
        left -= result[i];
        weights -= m_lanes[i].weight;
    }
    return result;
}

QRect TimelineLayout::lane(TimelineLaneId lane) const
{
    const auto heights = this->heights();
    int top = marks().bottom() + 1;
    for (std::size_t i = 0; i < indexOf(lane); ++i)
        top += heights[i];
    const QRect area = ruler();
    return {area.left(), top, area.width(), heights[indexOf(lane)]};
}

QRect TimelineLayout::gutter(TimelineLaneId lane) const
{
    const QRect data = this->lane(lane);
    return {0, data.top(), m_metrics.gutterWidth, data.height()};
}

int TimelineLayout::smallestHeight() const
{
    int height = marks().bottom() + 1 + overview().height();
    for (const Lane &lane : m_lanes) {
        if (lane.isShown)
            height += lane.isCollapsed ? m_metrics.lineHeight + 4 : kSmallestLane;
    }
    return height;
}

bool TimelineLayout::isShown(TimelineLaneId lane) const
{
    return m_lanes[indexOf(lane)].isShown;
}

void TimelineLayout::setShown(TimelineLaneId lane, bool isShown)
{
    m_lanes[indexOf(lane)].isShown = isShown;
}

bool TimelineLayout::isCollapsed(TimelineLaneId lane) const
{
    return m_lanes[indexOf(lane)].isCollapsed;
}

void TimelineLayout::setCollapsed(TimelineLaneId lane, bool isCollapsed)
{
    m_lanes[indexOf(lane)].isCollapsed = isCollapsed;
}

std::optional<TimelineLaneId> TimelineLayout::openBelow(TimelineLaneId lane) const
{
    for (std::size_t i = indexOf(lane) + 1; i < m_lanes.size(); ++i) {
        if (isOpen(m_lanes[i]))
            return kTimelineLanes[i];
    }
    return std::nullopt;
}

std::optional<TimelineLaneId> TimelineLayout::borderAt(int y) const
{
    for (const TimelineLaneId id : kTimelineLanes) {
        const int border = lane(id).bottom() + 1;
        if (isOpen(m_lanes[indexOf(id)]) && openBelow(id) && std::abs(y - border) <= kBorderPx)
            return id;
    }
    return std::nullopt;
}

void TimelineLayout::moveBorder(TimelineLaneId lane, int dy)
{
    const auto below = openBelow(lane);
    if (!below)
        return;
    // Weights become heights, so that the other lanes stay as they are.
    const auto heights = this->heights();
    for (std::size_t i = 0; i < m_lanes.size(); ++i) {
        if (isOpen(m_lanes[i]))
            m_lanes[i].weight = std::max(1, heights[i]);
    }
    double &upper = m_lanes[indexOf(lane)].weight;
    double &lower = m_lanes[indexOf(*below)].weight;
    const double sum = upper + lower;
    const double least = std::min<double>(kSmallestLane, sum / 2);
    upper = std::clamp(upper + dy, least, sum - least);
    lower = sum - upper;
}

QString TimelineLayout::toText() const
{
    QStringList parts;
    for (const TimelineLaneId id : kTimelineLanes) {
        const Lane &lane = m_lanes[indexOf(id)];
        parts.append(toId(id) + QLatin1Char(':') + QString::number(std::lround(lane.weight))
                     + (lane.isCollapsed ? QStringLiteral("c") : QString()));
    }
    return parts.join(QLatin1Char(','));
}

void TimelineLayout::fromText(const QString &text)
{
    for (const QString &part : text.split(QLatin1Char(','))) {
        const qsizetype colon = part.indexOf(QLatin1Char(':'));
        QString value = colon < 0 ? QString() : part.mid(colon + 1);
        const bool isCollapsed = value.endsWith(QLatin1Char('c'));
        if (isCollapsed)
            value.chop(1);
        bool isNumber = false;
        const int weight = value.toInt(&isNumber);
        for (const TimelineLaneId id : kTimelineLanes) {
            if (!isNumber || weight <= 0 || weight > kLargestWeight || part.left(colon) != toId(id))
                continue;
            m_lanes[indexOf(id)].weight = weight;
            m_lanes[indexOf(id)].isCollapsed = isCollapsed;
        }
    }
}

} // namespace soundlocus

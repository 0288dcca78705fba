// SPDX-License-Identifier: MIT
#include "app/services/localization/rate_meter.h"

#include <algorithm>

namespace soundlocus {

void RateMeter::add(Clock::time_point when, double computeMs)
{
    while (!m_events.empty() && m_events.front().when <= when - kSpan)
        m_events.pop_front();
    m_events.push_back({when, computeMs});
    if (computeMs > 0)
        m_lastMs = computeMs;
}

double RateMeter::perSecond(Clock::time_point now) const
{
    const auto count = std::ranges::count_if(
            m_events, [&](const Event &event) { return event.when > now - kSpan; });
    return static_cast<double>(count) / std::chrono::duration<double>(kSpan).count();
}

double RateMeter::computeMs(Clock::time_point now) const
{
    double sum = 0;
    int count = 0;
    for (const Event &event : m_events) {
        if (event.when <= now - kSpan || event.computeMs <= 0)
            continue;
        sum += event.computeMs;
        ++count;
    }
    return count > 0 ? sum / count : m_lastMs;
}

} // namespace soundlocus

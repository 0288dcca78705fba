// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <deque>

namespace soundlocus {

/// How many maps a second there were lately, and what one cost. Threads: one thread at a time.
class RateMeter
{
public:
    using Clock = std::chrono::steady_clock;
    /// What "lately" is.
    static constexpr std::chrono::seconds kSpan{2};

    /// @param computeMs 0: it was kept from before, and cost nothing
    void add(Clock::time_point when, double computeMs);

    [[nodiscard]] double perSecond(Clock::time_point now) const;
    /// Mean of the maps that cost something; of the last one where there was none lately.
    [[nodiscard]] double computeMs(Clock::time_point now) const;

private:
    struct Event
    {
        Clock::time_point when;
        double computeMs;
    };
    std::deque<Event> m_events;
    double m_lastMs = 0;
};

} // namespace soundlocus

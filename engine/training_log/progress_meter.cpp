// SPDX-License-Identifier: MIT
#include "engine/training_log/progress_meter.h"

#include "engine/core/expects.h"

#include <algorithm>
#include <vector>

namespace soundlocus {

namespace {

/// Steps that count.
constexpr std::size_t kWindow = 64;
/// Steps before a guess of the time left is worth showing: the first ones warm up.
constexpr std::size_t kLeastSteps = 3;
/// A step of more than so many medians was a pause.
constexpr double kPauseFactor = 8;

double medianSeconds(const std::deque<StepTiming> &steps)
{
    std::vector<double> seconds;
    seconds.reserve(steps.size());
    for (const StepTiming &step : steps)
        seconds.push_back(step.seconds);
    const auto middle = seconds.begin() + static_cast<std::ptrdiff_t>(seconds.size() / 2);
    std::nth_element(seconds.begin(), middle, seconds.end());
    return *middle;
}

/// Sums over the steps that were no pauses.
struct Totals
{
    double seconds = 0;
    double waitingSeconds = 0;
    double images = 0;
    double steps = 0;
};

Totals totalsOf(const std::deque<StepTiming> &steps)
{
    Totals totals;
    if (steps.empty())
        return totals;
    const double limit = kPauseFactor * medianSeconds(steps);
    for (const StepTiming &step : steps) {
        if (step.seconds > limit)
            continue;
        totals.seconds += step.seconds;
        totals.waitingSeconds += step.waitingSeconds;
        totals.images += step.images;
        totals.steps += 1;
    }
    return totals;
}

} // namespace

ProgressMeter::ProgressMeter(std::int64_t steps, std::int64_t done)
    : m_steps(steps)
    , m_done(done)
{}

void ProgressMeter::addStep(const StepTiming &timing)
{
    ++m_done;
    m_last.push_back(timing);
    if (m_last.size() > kWindow)
        m_last.pop_front();
}

void ProgressMeter::addOther(double seconds, std::int64_t everySteps)
{
    SOUNDLOCUS_EXPECTS(everySteps > 0);
    m_otherPerStep = seconds / static_cast<double>(everySteps);
}

double ProgressMeter::imagesPerSecond() const
{
    const Totals totals = totalsOf(m_last);
    return totals.seconds > 0 ? totals.images / totals.seconds : 0;
}

double ProgressMeter::waitingShare() const
{
    const Totals totals = totalsOf(m_last);
    return totals.seconds > 0 ? totals.waitingSeconds / totals.seconds : 0;
}

std::optional<double> ProgressMeter::secondsLeft() const
{
    const std::int64_t left = std::max<std::int64_t>(m_steps - m_done, 0);
    if (left == 0)
        return 0.0;
    if (m_last.size() < kLeastSteps)
        return std::nullopt;
    const Totals totals = totalsOf(m_last);
    return static_cast<double>(left) * (totals.seconds / totals.steps + m_otherPerStep);
}

} // namespace soundlocus

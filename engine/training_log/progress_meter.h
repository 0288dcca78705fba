// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

namespace soundlocus {

/// How long one step took, as the caller measured it.
struct StepTiming
{
    double seconds = 0;        ///< from the end of the step before
    double waitingSeconds = 0; ///< of them, for the batch
    int images = 0;
};

/// Speed and time left of a training, from its last steps: it follows when a stage with other work
/// begins, and a pause (a laptop that slept, a debugger) does not spoil it. Knows no clock.
/// Threads: one at a time.
class ProgressMeter
{
public:
    /// @param steps of the whole run; @param done steps before this start of it
    explicit ProgressMeter(std::int64_t steps, std::int64_t done = 0);

    void addStep(const StepTiming &timing);
    /// Work between steps that comes back, such as that between epochs (validation, checkpoint,
    /// embedding for audio mixing); the last report counts.
    /// @param seconds of it; @param everySteps how many steps lie between, above 0
    void addOther(double seconds, std::int64_t everySteps);

    /// Steps done, those before this start included.
    [[nodiscard]] std::int64_t done() const { return m_done; }
    /// 0 before the first step.
    [[nodiscard]] double imagesPerSecond() const;
    /// Share of the last steps' time that was spent waiting for batches.
    [[nodiscard]] double waitingShare() const;
    /// Nothing before there are a few steps; 0 at the end.
    [[nodiscard]] std::optional<double> secondsLeft() const;

private:
    std::int64_t m_steps;
    std::int64_t m_done;
    std::deque<StepTiming> m_last;
    double m_otherPerStep = 0;
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <ctime>
#include <string_view>

namespace soundlocus {

/// Parts of the localising pipeline, each on a thread of its own (Sound and Network share one).
enum class PipelineStage { Decode, Prepare, Sound, Network, Overlay, Encode };
inline constexpr std::size_t kPipelineStages = 6;

/// Stable text id: "decode", "prepare", "sound", "network", "overlay", "encode".
[[nodiscard]] constexpr std::string_view toString(PipelineStage stage)
{
    constexpr std::array<std::string_view, kPipelineStages> names{
            "decode", "prepare", "sound", "network", "overlay", "encode"};
    return names[static_cast<std::size_t>(stage)];
}

/// Time spent at work in one stage; waiting for other stages is not counted.
struct StageTimes
{
    double wallSeconds = 0;
    /// Of the stage's own thread; helper threads of OpenMP and of encoders are not in it.
    double threadCpuSeconds = 0;
    std::int64_t items = 0;
};

/// Adds the time from its making to its end to a StageTimes. Threads: make and destroy it in one.
class StageClock
{
public:
    explicit StageClock(StageTimes &times, std::int64_t items = 1)
        : m_times(times)
        , m_items(items)
        , m_wall(std::chrono::steady_clock::now())
        , m_cpu(threadCpuSeconds())
    {}
    StageClock(const StageClock &) = delete;
    StageClock &operator=(const StageClock &) = delete;
    ~StageClock()
    {
        const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - m_wall;
        m_times.wallSeconds += wall.count();
        m_times.threadCpuSeconds += threadCpuSeconds() - m_cpu;
        m_times.items += m_items;
    }

    [[nodiscard]] static double cpuSeconds(clockid_t clock)
    {
        timespec now{};
        clock_gettime(clock, &now);
        return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
    }
    [[nodiscard]] static double threadCpuSeconds() { return cpuSeconds(CLOCK_THREAD_CPUTIME_ID); }
    [[nodiscard]] static double processCpuSeconds() { return cpuSeconds(CLOCK_PROCESS_CPUTIME_ID); }

private:
    StageTimes &m_times;
    std::int64_t m_items;
    std::chrono::steady_clock::time_point m_wall;
    double m_cpu;
};

} // namespace soundlocus

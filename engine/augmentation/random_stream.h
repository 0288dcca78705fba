// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>

namespace soundlocus {

/// Random numbers that depend on their key alone (run seed, epoch, sample, purpose), not on which
/// thread asks when: the order of training is the same with any number of workers, and a resumed
/// run needs no stored state. SplitMix64; same numbers on every machine and library.
/// Source: Steele, Lea and Flood, OOPSLA 2014. Threads: one thread at a time.
class RandomStream
{
public:
    explicit RandomStream(std::initializer_list<std::uint64_t> key);

    [[nodiscard]] std::uint64_t next();
    /// Uniform in [0, 1), 53 bits.
    [[nodiscard]] double uniform();
    /// Uniform in [low, high).
    [[nodiscard]] double uniform(double low, double high);
    /// Uniform whole number in [low, high], both included; no bias.
    [[nodiscard]] std::int64_t integer(std::int64_t low, std::int64_t high);
    /// True with this probability; draws once.
    [[nodiscard]] bool chance(double probability);
    /// Standard normal (Box and Muller).
    [[nodiscard]] double normal();

private:
    std::uint64_t m_state = 0;
};

} // namespace soundlocus

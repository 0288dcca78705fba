// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace soundlocus {

/// Random numbers that are the same on every machine and for every number of threads: each piece of
/// work has a stream of its own, named by the seed and by what it is. Threads: one thread per
/// object.
/// Source: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
class Random
{
public:
    explicit Random(std::uint64_t seed)
        : m_state(seed)
    {}
    /// @param name and @param index of the piece of work, as in ("picture", 17)
    Random(std::uint64_t seed, std::string_view name, std::uint64_t index)
        : m_state(seed)
    {
        constexpr std::uint64_t kFnvPrime = 0x100000001B3;
        std::uint64_t hash = 0xCBF29CE484222325; // FNV-1a
        for (const char c : name)
            hash = (hash ^ static_cast<unsigned char>(c)) * kFnvPrime;
        m_state = next() ^ hash;
        m_state = next() ^ index;
        next();
    }

    std::uint64_t next()
    {
        std::uint64_t z = (m_state += 0x9E3779B97F4A7C15);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
    /// In [0, 1).
    double unit() { return static_cast<double>(next() >> 11) * 0x1p-53; }
    double uniform(double low, double high) { return low + (high - low) * unit(); }
    bool chance(double probability) { return unit() < probability; }
    /// In [0, count). @param count > 0
    std::size_t below(std::size_t count)
    {
        return static_cast<std::size_t>(unit() * static_cast<double>(count));
    }
    /// Bell-shaped, mean 0, variance 1: a sum of twelve uniform numbers, free of library functions
    /// whose last bit differs between machines.
    double bell()
    {
        double sum = -6;
        for (int i = 0; i < 12; ++i)
            sum += unit();
        return sum;
    }

private:
    std::uint64_t m_state;
};

} // namespace soundlocus

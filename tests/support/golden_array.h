// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <filesystem>
#include <span>
#include <vector>

namespace soundlocus::test {

/// One stored value of a golden array beside ours.
struct GoldenPair
{
    float expected = 0;
    float found = 0;
};

/// Pairs up a golden array, which may be strided ("strided rows ::4, columns ::8"), with our full
/// one.
/// @param entry the JSON object with "file", "shape" and "stored"
/// @param full our values, row-major; @param shape of ours, as many sides as the stored array
/// Throws std::runtime_error where the shapes do not go together.
std::vector<GoldenPair> pairUp(const std::filesystem::path &part,
                               const nlohmann::json &entry,
                               std::span<const float> full,
                               const std::vector<std::int64_t> &shape);

/// Largest absolute difference.
double largestDifference(const std::vector<GoldenPair> &pairs);

} // namespace soundlocus::test

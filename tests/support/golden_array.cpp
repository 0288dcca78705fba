// SPDX-License-Identifier: MIT
#include "tests/support/golden_array.h"

#include "tests/support/npy_reader.h"

#include <algorithm>
#include <cmath>
#include <regex>
#include <stdexcept>

namespace soundlocus::test {

namespace {

/// Steps of the last two sides: "strided bins ::4, frames ::8" -> {4, 8}; "full" -> {1, 1}.
std::pair<std::int64_t, std::int64_t> stepsOf(const nlohmann::json &entry)
{
    const std::string stored = entry.value("stored", "full");
    const std::regex pattern("::([0-9]+)");
    std::vector<std::int64_t> steps;
    for (std::sregex_iterator it(stored.begin(), stored.end(), pattern), end; it != end; ++it)
        steps.push_back(std::stoll((*it)[1]));
    if (steps.empty())
        return {1, 1};
    return {steps.front(), steps.back()};
}

} // namespace

std::vector<GoldenPair> pairUp(const std::filesystem::path &part,
                               const nlohmann::json &entry,
                               std::span<const float> full,
                               const std::vector<std::int64_t> &shape)
{
    const NpyArray stored = readNpy(part / entry.at("file").get<std::string>());
    if (stored.shape.size() != shape.size())
        throw std::runtime_error("another number of sides");
    const auto [rowStep, columnStep] = stepsOf(entry);
    const std::size_t sides = shape.size();
    const std::int64_t rows = sides > 1 ? shape[sides - 2] : 1;
    const std::int64_t columns = shape[sides - 1];
    const std::int64_t storedRows = sides > 1 ? stored.shape[sides - 2] : 1;
    const std::int64_t storedColumns = stored.shape[sides - 1];
    if ((rows + rowStep - 1) / rowStep != storedRows
        || (columns + columnStep - 1) / columnStep != storedColumns)
        throw std::runtime_error("another shape");
    std::vector<GoldenPair> pairs;
    const std::int64_t planes = static_cast<std::int64_t>(full.size()) / (rows * columns);
    std::size_t at = 0;
    for (std::int64_t p = 0; p < planes; ++p) {
        for (std::int64_t y = 0; y < storedRows; ++y) {
            for (std::int64_t x = 0; x < storedColumns; ++x) {
                const std::int64_t index = (p * rows + y * rowStep) * columns + x * columnStep;
                pairs.push_back({stored.values.at(at++), full[static_cast<std::size_t>(index)]});
            }
        }
    }
    return pairs;
}

double largestDifference(const std::vector<GoldenPair> &pairs)
{
    double largest = 0;
    for (const GoldenPair &pair : pairs)
        largest = std::max(largest, std::fabs(static_cast<double>(pair.expected) - pair.found));
    return largest;
}

} // namespace soundlocus::test

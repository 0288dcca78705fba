// SPDX-License-Identifier: MIT
// Internal to engine/annotation: stable text ids of enumerators.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace soundlocus {

template <typename Enum, std::size_t Count>
using TextIds = std::array<std::pair<Enum, std::string_view>, Count>;

template <typename Enum, std::size_t Count>
[[nodiscard]] constexpr std::string_view textIdOf(const TextIds<Enum, Count> &ids, Enum value)
{
    for (const auto &[candidate, id] : ids) {
        if (candidate == value)
            return id;
    }
    return {};
}

template <typename Enum, std::size_t Count>
[[nodiscard]] constexpr std::optional<Enum> valueOf(const TextIds<Enum, Count> &ids,
                                                    std::string_view text)
{
    for (const auto &[candidate, id] : ids) {
        if (id == text)
            return candidate;
    }
    return std::nullopt;
}

} // namespace soundlocus

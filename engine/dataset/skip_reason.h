// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>
#include <vector>

namespace soundlocus {

/// Why a clip is not in a prepared store.
enum class SkipReason {
    Missing,    ///< a file of it is not there
    Unreadable, ///< it cannot be decoded
    Still,      ///< the pictures of its video do not change
    Silent,     ///< no sound, or one below a level
    TooShort,   ///< its sound is shorter than a time
    Duplicate,  ///< its id, or its picture and its sound, are those of an earlier one
    FaultyRow,  ///< its row in the list cannot be read
};

/// Stable text id: "missing", "unreadable", "still", "silent", "short", "duplicate",
/// "malformed".
[[nodiscard]] std::string_view toString(SkipReason reason);
[[nodiscard]] std::optional<SkipReason> skipReasonFromString(std::string_view id);
[[nodiscard]] std::vector<SkipReason> skipReasons();

} // namespace soundlocus

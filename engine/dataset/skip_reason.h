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
};

/// Stable text id: "missing", "unreadable", "still", "silent", "short".
[[nodiscard]] std::string_view toString(SkipReason reason);
[[nodiscard]] std::optional<SkipReason> skipReasonFromString(std::string_view id);
[[nodiscard]] std::vector<SkipReason> skipReasons();

} // namespace soundlocus

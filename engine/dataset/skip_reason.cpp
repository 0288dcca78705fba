// SPDX-License-Identifier: MIT
#include "engine/dataset/skip_reason.h"

namespace soundlocus {

std::string_view toString(SkipReason reason)
{
    switch (reason) {
    case SkipReason::Missing:
        return "missing";
    case SkipReason::Unreadable:
        return "unreadable";
    case SkipReason::Still:
        return "still";
    case SkipReason::Silent:
        return "silent";
    case SkipReason::TooShort:
        return "short";
    case SkipReason::Duplicate:
        return "duplicate";
    case SkipReason::FaultyRow:
        return "malformed";
    }
    return {};
}

std::optional<SkipReason> skipReasonFromString(std::string_view id)
{
    for (const SkipReason reason : skipReasons()) {
        if (toString(reason) == id)
            return reason;
    }
    return std::nullopt;
}

std::vector<SkipReason> skipReasons()
{
    return {SkipReason::Missing,
            SkipReason::Unreadable,
            SkipReason::Still,
            SkipReason::Silent,
            SkipReason::TooShort,
            SkipReason::Duplicate,
            SkipReason::FaultyRow};
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "engine/core/model_family.h"

#include <array>

namespace soundlocus {

namespace {

struct Names
{
    ModelFamily family;
    std::string_view id;
    std::string_view display;
};

constexpr std::array kNames{
        Names{ModelFamily::SslTie, "ssltie", "SSL-TIE"},
        Names{ModelFamily::Lvs, "lvs", "LVS"},
        Names{ModelFamily::SslAlign, "sslalign", "SSL-Align"},
        Names{ModelFamily::EzVsl, "ezvsl", "EZ-VSL"},
        Names{ModelFamily::Fnac, "fnac", "FNAC"},
        Names{ModelFamily::Slavc, "slavc", "SLAVC"},
};

} // namespace

std::string_view toString(ModelFamily family)
{
    for (const Names &names : kNames) {
        if (names.family == family)
            return names.id;
    }
    return "unknown";
}

std::string_view displayName(ModelFamily family)
{
    for (const Names &names : kNames) {
        if (names.family == family)
            return names.display;
    }
    return "unknown";
}

std::optional<ModelFamily> modelFamilyFromString(std::string_view id)
{
    for (const Names &names : kNames) {
        if (names.id == id)
            return names.family;
    }
    return std::nullopt;
}

} // namespace soundlocus

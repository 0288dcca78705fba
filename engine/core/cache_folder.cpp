// SPDX-License-Identifier: MIT
#include "engine/core/cache_folder.h"

#include <cstdlib>
#include <string>

namespace soundlocus {

std::filesystem::path cacheFolder()
{
    const auto variable = [](const char *name) -> std::filesystem::path {
        const char *value = std::getenv(name);
        return value != nullptr ? value : "";
    };
    if (const auto own = variable("SOUNDLOCUS_CACHE_DIR"); !own.empty())
        return own;
    if (const auto cache = variable("XDG_CACHE_HOME"); !cache.empty())
        return cache / "soundlocus";
    if (const auto home = variable("HOME"); !home.empty())
        return home / ".cache" / "soundlocus";
    return {};
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "app/services/localization/map_key.h"

namespace soundlocus {

FileKey fileKeyOf(const std::filesystem::path &path)
{
    FileKey key;
    key.path = path.string();
    std::error_code code;
    const auto bytes = std::filesystem::file_size(path, code);
    if (code)
        return key;
    const auto modified = std::filesystem::last_write_time(path, code);
    if (code)
        return key;
    key.bytes = bytes;
    key.modified = static_cast<std::int64_t>(modified.time_since_epoch().count());
    return key;
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "engine/media/library_version.h"

extern "C" {
#include <libavutil/avutil.h>
}

namespace soundlocus {

std::string ffmpegVersion()
{
    return av_version_info();
}

} // namespace soundlocus

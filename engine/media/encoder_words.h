// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"

#include <optional>
#include <string>

namespace soundlocus {

/// What somebody asks of a video encoder, as far as it was said.
struct EncoderWords
{
    std::string codec; ///< FFmpeg's name
    std::optional<std::string> preset;
    std::optional<int> crf;
};

/// Finds out whether the encoder heeds these words: what it does not know would be passed over
/// without a word.
/// Errors: InvalidArgument (it has no presets, or no quality, or none beyond its worst); none for
/// an encoder that is not here (VideoWriter::check tells).
[[nodiscard]] Result<void> checkEncoderWords(const EncoderWords &words);

} // namespace soundlocus

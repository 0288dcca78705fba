// SPDX-License-Identifier: MIT
// Internal to engine/media: encoders of sound.
#pragma once

#include "engine/media/ffmpeg_handles.h"

#include <filesystem>

namespace soundlocus {

/// The channels of a stream; a usual order where it names none.
void copyChannelLayout(AVChannelLayout &target, const AVChannelLayout &source);

/// Opus for WebM, else AAC, with rate and channels of the decoder, or the nearest that the encoder
/// takes. @param path of the source, for messages. Errors: UnsupportedFormat.
[[nodiscard]] Result<ffmpeg::CodecPtr> openSoundEncoder(const AVOutputFormat &format,
                                                        const AVCodecContext &decoder,
                                                        const std::filesystem::path &path);

} // namespace soundlocus

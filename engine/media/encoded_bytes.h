// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/audio_clip.h"
#include "engine/core/frame.h"
#include "engine/core/result.h"

#include <string>
#include <string_view>

namespace soundlocus {

/// A frame as the bytes of a JPEG file, 4:2:0. @param quality 1 to 100
/// Errors: InvalidArgument (empty frame), Internal.
[[nodiscard]] Result<std::string> encodeJpeg(const Frame &frame, int quality);

/// The picture of a JPEG file in memory, for bytes that a checksum vouches for: of others libjpeg
/// may complain on standard error. Unlike readPicture() several threads decode at the same time.
/// Errors: CorruptData. Threads: reentrant.
[[nodiscard]] Result<Frame> decodeJpeg(std::string_view bytes);

/// A clip as the bytes of a FLAC file: 16 bit, mono, at its rate; what lies outside [-1, 1) is
/// clipped. Sound that came from 16 bits mono comes back bit for bit. Its start is not kept.
/// Errors: InvalidArgument (empty, or a rate that FLAC has not), Internal. Threads: reentrant.
[[nodiscard]] Result<std::string> encodeFlac(const AudioClip &clip);

/// The sound of such a file in memory, from 0. Errors: CorruptData. Threads: reentrant.
[[nodiscard]] Result<AudioClip> decodeFlac(std::string_view bytes);

} // namespace soundlocus

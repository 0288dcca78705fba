// SPDX-License-Identifier: MIT
#pragma once

#include "app/services/playback/audio_output.h"

namespace soundlocus {

/// The machine's devices through Qt Multimedia: QAudioSink in push mode, with a buffer that is
/// asked for before each start (Qt 6.4 shrinks it otherwise, and its pull mode falls silent).
/// Threads: call it in the sound thread; the first call costs half a second.
[[nodiscard]] std::unique_ptr<AudioOutputs> makeSinkAudioOutputs();

} // namespace soundlocus

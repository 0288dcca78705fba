// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/log.h"

namespace soundlocus {

class InferenceRuntime;

/// Grows with every change of the classes that cross the library's border.
inline constexpr int kRuntimeVersion = 1;

/// Name of the shared library and of its one exported function.
inline constexpr const char *kRuntimeLibrary = "libsoundlocus-runtime.so";
inline constexpr const char *kRuntimeEntry = "soundlocusRuntime";

} // namespace soundlocus

/// The runtime of the library, or null where the versions differ. @param sink receives the
/// library's log
extern "C" __attribute__((visibility("default"))) const soundlocus::InferenceRuntime *
soundlocusRuntime(int version, const soundlocus::LogSink &sink);

// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace soundlocus {

enum class LogLevel { Debug, Info, Warning, Error };

/// Receives what the engine has to say beside its results. Threads: called from any thread.
using LogSink = std::function<void(LogLevel, std::string_view message)>;

/// Replaces the sink (the default drops everything). Set it before other threads start.
void setLogSink(LogSink sink);

/// The current sink, to hand it to a library loaded at run time.
[[nodiscard]] LogSink logSink();

void log(LogLevel level, std::string_view message);

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

namespace soundlocus {

/// The calling thread gives way to the others of this program and to other programs (nice 15).
/// Where that cannot be, nothing changes.
void yieldToOthers();

/// Runs a job of a background thread; an exception, which must not reach Qt's event loop, ends it
/// and is logged.
void runGuarded(const std::function<void()> &job);

} // namespace soundlocus

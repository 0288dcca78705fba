// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"

namespace soundlocus {

/// A function of one of the program's own shared libraries that are opened when they are needed.
struct LateFunction
{
    const char *library;     ///< "libsoundlocus-runtime.so"
    const char *function;    ///< its one exported function
    const char *environment; ///< variable that names another file, or null
};

/// Opens the library, looked for in the environment's file, then beside the program, then in
/// ../lib/soundlocus of it. OpenMP threads of what it brings along wait passively unless the user
/// set OMP_WAIT_POLICY. Errors: RuntimeUnavailable (with the loader's text).
/// @return address of the function
[[nodiscard]] Result<void *> openLateFunction(const LateFunction &wanted);

/// The error of a library of another version than the program.
[[nodiscard]] Error otherVersion(const LateFunction &wanted);

} // namespace soundlocus

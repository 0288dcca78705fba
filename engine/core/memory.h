// SPDX-License-Identifier: MIT
#pragma once

namespace soundlocus {

/// Hands freed memory back to the system; worth it once after something large was built out of
/// temporaries (glibc keeps them otherwise). Does nothing with other C libraries. Threads:
/// thread-safe.
void releaseFreedMemory();

} // namespace soundlocus

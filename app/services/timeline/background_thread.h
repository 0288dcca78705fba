// SPDX-License-Identifier: MIT
#pragma once

namespace soundlocus {

/// The calling thread gives way to the others of this program and to other programs (nice 5).
/// Where that cannot be, nothing changes.
void yieldToOthers();

} // namespace soundlocus

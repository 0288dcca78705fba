// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace soundlocus::test {

/// Memory of this process that is in use now, bytes; 0 where the system does not tell.
[[nodiscard]] std::int64_t residentBytes();

/// Threads of this process; 0 where the system does not tell.
[[nodiscard]] int threadCount();

} // namespace soundlocus::test

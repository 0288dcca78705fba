// SPDX-License-Identifier: MIT
#pragma once

namespace soundlocus {

/// Makes the values of the services known to Qt, so that they cross threads by signal. Once at
/// start, and in each test that connects across threads.
void registerServiceTypes();

} // namespace soundlocus

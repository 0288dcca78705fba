// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <string>

namespace soundlocus {

/// Name of a gesture in the language of the window. @param name one of kGestureNames; others stay
[[nodiscard]] QString gestureText(const std::string &name);

} // namespace soundlocus

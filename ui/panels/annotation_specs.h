// SPDX-License-Identifier: MIT
// Internal to ui/panels: the commands of group Annotation.
#pragma once

#include "ui/panels/commands.h"

namespace soundlocus {

/// In the order of the menu.
[[nodiscard]] std::span<const CommandSpec> annotationSpecs();

} // namespace soundlocus

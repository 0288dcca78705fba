// SPDX-License-Identifier: MIT
#pragma once

#include "engine/training_log/training_events.h"

#include <string>

namespace soundlocus {

/// A line for people, as log.txt has it; empty for steps and checkpoints, which would fill it.
[[nodiscard]] std::string toText(const TrainingEvent &event);

} // namespace soundlocus

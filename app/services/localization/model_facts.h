// SPDX-License-Identifier: MIT
#pragma once

#include "engine/checkpoint/checkpoint.h"
#include "engine/inference/localizer.h"
#include "ui/services/localization.h"

namespace soundlocus {

/// What people want to know of a network that was loaded.
[[nodiscard]] ModelSummary summaryOf(const Checkpoint &checkpoint, const Localizer &localizer);

} // namespace soundlocus

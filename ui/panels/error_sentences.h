// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"

#include <QString>

namespace soundlocus {

/// One translated sentence for people: what happened and what can be done about it. Never empty.
[[nodiscard]] QString errorSentence(ErrorCode code);

/// What the engine said, with the library's words below it: the detail of a notice.
[[nodiscard]] QString errorDetail(const Error &error);

} // namespace soundlocus

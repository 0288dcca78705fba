// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/labelled_sample.h"
#include "engine/core/result.h"
#include "engine/evaluation/protocol_rule.h"
#include "engine/pipeline/evaluate_job.h"

#include <optional>
#include <stop_token>

namespace soundlocus {

/// How the maps of an evaluation are scored.
struct RuleChoice
{
    ProtocolRule rule;
    /// That the finished maps name.
    std::optional<ModelFamily> family;
    /// Nobody said it: SSL-TIE's was taken.
    bool isAssumed = false;
};

/// The rule that the options name, else that of the family: the localizer's, or the one that
/// finished maps tell in <id>.json.
/// Errors: InvalidArgument (maps of several families, which no one rule fits), Cancelled.
[[nodiscard]] Result<RuleChoice> chooseRule(const EvaluateOptions &options,
                                            const SampleList &list,
                                            const std::stop_token &stop);

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "engine/evaluation/protocol_rule.h"

#include <array>
#include <vector>

namespace soundlocus {

namespace {

ProtocolRule makeRule(std::string id,
                      Upsampling upsampling,
                      Normalization normalization,
                      MaskComparison comparison)
{
    ProtocolRule rule;
    rule.id = std::move(id);
    rule.upsampling = upsampling;
    rule.normalization = normalization;
    rule.mask.comparison = comparison;
    return rule;
}

std::vector<ProtocolRule> makeRules()
{
    using enum Upsampling;
    using enum Normalization;
    using enum MaskComparison;
    std::vector<ProtocolRule> rules{
            makeRule("ssltie", Bilinear, NegatedMinMax, GreaterOrOne),
            makeRule("lvs", Bilinear, NegatedMinMax, GreaterOrOne),
            makeRule("sslalign", Bilinear, NegatedMinMax, Greater),
            makeRule("sslalign-align-corners", BilinearAlignCorners, NegatedMinMax, Greater),
            makeRule("ezvsl", BilinearAlignCorners, MinMax, GreaterOrEqual),
            makeRule("fnac", BilinearAlignCorners, MinMax, GreaterOrEqual),
            makeRule("fnac-bicubic", Bicubic, MinMax, GreaterOrEqual),
            makeRule("slavc", BicubicAlignCorners, MinMax, GreaterOrEqual),
    };
    rules.back().success = SuccessComparison::Above;
    // Its maps are scaled from [-1/tau, 1/tau] to [0, 1] and cut at one half: the sign of the map.
    ProtocolRule absolute = rules.back();
    absolute.id = "slavc-absolute";
    absolute.normalization = None;
    absolute.mask = {ThresholdRule::Absolute, GreaterOrEqual, 0.0};
    rules.push_back(std::move(absolute));
    return rules;
}

} // namespace

std::span<const ProtocolRule> protocolRules()
{
    static const std::vector<ProtocolRule> rules = makeRules();
    return rules;
}

std::optional<ProtocolRule> protocolRuleFromString(std::string_view id)
{
    for (const ProtocolRule &rule : protocolRules()) {
        if (rule.id == id)
            return rule;
    }
    return std::nullopt;
}

ProtocolRule protocolRuleOf(ModelFamily family)
{
    // The presets of the families carry the families' own ids.
    return protocolRuleFromString(toString(family)).value_or(protocolRules().front());
}

} // namespace soundlocus

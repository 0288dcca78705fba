// SPDX-License-Identifier: MIT
#include "engine/pipeline/rule_choice.h"

#include "engine/pipeline/map_folder.h"

#include <string>

namespace soundlocus {

namespace {

Result<std::optional<ModelFamily>> familyOfMaps(const std::filesystem::path &folder,
                                                const SampleList &list,
                                                const std::stop_token &stop)
{
    std::optional<ModelFamily> family;
    for (const LabelledSample &sample : list.samples) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "stopped");
        const auto found = mapFamily(folder, sample);
        if (found && family && *found != *family)
            return fail(ErrorCode::InvalidArgument,
                        folder.string() + ": holds maps of " + std::string(toString(*family))
                                + " and of " + std::string(toString(*found))
                                + "; say with --rule how to score them");
        family = found ? found : family;
    }
    return family;
}

} // namespace

Result<RuleChoice> chooseRule(const EvaluateOptions &options,
                              const SampleList &list,
                              const std::stop_token &stop)
{
    if (options.rule)
        return RuleChoice{*options.rule, {}, false};
    if (options.localizer)
        return RuleChoice{protocolRuleOf(options.localizer->spec().family), {}, false};
    const auto family = familyOfMaps(options.maps, list, stop);
    if (!family)
        return Unexpected(family.error());
    return RuleChoice{
            protocolRuleOf(family->value_or(ModelFamily::SslTie)), *family, !family->has_value()};
}

} // namespace soundlocus

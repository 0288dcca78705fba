// SPDX-License-Identifier: MIT
#include "app/cli/training_data.h"

#include <fmt/format.h>

#include <algorithm>

namespace soundlocus::cli {

namespace {

constexpr std::size_t kWarningsShown = 20;

} // namespace

Result<TrainingData> trainingDataOf(const DataArguments &arguments)
{
    TrainingData data;
    data.table = arguments.table;
    data.folder = arguments.folder;
    data.root = arguments.root;
    data.list = arguments.list;
    if (!arguments.layout.empty()) {
        data.layout = trainingLayoutFromString(arguments.layout);
        if (!data.layout) {
            std::string known;
            for (const TrainingLayout layout : trainingLayouts())
                known += (known.empty() ? "" : ", ") + std::string(toString(layout));
            return fail(ErrorCode::InvalidArgument,
                        "--layout " + arguments.layout + ": not known; give one of " + known);
        }
    }
    return data;
}

std::filesystem::path sourceOf(const TrainingData &data)
{
    if (!data.table.empty())
        return data.table;
    if (data.layout)
        return data.list.empty() ? data.root : data.list;
    return data.folder.empty() ? data.store : data.folder;
}

void showListWarnings(Console &console, const std::vector<ListWarning> &warnings)
{
    const std::size_t shown = std::min(warnings.size(), kWarningsShown);
    for (std::size_t i = 0; i < shown; ++i)
        console.warn(toString(warnings[i]));
    if (warnings.size() > shown)
        console.warn(fmt::format("and {} more like these", warnings.size() - shown));
}

} // namespace soundlocus::cli

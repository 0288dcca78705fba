// SPDX-License-Identifier: MIT
#include "app/cli/training_checks.h"

#include "engine/dataset/training_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace soundlocus::cli {

namespace {

namespace fs = std::filesystem;

/// Leaking clips that are named.
constexpr std::size_t kLeaksShown = 5;

std::vector<DataRow> rowsOf(const SampleSource &source)
{
    std::vector<DataRow> rows;
    rows.reserve(source.size());
    for (std::size_t i = 0; i < source.size(); ++i)
        rows.push_back(dataRow(source, i));
    return rows;
}

/// "N of the training clips are in LIST too", where that is so. Errors: those of findLeaks.
Result<std::optional<std::string>> leakNote(const SampleSource &source,
                                            const fs::path &list,
                                            std::string_view consequence)
{
    std::vector<TrainingItem> items;
    for (std::size_t i = 0; i < source.size(); ++i)
        items.push_back(source.item(i));
    const auto leaks = findLeaks(items, list);
    if (!leaks)
        return Unexpected(leaks.error());
    if (leaks->empty())
        return std::optional<std::string>();
    std::string names;
    for (std::size_t i = 0; i < std::min(kLeaksShown, leaks->size()); ++i)
        names += (i == 0 ? "" : ", ") + (*leaks)[i];
    return std::optional(fmt::format("{} of the training clips are in {} too ({}{}): {}",
                                     leaks->size(),
                                     list.string(),
                                     names,
                                     leaks->size() > kLeaksShown ? ", ..." : "",
                                     consequence));
}

} // namespace

DataRows dataRowsOf(const TrainingRequest &request)
{
    DataRows rows{rowsOf(*request.source), {}};
    const auto own = request.validationSource ? rowsOf(*request.validationSource)
                                              : std::vector<DataRow>();
    for (const std::size_t index : request.split.validation)
        rows.validation.push_back(request.validationSource ? own[index] : rows.data[index]);
    return rows;
}

Result<void> checkSameData(const RunFolder &folder, const TrainingRequest &request)
{
    const auto data = folder.data();
    if (!data)
        return Unexpected(data.error());
    const auto validation = folder.validation();
    if (!validation)
        return Unexpected(validation.error());
    const DataRows now = dataRowsOf(request);
    const auto check = [&folder](const char *name,
                                 const std::vector<DataRow> &before,
                                 const std::vector<DataRow> &after) -> Result<void> {
        const auto changes = dataDifferences(before, after);
        if (changes.empty())
            return {};
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("{}: its {} data are not what they were ({}); bring them back, or "
                                "begin a new run with --init",
                                folder.path().string(),
                                name,
                                changes.front()));
    };
    if (auto same = check("training", *data, now.data); !same)
        return same;
    return *validation ? check("validation", **validation, now.validation) : Result<void>();
}

Result<void> noteLeaks(const fs::path &validation,
                       const fs::path &testList,
                       TrainingRequest &request)
{
    const auto add = [&request](const fs::path &list, const char *consequence) -> Result<void> {
        const auto note = leakNote(*request.source, list, consequence);
        if (!note)
            return Unexpected(note.error());
        if (*note)
            request.notes.push_back(**note);
        return {};
    };
    if (!validation.empty()) {
        if (auto added = add(
                    validation,
                    "the validation would choose what was learnt by heart; leave them out");
            !added)
            return added;
    }
    if (testList.empty())
        return {};
    return add(testList, "scores on that test set would mean nothing; leave them out");
}

void noteIdleSettings(TrainingRequest &request)
{
    const auto hasBoxes = [](const SampleSource &source, const std::vector<std::size_t> &indices) {
        return std::ranges::any_of(indices, [&source](std::size_t index) {
            return source.item(index).sample.groundTruth.has_value();
        });
    };
    if (request.config.loss.supervisedWeight > 0
        && !hasBoxes(*request.source, request.split.training))
        request.notes.emplace_back("loss.supervised_weight: no clip has boxes, so the supervised "
                                   "term does nothing; fill the boxes column of some");
    const auto hasClass = [&request](std::size_t index) {
        return !request.source->item(index).sample.label.empty();
    };
    if (request.config.run.isClassUnique && std::ranges::none_of(request.split.training, hasClass))
        request.notes.emplace_back("run.class_unique: no clip has a class, so clips of one class "
                                   "may meet in a batch; fill the class column or leave it out");
    if (request.config.validation.patience > 0 && request.split.validation.empty())
        request.notes.emplace_back(
                "validation.patience: no clip is kept back for validation, so the "
                "run will not end early; give --validation TABLE or lower "
                "validation.minimum");
}

} // namespace soundlocus::cli

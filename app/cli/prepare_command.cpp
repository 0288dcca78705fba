// SPDX-License-Identifier: MIT
#include "app/cli/commands.h"
#include "app/cli/training_data.h"
#include "engine/dataset/prepare_job.h"

#include <fmt/format.h>

#include <string>

namespace soundlocus::cli {

namespace {

/// Clips left out that are told one by one; all are in the report.
constexpr int kSkippedShown = 10;

PrepareOptions optionsOf(const PrepareArguments &arguments)
{
    PrepareOptions options;
    options.out = arguments.out;
    options.side = arguments.side;
    options.workers = arguments.workers;
    for (const std::string &reason : arguments.kept) {
        if (const auto known = skipReasonFromString(reason))
            options.kept.insert(*known);
    }
    return options;
}

std::int64_t countOf(const PrepareAnswer &answer, SkipReason reason)
{
    const auto found = answer.skipped.find(reason);
    return found == answer.skipped.end() ? 0 : found->second;
}

std::string summaryOf(const PrepareAnswer &answer, const std::filesystem::path &store)
{
    constexpr double kMegabyte = 1e6;
    std::string text = fmt::format("{} of {} clips in {} ({:.1f} MB)",
                                   answer.before + answer.added,
                                   answer.listed,
                                   store.string(),
                                   static_cast<double>(answer.bytes) / kMegabyte);
    if (answer.before > 0)
        text += fmt::format(", {} of them now", answer.added);
    if (answer.skipped.empty())
        return text;
    std::string reasons;
    for (const SkipReason reason : skipReasons()) {
        if (const std::int64_t count = countOf(answer, reason); count > 0)
            reasons += fmt::format("{}{} {}", reasons.empty() ? "" : ", ", count, toString(reason));
    }
    return text + "\nleft out: " + reasons + "; see " + (store / kSkipReportName).string();
}

void finish(Console &console, const PrepareAnswer &answer, const std::filesystem::path &store)
{
    console.answer(summaryOf(answer, store));
    if (answer.lost > 0)
        console.warn(fmt::format("{}: {} clips of an earlier run were lost with the machine and "
                                 "were made anew",
                                 store.string(),
                                 answer.lost));
    nlohmann::ordered_json skipped = nlohmann::ordered_json::object();
    for (const auto &[reason, count] : answer.skipped)
        skipped[std::string(toString(reason))] = count;
    console.event("summary",
                  {{"listed", answer.listed},
                   {"before", answer.before},
                   {"added", answer.added},
                   {"skipped", skipped},
                   {"interrupted", false}});
}

} // namespace

int runPrepare(const CommandContext &context)
{
    Console &console = context.console;
    const PrepareArguments &arguments = context.line.prepare;
    const auto data = trainingDataOf(arguments.data);
    if (!data) {
        console.fault(data.error());
        return kExitUsage;
    }
    const auto failed = [&console](const Error &error) {
        const bool isCancelled = error.code == ErrorCode::Cancelled;
        console.end();
        if (!isCancelled) {
            console.fault(error);
            console.event("failed", {{"code", toString(error.code)}, {"message", error.message}});
        }
        console.event("summary", {{"interrupted", isCancelled}});
        return isCancelled ? kExitInterrupted : kExitSomeFailed;
    };
    const std::string source = sourceOf(*data).string();
    console.event("started", {{"input", source}, {"out", arguments.out.string()}});
    const auto list = readTrainingList(*data);
    if (!list)
        return failed(list.error());
    showListWarnings(console, list->warnings);
    const auto tell = [&console](const SkippedClip &clip) {
        console.event("skipped",
                      {{"id", clip.id},
                       {"reason", toString(clip.reason)},
                       {"detail", clip.detail},
                       {"line", clip.line}});
    };
    for (const SkippedClip &row : rowsLeftOut(*list))
        tell(row);
    console.begin("preparing", "clips", source);
    int shown = 0;
    const auto answer = prepareStore(
            *list,
            optionsOf(arguments),
            context.stop,
            [&console](const Progress &progress) { console.progress(progress); },
            [&](const SkippedClip &clip) {
                tell(clip);
                if (shown++ < kSkippedShown)
                    console.warn(fmt::format(
                            "'{}' left out, {}: {}", clip.id, toString(clip.reason), clip.detail));
            });
    if (!answer)
        return failed(answer.error());
    console.end();
    finish(console, *answer, arguments.out);
    const bool isComplete = countOf(*answer, SkipReason::Missing) == 0
                            && countOf(*answer, SkipReason::Unreadable) == 0
                            && countOf(*answer, SkipReason::FaultyRow) == 0;
    return isComplete ? kExitDone : kExitSomeFailed;
}

} // namespace soundlocus::cli

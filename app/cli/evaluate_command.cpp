// SPDX-License-Identifier: MIT
#include "app/cli/commands.h"
#include "app/cli/network_setup.h"
#include "app/cli/output_folder.h"
#include "app/cli/tally.h"
#include "engine/core/file_io.h"
#include "engine/pipeline/evaluate_job.h"

#include <fmt/format.h>

#include <optional>
#include <string>
#include <utility>

namespace soundlocus::cli {

namespace {

/// Failed samples that are listed one by one.
constexpr std::size_t kFailuresShown = 20;

/// @param pointing on its own, because of maps without a peak its chance is told
std::string rowOf(std::string_view name, const ScoreSummary &score, double pointing)
{
    constexpr double kPercent = 100;
    return fmt::format("{:<18}{:>9.2f}{:>9.2f}{:>11.2f}{:>9.2f}{:>10.2f}\n",
                       name,
                       kPercent * score.paper.successAtHalf,
                       kPercent * score.paper.auc,
                       kPercent * score.adaptive.successAtHalf,
                       kPercent * score.adaptive.auc,
                       kPercent * pointing);
}

std::string tableOf(const EvaluationReport &report)
{
    constexpr double kPercent = 100;
    std::string text = fmt::format("{} {}samples, rule {}{}\n",
                                   report.rows.size(),
                                   report.isComposed ? "composed " : "",
                                   report.rule.id,
                                   report.failed.empty()
                                           ? std::string()
                                           : fmt::format(", {} failed", report.failed.size()));
    text += fmt::format("{:<18}{:>9}{:>9}{:>11}{:>9}{:>10}\n",
                        "%",
                        "cIoU@0.5",
                        "AUC",
                        "adaptive",
                        "AUC",
                        "pointing");
    text += rowOf("score", report.score, report.score.pointing);
    text += rowOf("floor: centre disc", report.centredDisc, report.centredDisc.pointing);
    text += rowOf("floor: all ones", report.allOnes, report.pointingChance);
    text += rowOf("ceiling, no ties", report.ceiling, report.ceiling.pointing);
    text += fmt::format("mean cIoU {:.2f}", kPercent * report.score.paper.mean);
    if (report.swap)
        text += fmt::format("\nswap {:.2f} ({} rows), all rows of a group right {:.2f} ({} groups)",
                            kPercent * report.swap->swap,
                            report.swap->rows,
                            kPercent * report.swap->swapAll,
                            report.swap->groups);
    if (report.peakAuroc)
        text += fmt::format("\npeak of a sound in sight above that of one off screen: AUROC {:.2f} "
                            "({} rows off screen)",
                            kPercent * *report.peakAuroc,
                            report.offScreen.size());
    return text;
}

/// Fills the options from the words of the command line.
Result<EvaluateOptions> optionsOf(const CommandContext &context)
{
    const EvaluateArguments &arguments = context.line.evaluate;
    const NetworkArguments &network = context.line.network;
    EvaluateOptions options;
    options.table = arguments.table;
    options.offScreenTable = arguments.offScreen;
    if (const auto benchmark = benchmarkFromString(arguments.benchmark)) {
        options.layout.benchmark = *benchmark;
        options.layout.root = arguments.root;
        options.layout.list = arguments.list;
        options.layout.annotations = arguments.annotations;
    }
    options.maps = arguments.maps;
    if (!arguments.rule.empty()) {
        options.rule = protocolRuleFromString(arguments.rule);
        if (!options.rule) {
            std::string known;
            for (const ProtocolRule &rule : protocolRules())
                known += (known.empty() ? "" : ", ") + rule.id;
            return fail(ErrorCode::InvalidArgument,
                        "--rule " + arguments.rule + ": not known; give one of " + known);
        }
    }
    options.fit = fitOf(network).value_or(FitMode::Official);
    options.audioWindow = network.window;
    options.batch = network.batch;
    options.output = arguments.out;
    return options;
}

/// The table, the list of ids, or the folder: what messages about samples begin with.
std::filesystem::path listOf(const EvaluateOptions &options)
{
    if (!options.table.empty())
        return options.table;
    return options.layout.list.empty() ? options.layout.root : options.layout.list;
}

Result<void> checkTestSet(const EvaluateOptions &options)
{
    if (!options.offScreenTable.empty()) {
        if (auto readable = checkReadableFile(options.offScreenTable); !readable)
            return readable;
    }
    if (!options.table.empty())
        return checkReadableFile(options.table);
    std::error_code code;
    if (std::filesystem::is_directory(options.layout.root, code))
        return {};
    return fail(ErrorCode::NotFound,
                options.layout.root.string() + ": is no folder; give the one of the benchmark");
}

Result<void> addNetwork(const CommandContext &context, EvaluateOptions &options)
{
    auto network = setUpNetwork(context);
    if (!network)
        return Unexpected(network.error());
    options.localizer = std::move(network->localizer);
    options.settings["checkpoint"] = context.line.network.checkpoint.string();
    options.settings["checkpoint_sha256"] = network->checkpointSha256;
    options.versions["torch"] = network->torchVersion;
    return {};
}

void showFailures(Console &console,
                  const std::filesystem::path &list,
                  const EvaluationReport &report)
{
    for (std::size_t i = 0; i < report.failed.size(); ++i) {
        const FailedSample &failed = report.failed[i];
        console.event("failed",
                      {{"input", failed.id},
                       {"line", failed.line},
                       {"code", toString(failed.error.code)},
                       {"message", failed.error.message},
                       {"context", failed.error.context}});
        if (i < kFailuresShown)
            console.fault(rowName(list, failed.line, failed.id) + ": ", failed.error);
    }
    if (report.failed.size() > kFailuresShown)
        console.fault(fmt::format("and {} more samples", report.failed.size() - kFailuresShown));
    for (const std::string &warning : report.warnings)
        console.caution(warning);
}

} // namespace

int runEvaluate(const CommandContext &context)
{
    Console &console = context.console;
    auto options = optionsOf(context);
    if (!options) {
        console.fault(options.error());
        return kExitUsage;
    }
    const std::filesystem::path list = listOf(*options);
    const auto failed = [&](const std::filesystem::path &input, const Error &error) {
        const bool isCancelled = error.code == ErrorCode::Cancelled;
        Tally tally(console);
        if (!isCancelled)
            tally.failed(input.string(), error);
        return tally.finish(isCancelled, "test sets");
    };
    // Before the network, which takes seconds to load.
    if (auto readable = checkTestSet(*options); !readable)
        return failed(list, readable.error());
    std::optional<Result<OutputFolder>> output;
    if (!options->output.empty())
        output.emplace(OutputFolder::create(options->output));
    if (output && !*output)
        return failed(options->output, output->error());
    if (!context.line.network.checkpoint.empty()) {
        if (auto added = addNetwork(context, *options); !added)
            return failed(context.line.network.checkpoint, added.error());
    }
    console.begin(list.filename().string(), "samples", list.string());
    console.event("started", {{"input", list.string()}});
    const auto report = evaluate(*options, context.stop, [&console](const Progress &progress) {
        console.progress(progress);
    });
    if (!report)
        return failed(list, report.error());
    console.end();
    showFailures(console, list, *report);
    std::string json = toJson(*report);
    if (!json.empty() && json.back() == '\n')
        json.pop_back();
    console.answer(context.line.evaluate.isJson ? json : tableOf(*report));
    console.event("summary",
                  {{"done", report->rows.size()},
                   {"failed", report->failed.size()},
                   {"interrupted", false},
                   {"ciou_at_50", report->score.paper.successAtHalf},
                   {"auc", report->score.paper.auc}});
    return report->failed.empty() ? kExitDone : kExitSomeFailed;
}

} // namespace soundlocus::cli

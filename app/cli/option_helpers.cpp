// SPDX-License-Identifier: MIT
#include "app/cli/option_helpers.h"

#include "app/cli/value_parsers.h"

namespace soundlocus::cli {

Result<MediaTime> parseLength(std::string_view text)
{
    auto time = parseTime(text);
    if (time && *time <= MediaTime{0})
        return fail(ErrorCode::InvalidArgument, "'" + std::string(text) + "' must be above zero");
    return time;
}

Result<MediaTime> parseWindow(std::string_view text)
{
    constexpr std::chrono::milliseconds kLeast(32); // one analysis window of 512 samples at 16 kHz
    auto time = parseLength(text);
    if (time && *time < kLeast)
        return fail(ErrorCode::InvalidArgument,
                    "'" + std::string(text) + "' is too short to analyse; give at least 0.032 s");
    return time;
}

CLI::Option *addChoice(CLI::App &app,
                       const std::string &names,
                       std::string &target,
                       const std::vector<std::string> &choices,
                       const std::string &description)
{
    std::string type;
    for (const std::string &choice : choices)
        type += (type.empty() ? "" : "|") + choice;
    return app.add_option(names, target, description)
            ->check(CLI::IsMember(choices).description(""))
            ->type_name(type);
}

CLI::Option *addFamily(CLI::App &app, std::string &family)
{
    return addChoice(
            app,
            "--family",
            family,
            {"ssltie", "lvs", "sslalign", "ezvsl", "fnac", "slavc"},
            "Family of the checkpoint. Found out by its tensors; needed where two families "
            "have the same (EZ-VSL and FNAC: the file name helps).");
}

void addOutputOptions(CLI::App &app, OutputArguments &output)
{
    app.add_option(
               "--events",
               output.events,
               "Write progress as JSON lines to FILE, which is replaced where it holds such lines, "
               "or to standard output with '-' (the text for people then goes to standard "
               "error).")
            ->type_name("-|FILE")
            ->group("Messages");
    app.add_flag("-q,--quiet", output.isQuiet, "No progress; results and faults only.")
            ->group("Messages");
    app.add_flag("-v,--verbose", output.isVerbose, "Also say what the libraries have to say.")
            ->group("Messages");
}

} // namespace soundlocus::cli

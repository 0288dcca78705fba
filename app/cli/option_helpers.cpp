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

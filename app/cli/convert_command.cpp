// SPDX-License-Identifier: MIT
#include "app/cli/commands.h"
#include "app/cli/network_setup.h"
#include "engine/checkpoint/portable_checkpoint.h"

#include <fmt/format.h>

namespace soundlocus::cli {

namespace {

namespace fs = std::filesystem;

/// @return bytes written. Errors: those of reading and writing; InvalidArgument (OUT is there).
Result<std::uintmax_t> convert(const ConvertArguments &arguments, Console &console)
{
    std::error_code code;
    if (!arguments.isOverwriting && fs::exists(arguments.output, code))
        return fail(ErrorCode::InvalidArgument,
                    arguments.output.string()
                            + ": is there already; choose another name or give --overwrite");
    CheckpointOptions options;
    options.family = modelFamilyFromString(arguments.family);
    const auto checkpoint = readCheckpoint(arguments.input, options);
    if (!checkpoint)
        return Unexpected(checkpoint.error());
    if (auto loadable = requireLoadable(*checkpoint); !loadable)
        return Unexpected(loadable.error());
    noteFamily(console, *checkpoint);
    const auto portable = portableCheckpoint(*checkpoint, {arguments.isHalf});
    if (!portable)
        return Unexpected(portable.error());
    if (auto written = writeCheckpoint(arguments.output, *portable); !written)
        return Unexpected(written.error());
    return fs::file_size(arguments.output, code);
}

} // namespace

int runConvert(const CommandContext &context)
{
    constexpr double kMegabyte = 1e6;
    const ConvertArguments &arguments = context.line.convert;
    const auto bytes = convert(arguments, context.console);
    if (!bytes) {
        context.console.fault(bytes.error());
        return bytes.error().code == ErrorCode::InvalidArgument ? kExitUsage : kExitSomeFailed;
    }
    context.console.answer(fmt::format(
            "{}: {:.1f} MB", arguments.output.string(), static_cast<double>(*bytes) / kMegabyte));
    return kExitDone;
}

} // namespace soundlocus::cli

// SPDX-License-Identifier: MIT
#include "engine/training/process_place.h"

#include <charconv>
#include <cstdlib>
#include <string_view>

namespace soundlocus {

namespace {

constexpr int kMaxProcesses = 1 << 16;
constexpr int kMaxPort = 65535;

std::string_view variable(const char *name)
{
    const char *value = std::getenv(name);
    return value != nullptr ? std::string_view(value) : std::string_view();
}

/// Errors: InvalidArgument.
Result<int> number(const char *name, int low, int high)
{
    const std::string_view text = variable(name);
    int value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || code != std::errc{} || end != text.data() + text.size() || value < low
        || value > high)
        return fail(ErrorCode::InvalidArgument,
                    std::string("the environment variable ") + name + " must be a number from "
                            + std::to_string(low) + " to " + std::to_string(high) + ", is \""
                            + std::string(text) + "\"; see PROCESSES in train --help");
    return value;
}

} // namespace

bool ProcessPlace::isLoopback() const
{
    return masterAddress == "localhost" || masterAddress == "::1"
           || masterAddress.starts_with("127.");
}

Result<std::optional<ProcessPlace>> processPlaceFromEnvironment()
{
    if (variable("RANK").empty() && variable("WORLD_SIZE").empty())
        return std::optional<ProcessPlace>();
    ProcessPlace place;
    const auto world = number("WORLD_SIZE", 1, kMaxProcesses);
    if (!world)
        return Unexpected(world.error());
    place.world = *world;
    const auto rank = number("RANK", 0, place.world - 1);
    if (!rank)
        return Unexpected(rank.error());
    place.rank = *rank;
    const auto port = number("MASTER_PORT", 1, kMaxPort);
    if (!port)
        return Unexpected(port.error());
    place.masterPort = *port;
    place.masterAddress = variable("MASTER_ADDR");
    if (place.masterAddress.empty())
        return fail(ErrorCode::InvalidArgument,
                    "the environment variable MASTER_ADDR must name the machine of rank 0; see "
                    "PROCESSES in train --help");
    if (!variable("LOCAL_RANK").empty()) {
        const auto local = number("LOCAL_RANK", 0, kMaxProcesses);
        if (!local)
            return Unexpected(local.error());
        place.localRank = *local;
    }
    if (!variable("LOCAL_WORLD_SIZE").empty()) {
        const auto local = number("LOCAL_WORLD_SIZE", 1, kMaxProcesses);
        if (!local)
            return Unexpected(local.error());
        place.localWorld = *local;
    }
    place.isMeetingElsewhere = variable("TORCHELASTIC_USE_AGENT_STORE") == "True";
    place.keyPrefix = "soundlocus/" + std::string(variable("TORCHELASTIC_RESTART_COUNT"));
    return std::optional(place);
}

bool isFollower()
{
    const auto place = processPlaceFromEnvironment();
    return place && place->has_value() && !(*place)->isFirst();
}

} // namespace soundlocus

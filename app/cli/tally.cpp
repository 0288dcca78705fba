// SPDX-License-Identifier: MIT
#include "app/cli/tally.h"

#include "app/cli/command_line.h"

#include <fmt/format.h>

namespace soundlocus::cli {

namespace {

nlohmann::ordered_json eventOf(nlohmann::ordered_json identity, const Error &error)
{
    identity["code"] = toString(error.code);
    identity["message"] = error.message;
    identity["context"] = error.context;
    return identity;
}

} // namespace

void Tally::failed(const std::string &input, const Error &error)
{
    failed(nlohmann::ordered_json{{"input", input}}, error);
}

void Tally::failed(const nlohmann::ordered_json &identity, const Error &error)
{
    ++m_failed;
    m_console.fault(error);
    m_console.event("failed", eventOf(identity, error));
}

void Tally::rowFailed(const std::filesystem::path &list,
                      int line,
                      const std::string &id,
                      const Error &error)
{
    ++m_failed;
    m_console.fault(rowName(list, line, id) + ": ", error);
    auto event = eventOf({{"input", id}}, error);
    event["line"] = line;
    m_console.event("failed", event);
}

int Tally::finish(bool isInterrupted, std::string_view what)
{
    m_console.end();
    m_console.event("summary",
                    {{"done", m_done}, {"failed", m_failed}, {"interrupted", isInterrupted}});
    if (m_failed > 0 && m_done + m_failed > 1)
        m_console.fault(fmt::format("{} of {} {} failed", m_failed, m_done + m_failed, what));
    if (isInterrupted)
        return kExitInterrupted;
    return m_failed > 0 ? kExitSomeFailed : kExitDone;
}

} // namespace soundlocus::cli

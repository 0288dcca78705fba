// SPDX-License-Identifier: MIT
#include "app/cli/local_workers.h"

#include "engine/core/program_path.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstring>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace soundlocus::cli {

namespace {

/// What the others may take to end after this process has.
constexpr std::chrono::seconds kLeavingPatience(10);
constexpr std::chrono::milliseconds kLookPeriod(20);
constexpr const char *kOption = "--workers-per-host";

Unexpected notStarted(int code)
{
    return fail(ErrorCode::Internal,
                "the processes of --workers-per-host could not be started",
                std::strerror(code));
}

/// A free port of the loopback, at which the place's socket listens.
Result<void> listenSomewhere(ProcessPlace &place)
{
    place.listenDescriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t length = sizeof address;
    auto *generic = reinterpret_cast<sockaddr *>(&address);
    if (place.listenDescriptor < 0 || ::bind(place.listenDescriptor, generic, length) != 0
        || ::listen(place.listenDescriptor, SOMAXCONN) != 0
        || ::getsockname(place.listenDescriptor, generic, &length) != 0)
        return notStarted(errno);
    place.masterPort = ntohs(address.sin_port);
    return {};
}

/// The words of this process without the option and its number.
std::vector<std::string> ownWords()
{
    std::ifstream file("/proc/self/cmdline", std::ios::binary);
    std::vector<std::string> words;
    for (std::string word; std::getline(file, word, '\0');) {
        if (word == kOption)
            std::getline(file, word, '\0');
        else if (!word.starts_with(std::string(kOption) + "="))
            words.push_back(word);
    }
    return words;
}

std::vector<std::string> environmentOf(const ProcessPlace &place)
{
    std::vector<std::string> result{"RANK=" + std::to_string(place.rank),
                                    "LOCAL_RANK=" + std::to_string(place.localRank),
                                    "WORLD_SIZE=" + std::to_string(place.world),
                                    "LOCAL_WORLD_SIZE=" + std::to_string(place.localWorld),
                                    "MASTER_ADDR=" + place.masterAddress,
                                    "MASTER_PORT=" + std::to_string(place.masterPort)};
    const std::size_t own = result.size();
    for (char **entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text = *entry;
        bool isReplaced = text.starts_with("TORCHELASTIC_");
        for (std::size_t i = 0; i < own; ++i)
            isReplaced = isReplaced
                         || text.starts_with(
                                 std::string_view(result[i]).substr(0, result[i].find('=') + 1));
        if (!isReplaced)
            result.emplace_back(text);
    }
    return result;
}

std::vector<char *> pointersTo(std::vector<std::string> &texts)
{
    std::vector<char *> result;
    result.reserve(texts.size() + 1);
    for (std::string &text : texts)
        result.push_back(text.data());
    result.push_back(nullptr);
    return result;
}

Result<pid_t> spawn(const ProcessPlace &place)
{
    std::vector<std::string> words = ownWords();
    std::vector<std::string> variables = environmentOf(place);
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    pid_t process = 0;
    const int code = ::posix_spawn(&process,
                                   programToStart().c_str(),
                                   &actions,
                                   nullptr,
                                   pointersTo(words).data(),
                                   pointersTo(variables).data());
    ::posix_spawn_file_actions_destroy(&actions);
    if (code != 0)
        return notStarted(code);
    return process;
}

} // namespace

LocalWorkers::LocalWorkers(LocalWorkers &&other) noexcept
    : m_place(std::exchange(other.m_place, {}))
    , m_processes(std::exchange(other.m_processes, {}))
{}

Result<LocalWorkers> LocalWorkers::start(int count)
{
    LocalWorkers workers;
    workers.m_place.world = count;
    workers.m_place.localWorld = count;
    workers.m_place.keyPrefix = "soundlocus/";
    if (auto listening = listenSomewhere(workers.m_place); !listening)
        return Unexpected(listening.error());
    for (int rank = 1; rank < count; ++rank) {
        ProcessPlace place = workers.m_place;
        place.rank = rank;
        place.localRank = rank;
        const auto process = spawn(place);
        if (!process)
            return Unexpected(process.error());
        workers.m_processes.push_back(*process);
    }
    return workers;
}

LocalWorkers::~LocalWorkers()
{
    const auto limit = std::chrono::steady_clock::now() + kLeavingPatience;
    for (const pid_t process : m_processes) {
        while (::waitpid(process, nullptr, WNOHANG) == 0) {
            if (std::chrono::steady_clock::now() >= limit)
                ::kill(process, SIGKILL);
            std::this_thread::sleep_for(kLookPeriod);
        }
    }
}

} // namespace soundlocus::cli

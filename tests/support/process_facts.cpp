// SPDX-License-Identifier: MIT
#include "tests/support/process_facts.h"

#include <fstream>
#include <string>

namespace soundlocus::test {

namespace {

/// A number of Linux's /proc/self/status.
std::int64_t statusField(const std::string &name)
{
    std::ifstream file("/proc/self/status");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with(name + ":"))
            return std::stoll(line.substr(name.size() + 1));
    }
    return 0;
}

} // namespace

std::int64_t residentBytes()
{
    constexpr std::int64_t kKibi = 1024;
    return statusField("VmRSS") * kKibi;
}

int threadCount()
{
    return static_cast<int>(statusField("Threads"));
}

} // namespace soundlocus::test

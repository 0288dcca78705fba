// SPDX-License-Identifier: MIT
#include "engine/core/program_path.h"

#include <system_error>

namespace soundlocus {

namespace {

constexpr const char *kSelf = "/proc/self/exe";

std::filesystem::path programFile()
{
    std::error_code code;
    return std::filesystem::read_symlink(kSelf, code);
}

} // namespace

std::filesystem::path programFolder()
{
    return programFile().parent_path();
}

std::filesystem::path programToStart()
{
    std::filesystem::path file = programFile();
    std::error_code code;
    return std::filesystem::exists(file, code) ? file : std::filesystem::path(kSelf);
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
// Parses the command line and, for anything but a text, opens the library that does the work:
// FFmpeg, OpenCV and what hangs on them cost 0.13 s to load, LibTorch 0.4 s.
#include "app/cli/command_line_parser.h"

#include <dlfcn.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <string>
#include <variant>
#include <vector>

namespace {

namespace fs = std::filesystem;
using namespace soundlocus::cli;

constexpr const char *kLibraryName = "libsoundlocus-commands.so";

int runCommand(const CommandLine &line)
{
    std::error_code code;
    const fs::path folder = fs::read_symlink("/proc/self/exe", code).parent_path();
    std::string reasons;
    for (const fs::path &path :
         {folder / kLibraryName, folder / "../lib/soundlocus" / kLibraryName}) {
        if (!fs::exists(path, code)) {
            reasons += "; " + path.string() + ": not there";
            continue;
        }
        void *library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (library == nullptr) {
            reasons += std::string("; ") + dlerror();
            continue;
        }
        if (void *symbol = dlsym(library, kRunCommandSymbol))
            return reinterpret_cast<RunCommandFunction>(symbol)(SOUNDLOCUS_VERSION, &line);
        reasons += "; " + path.string() + ": of another version";
    }
    std::cerr << "soundlocus-cli: cannot load " << kLibraryName << "; install the program again"
              << reasons << '\n';
    return kExitSomeFailed;
}

/// Ends the process without the destructors of static objects. OpenMP's threads end behind the back
/// of the thread that had them: those of a network that just stopped may still be cleaning up what
/// belongs to LibTorch and oneDNN, while exit() takes it down.
int end(int exitCode)
{
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__) // they report at exit()
    std::cout.flush();
    std::cerr.flush();
    std::fflush(nullptr);
    ::_exit(exitCode);
#endif
    return exitCode;
}

} // namespace

int main(int argc, char **argv)
{
    // OpenMP threads that spin at barriers take the cores that decoding and encoding need: a
    // forward pass on a busy machine took 1,092 ms, with the passive policy 160 ms. libgomp reads
    // this when it is loaded, and OpenCV already brings it along.
    constexpr int kKeepExisting = 0;
    setenv("OMP_WAIT_POLICY", "passive", kKeepExisting);
    // SVT-AV1 prints a page about itself; its faults (1) are enough.
    setenv("SVT_LOG", "1", kKeepExisting);

    const auto parsed = parseCommandLine(std::vector<std::string>(argv + 1, argv + argc));
    if (const auto *answer = std::get_if<TextAnswer>(&parsed)) {
        const bool isResult = answer->exitCode == kExitDone;
        errno = 0;
        (isResult ? std::cout : std::cerr) << answer->text << std::flush;
        if (!isResult || std::cout)
            return answer->exitCode;
        std::cerr << "soundlocus-cli: standard output cannot be written: "
                  << std::strerror(errno != 0 ? errno : EIO)
                  << "; free some space or choose another place\n";
        return kExitSomeFailed;
    }
    return end(runCommand(std::get<CommandLine>(parsed)));
}

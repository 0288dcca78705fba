// SPDX-License-Identifier: MIT
#include "engine/inference/device_facts.h"

#include <dlfcn.h>

#include <array>
#include <fstream>
#include <sstream>

namespace soundlocus {

namespace {

/// Value behind "NAME :" in a file of /proc, or empty.
std::string procValue(const char *path, const std::string &name)
{
    std::ifstream stream(path);
    for (std::string line; std::getline(stream, line);) {
        if (line.rfind(name, 0) != 0)
            continue;
        const std::size_t begin = line.find_first_not_of(" \t", line.find(':') + 1);
        return begin == std::string::npos ? std::string() : line.substr(begin);
    }
    return {};
}

std::uint64_t procBytes(const std::string &name)
{
    std::istringstream text(procValue("/proc/meminfo", name));
    std::uint64_t kibibytes = 0;
    text >> kibibytes;
    return kibibytes * 1024;
}

} // namespace

DeviceFacts cpuFacts()
{
    DeviceFacts facts;
    facts.id = "cpu";
    facts.name = procValue("/proc/cpuinfo", "model name");
    facts.totalBytes = procBytes("MemTotal:");
    facts.freeBytes = procBytes("MemAvailable:");
    return facts;
}

void fillCudaFacts(int device, DeviceFacts &facts)
{
    // The driver and libcudart.so.13 (libtorch_cpu.so needs it) are in the process by now; their
    // headers are not needed to build.
    if (void *driver = ::dlopen("libcuda.so.1", RTLD_LAZY | RTLD_NOLOAD)) {
        using GetDevice = int (*)(int *, int);
        using GetName = int (*)(char *, int, int);
        const auto getDevice = reinterpret_cast<GetDevice>(::dlsym(driver, "cuDeviceGet"));
        const auto getName = reinterpret_cast<GetName>(::dlsym(driver, "cuDeviceGetName"));
        int handle = 0;
        std::array<char, 128> name{};
        if (getDevice != nullptr && getName != nullptr && getDevice(&handle, device) == 0
            && getName(name.data(), static_cast<int>(name.size()) - 1, handle) == 0)
            facts.name = name.data();
        ::dlclose(driver);
    }
    using MemGetInfo = int (*)(std::size_t *, std::size_t *);
    const auto memGetInfo = reinterpret_cast<MemGetInfo>(::dlsym(RTLD_DEFAULT, "cudaMemGetInfo"));
    std::size_t freeBytes = 0;
    std::size_t totalBytes = 0;
    if (memGetInfo != nullptr && memGetInfo(&freeBytes, &totalBytes) == 0) {
        facts.freeBytes = freeBytes;
        facts.totalBytes = totalBytes;
    }
}

} // namespace soundlocus

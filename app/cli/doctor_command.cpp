// SPDX-License-Identifier: MIT
#include "app/cli/commands.h"
#include "app/cli/output_folder.h"
#include "engine/core/cache_folder.h"
#include "engine/core/file_io.h"
#include "engine/inference/runtime.h"
#include "engine/pipeline/machine_facts.h"

#include <fmt/format.h>

#include <cmath>
#include <string>
#include <vector>

namespace soundlocus::cli {

namespace {

using Json = nlohmann::ordered_json;

/// Less free memory than one job may need.
constexpr std::uint64_t kLeastMemory = std::uint64_t{1} << 30;
/// Less free space than a few minutes of video may need.
constexpr std::uint64_t kLeastDisk = std::uint64_t{1} << 30;

double gigabytes(std::uint64_t bytes)
{
    constexpr double kGiga = 1e9;
    return static_cast<double>(bytes) / kGiga;
}

/// Collects what is found, as text, as JSON, and as a list of what is wrong.
struct Findings
{
    std::string text;
    Json json;
    std::vector<std::string> faults;

    void line(std::string_view name, std::string_view value)
    {
        text += fmt::format("{:<16}{}\n", name, value);
    }
};

void addVersions(Findings &findings)
{
    const LibraryVersions versions = libraryVersions();
    findings.line("SoundLocus", SOUNDLOCUS_VERSION);
    findings.line("FFmpeg", versions.ffmpeg);
    findings.line("OpenCV", versions.openCv);
    findings.json["versions"] = {{"soundlocus", SOUNDLOCUS_VERSION},
                                 {"ffmpeg", versions.ffmpeg},
                                 {"opencv", versions.openCv}};
}

void addDevice(Findings &findings, const InferenceRuntime &runtime, const DeviceFacts &device)
{
    const SelfTestResult test = runtime.selfTest(device.id);
    std::string verdict = test.isPassed
                                  ? fmt::format("self-test passed (map within {:.1e}), {:.0f} ms",
                                                test.largestMapDeviation,
                                                test.milliseconds)
                                  : "self-test FAILED: " + test.detail;
    findings.line("device " + device.id,
                  fmt::format("{}, {:.1f} of {:.1f} GB free, {}",
                              device.name,
                              gigabytes(device.freeBytes),
                              gigabytes(device.totalBytes),
                              verdict));
    findings.json["devices"].push_back({{"id", device.id},
                                        {"name", device.name},
                                        {"total_bytes", device.totalBytes},
                                        {"free_bytes", device.freeBytes},
                                        {"self_test",
                                         {{"passed", test.isPassed},
                                          {"largest_map_deviation", test.largestMapDeviation},
                                          {"milliseconds", std::lround(test.milliseconds)},
                                          {"detail", test.detail}}}});
    if (!test.isPassed)
        findings.faults.push_back("device " + device.id
                                  + " does not give the stored map: " + test.detail);
}

void addDevices(Findings &findings, std::stop_token stop)
{
    findings.json["devices"] = Json::array();
    const auto runtime = InferenceRuntime::load();
    if (!runtime) {
        findings.line("LibTorch", "not there: " + toString(runtime.error()));
        findings.faults.push_back(toString(runtime.error()));
        return;
    }
    findings.line("LibTorch", (*runtime)->torchVersion());
    findings.json["versions"]["torch"] = (*runtime)->torchVersion();
    findings.json["threads"] = (*runtime)->threads();
    for (const DeviceFacts &device : (*runtime)->devices()) {
        if (stop.stop_requested())
            return;
        addDevice(findings, **runtime, device);
    }
    const std::string status = (*runtime)->cudaStatus();
    findings.json["cuda_status"] = status;
    if (!status.empty())
        findings.line("GPU", "none: " + status);
}

/// A folder that is not there, or not to be written into, has no room at all.
Result<void> checkFolder(const std::filesystem::path &out)
{
    std::error_code code;
    if (!std::filesystem::exists(out, code))
        return fail(ErrorCode::NotFound, out.string() + ": not found; make it or check the path");
    return checkWritableFolder(out);
}

void addRoom(Findings &findings, const std::filesystem::path &out)
{
    const MemoryFacts memory = memoryFacts();
    findings.line("memory",
                  fmt::format("{:.1f} of {:.1f} GB free",
                              gigabytes(memory.availableBytes),
                              gigabytes(memory.totalBytes)));
    if (memory.availableBytes < kLeastMemory)
        findings.faults.emplace_back("less than 1 GiB of memory is free; close other programs");
    const std::uint64_t disk = freeDiskBytes(out);
    findings.line("disk", fmt::format("{:.1f} GB free for {}", gigabytes(disk), out.string()));
    const auto usable = checkFolder(out);
    if (!usable)
        findings.faults.push_back(usable.error().message);
    else if (disk < kLeastDisk)
        findings.faults.push_back(out.string()
                                  + ": less than 1 GiB is free; choose another place for results");
    findings.json["memory"] = {{"total_bytes", memory.totalBytes},
                               {"available_bytes", memory.availableBytes}};
    findings.json["disk"] = {
            {"folder", out.string()}, {"free_bytes", disk}, {"writable", usable.has_value()}};
}

Result<void> tryCache(const std::filesystem::path &folder)
{
    if (folder.empty())
        return fail(ErrorCode::NotFound, "no cache folder; set HOME or SOUNDLOCUS_CACHE_DIR");
    if (auto made = makeFolder(folder); !made)
        return made;
    return checkWritableFolder(folder);
}

void addCache(Findings &findings)
{
    const std::filesystem::path folder = cacheFolder();
    const auto writable = tryCache(folder);
    findings.line("cache",
                  writable ? folder.string() + ", writable"
                           : "not usable: " + toString(writable.error()));
    findings.json["cache"] = {{"folder", folder.string()}, {"writable", writable.has_value()}};
    if (!writable)
        findings.faults.push_back(toString(writable.error()));
}

} // namespace

int runDoctor(const CommandContext &context)
{
    Findings findings;
    addVersions(findings);
    addDevices(findings, context.stop);
    if (context.stop.stop_requested())
        return kExitInterrupted;
    addRoom(findings, context.line.doctor.out);
    addCache(findings);
    findings.json["faults"] = findings.faults;
    if (context.line.doctor.isJson) {
        constexpr int kIndent = 2;
        context.console.answer(
                findings.json.dump(kIndent, ' ', false, Json::error_handler_t::replace));
    } else {
        findings.text += findings.faults.empty()
                                 ? "all is well"
                                 : fmt::format("{} {}",
                                               findings.faults.size(),
                                               findings.faults.size() == 1 ? "fault" : "faults");
        context.console.answer(findings.text);
    }
    for (const std::string &fault : findings.faults)
        context.console.fault(fault);
    return findings.faults.empty() ? kExitDone : kExitSomeFailed;
}

} // namespace soundlocus::cli

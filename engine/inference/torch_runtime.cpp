// SPDX-License-Identifier: MIT
#include "engine/inference/device_facts.h"
#include "engine/inference/runtime.h"
#include "engine/inference/runtime_entry.h"
#include "engine/inference/self_test.h"
#include "engine/inference/torch_localizer.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/detail/CUDAHooksInterface.h>
#include <c10/core/impl/VirtualGuardImpl.h>
#include <torch/version.h>

#include <dlfcn.h>

#include <filesystem>

namespace soundlocus {

namespace {

/// Opens LibTorch's CUDA part once, where it lies beside libtorch_cpu.so. @return why not, or empty
std::string openCuda()
{
    Dl_info info{};
    if (::dladdr(reinterpret_cast<const void *>(&at::globalContext), &info) == 0)
        return "LibTorch's folder is unknown";
    const auto library = std::filesystem::path(info.dli_fname).parent_path() / "libtorch_cuda.so";
    if (!std::filesystem::exists(library))
        return "LibTorch's CUDA part is not installed (packaging/demo.sh --cuda installs it)";
    // Without the driver every call into it would fail; say so before loading 1 GB of code.
    if (void *driver = ::dlopen("libcuda.so.1", RTLD_LAZY | RTLD_LOCAL))
        ::dlclose(driver);
    else
        return "no NVIDIA driver (libcuda.so.1) on this machine";
    if (::dlopen(library.c_str(), RTLD_NOW | RTLD_GLOBAL) == nullptr) {
        const char *text = ::dlerror();
        return std::string("LibTorch's CUDA part does not load; packaging/demo.sh --cuda completes "
                           "it: ")
               + (text != nullptr ? text : "unknown");
    }
    try {
        if (!at::Context::hasCUDA() || at::detail::getCUDAHooks().deviceCount() == 0)
            return "no CUDA device";
    } catch (const std::exception &e) {
        const std::string what = e.what();
        return what.substr(0, what.find('\n'));
    }
    return {};
}

class TorchRuntime final : public InferenceRuntime
{
public:
    [[nodiscard]] std::string torchVersion() const override { return TORCH_VERSION; }

    [[nodiscard]] std::string cudaStatus() const override
    {
        static const std::string status = openCuda();
        return status;
    }

    [[nodiscard]] std::vector<DeviceFacts> devices() const override
    {
        std::vector<DeviceFacts> result{cpuFacts()};
        if (!cudaStatus().empty())
            return result;
        const auto count = at::detail::getCUDAHooks().deviceCount();
        for (int i = 0; i < count; ++i) {
            DeviceFacts facts;
            facts.id = "cuda:" + std::to_string(i);
            facts.name = "CUDA device " + std::to_string(i);
            const c10::impl::VirtualGuardImpl guard(c10::DeviceType::CUDA);
            guard.setDevice(c10::Device(c10::DeviceType::CUDA, static_cast<c10::DeviceIndex>(i)));
            fillCudaFacts(i, facts);
            result.push_back(std::move(facts));
        }
        return result;
    }

    void setThreads(int threads) const override { TorchThreads::set(threads); }
    [[nodiscard]] int threads() const override { return TorchThreads::count(); }

    [[nodiscard]] Result<void> checkDevice(const std::string &device) const override
    {
        if (device == "cpu")
            return {};
        if (device != "cuda" && !device.starts_with("cuda:"))
            return fail(ErrorCode::InvalidArgument,
                        "device " + device + " is unknown; use cpu, cuda or cuda:N");
        if (const std::string why = cudaStatus(); !why.empty())
            return fail(ErrorCode::DeviceUnavailable,
                        "device " + device + " is not available: " + why + "; use --device cpu");
        for (const DeviceFacts &facts : devices()) {
            if (facts.id == device || device == "cuda")
                return {};
        }
        return fail(ErrorCode::DeviceUnavailable,
                    "device " + device + " does not exist; soundlocus-cli doctor lists devices");
    }

    [[nodiscard]] Result<std::shared_ptr<const Localizer>> createLocalizer(
            const Checkpoint &checkpoint,
            const LocalizerOptions &options) const override
    {
        if (auto loadable = requireLoadable(checkpoint); !loadable)
            return Unexpected(loadable.error());
        if (options.useMomentum && checkpoint.spec.family != ModelFamily::Slavc)
            return fail(ErrorCode::InvalidArgument,
                        checkpoint.path.string()
                                + ": holds no momentum copy of the weights, only SLAVC's files do; "
                                  "leave --momentum out");
        if (auto usable = checkDevice(options.device); !usable)
            return Unexpected(usable.error());
        try {
            return std::shared_ptr<const Localizer>(
                    std::make_shared<TorchLocalizer>(checkpoint, options));
        } catch (const std::exception &e) {
            return Unexpected(errorFromTorch(e, "building the network"));
        }
    }

    [[nodiscard]] SelfTestResult selfTest(const std::string &device) const override
    {
        if (auto usable = checkDevice(device); !usable)
            return {device, false, 0, 0, usable.error().message};
        return runSelfTest(*this, device);
    }
};

} // namespace

} // namespace soundlocus

const soundlocus::InferenceRuntime *soundlocusRuntime(int version, const soundlocus::LogSink &sink)
{
    if (version != soundlocus::kRuntimeVersion)
        return nullptr;
    soundlocus::setLogSink(sink);
    static const soundlocus::TorchRuntime runtime;
    return &runtime;
}

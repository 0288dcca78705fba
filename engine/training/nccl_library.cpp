// SPDX-License-Identifier: MIT
// Built with USE_C10D_NCCL, under which LibTorch's headers show ProcessGroupNCCL.
#include "engine/training/nccl_entry.h"

#include <torch/csrc/distributed/c10d/ProcessGroupNCCL.hpp>

#include <cstdlib>
#include <exception>

extern "C" __attribute__((visibility("default"))) c10d::Backend *soundlocusNccl(
        const soundlocus::NcclRequest &request,
        std::string &fault)
{
    if (request.version != soundlocus::kNcclVersion) {
        fault = "is of another version than the program";
        return nullptr;
    }
    // wait() is to end with an exception when a process is lost, as with Gloo. By default a
    // watchdog ends the program before it can write a checkpoint. What the user set stays.
    ::setenv("TORCH_NCCL_BLOCKING_WAIT", "1", 0);
    ::setenv("TORCH_NCCL_ASYNC_ERROR_HANDLING", "0", 0);
    ::setenv("TORCH_NCCL_ENABLE_MONITORING", "0", 0);
    try {
        const auto options = c10d::ProcessGroupNCCL::Options::create();
        options->timeout = request.patience;
        return c10::make_intrusive<c10d::ProcessGroupNCCL>(
                       request.store, request.rank, request.world, options)
                .release();
    } catch (const std::exception &exception) {
        fault = exception.what();
        return nullptr;
    }
}

// SPDX-License-Identifier: MIT
#pragma once

#include "engine/training/process_place.h"

#include <ATen/core/Tensor.h>

#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

namespace soundlocus {

/// Another process ended, or did not answer in time. Thrown, because it may happen in the middle of
/// a backward pass; what() is what Gloo says.
class ProcessLost : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// The processes of a run, and what they tell each other: LibTorch's c10d over Gloo. Tensors may
/// be on any device; those of a GPU go through the memory of the machine unless useNccl() is. All
/// processes must call the same functions in the same order. Every function throws ProcessLost.
/// Threads: one call at a time.
class ProcessGroup
{
public:
    /// Meets the other processes. @param patience with a silent process
    /// Errors: ProcessLost (they did not come in time), InvalidArgument (the port is taken).
    [[nodiscard]] static Result<std::shared_ptr<ProcessGroup>> meet(const ProcessPlace &place,
                                                                    std::chrono::seconds patience);
    /// A group of one, whose functions do nothing.
    [[nodiscard]] static std::shared_ptr<ProcessGroup> alone();

    /// From now on tensors of GPUs go from GPU to GPU, if that works in every process.
    /// @param device of this process, another one for each process of a machine
    /// @return empty, or why Gloo goes on: no NCCL in this build, no GPU of its own for each
    [[nodiscard]] std::string useNccl(const std::string &device);

    ~ProcessGroup();
    ProcessGroup(const ProcessGroup &) = delete;
    ProcessGroup &operator=(const ProcessGroup &) = delete;

    [[nodiscard]] int rank() const;
    [[nodiscard]] int world() const;
    [[nodiscard]] int localWorld() const;
    [[nodiscard]] bool isFirst() const { return rank() == 0; }
    [[nodiscard]] bool isAlone() const { return world() == 1; }

    /// Sum over all processes, in place; the same bits everywhere. @param tensor contiguous
    void allReduce(at::Tensor &tensor);
    /// Tensors of one shape, joined along dimension 0 in the order of ranks.
    [[nodiscard]] at::Tensor allGather(const at::Tensor &tensor);
    /// Texts of any length, in the order of ranks.
    [[nodiscard]] std::vector<std::string> allGather(const std::string &text);
    /// The first process's tensor, in place, into any layout.
    void broadcast(at::Tensor &tensor);
    void broadcast(std::string &text);
    /// Whether it is so for any process.
    [[nodiscard]] bool any(bool flag);
    /// Returns when all have called it.
    void barrier();

private:
    struct Impl;
    explicit ProcessGroup(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

} // namespace soundlocus

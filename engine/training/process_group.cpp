// SPDX-License-Identifier: MIT
// Built with USE_C10D_GLOO, under which LibTorch's headers show ProcessGroupGloo.
#include "engine/training/process_group.h"

#include "engine/core/expects.h"
#include "engine/core/late_library.h"
#include "engine/training/nccl_entry.h"

#include <ATen/ops/cat.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/empty_like.h>
#include <ATen/ops/full.h>
#include <ATen/ops/ones.h>
#include <ATen/ops/zeros.h>
#include <torch/csrc/distributed/c10d/Backend.hpp>
#include <torch/csrc/distributed/c10d/PrefixStore.hpp>
#include <torch/csrc/distributed/c10d/ProcessGroupGloo.hpp>
#include <torch/csrc/distributed/c10d/TCPStore.hpp>
#include <torch/utils.h>

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <stdexcept>
#include <utility>

namespace soundlocus {

namespace {

/// The others may still be reading their lists.
constexpr std::chrono::seconds kMeetingPatience(300);
constexpr char kOtherCannot[] = "another process cannot use NCCL";

using Devices = std::vector<std::shared_ptr<gloo::transport::Device>>;

/// A socket at a port of the loopback, so that no other machine can reach the meeting place.
/// Errors: InvalidArgument.
Result<int> listenOnLoopback(int port)
{
    const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int reuse = 1;
    ::setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &reuse, sizeof reuse);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::bind(descriptor, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0
        && ::listen(descriptor, SOMAXCONN) == 0)
        return descriptor;
    const std::string reason = std::strerror(errno);
    ::close(descriptor);
    return fail(ErrorCode::InvalidArgument,
                "port " + std::to_string(port)
                        + " of this machine cannot be used; set MASTER_PORT to a free one",
                reason);
}

std::string firstLine(const std::exception &exception)
{
    const std::string text = exception.what();
    return text.substr(0, text.find('\n'));
}

/// The backend, or none and why.
std::pair<c10::intrusive_ptr<c10d::Backend>, std::string> openNccl(const NcclRequest &request)
{
    const auto function = openLateFunction({kNcclLibrary, kNcclEntry, nullptr});
    if (!function)
        return {nullptr, function.error().message};
    std::string fault;
    c10d::Backend *backend = reinterpret_cast<NcclEntry>(*function)(request, fault);
    return {c10::intrusive_ptr<c10d::Backend>::reclaim(backend), std::move(fault)};
}

/// What an attempt throws, or nothing.
std::string faultOf(const std::function<void()> &attempt)
{
    try {
        attempt();
        return {};
    } catch (const std::exception &exception) {
        return firstLine(exception);
    }
}

c10::intrusive_ptr<c10d::Store> openStore(const ProcessPlace &place, int listenDescriptor)
{
    c10d::TCPStoreOptions options;
    options.port = static_cast<std::uint16_t>(place.masterPort);
    options.isServer = place.isFirst() && !place.isMeetingElsewhere;
    options.numWorkers = static_cast<std::size_t>(place.world);
    options.timeout = kMeetingPatience;
    if (listenDescriptor >= 0)
        options.masterListenFd = listenDescriptor;
    const bool isOwn = place.isLoopback() && !place.isMeetingElsewhere;
    const std::string address = isOwn ? "127.0.0.1" : place.masterAddress;
    return c10::make_intrusive<c10d::PrefixStore>(
            place.keyPrefix, c10::make_intrusive<c10d::TCPStore>(address, options));
}

/// Network that Gloo speaks over: the loopback, what GLOO_SOCKET_IFNAME names (as for PyTorch), or
/// that of the machine's name.
Devices devicesFor(const ProcessPlace &place)
{
    if (place.isLoopback())
        return {c10d::ProcessGroupGloo::createDeviceForHostname("127.0.0.1")};
    if (const char *name = std::getenv("GLOO_SOCKET_IFNAME"); name != nullptr && *name != '\0')
        return {c10d::ProcessGroupGloo::createDeviceForInterface(name)};
    return {c10d::ProcessGroupGloo::createDefaultDevice()};
}

} // namespace

struct ProcessGroup::Impl
{
    ProcessPlace place;
    c10::intrusive_ptr<c10d::Store> store;
    std::chrono::seconds patience{0};
    c10::intrusive_ptr<c10d::Backend> gloo; // null: alone
    c10::intrusive_ptr<c10d::Backend> nccl; // null: GPUs go through Gloo, too

    [[nodiscard]] bool isDirect(const at::Tensor &tensor) const { return nccl && tensor.is_cuda(); }
    /// The tensor as the backend that takes it wants it.
    [[nodiscard]] at::Tensor sendable(const at::Tensor &tensor) const
    {
        return isDirect(tensor) ? tensor.detach().contiguous() : tensor.detach().cpu().contiguous();
    }
    [[nodiscard]] c10d::Backend &backendOf(const at::Tensor &tensor) const
    {
        return isDirect(tensor) ? *nccl : *gloo;
    }

    /// Runs a collective operation to its end. @param begin returns c10d's Work
    template <typename Begin>
    void complete(Begin begin) const
    {
        const torch::NoGradGuard guard;
        try {
            begin()->wait();
        } catch (const std::exception &exception) {
            throw ProcessLost(firstLine(exception));
        }
    }
};

ProcessGroup::ProcessGroup(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}

ProcessGroup::~ProcessGroup() = default;

std::shared_ptr<ProcessGroup> ProcessGroup::alone()
{
    return std::shared_ptr<ProcessGroup>(new ProcessGroup(std::make_unique<Impl>()));
}

Result<std::shared_ptr<ProcessGroup>> ProcessGroup::meet(const ProcessPlace &place,
                                                         std::chrono::seconds patience)
{
    SOUNDLOCUS_EXPECTS(place.rank >= 0 && place.rank < place.world);
    auto impl = std::make_unique<Impl>();
    impl->place = place;
    if (place.world == 1)
        return std::shared_ptr<ProcessGroup>(new ProcessGroup(std::move(impl)));
    int descriptor = place.listenDescriptor;
    if (descriptor < 0 && place.isFirst() && place.isLoopback() && !place.isMeetingElsewhere) {
        const auto made = listenOnLoopback(place.masterPort);
        if (!made)
            return Unexpected(made.error());
        descriptor = *made;
    }
    try {
        const auto options = c10d::ProcessGroupGloo::Options::create(patience);
        options->devices = devicesFor(place);
        impl->store = openStore(place, descriptor);
        impl->patience = patience;
        impl->gloo = c10::make_intrusive<c10d::ProcessGroupGloo>(
                impl->store, place.rank, place.world, options);
    } catch (const std::exception &exception) {
        return fail(ErrorCode::ProcessLost,
                    "process " + std::to_string(place.rank) + " of " + std::to_string(place.world)
                            + " did not meet the others at " + place.masterAddress + ":"
                            + std::to_string(place.masterPort)
                            + "; check that all were started and that this address can be reached",
                    firstLine(exception));
    }
    return std::shared_ptr<ProcessGroup>(new ProcessGroup(std::move(impl)));
}

std::string ProcessGroup::useNccl(const std::string &device)
{
    if (isAlone())
        return {};
    auto nccl = openNccl({.store = m_impl->store,
                          .rank = rank(),
                          .world = world(),
                          .patience = m_impl->patience});
    const auto backend = std::move(nccl.first);
    std::string fault = std::move(nccl.second);
    // First what each finds out alone, so that none waits for one that cannot come.
    std::vector<at::Tensor> probe;
    if (backend)
        fault = faultOf([&] { probe = {at::ones({1}, at::TensorOptions().device(device))}; });
    if (any(!fault.empty()))
        return fault.empty() ? kOtherCannot : fault;
    // Two processes on one GPU are found out here.
    fault = faultOf([&] {
        backend->allreduce(probe)->wait();
        if (probe[0].item<float>() != static_cast<float>(world()))
            throw std::runtime_error("NCCL does not add up");
    });
    if (any(!fault.empty()))
        return fault.empty() ? kOtherCannot : fault;
    m_impl->nccl = backend;
    return {};
}

int ProcessGroup::rank() const
{
    return m_impl->place.rank;
}

int ProcessGroup::world() const
{
    return m_impl->place.world;
}

int ProcessGroup::localWorld() const
{
    return m_impl->place.localWorld;
}

void ProcessGroup::allReduce(at::Tensor &tensor)
{
    if (isAlone())
        return;
    SOUNDLOCUS_EXPECTS(tensor.is_contiguous());
    const bool isCopied = !tensor.is_cpu() && !m_impl->isDirect(tensor);
    std::vector<at::Tensor> parts{isCopied ? tensor.cpu() : tensor};
    m_impl->complete([&] { return m_impl->backendOf(tensor).allreduce(parts); });
    if (isCopied)
        tensor.copy_(parts[0]);
}

at::Tensor ProcessGroup::allGather(const at::Tensor &tensor)
{
    if (isAlone())
        return tensor;
    std::vector<at::Tensor> inputs{m_impl->sendable(tensor)};
    std::vector<std::vector<at::Tensor>> outputs(1);
    for (int i = 0; i < world(); ++i)
        outputs[0].push_back(at::empty_like(inputs[0]));
    m_impl->complete([&] { return m_impl->backendOf(tensor).allgather(outputs, inputs); });
    return at::cat(outputs[0]).to(tensor.device());
}

std::vector<std::string> ProcessGroup::allGather(const std::string &text)
{
    if (isAlone())
        return {text};
    const auto own = static_cast<std::int64_t>(text.size());
    const at::Tensor sizes = allGather(at::full({1}, own, at::kLong));
    at::Tensor bytes = at::zeros({1, std::max<std::int64_t>(1, sizes.max().item<std::int64_t>())},
                                 at::kByte);
    std::memcpy(bytes.mutable_data_ptr(), text.data(), text.size());
    const at::Tensor all = allGather(bytes);
    std::vector<std::string> result;
    result.reserve(static_cast<std::size_t>(world()));
    for (int i = 0; i < world(); ++i)
        result.emplace_back(static_cast<const char *>(all[i].const_data_ptr()),
                            sizes[i].item<std::int64_t>());
    return result;
}

void ProcessGroup::broadcast(at::Tensor &tensor)
{
    if (isAlone())
        return;
    std::vector<at::Tensor> parts{m_impl->sendable(tensor)};
    m_impl->complete([&] { return m_impl->backendOf(tensor).broadcast(parts); });
    const torch::NoGradGuard guard;
    tensor.copy_(parts[0]);
}

void ProcessGroup::broadcast(std::string &text)
{
    if (isAlone())
        return;
    at::Tensor size = at::full({1}, static_cast<std::int64_t>(text.size()), at::kLong);
    broadcast(size);
    const auto count = size.item<std::int64_t>();
    if (count == 0)
        return text.clear();
    at::Tensor bytes = at::empty({count}, at::kByte);
    if (isFirst())
        std::memcpy(bytes.mutable_data_ptr(), text.data(), text.size());
    broadcast(bytes);
    text.assign(static_cast<const char *>(bytes.const_data_ptr()), static_cast<std::size_t>(count));
}

bool ProcessGroup::any(bool flag)
{
    if (isAlone())
        return flag;
    at::Tensor count = at::full({1}, flag ? 1 : 0, at::kInt);
    allReduce(count);
    return count.item<int>() > 0;
}

void ProcessGroup::barrier()
{
    if (!isAlone())
        m_impl->complete([&] { return m_impl->gloo->barrier(); });
}

} // namespace soundlocus

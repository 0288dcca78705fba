// SPDX-License-Identifier: MIT
#include "engine/dataset/shard_writer.h"

#include "engine/core/file_io.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace soundlocus {

namespace fs = std::filesystem;

Result<StoreLock> StoreLock::take(const fs::path &folder)
{
    const fs::path path = folder / ".lock";
    const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (descriptor < 0)
        return Unexpected(systemError("write", path, errno));
    StoreLock lock(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        return lock;
    if (errno != EWOULDBLOCK)
        return Unexpected(systemError("lock", path, errno));
    return fail(ErrorCode::PermissionDenied,
                folder.string()
                        + ": another process prepares this store; wait for it, or choose "
                          "another place");
}

StoreLock::StoreLock(StoreLock &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{}

StoreLock::~StoreLock()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

Result<ShardWriter> ShardWriter::open(fs::path folder, StoreIndex::End end, std::int64_t limitBytes)
{
    ShardWriter writer(std::move(folder), limitBytes);
    if (auto begun = writer.begin(end); !begun)
        return Unexpected(begun.error());
    return writer;
}

ShardWriter::ShardWriter(ShardWriter &&other) noexcept
    : m_folder(std::move(other.m_folder))
    , m_limitBytes(other.m_limitBytes)
    , m_end(other.m_end)
    , m_descriptor(std::exchange(other.m_descriptor, -1))
{}

ShardWriter::~ShardWriter()
{
    close();
}

void ShardWriter::close()
{
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
}

Result<void> ShardWriter::begin(StoreIndex::End end)
{
    close();
    const fs::path path = shardPath(m_folder, end.shard);
    m_end = end;
    m_descriptor = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    if (m_descriptor < 0 || ::ftruncate(m_descriptor, end.offset) != 0)
        return Unexpected(systemError("write", path, errno));
    return {};
}

Result<StoreIndex::End> ShardWriter::append(std::string_view bytes)
{
    if (m_end.offset >= m_limitBytes) {
        if (auto flushed = flush(); !flushed)
            return Unexpected(flushed.error());
        if (auto begun = begin({m_end.shard + 1, 0}); !begun)
            return Unexpected(begun.error());
    }
    const StoreIndex::End start = m_end;
    while (!bytes.empty()) {
        const ssize_t written = ::pwrite(m_descriptor, bytes.data(), bytes.size(), m_end.offset);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return Unexpected(systemError("write", shardPath(m_folder, m_end.shard), errno));
        bytes.remove_prefix(static_cast<std::size_t>(written));
        m_end.offset += written;
    }
    return start;
}

Result<void> ShardWriter::flush()
{
    if (::fdatasync(m_descriptor) != 0)
        return Unexpected(systemError("write", shardPath(m_folder, m_end.shard), errno));
    return {};
}

} // namespace soundlocus

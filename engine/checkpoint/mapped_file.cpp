// SPDX-License-Identifier: MIT
#include "engine/checkpoint/mapped_file.h"

#include "engine/core/file_io.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace soundlocus {

Result<OwnedBytes> mapFile(const std::filesystem::path &path)
{
    if (auto readable = checkReadableFile(path); !readable)
        return Unexpected(readable.error());
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return Unexpected(systemError("read", path, errno));
    struct stat info
    {};
    void *address = MAP_FAILED;
    if (::fstat(descriptor, &info) == 0)
        address = ::mmap(nullptr,
                         static_cast<std::size_t>(info.st_size),
                         PROT_READ,
                         MAP_PRIVATE,
                         descriptor,
                         0);
    const int errorNumber = errno;
    ::close(descriptor);
    if (address == MAP_FAILED)
        return Unexpected(systemError("read", path, errorNumber));
    const auto size = static_cast<std::size_t>(info.st_size);
    OwnedBytes mapped;
    mapped.bytes = {static_cast<const std::byte *>(address), size};
    mapped.owner = std::shared_ptr<const void>(
            address, [size](const void *begin) { ::munmap(const_cast<void *>(begin), size); });
    return mapped;
}

std::shared_ptr<std::byte[]> makeBytes(std::size_t size)
{
    return std::make_shared_for_overwrite<std::byte[]>(size);
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "engine/project/project_lock.h"

#include "engine/annotation/list_file.h"
#include "engine/core/file_io.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <utility>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

std::string ownName()
{
    std::array<char, 256> host{};
    gethostname(host.data(), host.size() - 1);
    const char *user = std::getenv("USER");
    return (user != nullptr && *user != '\0' ? std::string(user)
                                             : "user " + std::to_string(getuid()))
           + " on " + host.data() + ", process " + std::to_string(getpid());
}

std::string contentOf(int descriptor)
{
    std::array<char, 1024> text{};
    const ssize_t count = pread(descriptor, text.data(), text.size(), 0);
    return count > 0 ? std::string(trimmed({text.data(), static_cast<std::size_t>(count)}))
                     : std::string();
}

/// Whether the file behind the descriptor is still the one under that name: its last holder may
/// have removed it in between.
bool isStillAt(int descriptor, const fs::path &path)
{
    struct stat open = {};
    struct stat named = {};
    return fstat(descriptor, &open) == 0 && stat(path.c_str(), &named) == 0
           && open.st_ino == named.st_ino && open.st_dev == named.st_dev;
}

} // namespace

ProjectLock::ProjectLock(ProjectLock &&other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_path(std::move(other.m_path))
    , m_holder(std::move(other.m_holder))
{}

ProjectLock &ProjectLock::operator=(ProjectLock &&other) noexcept
{
    if (this != &other) {
        release();
        m_descriptor = std::exchange(other.m_descriptor, -1);
        m_path = std::move(other.m_path);
        m_holder = std::move(other.m_holder);
    }
    return *this;
}

ProjectLock::~ProjectLock()
{
    release();
}

void ProjectLock::release()
{
    if (m_descriptor < 0)
        return;
    unlink(m_path.c_str()); // while it is held, so that nobody loses a new one
    close(m_descriptor);
    m_descriptor = -1;
}

Result<ProjectLock> ProjectLock::acquire(const fs::path &project)
{
    ProjectLock lock;
    lock.m_path = project.parent_path() / ("." + project.filename().string() + ".lock");
    while (true) {
        constexpr int kMode = 0644;
        const int descriptor = open(lock.m_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, kMode);
        if (descriptor < 0)
            return Unexpected(systemError("lock", lock.m_path, errno));
        if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
            lock.m_holder = contentOf(descriptor);
            close(descriptor);
            return lock;
        }
        if (!isStillAt(descriptor, lock.m_path)) {
            close(descriptor);
            continue;
        }
        const std::string name = ownName() + "\n";
        // A full disk may leave the file without a name; the lock holds all the same.
        if (ftruncate(descriptor, 0) == 0 && pwrite(descriptor, name.data(), name.size(), 0) < 0)
            errno = 0;
        lock.m_descriptor = descriptor;
        return lock;
    }
}

} // namespace soundlocus

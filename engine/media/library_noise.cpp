// SPDX-License-Identifier: MIT
#include "engine/media/library_noise.h"

#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <mutex>

namespace soundlocus {

namespace {

/// Standard error goes to a file in memory as long as it lives.
class Redirection
{
public:
    Redirection()
        : m_catcher(::memfd_create("soundlocus-noise", MFD_CLOEXEC))
        , m_saved(m_catcher < 0 ? -1 : ::dup(STDERR_FILENO))
    {
        if (m_saved < 0)
            return;
        std::fflush(stderr);
        ::dup2(m_catcher, STDERR_FILENO);
    }
    Redirection(const Redirection &) = delete;
    Redirection &operator=(const Redirection &) = delete;
    ~Redirection()
    {
        restore();
        if (m_catcher >= 0)
            ::close(m_catcher);
    }

    /// Ends the redirection; what was caught.
    std::string take()
    {
        restore();
        constexpr std::size_t kMost = 4096; // one damaged file can repeat its complaint for ever
        std::array<char, kMost> text{};
        const ssize_t bytes = m_catcher < 0 ? 0 : ::pread(m_catcher, text.data(), text.size(), 0);
        return bytes > 0 ? std::string(text.data(), static_cast<std::size_t>(bytes))
                         : std::string();
    }

private:
    void restore()
    {
        if (m_saved < 0)
            return;
        std::fflush(stderr);
        ::dup2(m_saved, STDERR_FILENO);
        ::close(m_saved);
        m_saved = -1;
    }

    int m_catcher;
    int m_saved;
};

} // namespace

std::string catchLibraryNoise(const std::function<void()> &call)
{
    static std::mutex mutex; // guards the process's standard error
    const std::scoped_lock lock(mutex);
    Redirection redirection;
    call();
    return redirection.take();
}

} // namespace soundlocus

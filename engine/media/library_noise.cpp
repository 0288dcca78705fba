// SPDX-License-Identifier: MIT
#include "engine/media/library_noise.h"

#include <opencv2/core/utils/logger.hpp>

#include <algorithm>
#include <cstdio>
#include <mutex>
#include <string_view>
#include <utility>

namespace soundlocus {

namespace {

constexpr std::size_t kMost = 4096; // one damaged file can repeat its complaint for ever

struct Caught
{
    std::mutex mutex; // guards the text
    std::string text;
};

ssize_t keep(void *cookie, const char *bytes, std::size_t count)
{
    auto &caught = *static_cast<Caught *>(cookie);
    const std::scoped_lock lock(caught.mutex);
    const std::size_t room = kMost - std::min(kMost, caught.text.size());
    caught.text += std::string_view(bytes, std::min(count, room));
    return static_cast<ssize_t>(count);
}

/// A C stream that keeps the first bytes written to it. Never closed: another thread of a library
/// may still hold it.
class Catcher
{
public:
    Catcher()
    {
        cookie_io_functions_t functions{};
        functions.write = keep;
        m_stream = ::fopencookie(&m_caught, "w", functions);
        if (m_stream != nullptr)
            std::setvbuf(m_stream, nullptr, _IONBF, 0);
    }

    [[nodiscard]] std::FILE *stream() const { return m_stream; }
    [[nodiscard]] std::string take()
    {
        const std::scoped_lock lock(m_caught.mutex);
        return std::exchange(m_caught.text, {});
    }

private:
    Caught m_caught;
    std::FILE *m_stream = nullptr;
};

/// As long as it lives, C's stderr is another stream, and OpenCV keeps its own log to itself.
class Redirection
{
public:
    explicit Redirection(std::FILE *stream)
        : m_saved(stderr)
        , m_level(cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT))
    {
        if (stream != nullptr)
            stderr = stream;
    }
    Redirection(const Redirection &) = delete;
    Redirection &operator=(const Redirection &) = delete;
    ~Redirection()
    {
        stderr = m_saved;
        cv::utils::logging::setLogLevel(m_level);
    }

private:
    std::FILE *m_saved;
    cv::utils::logging::LogLevel m_level;
};

} // namespace

std::string catchLibraryNoise(const std::function<void()> &call)
{
    static std::mutex mutex; // guards C's stderr
    static auto *catcher = new Catcher;
    const std::scoped_lock lock(mutex);
    {
        const Redirection redirection(catcher->stream());
        call();
    }
    return catcher->take();
}

} // namespace soundlocus

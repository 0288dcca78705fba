// SPDX-License-Identifier: MIT
#include "engine/media/library_noise.h"

#include <opencv2/core/utils/logger.hpp>

#include <algorithm>
#include <cstdio>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

namespace soundlocus {

namespace {

constexpr std::size_t kMost = 4096; // one damaged file can repeat its complaint for ever

/// What one call printed.
struct Catch
{
    std::thread::id thread;
    std::string text{};
};

/// The calls under way. While there is one, C's stderr is a stream that sorts what is written by
/// the thread that writes it, and OpenCV keeps its own log to itself.
class Catcher
{
public:
    Catcher()
    {
        cookie_io_functions_t functions{};
        functions.write = keep;
        // Never closed: another thread of a library may still hold it.
        m_stream = ::fopencookie(this, "w", functions);
        if (m_stream != nullptr)
            std::setvbuf(m_stream, nullptr, _IONBF, 0);
    }

    void add(Catch &entry)
    {
        const std::scoped_lock lock(m_mutex);
        m_calls.push_back(&entry);
        if (m_calls.size() > 1)
            return;
        m_saved = stderr;
        m_level = cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
        if (m_stream != nullptr)
            stderr = m_stream;
    }

    void remove(Catch &entry)
    {
        const std::scoped_lock lock(m_mutex);
        std::erase(m_calls, &entry);
        if (!m_calls.empty())
            return;
        stderr = m_saved;
        cv::utils::logging::setLogLevel(m_level);
    }

private:
    static ssize_t keep(void *cookie, const char *bytes, std::size_t count)
    {
        auto &catcher = *static_cast<Catcher *>(cookie);
        const std::scoped_lock lock(catcher.m_mutex);
        const std::vector<Catch *> &calls = catcher.m_calls;
        // The innermost call of the thread; a library's own threads belong to the oldest one.
        auto entry = std::ranges::find(
                calls.rbegin(), calls.rend(), std::this_thread::get_id(), &Catch::thread);
        if (entry == calls.rend() && !calls.empty())
            --entry;
        if (entry != calls.rend()) {
            std::string &text = (*entry)->text;
            text += std::string_view(bytes, std::min(count, kMost - std::min(kMost, text.size())));
        }
        return static_cast<ssize_t>(count);
    }

    std::mutex m_mutex; // guards everything below, and C's stderr
    std::vector<Catch *> m_calls;
    std::FILE *m_stream = nullptr;
    std::FILE *m_saved = nullptr;
    cv::utils::logging::LogLevel m_level{};
};

/// A call under way, as long as it lives.
class Listening
{
public:
    Listening(Catcher &catcher, Catch &entry)
        : m_catcher(catcher)
        , m_entry(entry)
    {
        m_catcher.add(m_entry);
    }
    Listening(const Listening &) = delete;
    Listening &operator=(const Listening &) = delete;
    ~Listening() { m_catcher.remove(m_entry); }

private:
    Catcher &m_catcher;
    Catch &m_entry;
};

} // namespace

std::string catchLibraryNoise(const std::function<void()> &call)
{
    static auto *catcher = new Catcher;
    Catch entry{std::this_thread::get_id()};
    {
        const Listening listening(*catcher, entry);
        call();
    }
    return entry.text;
}

} // namespace soundlocus

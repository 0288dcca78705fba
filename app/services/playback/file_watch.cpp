// SPDX-License-Identifier: MIT
#include "app/services/playback/file_watch.h"

#include <system_error>
#include <utility>

namespace soundlocus {

namespace {
constexpr std::chrono::seconds kEvery{1};
} // namespace

FileWatch::FileWatch(std::filesystem::path path, std::uintmax_t bytes)
    : m_path(std::move(path))
    , m_bytes(bytes)
    , m_nextLook(Clock::now() + kEvery)
{
    std::error_code ignored;
    m_time = std::filesystem::last_write_time(m_path, ignored);
}

std::optional<FileWatch::Clock::time_point> FileWatch::nextLook() const
{
    return m_isTold ? std::nullopt : std::optional(m_nextLook);
}

std::optional<Error> FileWatch::look()
{
    if (m_isTold || Clock::now() < m_nextLook)
        return std::nullopt;
    m_nextLook = Clock::now() + kEvery;
    std::error_code error;
    const std::uintmax_t bytes = std::filesystem::file_size(m_path, error);
    if (error) {
        m_isTold = true;
        return Error{ErrorCode::NotFound,
                     m_path.string() + ": was deleted or moved while it was open",
                     error.message()};
    }
    if (bytes == m_bytes && std::filesystem::last_write_time(m_path, error) == m_time)
        return std::nullopt;
    m_isTold = true;
    return Error{ErrorCode::FileChanged,
                 m_path.string() + ": changed while it was open; open it again",
                 {}};
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "app/services/playback/files_ahead.h"

#include "engine/core/log.h"

#include <algorithm>
#include <exception>
#include <string>
#include <system_error>
#include <utility>

namespace soundlocus {

namespace fs = std::filesystem;

FilesAhead::FilesAhead(std::function<VideoDecoderOptions()> options)
    : m_options(std::move(options))
    , m_thread([this](const std::stop_token &quit) { run(quit); })
{}

FilesAhead::~FilesAhead()
{
    m_thread.request_stop();
    {
        const std::scoped_lock lock(m_mutex);
        m_stopOpening.request_stop();
    }
    m_thread.join();
}

void FilesAhead::want(std::vector<FileWanted> files)
{
    files.resize(std::min(files.size(), kMost));
    const auto isWanted = [&files](const FileWanted &file) {
        return std::ranges::find(files, file) != files.end();
    };
    std::vector<Ready> dropped; // goes without the lock
    {
        const std::scoped_lock lock(m_mutex);
        for (Ready &ready : m_ready) {
            if (!isWanted(ready.wanted))
                dropped.push_back(std::move(ready));
            else
                std::erase(files, ready.wanted);
        }
        std::erase_if(m_ready, [&](const Ready &ready) { return !isWanted(ready.wanted); });
        if (m_opening && !isWanted(*m_opening))
            m_stopOpening.request_stop();
        else if (m_opening && !m_stopOpening.stop_requested())
            std::erase(files, *m_opening);
        m_wanted = std::move(files);
    }
    m_changed.notify_all();
}

std::optional<FileAhead> FilesAhead::take(const FileWanted &file, const std::stop_token &stop)
{
    std::unique_lock lock(m_mutex);
    std::erase(m_wanted, file);
    if (m_opening && *m_opening != file)
        m_stopOpening.request_stop();
    m_changed.wait(lock, stop, [&] { return !m_opening || *m_opening != file; });
    const auto found = std::ranges::find(m_ready, file, &Ready::wanted);
    if (found == m_ready.end())
        return std::nullopt;
    Ready ready = std::move(*found);
    m_ready.erase(found);
    lock.unlock();
    std::error_code error;
    const bool isSame = fs::last_write_time(file.path, error) == ready.time
                        && fs::file_size(file.path, error) == ready.bytes;
    return isSame ? std::optional(std::move(ready.ahead)) : std::nullopt;
}

void FilesAhead::run(const std::stop_token &quit)
{
    std::unique_lock lock(m_mutex);
    while (m_changed.wait(lock, quit, [this] { return !m_wanted.empty(); })) {
        const FileWanted file = m_wanted.front();
        m_wanted.erase(m_wanted.begin());
        m_opening = file;
        m_stopOpening = {};
        const std::stop_token stop = m_stopOpening.get_token();
        lock.unlock();
        std::optional<Ready> ready;
        try {
            ready = open(file, stop);
        } catch (const std::exception &exception) {
            log(LogLevel::Error,
                std::string("a file could not be opened in advance: ") + exception.what());
        }
        lock.lock();
        m_opening.reset();
        if (ready && !stop.stop_requested())
            m_ready.push_back(std::move(*ready));
        m_changed.notify_all();
    }
}

/// None for files without pictures, and for those that cannot be opened: it is told of once they
/// are asked for.
std::optional<FilesAhead::Ready> FilesAhead::open(const FileWanted &file,
                                                  const std::stop_token &stop) const
{
    std::error_code error;
    const auto time = fs::last_write_time(file.path, error);
    Result<MediaFile> media = MediaFile::open(file.path);
    if (error || !media || !media->hasVideo() || stop.stop_requested())
        return std::nullopt;
    Result<VideoDecoder> decoder = VideoDecoder::open(*media, m_options());
    if (!decoder)
        return std::nullopt;
    Result<Frame> first = decoder->frameAt(file.position, stop);
    if (!first)
        return std::nullopt;
    const auto bytes = static_cast<std::uintmax_t>(media->facts().fileBytes);
    return Ready{file,
                 time,
                 bytes,
                 FileAhead{std::move(*media), std::move(*decoder), std::move(*first)}};
}

} // namespace soundlocus

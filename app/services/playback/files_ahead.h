// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"
#include "engine/media/media_file.h"
#include "engine/media/video_decoder.h"

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <vector>

namespace soundlocus {

/// A file that will probably be opened, and where.
struct FileWanted
{
    std::filesystem::path path;
    MediaTime position{0};

    bool operator==(const FileWanted &) const = default;
};

/// A file that was opened before it was asked for, with its picture at that position.
struct FileAhead
{
    MediaFile file;
    VideoDecoder decoder;
    Frame first;
};

/// Opens files that have pictures in the background and decodes their first picture, one after the
/// other; keeps two at most. Threads: thread-safe.
class FilesAhead
{
public:
    static constexpr std::size_t kMost = 2;

    /// @param options asked for each file
    explicit FilesAhead(std::function<VideoDecoderOptions()> options);
    ~FilesAhead();
    FilesAhead(const FilesAhead &) = delete;
    FilesAhead &operator=(const FilesAhead &) = delete;
    FilesAhead(FilesAhead &&) = delete;
    FilesAhead &operator=(FilesAhead &&) = delete;

    /// The likeliest one first. Those that are not among them are let go.
    void want(std::vector<FileWanted> files);
    /// Hands over a file that is ready and did not change since; waits for one that is being
    /// opened, and breaks off another one. None: it has to be opened.
    [[nodiscard]] std::optional<FileAhead> take(const FileWanted &file,
                                                const std::stop_token &stop);

private:
    struct Ready
    {
        FileWanted wanted;
        std::filesystem::file_time_type time;
        std::uintmax_t bytes = 0;
        FileAhead ahead;
    };

    void run(const std::stop_token &quit);
    [[nodiscard]] std::optional<Ready> open(const FileWanted &file,
                                            const std::stop_token &stop) const;

    const std::function<VideoDecoderOptions()> m_options;
    std::mutex m_mutex; // guards the members below
    std::condition_variable_any m_changed;
    std::vector<FileWanted> m_wanted; // that are neither ready nor failed
    std::vector<Ready> m_ready;
    std::optional<FileWanted> m_opening;
    std::stop_source m_stopOpening;

    std::jthread m_thread; // last: it uses all the others
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/file_cache.h"
#include "engine/core/media_time.h"
#include "engine/media/video_decoder.h"

#include <QByteArray>
#include <QImage>
#include <QObject>

#include <filesystem>
#include <map>
#include <optional>
#include <stop_token>
#include <vector>

namespace soundlocus {

/// Where thumbnails lie: cell i is for the times around i * step; its picture is at most a step
/// older.
struct ThumbnailGrid
{
    MediaTime step{0};
    int cells = 0;

    /// At most 256 cells, at least half a second apart. @param duration 0: one cell
    [[nodiscard]] static ThumbnailGrid of(MediaTime duration);
    [[nodiscard]] int cellAt(MediaTime time) const;
    [[nodiscard]] MediaTime timeOf(int cell) const { return step * cell; }
    /// Every cell once: the middle first, then the middles of the halves and so on.
    [[nodiscard]] std::vector<int> coarseFirst() const;
};

/// Makes small pictures of one file after the other: a coarse set by itself, any cell on order
/// (which goes before). Kept on disk. Threads: lives in a thread of its own, which yields to all
/// others.
class ThumbnailMaker final : public QObject
{
    Q_OBJECT
public:
    explicit ThumbnailMaker(const std::filesystem::path &cacheFolder);
    ~ThumbnailMaker() override;

    struct File
    {
        quint64 request = 0;
        std::filesystem::path path;
        ThumbnailGrid grid;
        std::stop_token stop;
    };
    void open(const File &file);
    /// Of the file that is open; nothing where the cell was made before or is not there.
    void make(quint64 request, int cell);

Q_SIGNALS:
    void made(quint64 request, int cell, const QImage &picture);

private:
    void makeNext(quint64 request);
    void loadKept();
    void keep();

    FileCache m_cache;
    File m_file;
    FileCache::Stamp m_stamp; ///< of m_file when it was opened
    std::optional<VideoDecoder> m_decoder;
    bool m_isBroken = false;
    std::vector<int> m_waiting;       ///< last goes first
    std::map<int, QByteArray> m_made; ///< JPEG by cell
    bool m_isChanged = false;
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "app/services/timeline/thumbnail_maker.h"

#include "app/services/timeline/background_thread.h"
#include "app/services/timeline/small_picture.h"
#include "engine/core/log.h"

#include <QBuffer>
#include <QDataStream>
#include <QIODevice>

#include <algorithm>

namespace soundlocus {

namespace {

constexpr int kThumbnailVersion = 2;
constexpr int kMaxCells = 256;
constexpr MediaTime kShortestStep = std::chrono::milliseconds(500);
/// Made without being asked for; the others when the pointer comes by.
constexpr std::size_t kCoarseCells = 48;
constexpr int kJpegQuality = 80;
constexpr std::uintmax_t kLargestThumbnailBytes = std::uintmax_t{8} << 20;
constexpr std::uintmax_t kThumbnailFolderBytes = std::uintmax_t{256} << 20;

} // namespace

ThumbnailGrid ThumbnailGrid::of(MediaTime duration)
{
    ThumbnailGrid grid;
    grid.step = std::max(kShortestStep, MediaTime(duration / kMaxCells + MediaTime(1)));
    grid.cells = static_cast<int>(std::max(MediaTime{0}, duration) / grid.step) + 1;
    return grid;
}

int ThumbnailGrid::cellAt(MediaTime time) const
{
    if (cells < 1)
        return 0;
    return static_cast<int>(
            std::clamp<std::int64_t>((time + step / 2) / step, 0, std::int64_t{cells} - 1));
}

std::vector<int> ThumbnailGrid::coarseFirst() const
{
    std::vector<int> order;
    std::vector<bool> isTaken(static_cast<std::size_t>(cells));
    int stride = 1;
    while (stride < cells)
        stride *= 2;
    for (; stride > 0; stride /= 2) {
        for (int cell = stride / 2; cell < cells; cell += stride) {
            if (!isTaken[static_cast<std::size_t>(cell)])
                order.push_back(cell);
            isTaken[static_cast<std::size_t>(cell)] = true;
        }
    }
    return order;
}

ThumbnailMaker::ThumbnailMaker(const std::filesystem::path &cacheFolder)
    : m_cache(cacheFolder, "thumbs", kThumbnailVersion)
{}

ThumbnailMaker::~ThumbnailMaker()
{
    keep();
}

void ThumbnailMaker::open(const File &file)
{
    keep();
    m_file = file;
    m_decoder.reset();
    m_isBroken = false;
    m_made.clear();
    m_isChanged = false;
    m_waiting.clear();
    if (file.stop.stop_requested())
        return;
    m_stamp = FileCache::stampOf(file.path);
    loadKept();
    m_waiting = file.grid.coarseFirst();
    m_waiting.resize(std::min(m_waiting.size(), kCoarseCells));
    std::ranges::reverse(m_waiting);
    makeNext(file.request);
}

void ThumbnailMaker::loadKept()
{
    const std::optional<std::string> bytes = m_cache.load(m_file.path, kLargestThumbnailBytes);
    if (!bytes)
        return;
    QDataStream stream(QByteArray::fromStdString(*bytes));
    stream.setVersion(QDataStream::Qt_6_4);
    qint64 stepUs = 0;
    std::map<int, QByteArray> kept;
    qint32 count = 0;
    stream >> stepUs >> count;
    for (qint32 i = 0; i < count && stream.status() == QDataStream::Ok; ++i) {
        qint32 cell = 0;
        QByteArray jpeg;
        stream >> cell >> jpeg;
        kept[cell] = jpeg;
    }
    if (stream.status() != QDataStream::Ok || MediaTime(stepUs) != m_file.grid.step)
        return;
    m_made = std::move(kept);
    for (const auto &[cell, jpeg] : m_made)
        Q_EMIT made(m_file.request, cell, QImage::fromData(jpeg, "JPG"));
}

void ThumbnailMaker::keep()
{
    if (!m_isChanged)
        return;
    QByteArray bytes;
    QDataStream stream(&bytes, QIODevice::WriteOnly);
    stream.setVersion(QDataStream::Qt_6_4);
    stream << qint64{m_file.grid.step.count()} << static_cast<qint32>(m_made.size());
    for (const auto &[cell, jpeg] : m_made)
        stream << qint32{cell} << jpeg;
    m_isChanged = false;
    if (const auto kept = m_cache.store(
                m_file.path, m_stamp, bytes.toStdString(), kThumbnailFolderBytes);
        !kept)
        log(LogLevel::Debug, "thumbnails not kept: " + toString(kept.error()));
}

void ThumbnailMaker::make(quint64 request, int cell)
{
    if (request != m_file.request)
        return;
    const bool isIdle = m_waiting.empty();
    m_waiting.push_back(cell);
    if (isIdle)
        makeNext(request);
}

void ThumbnailMaker::makeNext(quint64 request)
{
    if (request != m_file.request || m_file.stop.stop_requested() || m_isBroken)
        return;
    while (!m_waiting.empty() && m_made.contains(m_waiting.back()))
        m_waiting.pop_back();
    if (m_waiting.empty()) {
        keep();
        return;
    }
    const int cell = m_waiting.back();
    if (!m_decoder) {
        const auto file = MediaFile::open(m_file.path);
        if (file) {
            if (auto decoder = VideoDecoder::open(*file, {-1, 1, 1}))
                m_decoder.emplace(std::move(*decoder));
        }
        m_isBroken = !m_decoder;
    }
    if (m_isBroken)
        return;
    const Result<Frame> frame = m_decoder->frameNear(
            m_file.grid.timeOf(cell), m_file.grid.step, m_file.stop);
    if (m_file.stop.stop_requested())
        return;
    std::erase(m_waiting, cell);
    if (frame) {
        const QImage picture = smallPicture(*frame);
        QBuffer jpeg(&m_made[cell]);
        jpeg.open(QIODevice::WriteOnly);
        picture.save(&jpeg, "JPG", kJpegQuality);
        m_isChanged = true;
        Q_EMIT made(request, cell, picture);
    }
    // Behind the orders that came meanwhile.
    QMetaObject::invokeMethod(
            this,
            [this, request] { runGuarded([&] { makeNext(request); }); },
            Qt::QueuedConnection);
}

} // namespace soundlocus

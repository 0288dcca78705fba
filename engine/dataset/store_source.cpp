// SPDX-License-Identifier: MIT
#include "engine/dataset/store_source.h"

#include "engine/core/file_io.h"
#include "engine/dataset/prepare_job.h"
#include "engine/dataset/store_index.h"
#include "engine/media/encoded_bytes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

/// A media file, open for reading.
class Shard
{
public:
    /// Errors: those of systemError; CorruptData where it is not there or shorter than `end`.
    static Result<Shard> open(const fs::path &path, std::int64_t end)
    {
        const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor < 0 && errno != ENOENT)
            return Unexpected(systemError("read", path, errno));
        Shard shard(descriptor);
        struct stat info
        {};
        if (descriptor < 0 || ::fstat(descriptor, &info) != 0 || info.st_size < end)
            return fail(ErrorCode::CorruptData,
                        path.string() + (descriptor < 0 ? ": is missing" : ": is cut off")
                                + "; run `soundlocus-cli prepare` on this store again");
        return shard;
    }
    Shard(Shard &&other) noexcept
        : m_descriptor(std::exchange(other.m_descriptor, -1))
    {}
    Shard &operator=(Shard &&) = delete;
    Shard(const Shard &) = delete;
    Shard &operator=(const Shard &) = delete;
    ~Shard()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }

    /// Shorter than asked for where the file ends or the disk fails.
    [[nodiscard]] std::string read(std::int64_t offset, std::int64_t count) const
    {
        std::string bytes(static_cast<std::size_t>(count), '\0');
        std::size_t done = 0;
        while (done < bytes.size()) {
            const ssize_t got = ::pread(m_descriptor,
                                        bytes.data() + done,
                                        bytes.size() - done,
                                        offset + static_cast<std::int64_t>(done));
            if (got < 0 && errno == EINTR)
                continue;
            if (got <= 0)
                break;
            done += static_cast<std::size_t>(got);
        }
        bytes.resize(done);
        return bytes;
    }

private:
    explicit Shard(int descriptor)
        : m_descriptor(descriptor)
    {}
    int m_descriptor;
};

} // namespace

struct StoreSampleSource::Impl
{
    fs::path folder;
    std::vector<TrainingItem> items;
    std::vector<StoredMedia> media;
    std::map<int, Shard> shards;
    std::int64_t unprepared = 0;
    std::int64_t skipped = 0;

    /// The bytes of a clip. Errors: CorruptData.
    [[nodiscard]] Result<std::string> record(std::size_t index) const
    {
        const StoredMedia &where = media.at(index);
        std::string bytes = shards.at(where.shard)
                                    .read(where.offset, where.pictureBytes + where.soundBytes);
        if (crc32(bytes) != where.checksum)
            return fail(ErrorCode::CorruptData,
                        shardPath(folder, where.shard).string() + ": '" + items[index].sample.id
                                + "' is damaged; prepare the store again");
        return bytes;
    }

    [[nodiscard]] Result<AudioClip> soundOf(std::string_view record, std::size_t index) const
    {
        const StoredMedia &where = media.at(index);
        const auto clip = decodeFlac(record.substr(static_cast<std::size_t>(where.pictureBytes)));
        if (!clip)
            return Unexpected(clip.error());
        const auto samples = clip->samples();
        return AudioClip({samples.begin(), samples.end()}, clip->sampleRateHz(), where.soundStart);
    }
};

StoreSampleSource::StoreSampleSource(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}
StoreSampleSource::StoreSampleSource(StoreSampleSource &&other) noexcept = default;
StoreSampleSource &StoreSampleSource::operator=(StoreSampleSource &&other) noexcept = default;
StoreSampleSource::~StoreSampleSource() = default;

Result<StoreSampleSource> StoreSampleSource::open(const fs::path &folder)
{
    auto index = StoreIndex::openForReading(folder);
    if (!index)
        return Unexpected(index.error());
    auto rows = index->rows();
    if (!rows)
        return Unexpected(rows.error());
    auto impl = std::make_unique<Impl>();
    impl->folder = folder;
    std::map<int, std::int64_t> ends;
    for (StoreRow &row : *rows) {
        impl->skipped += row.reason ? 1 : 0;
        impl->unprepared += row.reason || row.media ? 0 : 1;
        if (!row.media)
            continue;
        std::int64_t &end = ends[row.media->shard];
        end = std::max(end, row.media->end());
        impl->items.push_back(std::move(row.item));
        impl->media.push_back(*row.media);
    }
    if (impl->items.empty())
        return fail(ErrorCode::InvalidArgument,
                    folder.string() + ": holds no clip; see " + kSkipReportName + " in it");
    for (const auto &[number, end] : ends) {
        auto shard = Shard::open(shardPath(folder, number), end);
        if (!shard)
            return Unexpected(shard.error());
        impl->shards.emplace(number, std::move(*shard));
    }
    return StoreSampleSource(std::move(impl));
}

std::size_t StoreSampleSource::size() const
{
    return m_impl->items.size();
}

const TrainingItem &StoreSampleSource::item(std::size_t index) const
{
    return m_impl->items.at(index);
}

Result<TrainingSample> StoreSampleSource::load(std::size_t index) const
{
    const auto record = m_impl->record(index);
    if (!record)
        return Unexpected(record.error());
    const StoredMedia &where = m_impl->media[index];
    auto frame = decodeJpeg(
            std::string_view(*record).substr(0, static_cast<std::size_t>(where.pictureBytes)));
    if (!frame)
        return Unexpected(frame.error());
    frame->pts = where.frameTime;
    frame->pixelAspect = where.pixelAspect;
    auto sound = m_impl->soundOf(*record, index);
    if (!sound)
        return Unexpected(sound.error());
    return TrainingSample{std::move(*frame), std::move(*sound)};
}

Result<AudioClip> StoreSampleSource::loadSound(std::size_t index) const
{
    const auto record = m_impl->record(index);
    if (!record)
        return Unexpected(record.error());
    return m_impl->soundOf(*record, index);
}

std::optional<ContentStamp> StoreSampleSource::stamp(std::size_t index) const
{
    const StoredMedia &where = m_impl->media.at(index);
    return ContentStamp{static_cast<std::uintmax_t>(where.pictureBytes + where.soundBytes),
                        "crc32 " + std::to_string(where.checksum) + " picture "
                                + std::to_string(where.pictureBytes)};
}

std::int64_t StoreSampleSource::unprepared() const
{
    return m_impl->unprepared;
}

std::int64_t StoreSampleSource::skipped() const
{
    return m_impl->skipped;
}

} // namespace soundlocus

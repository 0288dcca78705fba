// SPDX-License-Identifier: MIT
// Frame indexes kept on disk: FrameIndex::loadOrBuild.
#include "engine/core/file_cache.h"
#include "engine/core/log.h"
#include "engine/media/frame_index.h"

#include <array>
#include <cstring>
#include <optional>
#include <string_view>

namespace soundlocus {

namespace {

/// Changes with the layout of the entry and with the rules of FrameIndex::build.
constexpr int kVersion = 3;
/// More than a day at 120 frames a second; larger entries are not ours.
constexpr std::uintmax_t kLargestIndexBytes = std::uintmax_t{256} << 20;
/// Of all files together.
constexpr std::uintmax_t kFolderBytes = std::uintmax_t{1} << 30;

void append(std::string &to, std::int64_t value)
{
    std::array<char, sizeof value> raw{};
    std::memcpy(raw.data(), &value, sizeof value);
    to.append(raw.data(), raw.size());
}

/// Takes values off the front; sets failed() when there are none left.
class Reader
{
public:
    explicit Reader(std::string_view bytes)
        : m_bytes(bytes)
    {}
    std::int64_t value()
    {
        std::int64_t result = 0;
        const std::string_view raw = text(sizeof result);
        if (!m_failed)
            std::memcpy(&result, raw.data(), sizeof result);
        return result;
    }
    std::string_view text(std::size_t length)
    {
        if (m_bytes.size() < length) {
            m_failed = true;
            return {};
        }
        const std::string_view result = m_bytes.substr(0, length);
        m_bytes.remove_prefix(length);
        return result;
    }
    [[nodiscard]] bool failed() const { return m_failed; }

private:
    std::string_view m_bytes;
    bool m_failed = false;
};

std::string serialized(const FrameIndex &index)
{
    std::string bytes;
    append(bytes, index.timeBase().numerator);
    append(bytes, index.timeBase().denominator);
    append(bytes, index.origin().count());
    append(bytes, index.frameCount());
    for (const FrameIndexEntry &entry : index.entries())
        append(bytes, entry.ptsTicks);
    for (const FrameIndexEntry &entry : index.entries())
        bytes += entry.isKeyFrame ? '\1' : '\0';
    return bytes;
}

std::optional<FrameIndex> parsed(std::string_view bytes)
{
    Reader reader(bytes);
    Rational timeBase;
    timeBase.numerator = reader.value();
    timeBase.denominator = reader.value();
    const MediaTime origin(reader.value());
    const std::int64_t count = reader.value();
    if (reader.failed() || count < 1 || static_cast<std::uintmax_t>(count) > kLargestIndexBytes
        || timeBase.numerator < 1 || timeBase.denominator < 1) {
        return std::nullopt;
    }
    std::vector<FrameIndexEntry> entries(static_cast<std::size_t>(count));
    for (FrameIndexEntry &entry : entries)
        entry.ptsTicks = reader.value();
    const std::string_view flags = reader.text(entries.size());
    if (reader.failed())
        return std::nullopt;
    for (std::size_t i = 0; i < entries.size(); ++i)
        entries[i].isKeyFrame = flags[i] != '\0';
    return FrameIndex(std::move(entries), timeBase, origin);
}

} // namespace

Result<FrameIndex> FrameIndex::loadOrBuild(const MediaFile &file,
                                           int streamIndex,
                                           const std::filesystem::path &folder,
                                           std::stop_token stop,
                                           const ProgressCallback &progress)
{
    const FileCache cache(folder, std::to_string(streamIndex) + ".frames", kVersion);
    if (const auto stored = cache.load(file.path(), kLargestIndexBytes)) {
        if (std::optional<FrameIndex> index = parsed(*stored))
            return *index;
    }
    const FileCache::Stamp stamp = FileCache::stampOf(file.path());
    Result<FrameIndex> index = build(file, streamIndex, stop, progress);
    if (!index)
        return index;
    const Result<void> kept = cache.store(file.path(), stamp, serialized(*index), kFolderBytes);
    if (!kept)
        log(LogLevel::Debug, "frame index not kept: " + toString(kept.error()));
    return index;
}

} // namespace soundlocus

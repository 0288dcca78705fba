// SPDX-License-Identifier: MIT
// Frame indexes kept on disk: FrameIndex::loadOrBuild.
#include "engine/core/file_io.h"
#include "engine/core/log.h"
#include "engine/media/frame_index.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string_view>

namespace soundlocus {

namespace {

/// Changes with the layout of the file and with the rules of FrameIndex::build.
constexpr std::string_view kMagic = "soundlocus frame index 2\n";
/// More than a day at 120 frames a second; larger files are not ours.
constexpr std::uintmax_t kLargestIndexBytes = std::uintmax_t{256} << 20;

/// FNV-1a, 64 bit: guards against damage, not against intent.
std::uint64_t fingerprint(std::string_view bytes)
{
    std::uint64_t hash = 0xcbf29ce484222325U;
    for (const char c : bytes)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    return hash;
}

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

std::string absoluteName(const std::filesystem::path &path)
{
    std::error_code error;
    const std::filesystem::path absolute = std::filesystem::weakly_canonical(path, error);
    return error ? path.string() : absolute.string();
}

/// What the stored index is of: any change makes it outdated.
std::string keyOf(const MediaFile &file, int streamIndex)
{
    std::error_code error;
    const auto size = std::filesystem::file_size(file.path(), error);
    const auto changed = std::filesystem::last_write_time(file.path(), error);
    return absoluteName(file.path()) + '\n' + std::to_string(size) + '\n'
           + std::to_string(changed.time_since_epoch().count()) + '\n'
           + std::to_string(streamIndex);
}

std::filesystem::path storePath(const MediaFile &file,
                                int streamIndex,
                                const std::filesystem::path &folder)
{
    std::array<char, 17> name{};
    std::snprintf(name.data(),
                  name.size(),
                  "%016llx",
                  static_cast<unsigned long long>(fingerprint(absoluteName(file.path()))));
    return folder / (std::string(name.data()) + '-' + std::to_string(streamIndex) + ".frames");
}

std::string serialized(const FrameIndex &index, const std::string &key)
{
    std::string bytes(kMagic);
    append(bytes, static_cast<std::int64_t>(key.size()));
    bytes += key;
    append(bytes, index.timeBase().numerator);
    append(bytes, index.timeBase().denominator);
    append(bytes, index.origin().count());
    append(bytes, index.frameCount());
    for (const FrameIndexEntry &entry : index.entries())
        append(bytes, entry.ptsTicks);
    for (const FrameIndexEntry &entry : index.entries())
        bytes += entry.isKeyFrame ? '\1' : '\0';
    append(bytes, static_cast<std::int64_t>(fingerprint(bytes)));
    return bytes;
}

std::optional<FrameIndex> parsed(std::string_view bytes, const std::string &key)
{
    if (bytes.size() < sizeof(std::int64_t))
        return std::nullopt;
    const std::string_view body = bytes.substr(0, bytes.size() - sizeof(std::int64_t));
    Reader checksum(bytes.substr(body.size()));
    if (static_cast<std::uint64_t>(checksum.value()) != fingerprint(body))
        return std::nullopt;
    Reader reader(body);
    if (reader.text(kMagic.size()) != kMagic
        || reader.value() != static_cast<std::int64_t>(key.size())
        || reader.text(key.size()) != key) {
        return std::nullopt;
    }
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
    const std::string key = keyOf(file, streamIndex);
    const std::filesystem::path path = storePath(file, streamIndex, folder);
    std::error_code error;
    if (std::filesystem::exists(path, error)) {
        const Result<std::string> stored = readWholeFile(path, kLargestIndexBytes);
        if (stored) {
            if (std::optional<FrameIndex> index = parsed(*stored, key))
                return *index;
        }
    }
    Result<FrameIndex> index = build(file, streamIndex, stop, progress);
    if (!index)
        return index;
    Result<void> kept = makeFolder(folder);
    if (kept)
        kept = writeWholeFile(path, serialized(*index, key));
    if (!kept)
        log(LogLevel::Debug, "frame index not kept: " + toString(kept.error()));
    return index;
}

} // namespace soundlocus

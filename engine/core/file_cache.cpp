// SPDX-License-Identifier: MIT
#include "engine/core/file_cache.h"

#include "engine/core/file_io.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>
#include <vector>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kChecksumBytes = sizeof(std::uint64_t);

/// FNV-1a over words of eight bytes, 64 bit: guards against damage, not against intent.
std::uint64_t fingerprint(std::string_view bytes)
{
    constexpr std::uint64_t kPrime = 0x100000001b3U;
    std::uint64_t hash = 0xcbf29ce484222325U;
    while (bytes.size() >= sizeof hash) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data(), sizeof word);
        hash = (hash ^ word) * kPrime;
        hash ^= hash >> 32U; // high bits of a word reach the low ones, too
        bytes.remove_prefix(sizeof word);
    }
    for (const char c : bytes)
        hash = (hash ^ static_cast<unsigned char>(c)) * kPrime;
    return hash;
}

std::string absoluteName(const fs::path &path)
{
    std::error_code error;
    const fs::path absolute = fs::weakly_canonical(path, error);
    return error ? path.string() : absolute.string();
}

std::string checksumOf(std::string_view bytes)
{
    const std::uint64_t hash = fingerprint(bytes);
    std::string raw(kChecksumBytes, '\0');
    std::memcpy(raw.data(), &hash, kChecksumBytes);
    return raw;
}

} // namespace

FileCache::FileCache(fs::path folder, std::string kind, int version)
    : m_folder(std::move(folder))
    , m_kind(std::move(kind))
    , m_version(version)
{}

fs::path FileCache::pathOf(const fs::path &file) const
{
    std::array<char, 17> name{};
    std::snprintf(name.data(),
                  name.size(),
                  "%016llx",
                  static_cast<unsigned long long>(fingerprint(absoluteName(file))));
    return m_folder / (std::string(name.data()) + '.' + m_kind);
}

FileCache::Stamp FileCache::stampOf(const fs::path &file)
{
    std::error_code error;
    const auto size = fs::file_size(file, error);
    const auto changed = fs::last_write_time(file, error);
    return {size, static_cast<std::int64_t>(changed.time_since_epoch().count())};
}

std::string FileCache::headerOf(const fs::path &file, const Stamp &stamp) const
{
    return "soundlocus " + m_kind + ' ' + std::to_string(m_version) + '\n' + absoluteName(file)
           + '\n' + std::to_string(stamp.bytes) + '\n' + std::to_string(stamp.modified) + '\n';
}

std::optional<std::string> FileCache::load(const fs::path &file, std::uintmax_t limitBytes) const
{
    if (m_folder.empty())
        return std::nullopt;
    const std::string header = headerOf(file, stampOf(file));
    Result<std::string> stored = readWholeFile(pathOf(file),
                                               limitBytes + header.size() + kChecksumBytes);
    if (!stored || !stored->starts_with(header)
        || stored->size() < header.size() + kChecksumBytes) {
        return std::nullopt;
    }
    const std::string_view body = std::string_view(*stored).substr(0,
                                                                   stored->size() - kChecksumBytes);
    if (std::string_view(*stored).substr(body.size()) != checksumOf(body))
        return std::nullopt;
    return std::string(body.substr(header.size()));
}

Result<void> FileCache::store(const fs::path &file,
                              const Stamp &stamp,
                              std::string_view bytes,
                              std::uintmax_t totalBytes) const
{
    if (m_folder.empty() || stampOf(file) != stamp)
        return {};
    if (auto made = makeFolder(m_folder); !made)
        return made;
    std::string content = headerOf(file, stamp);
    content += bytes;
    content += checksumOf(content);
    if (auto written = writeWholeFile(pathOf(file), content); !written)
        return written;
    prune(totalBytes);
    return {};
}

void FileCache::prune(std::uintmax_t totalBytes) const
{
    struct Entry
    {
        fs::path path;
        fs::file_time_type changed;
        std::uintmax_t bytes = 0;
    };
    std::vector<Entry> entries;
    std::uintmax_t sum = 0;
    std::error_code error;
    for (fs::directory_iterator it(m_folder, error), end; !error && it != end;
         it.increment(error)) {
        if (!it->path().filename().string().ends_with('.' + m_kind))
            continue;
        std::error_code gone; // another process may prune, too
        Entry entry{it->path(), it->last_write_time(gone), it->file_size(gone)};
        if (gone)
            continue;
        sum += entry.bytes;
        entries.push_back(std::move(entry));
    }
    std::ranges::sort(entries, {}, &Entry::changed);
    for (const Entry &entry : entries) {
        if (sum <= totalBytes)
            break;
        fs::remove(entry.path, error);
        sum -= entry.bytes;
    }
}

} // namespace soundlocus

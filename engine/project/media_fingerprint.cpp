// SPDX-License-Identifier: MIT
#include "engine/project/media_fingerprint.h"

#include "engine/core/file_io.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <map>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kPartBytes = 64 << 10;

/// FNV-1a, 64 bit. Source: Fowler, Noll, Vo; RFC 9923.
class Fnv
{
public:
    void add(const char *bytes, std::size_t count)
    {
        constexpr std::uint64_t kPrime = 0x100000001B3;
        for (std::size_t i = 0; i < count; ++i)
            m_value = (m_value ^ static_cast<unsigned char>(bytes[i])) * kPrime;
    }
    [[nodiscard]] std::uint64_t value() const { return m_value; }

private:
    std::uint64_t m_value = 0xCBF29CE484222325;
};

} // namespace

Result<MediaFingerprint> fingerprintOf(const fs::path &path)
{
    if (auto checked = checkReadableFile(path); !checked)
        return Unexpected(checked.error());
    std::error_code code;
    MediaFingerprint result;
    result.bytes = static_cast<std::int64_t>(fs::file_size(path, code));
    std::ifstream stream(path, std::ios::binary);
    Fnv hash;
    const std::string size = std::to_string(result.bytes);
    hash.add(size.data(), size.size());
    std::vector<char> part(kPartBytes);
    const std::int64_t last = std::max<std::int64_t>(0, result.bytes - kPartBytes);
    for (const std::int64_t start : {std::int64_t{0}, last / 2, last}) {
        stream.seekg(start);
        stream.read(part.data(), std::min(kPartBytes, result.bytes));
        if (code || !stream)
            return fail(ErrorCode::WriteFailed,
                        path.string() + ": cannot be read to its end; check the disk");
        hash.add(part.data(), static_cast<std::size_t>(stream.gcount()));
    }
    result.hash = hash.value();
    return result;
}

std::vector<FoundMedia> findMovedMedia(const std::vector<Clip> &clips, const fs::path &folder)
{
    std::multimap<std::int64_t, const Clip *> missing;
    std::error_code code;
    for (const Clip &clip : clips) {
        if (clip.fingerprint.bytes > 0 && !fs::exists(clip.media, code))
            missing.emplace(clip.fingerprint.bytes, &clip);
    }
    std::vector<FoundMedia> found;
    fs::recursive_directory_iterator entry(
            folder, fs::directory_options::skip_permission_denied, code);
    for (; !code && entry != fs::recursive_directory_iterator(); entry.increment(code)) {
        std::error_code fault;
        if (!entry->is_regular_file(fault))
            continue;
        const auto bytes = static_cast<std::int64_t>(entry->file_size(fault));
        const auto [first, end] = missing.equal_range(bytes);
        if (first == end)
            continue;
        const auto fingerprint = fingerprintOf(entry->path());
        for (auto candidate = first; fingerprint && candidate != end;) {
            const auto next = std::next(candidate);
            if (candidate->second->fingerprint == *fingerprint) {
                found.push_back({candidate->second->id, entry->path()});
                missing.erase(candidate);
            }
            candidate = next;
        }
    }
    std::ranges::sort(found, {}, &FoundMedia::clip);
    return found;
}

} // namespace soundlocus

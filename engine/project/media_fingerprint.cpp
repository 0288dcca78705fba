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

/// Clips that are looked for, and what was found.
class MissingMedia
{
public:
    explicit MissingMedia(const std::vector<Clip> &clips)
    {
        std::error_code code;
        for (const Clip &clip : clips) {
            if (clip.media.empty() || fs::exists(clip.media, code))
                continue;
            if (clip.fingerprint.bytes > 0)
                m_byBytes.emplace(clip.fingerprint.bytes, &clip);
            else
                m_byName[clip.media.filename()].clips.push_back(clip.id);
        }
    }

    void look(const fs::directory_entry &file)
    {
        if (const auto named = m_byName.find(file.path().filename()); named != m_byName.end())
            named->second.files.push_back(file.path());
        std::error_code code;
        const auto [first,
                    end] = m_byBytes.equal_range(static_cast<std::int64_t>(file.file_size(code)));
        if (code || first == end)
            return;
        const auto fingerprint = fingerprintOf(file.path());
        for (auto candidate = first; fingerprint && candidate != end;) {
            const auto next = std::next(candidate);
            if (candidate->second->fingerprint == *fingerprint) {
                m_found.push_back({candidate->second->id, file.path()});
                m_byBytes.erase(candidate);
            }
            candidate = next;
        }
    }

    [[nodiscard]] std::vector<FoundMedia> found() const
    {
        std::vector<FoundMedia> all = m_found;
        for (const auto &[name, entry] : m_byName) {
            for (const ClipId clip : entry.clips) {
                if (entry.files.size() == 1)
                    all.push_back({clip, entry.files.front()});
            }
        }
        std::ranges::sort(all, {}, &FoundMedia::clip);
        return all;
    }

private:
    struct Named
    {
        std::vector<ClipId> clips;
        std::vector<fs::path> files;
    };
    std::multimap<std::int64_t, const Clip *> m_byBytes;
    std::map<fs::path, Named> m_byName;
    std::vector<FoundMedia> m_found;
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

std::vector<FoundMedia> findMovedMedia(const std::vector<Clip> &clips,
                                       const fs::path &folder,
                                       const std::stop_token &stop)
{
    MissingMedia missing(clips);
    std::error_code code;
    fs::recursive_directory_iterator entry(
            folder, fs::directory_options::skip_permission_denied, code);
    for (; !code && !stop.stop_requested() && entry != fs::recursive_directory_iterator();
         entry.increment(code)) {
        std::error_code fault;
        if (entry->is_regular_file(fault))
            missing.look(*entry);
    }
    return missing.found();
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "engine/compose/rcc_archive.h"

#include "engine/core/file_io.h"

#include <zlib.h>

#include <optional>
#include <utility>

namespace soundlocus {

namespace {

constexpr unsigned kCompressed = 0x01;
constexpr unsigned kDirectory = 0x02;
constexpr unsigned kZstandard = 0x04;
constexpr std::size_t kHeaderBytes = 20;
constexpr std::size_t kMaxEntries = 1'000'000;
constexpr std::size_t kMaxDepth = 64;

/// Big-endian number at an offset, where it lies inside.
std::optional<std::uint32_t> number(const std::string &bytes, std::size_t offset, std::size_t size)
{
    if (offset > bytes.size() || bytes.size() - offset < size)
        return std::nullopt;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i)
        value = value << 8 | static_cast<unsigned char>(bytes[offset + i]);
    return value;
}

void appendUtf8(std::string &text, std::uint32_t unit)
{
    if (unit < 0x80) {
        text += static_cast<char>(unit);
    } else if (unit < 0x800) {
        text += static_cast<char>(0xC0 | unit >> 6);
        text += static_cast<char>(0x80 | (unit & 0x3F));
    } else {
        text += static_cast<char>(0xE0 | unit >> 12);
        text += static_cast<char>(0x80 | (unit >> 6 & 0x3F));
        text += static_cast<char>(0x80 | (unit & 0x3F));
    }
}

} // namespace

struct RccArchive::Layout
{
    std::size_t tree = 0;
    std::size_t data = 0;
    std::size_t names = 0;
    std::size_t nodeBytes = 0;

    [[nodiscard]] std::optional<std::string> nameAt(const std::string &bytes,
                                                    std::size_t offset) const
    {
        const auto length = number(bytes, names + offset, 2);
        if (!length)
            return std::nullopt;
        std::string text;
        for (std::size_t i = 0; i < *length; ++i) {
            const auto unit = number(bytes, names + offset + 6 + 2 * i, 2);
            if (!unit)
                return std::nullopt;
            appendUtf8(text, *unit);
        }
        return text;
    }
};

bool RccArchive::addTree(const Layout &layout)
{
    struct Folder
    {
        std::size_t node = 0;
        std::size_t depth = 0;
        std::string prefix;
    };
    std::vector<Folder> pending{{0, 0, {}}};
    std::size_t seen = 0;
    while (!pending.empty()) {
        const Folder folder = std::move(pending.back());
        pending.pop_back();
        const std::size_t at = layout.tree + folder.node * layout.nodeBytes;
        const auto count = number(m_bytes, at + 6, 4);
        const auto first = number(m_bytes, at + 10, 4);
        if (!count || !first || folder.depth > kMaxDepth)
            return false;
        for (std::size_t i = 0; i < *count; ++i) {
            const std::size_t child = layout.tree + (*first + i) * layout.nodeBytes;
            const auto nameOffset = number(m_bytes, child, 4);
            const auto flags = number(m_bytes, child + 4, 2);
            const auto offset = number(m_bytes, child + 10, 4);
            if (!nameOffset || !flags || !offset || ++seen > kMaxEntries)
                return false;
            const auto name = layout.nameAt(m_bytes, *nameOffset);
            if (!name)
                return false;
            if ((*flags & kDirectory) != 0)
                pending.push_back({*first + i, folder.depth + 1, folder.prefix + *name + '/'});
            else
                m_entries[folder.prefix + *name] = {layout.data + *offset, *flags};
        }
    }
    return true;
}

Result<RccArchive> RccArchive::open(const std::filesystem::path &path)
{
    auto bytes = readWholeFile(path, kMaxRccBytes);
    if (!bytes)
        return Unexpected(bytes.error());
    if (!bytes->starts_with("qres") || bytes->size() < kHeaderBytes)
        return fail(ErrorCode::UnsupportedFormat, path.string() + ": is no Qt resource file");
    const auto version = *number(*bytes, 4, 4);
    if (version < 1 || version > 3)
        return fail(ErrorCode::UnsupportedFormat,
                    path.string() + ": is a Qt resource file of version " + std::to_string(version)
                            + ", known are 1 to 3");
    RccArchive archive;
    archive.m_path = path;
    archive.m_bytes = *std::move(bytes);
    Layout layout;
    layout.tree = *number(archive.m_bytes, 8, 4);
    layout.data = *number(archive.m_bytes, 12, 4);
    layout.names = *number(archive.m_bytes, 16, 4);
    layout.nodeBytes = version == 1 ? 14 : 22; // from version 2 on with a time stamp
    if (!archive.addTree(layout))
        return fail(ErrorCode::CorruptData, path.string() + ": is damaged; get the file again");
    return archive;
}

std::vector<std::string> RccArchive::names() const
{
    std::vector<std::string> all;
    for (const auto &[name, entry] : m_entries)
        all.push_back(name);
    return all;
}

Result<std::string> RccArchive::read(const std::string &name) const
{
    const auto found = m_entries.find(name);
    if (found == m_entries.end())
        return fail(ErrorCode::NotFound, m_path.string() + ": holds no " + name);
    const auto [offset, flags] = found->second;
    const Unexpected damaged = fail(ErrorCode::CorruptData,
                                    m_path.string() + ": " + name
                                            + " is damaged; get the file again");
    const auto length = number(m_bytes, offset, 4);
    if (!length || m_bytes.size() - offset - 4 < *length)
        return damaged;
    std::string content = m_bytes.substr(offset + 4, *length);
    if ((flags & kZstandard) != 0)
        return fail(ErrorCode::UnsupportedFormat,
                    m_path.string() + ": " + name + " is packed with Zstandard");
    if ((flags & kCompressed) == 0)
        return content;
    const auto size = number(content, 0, 4);
    if (!size || *size > kMaxRccBytes)
        return damaged;
    std::string unpacked(*size, '\0');
    uLongf written = *size;
    if (uncompress(reinterpret_cast<Bytef *>(unpacked.data()),
                   &written,
                   reinterpret_cast<const Bytef *>(content.data()) + 4,
                   content.size() - 4)
                != Z_OK
        || written != *size)
        return damaged;
    return unpacked;
}

} // namespace soundlocus

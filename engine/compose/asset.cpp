// SPDX-License-Identifier: MIT
#include "engine/compose/asset.h"

#include "engine/core/file_io.h"

#include <utility>

namespace soundlocus {

namespace fs = std::filesystem;

std::string AssetPath::toString() const
{
    return member.empty() ? file.string() : file.string() + '/' + member;
}

std::string AssetPath::stem() const
{
    return member.empty() ? file.stem().string() : fs::path(member).stem().string();
}

AssetPath assetPathFrom(const fs::path &path)
{
    AssetPath asset;
    for (auto part = path.begin(); part != path.end(); ++part) {
        asset.file /= *part;
        if (part->extension() == ".rcc" && std::next(part) != path.end()) {
            asset.member = path.lexically_relative(asset.file).generic_string();
            break;
        }
    }
    return asset;
}

Result<const RccArchive *> AssetReader::archive(const fs::path &file)
{
    auto found = m_archives.find(file);
    if (found == m_archives.end()) {
        auto opened = RccArchive::open(file);
        if (!opened)
            return Unexpected(opened.error());
        found = m_archives.emplace(file, *std::move(opened)).first;
    }
    return &found->second;
}

Result<void> AssetReader::check(const AssetPath &path)
{
    if (path.member.empty())
        return checkReadableFile(path.file);
    const auto opened = archive(path.file);
    if (!opened)
        return Unexpected(opened.error());
    if (!(*opened)->contains(path.member))
        return fail(ErrorCode::NotFound, path.file.string() + ": holds no " + path.member);
    return {};
}

Result<std::string> AssetReader::read(const AssetPath &path)
{
    if (path.member.empty())
        return readWholeFile(path.file, kMaxAssetBytes);
    const auto opened = archive(path.file);
    if (!opened)
        return Unexpected(opened.error());
    return (*opened)->read(path.member);
}

} // namespace soundlocus

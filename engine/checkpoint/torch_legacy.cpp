// SPDX-License-Identifier: MIT
#include "engine/checkpoint/torch_archive.h"

#include <bit>
#include <cstring>
#include <map>
#include <string>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

/// 0x1950a86a20f9469cfc6c, little endian. Source: torch/serialization.py, MAGIC_NUMBER.
constexpr std::string_view kMagic = "\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19";
/// Source: torch/serialization.py, PROTOCOL_VERSION.
constexpr std::int64_t kProtocolVersion = 1001;

class TorchLegacy final : public TorchArchive
{
public:
    TorchLegacy(const fs::path &path, OwnedBytes file)
        : m_path(path)
        , m_file(std::move(file))
    {}

    Result<void> open();
    [[nodiscard]] const pickle::Document &document() const override { return m_document; }
    [[nodiscard]] Result<OwnedBytes> storage(std::string_view key,
                                             std::uint64_t byteCount) override;

private:
    Result<pickle::Document> nextPickle();
    Result<void> readHeader();
    Result<void> findStorages(const pickle::Value &keys);
    [[nodiscard]] Unexpected damaged(const std::string &what) const;

    fs::path m_path;
    OwnedBytes m_file;
    std::size_t m_at = 0;
    pickle::Document m_document;
    std::map<std::string, std::span<const std::byte>, std::less<>> m_storages;
};

Unexpected TorchLegacy::damaged(const std::string &what) const
{
    return fail(ErrorCode::CorruptData,
                m_path.string() + ": damaged (" + what + "); download or copy it again");
}

Result<pickle::Document> TorchLegacy::nextPickle()
{
    auto document = pickle::parsePickle(m_file.bytes.subspan(m_at), m_path.string());
    if (document)
        m_at += document->consumed;
    return document;
}

/// Three pickles: a magic number, the version of the format, facts about the machine.
Result<void> TorchLegacy::readHeader()
{
    const auto magic = nextPickle();
    if (!magic)
        return Unexpected(magic.error());
    if (magic->root->kind != pickle::Kind::BigInt || magic->root->text != kMagic)
        return fail(ErrorCode::UnsupportedFormat,
                    m_path.string()
                            + ": is a Python pickle that torch.save did not write; load it in "
                              "Python and write the weights with torch.save");
    const auto version = nextPickle();
    if (!version)
        return Unexpected(version.error());
    if (version->root->kind != pickle::Kind::Int || version->root->number != kProtocolVersion)
        return fail(ErrorCode::UnsupportedFormat,
                    m_path.string()
                            + ": an unknown version of PyTorch's format; load and save it again "
                              "with a current PyTorch");
    const auto machine = nextPickle();
    if (!machine)
        return Unexpected(machine.error());
    const auto &items = machine->root->items;
    for (std::size_t i = 0; i + 1 < items.size(); i += 2) {
        if (items[i]->text == "little_endian" && items[i + 1]->number == 0)
            return fail(ErrorCode::UnsupportedFormat,
                        m_path.string()
                                + ": written on a big-endian machine; save it again on an "
                                  "ordinary one");
    }
    return {};
}

/// After the pickles: for each key its number of elements (int64) and their bytes.
Result<void> TorchLegacy::findStorages(const pickle::Value &keys)
{
    std::map<std::string_view, const pickle::Value *> mentioned;
    for (const pickle::Value *storage : m_document.heap->storages)
        mentioned.emplace(storage->text, storage);
    if (keys.kind != pickle::Kind::List)
        return damaged("no list of storages");
    for (const pickle::Value *key : keys.items) {
        const auto found = mentioned.find(key->text);
        if (key->kind != pickle::Kind::String || found == mentioned.end())
            return damaged("a storage that no tensor uses");
        std::int64_t elements = 0;
        if (m_file.bytes.size() - m_at < sizeof elements)
            return damaged("it ends before its last storage");
        std::memcpy(&elements, m_file.bytes.data() + m_at, sizeof elements);
        m_at += sizeof elements;
        if (elements != found->second->number)
            return damaged("a storage of another size than stated");
        const std::uint64_t byteCount = static_cast<std::uint64_t>(elements)
                                        * itemBytes(found->second->dtype);
        if (m_file.bytes.size() - m_at < byteCount)
            return damaged("it ends before its last storage");
        m_storages[std::string(key->text)] = m_file.bytes.subspan(
                m_at, static_cast<std::size_t>(byteCount));
        m_at += static_cast<std::size_t>(byteCount);
    }
    return {};
}

Result<void> TorchLegacy::open()
{
    if (auto header = readHeader(); !header)
        return header;
    auto document = nextPickle();
    if (!document)
        return Unexpected(document.error());
    m_document = std::move(*document);
    const auto keys = nextPickle();
    if (!keys)
        return Unexpected(keys.error());
    return findStorages(*keys->root);
}

Result<OwnedBytes> TorchLegacy::storage(std::string_view key, std::uint64_t byteCount)
{
    const auto found = m_storages.find(key);
    if (found == m_storages.end() || found->second.size() < byteCount)
        return damaged("a storage is missing");
    // Copied: in the file numbers lie at any address.
    const std::shared_ptr<std::byte[]> bytes = makeBytes(found->second.size());
    std::memcpy(bytes.get(), found->second.data(), found->second.size());
    return OwnedBytes{{bytes.get(), found->second.size()}, bytes};
}

} // namespace

Result<std::unique_ptr<TorchArchive>> openTorchLegacy(const fs::path &path)
{
    static_assert(std::endian::native == std::endian::little);
    auto file = mapFile(path);
    if (!file)
        return Unexpected(file.error());
    auto archive = std::make_unique<TorchLegacy>(path, std::move(*file));
    if (auto opened = archive->open(); !opened)
        return Unexpected(opened.error());
    return std::unique_ptr<TorchArchive>(std::move(archive));
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "engine/checkpoint/torch_archive.h"

#include <cstring>
#include <map>
#include <optional>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;
using pickle::Kind;
using pickle::Value;

/// Dictionaries in dictionaries; published files use 4 levels. Also ends cycles.
constexpr int kMaxDepth = 32;
/// The same object may be reached on several ways, but not without end.
constexpr std::size_t kMaxVisits = 4 * pickle::Heap::kMaxValues;
/// A hostile pickle can use one long text for a million names.
constexpr std::size_t kMaxNameBytes = 1024;
constexpr std::size_t kMaxTextBytes = std::size_t{64} << 20U;
constexpr std::size_t kMaxTensors = 100'000;
/// Copies of views that are not row-major, together: this plus four times the storages read.
constexpr std::uint64_t kFreeGatherBytes = std::uint64_t{16} << 20U;

std::optional<std::string> keyText(const Value &key)
{
    if (key.kind == Kind::String)
        return std::string(key.text);
    if (key.kind == Kind::Int)
        return std::to_string(key.number);
    return std::nullopt;
}

bool isPlain(const Value &value)
{
    return value.kind == Kind::Bool || value.kind == Kind::Int || value.kind == Kind::Float
           || value.kind == Kind::String;
}

void storePlain(const Value &value, MetadataValue &target)
{
    if (value.kind == Kind::Bool)
        target = value.number != 0;
    else if (value.kind == Kind::Int)
        target = value.number;
    else if (value.kind == Kind::Float)
        target = value.real;
    else
        target = std::string(value.text);
}

bool isRowMajor(const pickle::View &view)
{
    std::int64_t expected = 1;
    for (std::size_t i = view.shape.size(); i > 0; --i) {
        if (view.shape[i - 1] != 1 && view.strides[i - 1] != expected)
            return false;
        expected *= view.shape[i - 1];
    }
    return true;
}

/// Copies a view element by element into row-major order.
void gather(const pickle::View &view,
            std::size_t size,
            const std::byte *storage,
            std::byte *target,
            std::int64_t count)
{
    std::vector<std::int64_t> index(view.shape.size(), 0);
    std::int64_t at = view.offset;
    for (std::int64_t i = 0; i < count; ++i) {
        std::memcpy(target, storage + static_cast<std::size_t>(at) * size, size);
        target += size;
        for (std::size_t d = index.size(); d > 0; --d) {
            at += view.strides[d - 1];
            if (++index[d - 1] < view.shape[d - 1])
                break;
            at -= view.strides[d - 1] * view.shape[d - 1];
            index[d - 1] = 0;
        }
    }
}

class ArchiveReader
{
public:
    ArchiveReader(TorchArchive &archive, const fs::path &path)
        : m_archive(archive)
        , m_path(path)
    {}

    Result<void> readEntry(const std::string &key, const Value &value, bool isWanted);
    TensorFile file;

private:
    Result<void> walk(const Value &value, const std::string &name, int depth);
    Result<void> chargeText(std::size_t bytes);
    Result<void> add(const Value &tensor, const std::string &name);
    Result<OwnedBytes> storageOf(const Value &tensor);

    TorchArchive &m_archive;
    fs::path m_path;
    std::map<std::string, OwnedBytes, std::less<>> m_storages;
    std::uint64_t m_gatherBytesLeft = kFreeGatherBytes;
    std::size_t m_visits = 0;
    std::size_t m_textBytes = 0;
};

Result<void> ArchiveReader::chargeText(std::size_t bytes)
{
    m_textBytes += bytes;
    if (m_textBytes > kMaxTextBytes || file.tensors.size() > kMaxTensors)
        return fail(ErrorCode::TooLarge,
                    m_path.string()
                            + ": holds too many names and texts; save its state_dict alone");
    return {};
}

Result<void> ArchiveReader::readEntry(const std::string &key, const Value &value, bool isWanted)
{
    if (auto charged = chargeText(2 * key.size() + value.text.size()); !charged)
        return charged;
    file.topLevelKeys.push_back(key);
    if (isPlain(value))
        storePlain(value, file.metadata[key]);
    else if (isWanted)
        return walk(value, key, 0);
    return {};
}

Result<OwnedBytes> ArchiveReader::storageOf(const Value &tensor)
{
    const std::uint64_t byteCount = static_cast<std::uint64_t>(tensor.number)
                                    * itemBytes(tensor.dtype);
    const auto known = m_storages.find(tensor.text);
    if (known != m_storages.end()) {
        if (known->second.bytes.size() < byteCount)
            return fail(ErrorCode::CorruptData,
                        m_path.string()
                                + ": damaged (a storage is too short); download or copy "
                                  "it again");
        return known->second;
    }
    auto bytes = m_archive.storage(tensor.text, byteCount);
    if (bytes) {
        m_gatherBytesLeft += 4 * std::uint64_t{bytes->bytes.size()};
        m_storages.emplace(tensor.text, *bytes);
    }
    return bytes;
}

Result<void> ArchiveReader::add(const Value &tensor, const std::string &name)
{
    if (auto charged = chargeText(name.size()); !charged)
        return charged;
    auto storage = storageOf(tensor);
    if (!storage)
        return Unexpected(storage.error());
    StoredTensor stored;
    stored.dtype = tensor.dtype;
    stored.shape = tensor.view->shape;
    const std::size_t size = itemBytes(tensor.dtype);
    const std::int64_t count = stored.elementCount();
    const auto byteCount = static_cast<std::size_t>(count) * size;
    if (count == 0) {
        stored.owner = storage->owner;
    } else if (isRowMajor(*tensor.view)) {
        stored.bytes = storage->bytes.subspan(static_cast<std::size_t>(tensor.view->offset) * size,
                                              byteCount);
        stored.owner = storage->owner;
    } else {
        if (static_cast<std::uint64_t>(count) > m_gatherBytesLeft / size)
            return fail(ErrorCode::TooLarge,
                        m_path.string() + ": " + pickle::printable(name)
                                + " is far larger than what the file stores; save the weights "
                                  "with .contiguous()");
        m_gatherBytesLeft -= byteCount;
        const std::shared_ptr<std::byte[]> bytes = makeBytes(byteCount);
        gather(*tensor.view, size, storage->bytes.data(), bytes.get(), count);
        stored.bytes = {bytes.get(), byteCount};
        stored.owner = bytes;
    }
    file.tensors.insert_or_assign(name, std::move(stored));
    return {};
}

Result<void> ArchiveReader::walk(const Value &value, const std::string &name, int depth)
{
    if (value.kind == Kind::Tensor)
        return add(value, name);
    const bool isDict = value.kind == Kind::Dict;
    if (!isDict && value.kind != Kind::List && value.kind != Kind::Tuple)
        return {};
    if (depth > kMaxDepth || (m_visits += value.items.size()) > kMaxVisits)
        return fail(ErrorCode::CorruptData,
                    m_path.string() + ": its dictionaries are nested without end at "
                            + pickle::printable(name) + "; save its state_dict alone");
    const std::string prefix = name + ".";
    for (std::size_t i = 0; i < value.items.size(); i += isDict ? 2 : 1) {
        const std::optional<std::string> key = isDict ? keyText(*value.items[i])
                                                      : std::optional(std::to_string(i));
        if (!key)
            continue;
        if (prefix.size() + key->size() > kMaxNameBytes)
            return fail(ErrorCode::CorruptData,
                        m_path.string() + ": a name without end at " + pickle::printable(prefix)
                                + "; save its state_dict alone");
        const Value &item = isDict ? *value.items[i + 1] : *value.items[i];
        if (auto walked = walk(item, prefix + *key, depth + 1); !walked)
            return walked;
    }
    return {};
}

} // namespace

Result<TensorFile> readTorchArchive(TorchArchive &archive,
                                    const fs::path &path,
                                    const TensorFileOptions &options)
{
    const Value &root = *archive.document().root;
    if (root.kind != Kind::Dict)
        return fail(ErrorCode::UnsupportedFormat,
                    path.string()
                            + ": holds no dictionary of weights; save model.state_dict() or a "
                              "dictionary with it");
    ArchiveReader reader(archive, path);
    for (std::size_t i = 0; i + 1 < root.items.size(); i += 2) {
        const std::optional<std::string> key = keyText(*root.items[i]);
        if (!key)
            continue;
        const bool isWanted = *key != "optimizer" || options.withOptimizer;
        if (auto entry = reader.readEntry(*key, *root.items[i + 1], isWanted); !entry)
            return Unexpected(entry.error());
    }
    return std::move(reader.file);
}

} // namespace soundlocus

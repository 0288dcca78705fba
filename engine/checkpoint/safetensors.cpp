// SPDX-License-Identifier: MIT
#include "engine/checkpoint/safetensors.h"

#include "engine/checkpoint/mapped_file.h"
#include "engine/checkpoint/pickle_value.h"
#include "engine/core/file_io.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;
using nlohmann::json;

/// Source: safetensors, MAX_HEADER_SIZE.
constexpr std::uint64_t kMaxHeaderBytes = 100'000'000;
constexpr std::size_t kLengthBytes = 8;
/// {"name": {"shape": [...]}}: three levels, and one to spare.
constexpr int kMaxJsonDepth = 4;
constexpr std::string_view kMetadataKey = "__metadata__";

constexpr std::array kTypes = std::to_array<DType>({DType::Float32,
                                                    DType::Float64,
                                                    DType::Float16,
                                                    DType::BFloat16,
                                                    DType::Int64,
                                                    DType::Int32,
                                                    DType::Int16,
                                                    DType::Int8,
                                                    DType::UInt8,
                                                    DType::Bool});

std::optional<DType> dtypeFromString(std::string_view name)
{
    const auto found = std::find_if(
            kTypes.begin(), kTypes.end(), [name](DType type) { return toString(type) == name; });
    return found == kTypes.end() ? std::nullopt : std::optional(*found);
}

Unexpected damagedTensors(const fs::path &path, const std::string &what)
{
    return fail(ErrorCode::CorruptData,
                path.string() + ": damaged safetensors file (" + what
                        + "); download or copy it again");
}

/// Where a tensor's bytes lie behind the header.
struct Extent
{
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

bool isCount(const json &value)
{
    return value.is_number_unsigned() && value.get<std::uint64_t>() <= std::uint64_t{INT64_MAX};
}

/// Bytes a shape needs; nothing where that is beyond 63 bits.
std::optional<std::uint64_t> bytesOf(const std::vector<std::int64_t> &shape, DType type)
{
    if (std::find(shape.begin(), shape.end(), 0) != shape.end())
        return 0;
    auto bytes = static_cast<std::int64_t>(itemBytes(type));
    for (const std::int64_t size : shape) {
        if (__builtin_mul_overflow(bytes, size, &bytes))
            return std::nullopt;
    }
    return static_cast<std::uint64_t>(bytes);
}

Result<Extent> readDescription(const fs::path &path,
                               const std::string &name,
                               const json &description,
                               StoredTensor &tensor)
{
    const std::string shown = pickle::printable(name);
    if (!description.is_object() || !description.contains("dtype")
        || !description["dtype"].is_string() || !description.contains("shape")
        || !description["shape"].is_array() || !description.contains("data_offsets")
        || !description["data_offsets"].is_array() || description["data_offsets"].size() != 2)
        return damagedTensors(path, "its header describes no tensor at " + shown);
    const auto typeName = description["dtype"].get<std::string>();
    const std::optional<DType> type = dtypeFromString(typeName);
    if (!type)
        return fail(ErrorCode::UnsupportedFormat,
                    path.string() + ": " + shown + " has the number type "
                            + pickle::printable(typeName) + "; convert it to F32");
    tensor.dtype = *type;
    for (const json &size : description["shape"]) {
        if (!isCount(size))
            return damagedTensors(path, "the shape of " + shown);
        tensor.shape.push_back(size.get<std::int64_t>());
    }
    const json &offsets = description["data_offsets"];
    if (!isCount(offsets[0]) || !isCount(offsets[1]))
        return damagedTensors(path, "the place of " + shown);
    const Extent extent{offsets[0].get<std::uint64_t>(), offsets[1].get<std::uint64_t>()};
    const std::optional<std::uint64_t> bytes = bytesOf(tensor.shape, tensor.dtype);
    if (extent.end < extent.begin || !bytes || extent.end - extent.begin != *bytes)
        return damagedTensors(path, "the size of " + shown);
    return extent;
}

/// Every byte behind the header belongs to exactly one tensor.
Result<void> checkCover(const fs::path &path, std::vector<Extent> extents, std::uint64_t size)
{
    std::sort(extents.begin(), extents.end(), [](const Extent &a, const Extent &b) {
        return a.begin != b.begin ? a.begin < b.begin : a.end < b.end;
    });
    std::uint64_t at = 0;
    for (const Extent &extent : extents) {
        if (extent.begin != at)
            return damagedTensors(path, "its tensors overlap or leave gaps");
        at = extent.end;
    }
    if (at > size)
        return damagedTensors(path, "it ends before its last tensor");
    if (at < size)
        return damagedTensors(path, "bytes that belong to no tensor");
    return {};
}

Result<json> parseHeader(const fs::path &path, std::span<const std::byte> bytes)
{
    if (bytes.size() < kLengthBytes)
        return damagedTensors(path, "it ends in its header");
    std::uint64_t length = 0;
    std::memcpy(&length, bytes.data(), sizeof length);
    if (length > kMaxHeaderBytes)
        return fail(ErrorCode::TooLarge,
                    path.string() + ": a safetensors header of " + std::to_string(length)
                            + " bytes, at most 100 MB are read; download or copy it again");
    if (length > bytes.size() - kLengthBytes)
        return damagedTensors(path, "it ends in its header");
    const auto *text = reinterpret_cast<const char *>(bytes.data()) + kLengthBytes;
    const auto checkDepth = [](int depth, json::parse_event_t, const json &) {
        if (depth > kMaxJsonDepth)
            throw std::length_error("nested too deep");
        return true;
    };
    try {
        json header = json::parse(text, text + length, checkDepth);
        if (header.is_object())
            return header;
    } catch (const json::exception &) {
        return damagedTensors(path, "its header is no JSON");
    } catch (const std::length_error &) {
        return damagedTensors(path, "its header is nested too deep");
    }
    return damagedTensors(path, "its header is no JSON object");
}

Result<void> readMetadata(const fs::path &path, const json &entries, TensorFile &file)
{
    if (!entries.is_object())
        return damagedTensors(path, "its metadata");
    for (const auto &[key, value] : entries.items()) {
        if (!value.is_string())
            return damagedTensors(path, "its metadata");
        file.metadata[key] = value.get<std::string>();
    }
    return {};
}

/// The tensor's bytes: in the mapping where they are aligned for their type, else copied.
void attach(StoredTensor &tensor, std::span<const std::byte> bytes, const OwnedBytes &mapped)
{
    if (reinterpret_cast<std::uintptr_t>(bytes.data()) % itemBytes(tensor.dtype) == 0) {
        tensor.bytes = bytes;
        tensor.owner = mapped.owner;
        return;
    }
    const std::shared_ptr<std::byte[]> copy = makeBytes(bytes.size());
    std::copy(bytes.begin(), bytes.end(), copy.get());
    tensor.bytes = {copy.get(), bytes.size()};
    tensor.owner = copy;
}

} // namespace

Result<TensorFile> readSafetensors(const fs::path &path)
{
    const auto mapped = mapFile(path);
    if (!mapped)
        return Unexpected(mapped.error());
    const auto header = parseHeader(path, mapped->bytes);
    if (!header)
        return Unexpected(header.error());
    std::uint64_t length = 0;
    std::memcpy(&length, mapped->bytes.data(), sizeof length);
    const auto data = mapped->bytes.subspan(kLengthBytes + static_cast<std::size_t>(length));

    TensorFile file;
    file.container = TensorFile::Container::Safetensors;
    std::vector<Extent> extents;
    std::vector<std::pair<StoredTensor *, Extent>> places;
    for (const auto &[name, description] : header->items()) {
        if (name == kMetadataKey) {
            if (auto read = readMetadata(path, description, file); !read)
                return Unexpected(read.error());
            continue;
        }
        StoredTensor &tensor = file.tensors[name];
        const auto extent = readDescription(path, name, description, tensor);
        if (!extent)
            return Unexpected(extent.error());
        extents.push_back(*extent);
        places.emplace_back(&tensor, *extent);
        file.topLevelKeys.push_back(name);
    }
    if (auto cover = checkCover(path, std::move(extents), data.size()); !cover)
        return Unexpected(cover.error());
    for (const auto &[tensor, extent] : places)
        attach(*tensor,
               data.subspan(static_cast<std::size_t>(extent.begin),
                            static_cast<std::size_t>(extent.end - extent.begin)),
               *mapped);
    return file;
}

Result<void> writeSafetensors(const fs::path &path,
                              const std::map<std::string, StoredTensor> &tensors,
                              const std::map<std::string, std::string> &metadata)
{
    nlohmann::ordered_json header = nlohmann::ordered_json::object();
    if (!metadata.empty())
        header[std::string(kMetadataKey)] = metadata;
    std::uint64_t at = 0;
    for (const auto &[name, tensor] : tensors) {
        const std::uint64_t end = at + tensor.bytes.size();
        header[name] = {{"dtype", toString(tensor.dtype)},
                        {"shape", tensor.shape},
                        {"data_offsets", {at, end}}};
        at = end;
    }
    // Texts of foreign files may hold anything; what is no UTF-8 is replaced.
    std::string text = header.dump(
            -1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    text.append((kLengthBytes - text.size() % kLengthBytes) % kLengthBytes, ' ');
    const std::uint64_t length = text.size();
    if (length > kMaxHeaderBytes)
        return fail(ErrorCode::TooLarge,
                    path.string() + ": names and metadata need more than 100 MB; shorten them");
    auto file = AtomicFile::create(path);
    if (!file)
        return Unexpected(file.error());
    std::array<std::byte, kLengthBytes> prefix{};
    std::memcpy(prefix.data(), &length, sizeof length);
    if (auto written = file->write(prefix); !written)
        return written;
    if (auto written = file->write(text); !written)
        return written;
    for (const auto &[name, tensor] : tensors) {
        if (auto written = file->write(tensor.bytes); !written)
            return written;
    }
    return file->commit();
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "engine/checkpoint/tensor_file.h"

#include "engine/checkpoint/mapped_file.h"
#include "engine/checkpoint/safetensors.h"
#include "engine/checkpoint/torch_archive.h"

#include <algorithm>
#include <bit>
#include <cctype>
#include <cmath>
#include <cstring>
#include <new>
#include <optional>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

float floatFromHalf(std::uint16_t half)
{
    const int exponent = (half >> 10U) & 0x1f;
    const int fraction = half & 0x3ff;
    float magnitude = 0;
    if (exponent == 0x1f)
        magnitude = fraction == 0 ? INFINITY : NAN;
    else if (exponent == 0)
        magnitude = std::ldexp(static_cast<float>(fraction), -24);
    else
        magnitude = std::ldexp(static_cast<float>(fraction + 0x400), exponent - 25);
    return (half & 0x8000U) != 0 ? -magnitude : magnitude;
}

float floatFromBFloat16(std::uint16_t bits)
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16U);
}

template <typename T, typename Convert>
void convertAll(std::span<const std::byte> bytes, std::vector<float> &values, Convert convert)
{
    for (std::size_t i = 0; i < values.size(); ++i) {
        T item;
        std::memcpy(&item, bytes.data() + i * sizeof item, sizeof item);
        values[i] = convert(item);
    }
}

template <typename T>
float plainCast(T value)
{
    return static_cast<float>(value);
}

/// What a file looks like from its first bytes.
enum class FirstBytes {
    Zip,
    Pickle,
    Safetensors,
    Html,
    LfsPointer,
    Text,
    Tar,
    Compressed,
    Unknown,
};

bool startsWithWord(std::string_view text, std::string_view lowerCaseWord)
{
    return text.size() >= lowerCaseWord.size()
           && std::equal(
                   lowerCaseWord.begin(), lowerCaseWord.end(), text.begin(), [](char a, char b) {
                       return a == std::tolower(static_cast<unsigned char>(b));
                   });
}

FirstBytes firstBytesOfText(std::string_view head)
{
    constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
    if (head.starts_with(kByteOrderMark))
        head.remove_prefix(kByteOrderMark.size());
    head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
    if (startsWithWord(head, "<!doctype") || startsWithWord(head, "<html")
        || startsWithWord(head, "<head"))
        return FirstBytes::Html;
    if (head.starts_with("version https://git-lfs"))
        return FirstBytes::LfsPointer;
    const bool isText = std::all_of(head.begin(), head.end(), [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= ' ' || byte == '\n' || byte == '\r' || byte == '\t' || byte == '\f';
    });
    return isText ? FirstBytes::Text : FirstBytes::Unknown;
}

FirstBytes firstBytesOf(std::span<const std::byte> bytes, const fs::path &path)
{
    constexpr std::size_t kHeadBytes = 512;
    const std::string_view head(reinterpret_cast<const char *>(bytes.data()),
                                std::min(bytes.size(), kHeadBytes));
    if (head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06"))
        return FirstBytes::Zip;
    if (head.size() > 262 && head.substr(257, 5) == "ustar")
        return FirstBytes::Tar;
    if (head.starts_with("\x1f\x8b")
        || head.starts_with("\xfd"
                            "7zXZ")
        || head.starts_with("BZh") || head.starts_with("\x28\xb5\x2f\xfd"))
        return FirstBytes::Compressed;
    if (head.size() > 2 && head[0] == '\x80' && head[1] >= 2 && head[1] <= 5)
        return FirstBytes::Pickle;
    if (head.size() > 8 && head[8] == '{' && head[7] == 0 && head[6] == 0)
        return FirstBytes::Safetensors;
    const FirstBytes text = firstBytesOfText(head);
    return text == FirstBytes::Unknown && path.extension() == ".safetensors"
                   ? FirstBytes::Safetensors
                   : text;
}

Unexpected refuse(FirstBytes kind, const fs::path &path)
{
    std::string what;
    switch (kind) {
    case FirstBytes::Html:
        what = "is an HTML page: the download link led to a web page; download the file itself";
        break;
    case FirstBytes::LfsPointer:
        what = "is only a Git LFS pointer; run 'git lfs pull' to fetch the file itself";
        break;
    case FirstBytes::Text:
        what = "is a text file, not a checkpoint; choose a .pth, .pth.tar or .safetensors file";
        break;
    case FirstBytes::Tar:
        what = "is a tar archive; unpack it, or, if PyTorch before 0.4 wrote it, load it with "
               "torch.load and save it again with torch.save";
        break;
    case FirstBytes::Compressed:
        what = "is compressed; unpack it first";
        break;
    default:
        what = "is no PyTorch or safetensors file; choose a .pth, .pth.tar or .safetensors file";
        break;
    }
    return fail(ErrorCode::UnsupportedFormat, path.string() + ": " + what);
}

Result<TensorFile> readTorch(Result<std::unique_ptr<TorchArchive>> archive,
                             const fs::path &path,
                             const TensorFileOptions &options,
                             TensorFile::Container container)
{
    if (!archive)
        return Unexpected(archive.error());
    auto file = readTorchArchive(**archive, path, options);
    if (file)
        file->container = container;
    return file;
}

Result<TensorFile> readByKind(const fs::path &path, const TensorFileOptions &options)
{
    const auto mapped = mapFile(path);
    if (!mapped)
        return Unexpected(mapped.error());
    const FirstBytes kind = firstBytesOf(mapped->bytes, path);
    switch (kind) {
    case FirstBytes::Zip:
        return readTorch(openTorchZip(path), path, options, TensorFile::Container::TorchZip);
    case FirstBytes::Pickle:
        return readTorch(openTorchLegacy(path), path, options, TensorFile::Container::TorchLegacy);
    case FirstBytes::Safetensors:
        return readSafetensors(path);
    default:
        return refuse(kind, path);
    }
}

} // namespace

std::string_view toString(DType type)
{
    switch (type) {
    case DType::Float32:
        return "F32";
    case DType::Float64:
        return "F64";
    case DType::Float16:
        return "F16";
    case DType::BFloat16:
        return "BF16";
    case DType::Int64:
        return "I64";
    case DType::Int32:
        return "I32";
    case DType::Int16:
        return "I16";
    case DType::Int8:
        return "I8";
    case DType::UInt8:
        return "U8";
    case DType::Bool:
        return "BOOL";
    }
    return "";
}

std::size_t itemBytes(DType type)
{
    switch (type) {
    case DType::Float64:
    case DType::Int64:
        return 8;
    case DType::Float32:
    case DType::Int32:
        return 4;
    case DType::Float16:
    case DType::BFloat16:
    case DType::Int16:
        return 2;
    case DType::Int8:
    case DType::UInt8:
    case DType::Bool:
        break;
    }
    return 1;
}

std::int64_t StoredTensor::elementCount() const
{
    if (std::find(shape.begin(), shape.end(), 0) != shape.end())
        return 0;
    std::int64_t count = 1;
    for (const std::int64_t size : shape)
        count *= size;
    return count;
}

std::vector<float> StoredTensor::toFloat() const
{
    std::vector<float> values(static_cast<std::size_t>(elementCount()));
    SOUNDLOCUS_EXPECTS(bytes.size() == values.size() * itemBytes(dtype));
    switch (dtype) {
    case DType::Float32:
        convertAll<float>(bytes, values, plainCast<float>);
        break;
    case DType::Float64:
        convertAll<double>(bytes, values, plainCast<double>);
        break;
    case DType::Float16:
        convertAll<std::uint16_t>(bytes, values, floatFromHalf);
        break;
    case DType::BFloat16:
        convertAll<std::uint16_t>(bytes, values, floatFromBFloat16);
        break;
    case DType::Int64:
        convertAll<std::int64_t>(bytes, values, plainCast<std::int64_t>);
        break;
    case DType::Int32:
        convertAll<std::int32_t>(bytes, values, plainCast<std::int32_t>);
        break;
    case DType::Int16:
        convertAll<std::int16_t>(bytes, values, plainCast<std::int16_t>);
        break;
    case DType::Int8:
        convertAll<std::int8_t>(bytes, values, plainCast<std::int8_t>);
        break;
    case DType::UInt8:
        convertAll<std::uint8_t>(bytes, values, plainCast<std::uint8_t>);
        break;
    case DType::Bool:
        convertAll<std::uint8_t>(bytes, values, [](std::uint8_t b) { return b != 0 ? 1.F : 0.F; });
        break;
    }
    return values;
}

Result<TensorFile> readTensorFile(const fs::path &path, TensorFileOptions options)
{
    try {
        return readByKind(path, options);
    } catch (const std::bad_alloc &) {
        return fail(ErrorCode::DeviceOutOfMemory,
                    path.string() + ": not enough memory to read it; close other programs");
    }
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "engine/pipeline/npy_reader.h"

#include "engine/core/expects.h"
#include "engine/core/file_io.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>
#include <optional>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMagic = "\x93NUMPY";
/// NumPy refuses to evaluate headers above 10,000 bytes.
constexpr std::size_t kMaxHeaderBytes = 65536;
constexpr std::size_t kMaxDimensions = 6;

/// Text of a header entry behind 'key': up to the next comma outside of brackets.
std::string_view entryOf(std::string_view header, std::string_view key)
{
    const std::size_t at = header.find(key);
    if (at == std::string_view::npos)
        return {};
    const std::size_t colon = header.find(':', at + key.size());
    if (colon == std::string_view::npos)
        return {};
    std::string_view rest = header.substr(colon + 1);
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    if (rest.starts_with('('))
        return rest.substr(0, rest.find(')') == std::string_view::npos ? 0 : rest.find(')') + 1);
    return rest.substr(0, rest.find_first_of(",}"));
}

/// Numbers of "(3, 14, 14)"; nothing when there is anything else in it.
std::optional<std::vector<std::int64_t>> shapeFrom(std::string_view text)
{
    if (text.size() < 2)
        return std::nullopt;
    text = text.substr(1, text.size() - 2);
    std::vector<std::int64_t> shape;
    while (true) {
        text.remove_prefix(std::min(text.find_first_not_of(" ,"), text.size()));
        if (text.empty())
            return shape;
        std::int64_t number = 0;
        const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (code != std::errc() || number < 0 || shape.size() == kMaxDimensions)
            return std::nullopt;
        shape.push_back(number);
        text.remove_prefix(static_cast<std::size_t>(end - text.data()));
        if (text.starts_with('L')) // Python 2 wrote 14L
            text.remove_prefix(1);
    }
}

/// Product of a shape, or -1 where it does not fit.
std::int64_t countOf(const std::vector<std::int64_t> &shape)
{
    std::int64_t count = 1;
    for (const std::int64_t length : shape) {
        if (length > 0 && count > std::numeric_limits<std::int64_t>::max() / 16 / length)
            return -1;
        count *= length;
    }
    return count;
}

/// IEEE half precision.
float halfToFloat(std::uint16_t bits)
{
    const int exponent = (bits >> 10U) & 0x1F;
    const int fraction = bits & 0x3FF;
    float value = 0;
    if (exponent == 0x1F)
        value = fraction == 0 ? std::numeric_limits<float>::infinity()
                              : std::numeric_limits<float>::quiet_NaN();
    else if (exponent == 0)
        value = std::ldexp(static_cast<float>(fraction), -24);
    else
        value = std::ldexp(static_cast<float>(fraction + 1024), exponent - 25);
    return (bits & 0x8000U) != 0 ? -value : value;
}

template <typename T>
float valueAs(const char *bytes)
{
    T value{};
    std::memcpy(&value, bytes, sizeof(T));
    return static_cast<float>(value);
}

/// One number in the byte order of this machine; letter and size were checked before.
float numberFrom(const char *bytes, char kind, int itemBytes)
{
    if (kind == 'f') {
        if (itemBytes == 2) {
            std::uint16_t half = 0;
            std::memcpy(&half, bytes, sizeof half);
            return halfToFloat(half);
        }
        return itemBytes == 4 ? valueAs<float>(bytes) : valueAs<double>(bytes);
    }
    const bool isSigned = kind == 'i';
    switch (itemBytes) {
    case 1:
        return isSigned ? valueAs<std::int8_t>(bytes) : valueAs<std::uint8_t>(bytes);
    case 2:
        return isSigned ? valueAs<std::int16_t>(bytes) : valueAs<std::uint16_t>(bytes);
    case 4:
        return isSigned ? valueAs<std::int32_t>(bytes) : valueAs<std::uint32_t>(bytes);
    default:
        return isSigned ? valueAs<std::int64_t>(bytes) : valueAs<std::uint64_t>(bytes);
    }
}

bool isKnownType(char kind, int itemBytes)
{
    const bool isPower = itemBytes == 1 || itemBytes == 2 || itemBytes == 4 || itemBytes == 8;
    if (kind == 'f')
        return isPower && itemBytes > 1;
    return (kind == 'i' || kind == 'u') ? isPower : kind == 'b' && itemBytes == 1;
}

/// The text between magic and data, and where the data begins.
struct Header
{
    std::string text;
    std::int64_t end = 0;
};

Result<Header> readHeader(const fs::path &path, std::ifstream &stream)
{
    std::string begin(12, '\0');
    stream.read(begin.data(), static_cast<std::streamsize>(begin.size()));
    if (stream.gcount() < 12 || !begin.starts_with(kMagic))
        return fail(ErrorCode::UnsupportedFormat,
                    path.string() + ": not a .npy file; write it with numpy.save or localize");
    const auto byteAt = [&begin](std::size_t i) {
        return static_cast<std::size_t>(static_cast<unsigned char>(begin[i]));
    };
    const bool isFirstVersion = byteAt(6) == 1;
    std::size_t bytes = byteAt(8) + (byteAt(9) << 8U);
    if (!isFirstVersion)
        bytes += (byteAt(10) << 16U) + (byteAt(11) << 24U);
    Header header;
    const std::size_t start = isFirstVersion ? 10 : 12;
    header.end = static_cast<std::int64_t>(start + bytes);
    if (bytes <= kMaxHeaderBytes) {
        header.text.resize(bytes);
        stream.seekg(static_cast<std::streamoff>(start));
        stream.read(header.text.data(), static_cast<std::streamsize>(bytes));
    }
    if (header.text.empty() || !stream)
        return fail(ErrorCode::CorruptData,
                    path.string() + ": damaged .npy header; write the file again");
    return header;
}

} // namespace

Result<NpyReader> NpyReader::open(const fs::path &path)
{
    if (auto readable = checkReadableFile(path); !readable)
        return Unexpected(readable.error());
    std::ifstream stream(path, std::ios::binary);
    const auto header = readHeader(path, stream);
    if (!header)
        return Unexpected(header.error());
    const std::string_view type = entryOf(header->text, "'descr'");
    const auto shape = shapeFrom(entryOf(header->text, "'shape'"));
    NpyReader reader;
    reader.m_path = path;
    reader.m_dataOffset = header->end;
    // As in '<f4': byte order, kind, bytes.
    if (type.size() >= 5 && type.front() == '\'') {
        reader.m_kind = type[2];
        reader.m_isSwapped = type[1] == (std::endian::native == std::endian::little ? '>' : '<');
        std::from_chars(type.data() + 3, type.data() + type.size(), reader.m_itemBytes);
    }
    if (!isKnownType(reader.m_kind, reader.m_itemBytes))
        return fail(ErrorCode::UnsupportedFormat,
                    path.string() + ": holds " + std::string(type)
                            + ", no plain numbers; convert it with astype('float32')");
    reader.m_isFortranOrder = entryOf(header->text, "'fortran_order'").starts_with("True");
    const std::int64_t count = shape ? countOf(*shape) : -1;
    std::error_code code;
    const auto fileBytes = static_cast<std::int64_t>(fs::file_size(path, code));
    if (count < 0 || code || fileBytes < header->end + count * reader.m_itemBytes)
        return fail(ErrorCode::CorruptData,
                    path.string() + ": truncated, or a damaged .npy header; write the file again");
    reader.m_shape = *shape;
    return reader;
}

Result<std::string> NpyReader::readBytes(std::int64_t firstElement, std::int64_t elements) const
{
    std::ifstream stream(m_path, std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(m_dataOffset + firstElement * m_itemBytes));
    std::string bytes(static_cast<std::size_t>(elements * m_itemBytes), '\0');
    stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!stream)
        return fail(ErrorCode::CorruptData,
                    m_path.string() + ": cannot be read to its end; write the file again");
    if (m_isSwapped) {
        for (std::size_t i = 0; i < bytes.size(); i += static_cast<std::size_t>(m_itemBytes))
            std::reverse(bytes.begin() + static_cast<std::ptrdiff_t>(i),
                         bytes.begin() + static_cast<std::ptrdiff_t>(i) + m_itemBytes);
    }
    return bytes;
}

std::vector<float> NpyReader::decode(const std::string &bytes) const
{
    std::vector<float> values;
    values.reserve(bytes.size() / static_cast<std::size_t>(m_itemBytes));
    for (std::size_t i = 0; i < bytes.size(); i += static_cast<std::size_t>(m_itemBytes))
        values.push_back(numberFrom(bytes.data() + i, m_kind, m_itemBytes));
    return values;
}

Result<std::vector<float>> NpyReader::readAll() const
{
    const std::int64_t count = countOf(m_shape);
    if (count * m_itemBytes > kMaxWholeBytes)
        return fail(ErrorCode::TooLarge,
                    m_path.string() + ": more than " + std::to_string(kMaxWholeBytes >> 20)
                            + " MiB; save it in C order");
    const auto bytes = readBytes(0, count);
    if (!bytes)
        return Unexpected(bytes.error());
    std::vector<float> stored = decode(*bytes);
    if (!m_isFortranOrder || m_shape.size() < 2)
        return stored;
    // First axis fastest on disk: walk in C order, add the stride of each axis.
    std::vector<float> values(stored.size());
    std::vector<std::int64_t> index(m_shape.size(), 0);
    for (float &value : values) {
        std::int64_t position = 0;
        for (std::size_t axis = m_shape.size(); axis-- > 0;)
            position = position * m_shape[axis] + index[axis];
        value = stored[static_cast<std::size_t>(position)];
        for (std::size_t axis = m_shape.size(); axis-- > 0;) {
            if (++index[axis] < m_shape[axis])
                break;
            index[axis] = 0;
        }
    }
    return values;
}

Result<std::vector<float>> NpyReader::readSlice(std::int64_t index) const
{
    SOUNDLOCUS_EXPECTS(!m_shape.empty() && 0 <= index && index < m_shape.front());
    const std::int64_t slice = countOf({m_shape.begin() + 1, m_shape.end()});
    if (!m_isFortranOrder) {
        const auto bytes = readBytes(index * slice, slice);
        if (!bytes)
            return Unexpected(bytes.error());
        return decode(*bytes);
    }
    const auto all = readAll();
    if (!all)
        return Unexpected(all.error());
    const auto begin = all->begin() + static_cast<std::ptrdiff_t>(index * slice);
    return std::vector<float>(begin, begin + static_cast<std::ptrdiff_t>(slice));
}

} // namespace soundlocus

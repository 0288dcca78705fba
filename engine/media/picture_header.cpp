// SPDX-License-Identifier: MIT
#include "engine/media/picture_header.h"

#include "engine/core/file_io.h"

#include <array>
#include <cctype>
#include <cstdint>
#include <fstream>
#include <string_view>

namespace soundlocus {

namespace {

constexpr int kOrientationTag = 0x0112;
constexpr int kTiffWidthTag = 0x0100;
constexpr int kTiffHeightTag = 0x0101;
/// A TIFF directory or a chain of chunks longer than this is taken for damage.
constexpr int kMaxEntries = 4096;

enum class Order { Little, Big };

/// Random access to the bytes of a file; reading behind the end gives zeros and sets failed().
class Bytes
{
public:
    explicit Bytes(const std::filesystem::path &path)
        : m_file(path, std::ios::binary)
    {}

    [[nodiscard]] std::uint32_t number(std::int64_t offset, int count, Order order)
    {
        std::array<unsigned char, 4> raw{};
        read(offset, raw.data(), count);
        std::uint32_t value = 0;
        for (int i = 0; i < count; ++i) {
            const int from = order == Order::Big ? i : count - 1 - i;
            value = value << 8 | raw[static_cast<std::size_t>(from)];
        }
        return value;
    }
    [[nodiscard]] std::uint32_t big(std::int64_t offset, int count)
    {
        return number(offset, count, Order::Big);
    }
    [[nodiscard]] std::uint32_t little(std::int64_t offset, int count)
    {
        return number(offset, count, Order::Little);
    }
    [[nodiscard]] bool hasText(std::int64_t offset, std::string_view text)
    {
        std::string found(text.size(), '\0');
        read(offset,
             reinterpret_cast<unsigned char *>(found.data()),
             static_cast<int>(text.size()));
        return found == text;
    }
    [[nodiscard]] bool failed() const { return m_failed; }

private:
    void read(std::int64_t offset, unsigned char *to, int count)
    {
        m_file.clear();
        m_file.seekg(offset);
        m_file.read(reinterpret_cast<char *>(to), count);
        m_failed = m_failed || m_file.gcount() != count;
    }

    std::ifstream m_file;
    bool m_failed = false;
};

/// Values of a TIFF file's or an EXIF block's first directory.
struct TiffFacts
{
    Size size;
    std::uint32_t orientation = 1;
};

TiffFacts readTiff(Bytes &bytes, std::int64_t base)
{
    const Order order = bytes.hasText(base, "MM") ? Order::Big : Order::Little;
    const std::int64_t directory = base + bytes.number(base + 4, 4, order);
    const auto entries = static_cast<int>(bytes.number(directory, 2, order));
    TiffFacts facts;
    for (int i = 0; i < entries && i < kMaxEntries && !bytes.failed(); ++i) {
        const std::int64_t entry = directory + 2 + std::int64_t{12} * i;
        const auto tag = static_cast<int>(bytes.number(entry, 2, order));
        const int width = bytes.number(entry + 2, 2, order) == 3 ? 2 : 4;
        const std::uint32_t value = bytes.number(entry + 8, width, order);
        if (tag == kTiffWidthTag)
            facts.size.width = static_cast<int>(value);
        else if (tag == kTiffHeightTag)
            facts.size.height = static_cast<int>(value);
        else if (tag == kOrientationTag)
            facts.orientation = value;
    }
    return facts;
}

bool isTurnedBy(std::uint32_t orientation)
{
    return orientation >= 5 && orientation <= 8;
}

/// A start-of-frame marker: it holds the size.
bool isStartOfFrame(std::uint32_t marker)
{
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

PictureHeader readJpeg(Bytes &bytes)
{
    PictureHeader header{.format = "jpeg"};
    std::int64_t offset = 2;
    for (int i = 0; i < kMaxEntries && !bytes.failed(); ++i) {
        if (bytes.big(offset, 1) != 0xFF) {
            ++offset;
            continue;
        }
        const std::uint32_t marker = bytes.big(offset + 1, 1);
        if (marker == 0xFF || marker == 0x00 || marker == 0x01
            || (marker >= 0xD0 && marker <= 0xD8)) {
            offset += marker == 0xFF ? 1 : 2;
            continue;
        }
        if (isStartOfFrame(marker)) {
            header.size = Size{static_cast<int>(bytes.big(offset + 7, 2)),
                               static_cast<int>(bytes.big(offset + 5, 2))};
            break;
        }
        if (marker == 0xD9 || marker == 0xDA)
            break;
        if (marker == 0xE1 && bytes.hasText(offset + 4, std::string_view("Exif\0\0", 6)))
            header.isTurned = isTurnedBy(readTiff(bytes, offset + 10).orientation);
        offset += 2 + static_cast<std::int64_t>(bytes.big(offset + 2, 2));
    }
    return header;
}

PictureHeader readPng(Bytes &bytes)
{
    PictureHeader header{.format = "png"};
    header.size = Size{static_cast<int>(bytes.big(16, 4)), static_cast<int>(bytes.big(20, 4))};
    std::int64_t offset = 8;
    for (int i = 0; i < kMaxEntries && !bytes.failed(); ++i) {
        if (bytes.hasText(offset + 4, "IDAT") || bytes.hasText(offset + 4, "IEND"))
            break;
        if (bytes.hasText(offset + 4, "acTL"))
            header.isMoving = bytes.big(offset + 8, 4) > 1;
        if (bytes.hasText(offset + 4, "eXIf"))
            header.isTurned = isTurnedBy(readTiff(bytes, offset + 8).orientation);
        offset += 12 + static_cast<std::int64_t>(bytes.big(offset, 4));
    }
    return header;
}

PictureHeader readBmp(Bytes &bytes)
{
    PictureHeader header{.format = "bmp"};
    const bool isOld = bytes.little(14, 4) == 12;
    header.size = isOld ? Size{static_cast<int>(bytes.little(18, 2)),
                               static_cast<int>(bytes.little(20, 2))}
                        : Size{static_cast<int>(bytes.little(18, 4)),
                               static_cast<int>(bytes.little(22, 4))};
    // A negative height means top-down rows.
    if (header.size.height < 0 && header.size.height != INT32_MIN)
        header.size.height = -header.size.height;
    return header;
}

PictureHeader readWebp(Bytes &bytes)
{
    PictureHeader header{.format = "webp"};
    if (bytes.hasText(12, "VP8X")) {
        header.isMoving = (bytes.little(20, 1) & 0x02U) != 0;
        header.size = Size{static_cast<int>((bytes.little(24, 4) & 0xFFFFFFU) + 1),
                           static_cast<int>((bytes.little(26, 4) >> 8) + 1)};
    } else if (bytes.hasText(12, "VP8L")) {
        const std::uint32_t bits = bytes.little(21, 4);
        header.size = Size{static_cast<int>((bits & 0x3FFFU) + 1),
                           static_cast<int>((bits >> 14 & 0x3FFFU) + 1)};
    } else {
        header.size = Size{static_cast<int>(bytes.little(26, 2) & 0x3FFFU),
                           static_cast<int>(bytes.little(28, 2) & 0x3FFFU)};
    }
    return header;
}

/// Header of a PBM, PGM or PPM file: "P6 # comment\n 640 480 255".
PictureHeader readPnm(Bytes &bytes)
{
    PictureHeader header{.format = "pnm"};
    std::array<std::int64_t, 2> values{};
    std::int64_t offset = 2;
    for (std::int64_t &value : values) {
        int c = static_cast<int>(bytes.big(offset, 1));
        while (!bytes.failed() && (std::isspace(c) != 0 || c == '#')) {
            const bool inComment = c == '#';
            do {
                c = static_cast<int>(bytes.big(++offset, 1));
            } while (inComment && c != '\n' && !bytes.failed());
        }
        while (!bytes.failed() && std::isdigit(c) != 0 && value < INT32_MAX / 10) {
            value = value * 10 + (c - '0');
            c = static_cast<int>(bytes.big(++offset, 1));
        }
    }
    header.size = Size{static_cast<int>(values[0]), static_cast<int>(values[1])};
    return header;
}

std::optional<PictureHeader> readHeader(Bytes &bytes)
{
    using namespace std::string_view_literals;
    if (bytes.hasText(0, "\xFF\xD8\xFF"sv))
        return readJpeg(bytes);
    if (bytes.hasText(0, "\x89PNG\r\n\x1A\n"sv))
        return readPng(bytes);
    if (bytes.hasText(0, "RIFF"sv) && bytes.hasText(8, "WEBPVP8"sv))
        return readWebp(bytes);
    if (bytes.hasText(0, "BM"sv) && bytes.little(6, 4) == 0)
        return readBmp(bytes);
    if (bytes.hasText(0, "II*\0"sv) || bytes.hasText(0, "MM\0*"sv)) {
        const TiffFacts facts = readTiff(bytes, 0);
        return PictureHeader{
                .format = "tiff", .size = facts.size, .isTurned = isTurnedBy(facts.orientation)};
    }
    const int kind = static_cast<int>(bytes.big(1, 1));
    if (bytes.hasText(0, "P"sv) && kind >= '1' && kind <= '6'
        && std::isspace(static_cast<int>(bytes.big(2, 1))) != 0) {
        return readPnm(bytes);
    }
    return std::nullopt;
}

} // namespace

Result<std::optional<PictureHeader>> probePicture(const std::filesystem::path &path)
{
    if (const auto readable = checkReadableFile(path); !readable)
        return Unexpected(readable.error());
    Bytes bytes(path);
    std::optional<PictureHeader> header = readHeader(bytes);
    if (header && header->size.isEmpty())
        header->size = Size{};
    return header;
}

} // namespace soundlocus

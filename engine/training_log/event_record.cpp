// SPDX-License-Identifier: MIT
#include "engine/training_log/event_record.h"

#include <array>
#include <bit>

namespace soundlocus {

namespace {

constexpr std::array<std::uint32_t, 256> makeCrcTable()
{
    constexpr std::uint32_t kPolynomial = 0x82F63B78U; // Castagnoli's, reflected
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
        std::uint32_t value = byte;
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 1U) != 0 ? (value >> 1U) ^ kPolynomial : value >> 1U;
        table[byte] = value;
    }
    return table;
}

constexpr auto kCrcTable = makeCrcTable();

/// CRCs of data that holds CRCs are weak, so TFRecord turns and shifts them.
std::uint32_t maskedCrc(std::string_view bytes)
{
    const std::uint32_t crc = crc32c(bytes);
    return std::rotr(crc, 15) + 0xA282EAD8U;
}

template <typename T>
void appendLittleEndian(std::string &out, T value)
{
    for (unsigned int shift = 0; shift < 8 * sizeof(T); shift += 8)
        out += static_cast<char>((value >> shift) & 0xFFU);
}

void appendVarint(std::string &out, std::uint64_t value)
{
    for (; value >= 0x80U; value >>= 7U)
        out += static_cast<char>((value & 0x7FU) | 0x80U);
    out += static_cast<char>(value);
}

/// Wire types of Protocol Buffers.
enum class Wire : unsigned int { Varint = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5 };

void appendKey(std::string &out, unsigned int field, Wire wire)
{
    appendVarint(out, (field << 3U) | static_cast<unsigned int>(wire));
}

void appendNumber(std::string &out, unsigned int field, std::int64_t value)
{
    appendKey(out, field, Wire::Varint);
    appendVarint(out, static_cast<std::uint64_t>(value));
}

void appendBytesField(std::string &out, unsigned int field, std::string_view bytes)
{
    appendKey(out, field, Wire::Bytes);
    appendVarint(out, bytes.size());
    out += bytes;
}

std::string eventAt(double wallTime, std::int64_t step)
{
    std::string event;
    appendKey(event, 1, Wire::Fixed64);
    appendLittleEndian(event, std::bit_cast<std::uint64_t>(wallTime));
    if (step != 0) // the default is not written
        appendNumber(event, 2, step);
    return event;
}

} // namespace

std::uint32_t crc32c(std::string_view bytes)
{
    std::uint32_t crc = 0xFFFFFFFFU;
    for (const char c : bytes)
        crc = kCrcTable[(crc ^ static_cast<unsigned char>(c)) & 0xFFU] ^ (crc >> 8U);
    return ~crc;
}

std::string framedRecord(std::string_view data)
{
    std::string record;
    appendLittleEndian(record, static_cast<std::uint64_t>(data.size()));
    appendLittleEndian(record, maskedCrc(record));
    record += data;
    appendLittleEndian(record, maskedCrc(data));
    return record;
}

std::string scalarValue(std::string_view tag, float value)
{
    std::string message;
    appendBytesField(message, 1, tag);
    appendKey(message, 2, Wire::Fixed32);
    appendLittleEndian(message, std::bit_cast<std::uint32_t>(value));
    return message;
}

std::string imageValue(std::string_view tag, const EventImage &image)
{
    constexpr std::int64_t kRgb = 3;
    std::string picture;
    appendNumber(picture, 1, image.height);
    appendNumber(picture, 2, image.width);
    appendNumber(picture, 3, kRgb);
    appendBytesField(picture, 4, image.png);
    std::string message;
    appendBytesField(message, 1, tag);
    appendBytesField(message, 4, picture);
    return message;
}

std::string versionEvent(double wallTime)
{
    std::string event = eventAt(wallTime, 0);
    appendBytesField(event, 3, "brain.Event:2");
    return event;
}

std::string summaryEvent(double wallTime, std::int64_t step, const std::vector<std::string> &values)
{
    std::string summary;
    for (const std::string &value : values)
        appendBytesField(summary, 1, value);
    std::string event = eventAt(wallTime, step);
    appendBytesField(event, 5, summary);
    return event;
}

std::string restartEvent(double wallTime, std::int64_t step)
{
    constexpr std::int64_t kStart = 1; // SessionLog.START
    std::string log;
    appendNumber(log, 1, kStart);
    std::string event = eventAt(wallTime, step);
    appendBytesField(event, 7, log);
    return event;
}

} // namespace soundlocus

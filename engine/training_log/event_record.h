// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace soundlocus {

/// CRC-32C (Castagnoli), reflected, as in iSCSI. Source: RFC 3720, B.4.
[[nodiscard]] std::uint32_t crc32c(std::string_view bytes);

/// One record of a TFRecord file: length, its masked CRC, the data, their masked CRC; little
/// endian. Source: TensorFlow, core/lib/io/record_writer.h.
[[nodiscard]] std::string framedRecord(std::string_view data);

/// A PNG with its size in pixels.
struct EventImage
{
    int width = 0;
    int height = 0;
    std::string_view png;
};

/// Part of a Summary message, encoded.
[[nodiscard]] std::string scalarValue(std::string_view tag, float value);
[[nodiscard]] std::string imageValue(std::string_view tag, const EventImage &image);

/// Event messages of TensorBoard, encoded. Source: tensorboard/compat/proto/event.proto and
/// summary.proto; wire format of Protocol Buffers.
/// @param wallTime seconds since 1970
[[nodiscard]] std::string versionEvent(double wallTime);
[[nodiscard]] std::string summaryEvent(double wallTime,
                                       std::int64_t step,
                                       const std::vector<std::string> &values);
/// Tells readers to drop what earlier files say of this step and later ones.
[[nodiscard]] std::string restartEvent(double wallTime, std::int64_t step);

} // namespace soundlocus

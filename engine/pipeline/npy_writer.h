// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/file_io.h"
#include "engine/core/result.h"

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <span>
#include <string>
#include <vector>

namespace soundlocus {

/// Type of the numbers in a .npy file.
enum class NpyType { Float32, Float64 };

/// Header of a .npy file, version 1.0, C order, little endian, padded to `kNpyHeaderBytes` bytes in
/// all. Source: numpy.lib.format. @param shape at most six numbers
[[nodiscard]] std::string npyHeader(NpyType type, std::span<const std::int64_t> shape);
inline constexpr std::size_t kNpyHeaderBytes = 192;

/// Writes a .npy array piece by piece along its first axis, so that memory does not grow with it;
/// the file appears when finish() returns. Threads: one thread at a time.
class NpyWriter
{
public:
    /// Errors: those of AtomicFile::create.
    [[nodiscard]] static Result<NpyWriter> create(const std::filesystem::path &path);

    /// Appends numbers. Errors: DiskFull, WriteFailed.
    [[nodiscard]] Result<void> append(std::span<const float> values);

    /// Writes the header. @param shape its product is the count of numbers appended
    [[nodiscard]] Result<void> finish(std::span<const std::int64_t> shape);

    [[nodiscard]] std::int64_t count() const { return m_count; }
    /// Where the content lies until it is finished.
    [[nodiscard]] const std::filesystem::path &temporaryPath() const
    {
        return m_file.temporaryPath();
    }
    /// Puts the header in place, but leaves the file under its temporary name.
    [[nodiscard]] Result<void> seal(std::span<const std::int64_t> shape);

private:
    NpyWriter(AtomicFile file, std::ofstream stream)
        : m_file(std::move(file))
        , m_stream(std::move(stream))
    {}
    [[nodiscard]] Result<void> check();

    AtomicFile m_file;
    std::ofstream m_stream;
    std::int64_t m_count = 0;
};

} // namespace soundlocus

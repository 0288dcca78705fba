// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace soundlocus {

/// A .npy array of numbers on disk, read in part: only what is asked for gets into memory.
/// Takes what NumPy and its look-alikes write: versions 1 to 3, little and big endian, floating
/// point of 2, 4 and 8 bytes, integers and bool, C and Fortran order. Source: numpy.lib.format.
/// Threads: a value.
class NpyReader
{
public:
    /// Reads the header and checks that the file is as long as it says.
    /// Errors: those of checkReadableFile, UnsupportedFormat (no .npy, or objects and structures in
    /// it), CorruptData (damaged header, truncated).
    [[nodiscard]] static Result<NpyReader> open(const std::filesystem::path &path);

    [[nodiscard]] const std::vector<std::int64_t> &shape() const { return m_shape; }

    /// Numbers of the sub-array at `index` of the first axis, in C order, as float32.
    /// @param index 0 <= index < shape()[0] Errors: CorruptData.
    [[nodiscard]] Result<std::vector<float>> readSlice(std::int64_t index) const;

    /// All numbers in C order, as float32. Errors: TooLarge (above kMaxWholeBytes), CorruptData.
    [[nodiscard]] Result<std::vector<float>> readAll() const;

    /// Largest array that is read at once (a map of 4,096 x 4,096 in double precision has 128 MiB).
    static constexpr std::int64_t kMaxWholeBytes = std::int64_t{512} << 20;

private:
    NpyReader() = default;
    [[nodiscard]] Result<std::string> readBytes(std::int64_t firstElement,
                                                std::int64_t elements) const;
    [[nodiscard]] std::vector<float> decode(const std::string &bytes) const;

    std::filesystem::path m_path;
    std::vector<std::int64_t> m_shape;
    std::int64_t m_dataOffset = 0;
    int m_itemBytes = 0;
    char m_kind = 'f'; // NumPy's letter: f, i, u, b
    bool m_isSwapped = false;
    bool m_isFortranOrder = false;
};

} // namespace soundlocus

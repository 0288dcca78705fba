// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

namespace soundlocus::test {

/// A float32 array from a .npy file; an independent little reader, for tests only.
struct NpyArray
{
    std::vector<std::int64_t> shape;
    std::vector<float> values;
};

/// Reads little-endian float32, C order, versions 1 and 2. Throws std::runtime_error otherwise.
NpyArray readNpy(const std::filesystem::path &path);

} // namespace soundlocus::test

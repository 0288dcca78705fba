// SPDX-License-Identifier: MIT
#pragma once

#include "engine/checkpoint/tensor_file.h"

#include <filesystem>

namespace soundlocus {

/// Reads a safetensors file; the tensors stay in the file's mapping until they are touched.
/// Entries of "__metadata__" become strings. Errors: CorruptData, UnsupportedFormat (a number type
/// outside DType), TooLarge (header above 100 MB).
/// Source: https://github.com/huggingface/safetensors#format
[[nodiscard]] Result<TensorFile> readSafetensors(const std::filesystem::path &path);

} // namespace soundlocus

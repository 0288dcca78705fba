// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace soundlocus {

enum class DType { Float32, Float64, Float16, BFloat16, Int64, Int32, Int16, Int8, UInt8, Bool };

/// Safetensors' name of a type: "F32", "F64", "F16", "BF16", "I64", "I32", "I16", "I8", "U8",
/// "BOOL".
[[nodiscard]] std::string_view toString(DType type);
[[nodiscard]] std::size_t itemBytes(DType type);

/// One tensor as stored: row-major after reading (views with strides and offsets are resolved).
/// Cheap to copy. Threads: a value.
struct StoredTensor
{
    DType dtype = DType::Float32;
    std::vector<std::int64_t> shape; ///< empty = a scalar
    /// product(shape) * itemBytes(dtype) bytes, little endian, row-major. `owner` keeps them alive.
    std::span<const std::byte> bytes;
    std::shared_ptr<const void> owner;

    [[nodiscard]] std::int64_t elementCount() const;
    /// Values as float32 (any dtype; bool gives 0 and 1).
    [[nodiscard]] std::vector<float> toFloat() const;
};

/// A plain value out of a checkpoint that is not a tensor.
using MetadataValue = std::variant<bool, std::int64_t, double, std::string>;

/// Content of a checkpoint file, whatever its container. Names are full: nested dictionaries joined
/// by a dot with the top-level key in front ("state_dict.imgnet.conv1.weight", "optimizer..." is
/// left out unless asked for).
struct TensorFile
{
    enum class Container { TorchZip, TorchLegacy, Safetensors };
    Container container = Container::TorchZip;
    std::map<std::string, StoredTensor> tensors;
    /// Plain numbers and strings at the top level: epoch, best_miou, iteration; safetensors
    /// metadata.
    std::map<std::string, MetadataValue> metadata;
    /// Top-level keys in the order of the file.
    std::vector<std::string> topLevelKeys;
};

struct TensorFileOptions
{
    /// Also read the optimiser's state (top-level key "optimizer"): twice the weights, rarely
    /// wanted.
    bool withOptimizer = false;
};

/// Reads a PyTorch .pth/.pth.tar/.pt (zip, or the older stream format) or a .safetensors file, told
/// apart by content. Nothing in the file is ever executed: a pickle may hold tensors, plain
/// containers and numbers, ordered dictionaries and numpy.core.multiarray.scalar; any other global
/// is refused by name (UnsafeCheckpoint). Errors: those of checkReadableFile, UnsupportedFormat
/// (text, tar, zip that torch did not write), CorruptData (truncated, wrong CRC, offsets outside a
/// storage), UnsafeCheckpoint. Source: pickle protocol 2 (PEP 307); torch/serialization.py;
/// safetensors format.
[[nodiscard]] Result<TensorFile> readTensorFile(const std::filesystem::path &path,
                                                TensorFileOptions options = {});

/// Writes a safetensors file: tensors in name order, `metadata` as the "__metadata__" string map;
/// to a temporary file, then renamed. Errors: those of AtomicFile.
[[nodiscard]] Result<void> writeSafetensors(const std::filesystem::path &path,
                                            const std::map<std::string, StoredTensor> &tensors,
                                            const std::map<std::string, std::string> &metadata);

} // namespace soundlocus

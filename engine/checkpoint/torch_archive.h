// SPDX-License-Identifier: MIT
#pragma once

#include "engine/checkpoint/mapped_file.h"
#include "engine/checkpoint/pickle_reader.h"

#include <cstdint>
#include <memory>
#include <string_view>

namespace soundlocus {

/// A file written by torch.save: one pickle and the storages it names. Threads: one at a time.
class TorchArchive
{
public:
    virtual ~TorchArchive() = default;

    [[nodiscard]] virtual const pickle::Document &document() const = 0;
    /// Bytes of a storage, read now; at least `byteCount` of them. Errors: CorruptData.
    [[nodiscard]] virtual Result<OwnedBytes> storage(std::string_view key,
                                                     std::uint64_t byteCount) = 0;
};

/// The zip format (PyTorch 1.6 and later). Checks the sizes of all storages, and the checksum of
/// those that are read. Errors: UnsupportedFormat, CorruptData, UnsafeCheckpoint, TooLarge.
[[nodiscard]] Result<std::unique_ptr<TorchArchive>> openTorchZip(const std::filesystem::path &path);

/// The stream of pickles and raw storages (PyTorch 0.4 to 1.5, and still on request). It has no
/// checksums. Errors: as above.
[[nodiscard]] Result<std::unique_ptr<TorchArchive>> openTorchLegacy(
        const std::filesystem::path &path);

/// Reads the tensors and plain values of an archive. Errors: as above.
[[nodiscard]] Result<TensorFile> readTorchArchive(TorchArchive &archive,
                                                  const std::filesystem::path &path,
                                                  const TensorFileOptions &options);

} // namespace soundlocus

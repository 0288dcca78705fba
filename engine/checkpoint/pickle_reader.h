// SPDX-License-Identifier: MIT
#pragma once

#include "engine/checkpoint/pickle_value.h"

#include <memory>
#include <span>

namespace soundlocus::pickle {

/// What a pickle holds. Values point into the bytes it was read from.
struct Document
{
    std::shared_ptr<Heap> heap;
    const Value *root = nullptr;
    std::size_t consumed = 0; ///< bytes up to and with STOP
};

/// A pickle of more bytes is refused; that of a published SSL-TIE file has 58 kB.
inline constexpr std::size_t kMaxPickleBytes = std::size_t{32} << 20U;

/// Reads one pickle (protocols 2 to 5) from the front of `bytes`. Nothing is imported or run: names
/// outside a short list are refused as soon as they appear.
/// @param fileName put before messages
/// Errors: UnsafeCheckpoint, CorruptData, TooLarge.
/// Source: Python's pickletools (opcodes), PEP 307, PEP 3154, PEP 574.
[[nodiscard]] Result<Document> parsePickle(std::span<const std::byte> bytes,
                                           const std::string &fileName);

} // namespace soundlocus::pickle

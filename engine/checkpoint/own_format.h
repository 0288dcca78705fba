// SPDX-License-Identifier: MIT
#pragma once

#include "engine/checkpoint/checkpoint.h"

#include <map>
#include <optional>
#include <string>

/// Internal: the entries that our own safetensors files carry in their header.
namespace soundlocus::own_format {

using Metadata = std::map<std::string, MetadataValue>;

/// Entries for a checkpoint: "soundlocus.format", "family", "width", "embedding_dim",
/// "soundlocus.input", its metadata as text, and "soundlocus.types" with the types of those that
/// are no text.
[[nodiscard]] std::map<std::string, std::string> entriesOf(const Checkpoint &checkpoint);

struct Header
{
    /// Family and input; the tensors tell the rest.
    ModelSpec spec;
    Metadata metadata;
};

/// The opposite of entriesOf(); nothing where the file is not one of ours.
/// Errors: UnsupportedFormat (a newer version), CorruptData. @param fileName put before messages
[[nodiscard]] Result<std::optional<Header>> headerOf(const Metadata &entries,
                                                     const std::string &fileName);

} // namespace soundlocus::own_format

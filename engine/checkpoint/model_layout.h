// SPDX-License-Identifier: MIT
#pragma once

#include "engine/checkpoint/checkpoint.h"

#include <string_view>

/// Internal: how the tensors of the published families are named.
namespace soundlocus::layout {

/// Text before the names of the weights ("state_dict.", "model.module."), "" for a bare state
/// dict; nothing where no trunk is to be seen.
[[nodiscard]] std::optional<std::string> weightsPrefix(const TensorFile &file);

struct FamilyGuess
{
    ModelFamily family = ModelFamily::SslTie;
    /// The keys leave a choice that the file name, or a default, made.
    bool isGuessed = false;
};

/// Family by the names without prefix; nothing where they fit none.
/// Source: fact sheet, section 7.6.
[[nodiscard]] std::optional<FamilyGuess> familyOf(
        const std::map<std::string, StoredTensor> &weights,
        std::string_view prefix,
        const std::filesystem::path &path);

/// Width and embedding as read off the tensors; the family's published input.
[[nodiscard]] ModelSpec specOf(ModelFamily family,
                               const std::map<std::string, StoredTensor> &weights);

/// Part of the family's published files that its map does not need (imgnet.conv1_a, fc, norm3, ...,
/// and the batch counters).
[[nodiscard]] bool isKnownUnused(ModelFamily family, std::string_view name);

/// True for running statistics and counters, which are stored beside the parameters.
[[nodiscard]] bool isBuffer(std::string_view name);

} // namespace soundlocus::layout

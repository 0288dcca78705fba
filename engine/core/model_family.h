// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

namespace soundlocus {

/// Published model families whose checkpoints are read.
enum class ModelFamily {
    SslTie,   ///< Liu et al., ACM MM 2022
    Lvs,      ///< Chen et al., CVPR 2021
    SslAlign, ///< Senocak et al., ICCV 2023 (ResNet-18 files)
    EzVsl,    ///< Mo and Morgado, ECCV 2022
    Fnac,     ///< Sun et al., CVPR 2023
    Slavc,    ///< Mo and Morgado, NeurIPS 2022
};

/// Stable text id: "ssltie", "lvs", "sslalign", "ezvsl", "fnac", "slavc".
[[nodiscard]] std::string_view toString(ModelFamily family);
/// Name for people: "SSL-TIE", "LVS", "SSL-Align", "EZ-VSL", "FNAC", "SLAVC".
[[nodiscard]] std::string_view displayName(ModelFamily family);
[[nodiscard]] std::optional<ModelFamily> modelFamilyFromString(std::string_view id);

} // namespace soundlocus

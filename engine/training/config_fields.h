// SPDX-License-Identifier: MIT
#pragma once

#include "engine/training/training_config.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace soundlocus {

/// What a number, a word, or every entry of a list may be.
struct AllowedValues
{
    double low = 0;
    double high = 0;
    /// Whether `low` and `high` bound anything.
    bool hasLow = false;
    bool hasHigh = false;
    bool excludesLow = false;
    /// Where not empty, one of these.
    std::vector<std::string_view> words;
};

/// For people: "1 or more", "above 0, at most 1", "adam or adamw"; empty if anything is allowed.
[[nodiscard]] std::string toText(const AllowedValues &allowed);

using FieldReference = std::variant<bool *,
                                    int *,
                                    std::int64_t *,
                                    std::uint64_t *,
                                    double *,
                                    std::string *,
                                    std::vector<std::string> *,
                                    std::vector<int> *,
                                    std::vector<double> *>;

/// One field of a TrainingConfig; all there is to say about it stands in config_fields.cpp alone.
struct ConfigField
{
    std::string key; ///< "optimizer.learning_rate", "stages.0.name"
    FieldReference value;
    AllowedValues allowed;
    std::string_view meaning;
};

/// Every field, in the order of the header. The references live as long as `config` does and its
/// list of stages keeps its length.
[[nodiscard]] std::vector<ConfigField> configFields(TrainingConfig &config);

/// Fields of one stage with keys "PREFIX.name" and so on.
[[nodiscard]] std::vector<ConfigField> stageFields(StageConfig &stage, const std::string &prefix);

/// First part of the keys of stages.
inline constexpr std::string_view kStagesKey = "stages";

} // namespace soundlocus

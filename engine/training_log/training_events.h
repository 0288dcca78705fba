// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace soundlocus {

/// A part of the loss before its weight: "contrastive_first", "contrastive_second" (second view),
/// "equivariance", "supervised", "pooled", "sound".
struct LossTerm
{
    std::string name;
    double value = 0;

    bool operator==(const LossTerm &) const = default;
};

/// Once, before the first step.
struct TrainingStarted
{
    std::string folder;     ///< of the run
    std::string device;     ///< "cpu", "cuda:0"
    std::string precision;  ///< "float32", "bf16", "fp16"
    std::int64_t step = 0;  ///< steps done before; 0 unless resumed
    std::int64_t steps = 0; ///< of the whole run
    int epochs = 0;
    std::int64_t samples = 0;
    std::int64_t validationSamples = 0;
    std::int64_t parameters = 0; ///< that learn
    int batch = 0;
    int processes = 1;

    bool operator==(const TrainingStarted &) const = default;
};

/// After a step.
struct TrainingStep
{
    int epoch = 0;          ///< from 0
    std::int64_t step = 0;  ///< steps done, this one included
    std::int64_t steps = 0; ///< of the whole run
    std::string stage;
    double loss = 0; ///< weighted sum
    std::vector<LossTerm> terms;
    double learningRate = 0;
    double imagesPerSecond = 0; ///< of the last steps
    double waitingSeconds = 0;  ///< for the batch of this step
    std::optional<double> secondsLeft;

    bool operator==(const TrainingStep &) const = default;
};

/// After the last step of an epoch; means over its steps.
struct TrainingEpoch
{
    int epoch = 0; ///< from 0
    int epochs = 0;
    std::int64_t step = 0;
    double loss = 0;
    std::vector<LossTerm> terms;
    double seconds = 0;
    double waitingSeconds = 0;
    double imagesPerSecond = 0;
    int replaced = 0; ///< broken samples of this epoch that others stood in for
    std::optional<double> secondsLeft;

    bool operator==(const TrainingEpoch &) const = default;
};

/// After a validation.
struct TrainingValidation
{
    int epoch = 0;
    std::int64_t step = 0;
    std::int64_t n = 0;
    std::optional<double> loss;
    std::optional<double> ciouAt50; ///< share of samples; none of these without boxes
    std::optional<double> auc;
    std::optional<double> pointing;

    bool operator==(const TrainingValidation &) const = default;
};

/// A checkpoint lies on the disk.
struct TrainingCheckpoint
{
    int epoch = 0;
    std::int64_t step = 0;
    std::string path;
    bool isBest = false; ///< it is best.safetensors now, too

    bool operator==(const TrainingCheckpoint &) const = default;
};

/// Something to know that does not end the run.
struct TrainingWarning
{
    std::int64_t step = 0;
    std::string code; ///< of an ErrorCode, or empty
    std::string message;

    bool operator==(const TrainingWarning &) const = default;
};

/// Last event of a run that ended as it should.
struct TrainingDone
{
    std::int64_t step = 0;
    std::string reason; ///< "finished", "max_steps", "patience", "stopped" (on request)
    double seconds = 0; ///< of this start of the run
    std::string last;   ///< path of the checkpoint
    std::string best;   ///< path, empty without a validation
    std::string metric; ///< that chose it
    std::optional<double> bestValue;

    bool operator==(const TrainingDone &) const = default;
};

/// Last event of a run that broke off.
struct TrainingFailed
{
    std::int64_t step = 0;
    std::string code; ///< of the ErrorCode
    std::string message;
    std::vector<std::string> ids; ///< samples of the batch that broke it, if any

    bool operator==(const TrainingFailed &) const = default;
};

using TrainingEvent = std::variant<TrainingStarted,
                                   TrainingStep,
                                   TrainingEpoch,
                                   TrainingValidation,
                                   TrainingCheckpoint,
                                   TrainingWarning,
                                   TrainingDone,
                                   TrainingFailed>;

/// Is told what happens, in order, from the thread that trains; must return quickly and not throw.
using TrainingObserver = std::function<void(const TrainingEvent &)>;

/// Version of the lines. Readers take a line of their version or a lower one, and leave out events
/// and fields they do not know; fields are added, never changed.
inline constexpr int kTrainingEventsVersion = 1;

/// One line of JSON, without its end: {"v": 1, "event": "step", ...}. Fields are the members above
/// in snake case (`isBest`: "best"); terms are an object by name. What is not known is left out;
/// numbers that are not finite are null.
[[nodiscard]] std::string toJsonLine(const TrainingEvent &event);

/// The event of a line. Missing fields keep their defaults.
/// Errors: CorruptData (no such JSON), UnsupportedFormat (a newer version or an unknown event).
[[nodiscard]] Result<TrainingEvent> parseTrainingEvent(std::string_view line);

/// Description of the lines for the help of `--events`.
[[nodiscard]] std::string_view trainingEventsHelp();

} // namespace soundlocus

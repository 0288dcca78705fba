// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/heatmap.h"
#include "engine/core/model_spec.h"
#include "engine/dataset/sample_source.h"
#include "engine/nn/two_trunk_net.h"
#include "engine/training/process_group.h"
#include "engine/training/training_config.h"

#include <ATen/core/Tensor.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace soundlocus {

/// What a network scores on samples it did not learn from.
struct ValidationScore
{
    std::int64_t samples = 0;
    std::int64_t broken = 0; ///< samples that could not be read
    double loss = 0;         ///< masked contrast within batches
    std::int64_t boxed = 0;  ///< samples with boxes; the scores below are over these
    double ciouAtHalf = 0;
    double auc = 0;
    double adaptiveCiouAtHalf = 0;
    double pointing = 0;
};

/// Metric that chooses the best epoch: the configured one; "auto" stands for "ciou". Without any
/// boxes it is "loss", whatever the configuration says.
[[nodiscard]] std::string resolvedMetric(const ValidationConfig &config, bool hasBoxes);
/// Value of a metric, larger is better (the loss is negated).
[[nodiscard]] double valueOf(const ValidationScore &score, const std::string &metric);

/// A validated sample to look at.
struct ValidationPicture
{
    std::size_t index = 0; ///< in the source
    Heatmap map;
};

/// Scores a network in evaluation mode on plain samples: pictures squashed to the square, so that
/// boxes and maps share the whole frame. The network is left in evaluation mode. Several processes
/// take turns with the batches; the score is that of all, the same everywhere.
/// @param pictures receives the first few maps; may be null
/// Errors: Cancelled, NotFinite.
[[nodiscard]] Result<ValidationScore> validate(nn::TwoTrunkNet &net,
                                               const ModelSpec &spec,
                                               const at::Device &device,
                                               const std::shared_ptr<const SampleSource> &source,
                                               const std::vector<std::size_t> &indices,
                                               const TrainingConfig &config,
                                               ProcessGroup &group,
                                               std::vector<ValidationPicture> *pictures,
                                               std::stop_token stop);

/// Masks for the sounds that are embedded: of the spectrograms, drawn anew for every epoch.
struct EmbeddingMasks
{
    SpectrogramMaskConfig config;
    std::uint64_t seed = 0;
    int epoch = 0;
};

/// Embeddings of sounds without augmentation, or masked as the released code has them, [N, D]
/// float32 on the CPU, rows of zeros for those that cannot be read. The network is left in
/// evaluation mode. Shared out as above.
/// Errors: Cancelled.
[[nodiscard]] Result<at::Tensor> embedSounds(nn::TwoTrunkNet &net,
                                             const ModelSpec &spec,
                                             const at::Device &device,
                                             const std::shared_ptr<const SampleSource> &source,
                                             const std::vector<std::size_t> &indices,
                                             const std::optional<EmbeddingMasks> &masks,
                                             ProcessGroup &group,
                                             std::stop_token stop);

} // namespace soundlocus

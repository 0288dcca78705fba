// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"
#include "engine/inference/localizer.h"
#include "engine/pipeline/sample_loader.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace soundlocus {

/// Maps of loaded samples in batches; every sound is embedded once. A fault of one sample does not
/// spoil the others of its batch. Threads: one thread at a time.
class BatchLocalizer
{
public:
    BatchLocalizer(std::shared_ptr<const Localizer> localizer, AudioCut cut);

    /// @param samples sounds not brought here must have come with an earlier call
    /// @return one map, or the reason why there is none, per sample
    [[nodiscard]] std::vector<Result<Heatmap>> localize(const std::vector<LoadedSample> &samples);

private:
    void embedNewSounds(const std::vector<LoadedSample> &samples);
    void localizeGroup(const std::vector<LoadedSample> &samples,
                       const std::vector<std::size_t> &group,
                       std::vector<Result<Heatmap>> &maps);

    std::shared_ptr<const Localizer> m_localizer;
    AudioCut m_cut;
    std::map<std::string, Result<AudioEmbedding>> m_embeddings; // by LoadedSample::soundKey
};

} // namespace soundlocus

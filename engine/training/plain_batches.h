// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/model_spec.h"
#include "engine/dataset/sample_source.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <future>
#include <memory>
#include <optional>
#include <vector>

namespace soundlocus {

/// Samples as a test sees them, without augmentation.
struct PlainBatch
{
    std::vector<std::size_t> indices; ///< in the source; those that could be read
    int broken = 0;                   ///< samples left out
    int side = 0;
    int bins = 0;
    int columns = 0;
    std::vector<float> images;       ///< [B, 3, side, side]; empty where only sounds were asked for
    std::vector<float> spectrograms; ///< [B, 1, bins, columns]
};

enum class PlainParts { PictureAndSound, SoundOnly };

/// Loads samples in order, batch after batch, ahead of the caller on threads of its own.
/// Threads: one thread at a time.
class PlainBatches
{
public:
    /// @param spec audio.sampleRateHz not 0: a batch has one width
    PlainBatches(std::shared_ptr<const SampleSource> source,
                 std::vector<std::size_t> indices,
                 const ModelSpec &spec,
                 PlainParts parts,
                 std::size_t batch);

    /// The next batch, which may be smaller or empty; nothing at the end.
    [[nodiscard]] std::optional<PlainBatch> next();

private:
    void loadAhead();

    std::shared_ptr<const SampleSource> m_source;
    std::vector<std::size_t> m_indices;
    ModelSpec m_spec;
    PlainParts m_parts;
    std::size_t m_batch;
    std::size_t m_begun = 0; // samples handed to threads
    std::deque<std::future<PlainBatch>> m_loading;
};

} // namespace soundlocus

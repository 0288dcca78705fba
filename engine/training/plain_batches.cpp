// SPDX-License-Identifier: MIT
#include "engine/training/plain_batches.h"

#include "engine/core/log.h"
#include "engine/features/audio_input.h"
#include "engine/features/image_input.h"

#include <algorithm>
#include <span>
#include <thread>

namespace soundlocus {

namespace {

/// Appends one sample. Errors: those of the source, AudioTooShort.
Result<void> append(const SampleSource &source,
                    std::size_t index,
                    const ModelSpec &spec,
                    PlainParts parts,
                    PlainBatch &batch)
{
    Result<TrainingSample> sample = TrainingSample{};
    if (parts == PlainParts::PictureAndSound) {
        sample = source.load(index);
    } else if (auto sound = source.loadSound(index)) {
        sample->sound = *std::move(sound);
    } else {
        sample = Unexpected(sound.error());
    }
    if (!sample)
        return Unexpected(sample.error());
    const auto sound = prepareAudio(sample->sound, spec.audio, AudioCut::Official);
    if (!sound)
        return Unexpected(sound.error());
    if (!batch.indices.empty() && (sound->bins != batch.bins || sound->frames != batch.columns))
        return fail(ErrorCode::Internal, "spectrograms of one batch differ in size");
    if (parts == PlainParts::PictureAndSound) {
        const ImageInput image = prepareImage(sample->frame, spec, FitMode::Squash);
        batch.side = image.size.width;
        batch.images.insert(batch.images.end(), image.values->begin(), image.values->end());
    }
    batch.bins = sound->bins;
    batch.columns = sound->frames;
    batch.spectrograms.insert(batch.spectrograms.end(), sound->values.begin(), sound->values.end());
    batch.indices.push_back(index);
    return {};
}

PlainBatch load(const SampleSource &source,
                std::span<const std::size_t> indices,
                const ModelSpec &spec,
                PlainParts parts)
{
    PlainBatch batch;
    for (const std::size_t index : indices) {
        if (auto done = append(source, index, spec, parts, batch); !done) {
            log(LogLevel::Info,
                "left out of validation: " + source.item(index).sample.id + ": "
                        + toString(done.error()));
            ++batch.broken;
        }
    }
    return batch;
}

} // namespace

PlainBatches::PlainBatches(std::shared_ptr<const SampleSource> source,
                           std::vector<std::size_t> indices,
                           const ModelSpec &spec,
                           PlainParts parts,
                           std::size_t batch)
    : m_source(std::move(source))
    , m_indices(std::move(indices))
    , m_spec(spec)
    , m_parts(parts)
    , m_batch(batch)
{
    SOUNDLOCUS_EXPECTS(m_spec.audio.sampleRateHz > 0 && m_batch > 0);
    loadAhead();
}

void PlainBatches::loadAhead()
{
    const std::size_t wanted = std::max(2U, std::thread::hardware_concurrency());
    while (m_begun < m_indices.size() && m_loading.size() < wanted) {
        const std::size_t count = std::min(m_batch, m_indices.size() - m_begun);
        const auto part = std::span<const std::size_t>(m_indices).subspan(m_begun, count);
        m_loading.push_back(std::async(std::launch::async, [this, part] {
            return load(*m_source, part, m_spec, m_parts);
        }));
        m_begun += count;
    }
}

std::optional<PlainBatch> PlainBatches::next()
{
    if (m_loading.empty())
        return std::nullopt;
    PlainBatch batch = m_loading.front().get();
    m_loading.pop_front();
    loadAhead();
    return batch;
}

} // namespace soundlocus

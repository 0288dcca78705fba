// SPDX-License-Identifier: MIT
#include "engine/pipeline/batch_localizer.h"

#include <span>
#include <utility>

namespace soundlocus {

namespace {

Unexpected notComputed()
{
    return fail(ErrorCode::Internal, "the network gave no result");
}

} // namespace

BatchLocalizer::BatchLocalizer(std::shared_ptr<const Localizer> localizer, AudioCut cut)
    : m_localizer(std::move(localizer))
    , m_cut(cut)
{}

void BatchLocalizer::embedNewSounds(const std::vector<LoadedSample> &samples)
{
    std::vector<AudioClip> clips;
    std::vector<std::string> keys;
    for (const LoadedSample &sample : samples) {
        if (!sample.sound)
            continue;
        clips.push_back(*sample.sound);
        keys.push_back(sample.soundKey);
    }
    if (clips.empty())
        return;
    const auto together = m_localizer->embed(clips, m_cut);
    for (std::size_t i = 0; i < clips.size(); ++i) {
        if (together && i < together->size()) {
            m_embeddings.insert_or_assign(keys[i], (*together)[i]);
            continue;
        }
        const auto single = m_localizer->embed(std::span(&clips[i], 1), m_cut);
        if (!single)
            m_embeddings.insert_or_assign(keys[i], Unexpected(single.error()));
        else if (single->empty())
            m_embeddings.insert_or_assign(keys[i], notComputed());
        else
            m_embeddings.insert_or_assign(keys[i], single->front());
    }
}

void BatchLocalizer::localizeGroup(const std::vector<LoadedSample> &samples,
                                   const std::vector<std::size_t> &group,
                                   std::vector<Result<Heatmap>> &maps)
{
    std::vector<ImageInput> images;
    std::vector<AudioEmbedding> sounds;
    for (const std::size_t index : group) {
        images.push_back(samples[index].image);
        sounds.push_back(*m_embeddings.at(samples[index].soundKey));
    }
    const auto together = m_localizer->localize(images, sounds);
    for (std::size_t i = 0; i < group.size(); ++i) {
        if (together && i < together->size()) {
            maps[group[i]] = (*together)[i];
            continue;
        }
        const auto single = m_localizer->localize(std::span(&images[i], 1),
                                                  std::span(&sounds[i], 1));
        if (!single)
            maps[group[i]] = Unexpected(single.error());
        else if (!single->empty())
            maps[group[i]] = single->front();
    }
}

std::vector<Result<Heatmap>> BatchLocalizer::localize(const std::vector<LoadedSample> &samples)
{
    embedNewSounds(samples);
    std::vector<Result<Heatmap>> maps(samples.size(), notComputed());
    // One forward pass takes pictures of one size.
    std::map<std::pair<int, int>, std::vector<std::size_t>> bySize;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const auto embedding = m_embeddings.find(samples[i].soundKey);
        if (embedding == m_embeddings.end())
            continue;
        if (!embedding->second) {
            maps[i] = Unexpected(embedding->second.error());
            continue;
        }
        const Size size = samples[i].image.size;
        bySize[{size.width, size.height}].push_back(i);
    }
    for (const auto &[size, group] : bySize)
        localizeGroup(samples, group, maps);
    return maps;
}

} // namespace soundlocus

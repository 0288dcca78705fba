// SPDX-License-Identifier: MIT
#pragma once

#include "engine/inference/localizer.h"

#include <atomic>
#include <cmath>
#include <limits>

namespace soundlocus::test {

/// A localizer without a network: the map is the red channel at 14 x 14 places, times the mean
/// level of the sound. It fails a whole call when one picture is black or one sound is silent.
class FakeLocalizer final : public Localizer
{
public:
    static constexpr int kSide = 14;

    [[nodiscard]] const ModelSpec &spec() const override { return m_spec; }
    [[nodiscard]] const LocalizerOptions &options() const override { return m_options; }
    [[nodiscard]] HeatmapScale scale() const override { return HeatmapScale::Cosine; }

    [[nodiscard]] Result<ImageInput> prepare(const Frame &frame, FitMode mode) const override
    {
        // Full: one column of cells more for wide pictures, so that sizes within a batch differ.
        const bool isWide = frame.width() > frame.height();
        const Size size{mode == FitMode::Full && isWide ? kSide + 1 : kSide, kSide};
        std::vector<float> values;
        for (int y = 0; y < size.height; ++y) {
            for (int x = 0; x < size.width; ++x) {
                const int column = (2 * x + 1) * frame.width() / (2 * size.width);
                const int row = (2 * y + 1) * frame.height() / (2 * size.height);
                values.push_back(static_cast<float>(frame.row(row)[3 * column]) / 255.0F);
            }
        }
        ImageInput input;
        input.values = std::make_shared<const std::vector<float>>(std::move(values));
        input.size = size;
        if (mode == FitMode::Official && isWide)
            input.region = {0.25, 0, 0.75, 1};
        input.pts = frame.pts;
        return input;
    }

    [[nodiscard]] Result<std::vector<AudioEmbedding>> embed(std::span<const AudioClip> clips,
                                                            AudioCut cut) const override
    {
        lastCut = cut;
        std::vector<AudioEmbedding> embeddings;
        for (const AudioClip &clip : clips) {
            double level = 0;
            for (const float sample : clip.samples())
                level += std::abs(static_cast<double>(sample));
            level /= static_cast<double>(clip.sampleCount());
            if (level == 0)
                return fail(ErrorCode::NotFinite, "a silent sound");
            lastSeconds = toSeconds(clip.duration());
            embeddings.push_back(
                    {std::make_shared<const std::vector<float>>(1, static_cast<float>(level)), 1});
        }
        embedded += static_cast<int>(clips.size());
        return embeddings;
    }

    [[nodiscard]] Result<std::vector<Heatmap>> localize(
            std::span<const ImageInput> images,
            std::span<const AudioEmbedding> sounds) const override
    {
        largestBatch = std::max(largestBatch.load(), static_cast<int>(images.size()));
        std::vector<Heatmap> maps;
        for (std::size_t i = 0; i < images.size(); ++i) {
            std::vector<float> values = *images[i].values;
            float brightest = 0;
            for (float &value : values) {
                brightest = std::max(brightest, value);
                value *= sounds[i].values->front();
            }
            if (brightest == 0 || images[i].size != images[0].size)
                return fail(ErrorCode::NotFinite, "a black picture, or sizes that differ");
            maps.emplace_back(std::move(values), images[i].size, scale());
        }
        return maps;
    }

    mutable std::atomic<int> embedded = 0;
    mutable std::atomic<int> largestBatch = 0;
    mutable std::atomic<AudioCut> lastCut = AudioCut::Window;
    mutable std::atomic<double> lastSeconds = 0;

private:
    ModelSpec m_spec;
    LocalizerOptions m_options;
};

} // namespace soundlocus::test

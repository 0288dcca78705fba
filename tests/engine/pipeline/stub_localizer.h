// SPDX-License-Identifier: MIT
#pragma once

#include "engine/inference/localizer.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>
#include <vector>

namespace soundlocus::test {

/// A localizer without a network that counts its calls: the map is the brightness of the picture at
/// 14 x 14 places; silence is a sound like others.
class StubLocalizer final : public Localizer
{
public:
    static constexpr int kSide = 14;

    [[nodiscard]] const ModelSpec &spec() const override { return model; }
    [[nodiscard]] const LocalizerOptions &options() const override { return m_options; }
    [[nodiscard]] HeatmapScale scale() const override { return HeatmapScale::Cosine; }

    [[nodiscard]] Result<ImageInput> prepare(const Frame &frame, FitMode) const override
    {
        std::vector<float> values;
        for (int y = 0; y < kSide; ++y) {
            for (int x = 0; x < kSide; ++x) {
                const int column = (2 * x + 1) * frame.width() / (2 * kSide);
                const int row = (2 * y + 1) * frame.height() / (2 * kSide);
                values.push_back(static_cast<float>(frame.row(row)[3 * column]) / 255.0F);
            }
        }
        const int waiting = ++prepared - localized;
        int most = mostWaiting;
        while (most < waiting && !mostWaiting.compare_exchange_weak(most, waiting)) {
        }
        return ImageInput{std::make_shared<const std::vector<float>>(std::move(values)),
                          {kSide, kSide},
                          {},
                          frame.pts};
    }

    [[nodiscard]] Result<std::vector<AudioEmbedding>> embed(std::span<const AudioClip> clips,
                                                            AudioCut cut) const override
    {
        const std::scoped_lock lock(m_mutex);
        ++embedCalls;
        lastCut = cut;
        std::vector<AudioEmbedding> embeddings;
        for (const AudioClip &clip : clips) {
            embedded.push_back(clip);
            embeddings.push_back({std::make_shared<const std::vector<float>>(1, 1.0F), 1});
        }
        return embeddings;
    }

    [[nodiscard]] Result<std::vector<Heatmap>> localize(
            std::span<const ImageInput> images,
            std::span<const AudioEmbedding> sounds) const override
    {
        if (images.size() != sounds.size())
            return fail(ErrorCode::Internal, "one sound per picture");
        std::this_thread::sleep_for(delay);
        const std::scoped_lock lock(m_mutex);
        if (failAfter >= 0 && localized >= failAfter)
            return fail(ErrorCode::NotFinite, "the stub fails");
        batches.push_back(static_cast<int>(images.size()));
        std::vector<Heatmap> maps;
        for (const ImageInput &image : images) {
            times.push_back(image.pts);
            maps.emplace_back(*image.values, image.size, scale());
            maps.back().pts = image.pts;
            maps.back().region = image.region;
        }
        localized += static_cast<int>(images.size());
        return maps;
    }

    /// Set before use.
    ModelSpec model;
    std::chrono::milliseconds delay{0};
    int failAfter = -1;

    /// Read when the job has ended.
    mutable std::atomic<int> prepared = 0;
    mutable std::atomic<int> localized = 0;
    mutable std::atomic<int> mostWaiting = 0; ///< prepared and not yet localised
    mutable std::vector<int> batches;
    mutable std::vector<MediaTime> times;
    mutable int embedCalls = 0;
    mutable std::vector<AudioClip> embedded;
    mutable AudioCut lastCut = AudioCut::Window;

private:
    LocalizerOptions m_options;
    mutable std::mutex m_mutex;
};

} // namespace soundlocus::test

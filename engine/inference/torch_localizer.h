// SPDX-License-Identifier: MIT
#pragma once

#include "engine/inference/localizer.h"
#include "engine/nn/folded_trunk.h"

#include <functional>
#include <mutex>

namespace soundlocus {

/// Threads that one LibTorch operation may use, kept for the whole process. LibTorch's setting
/// belongs to the calling thread, so each entry into LibTorch applies it anew.
class TorchThreads
{
public:
    static void set(int count);
    [[nodiscard]] static int count();
    /// Makes the calling thread use count() threads.
    static void apply();
};

/// Localizer on LibTorch.
class TorchLocalizer final : public Localizer
{
public:
    /// Throws what LibTorch throws.
    /// @param checkpoint passed requireLoadable()
    TorchLocalizer(const Checkpoint &checkpoint, const LocalizerOptions &options);

    [[nodiscard]] const ModelSpec &spec() const override { return m_spec; }
    [[nodiscard]] const LocalizerOptions &options() const override { return m_options; }
    [[nodiscard]] HeatmapScale scale() const override;
    [[nodiscard]] Result<ImageInput> prepare(const Frame &frame, FitMode mode) const override;
    [[nodiscard]] Result<std::vector<AudioEmbedding>> embed(std::span<const AudioClip> clips,
                                                            AudioCut cut) const override;
    [[nodiscard]] Result<std::vector<Heatmap>> localize(
            std::span<const ImageInput> images,
            std::span<const AudioEmbedding> sounds) const override;

    /// Unit-length image vectors, [N, heads * dim, h', w'], for tests against the reference.
    [[nodiscard]] at::Tensor imageVectors(std::span<const ImageInput> images) const;

private:
    struct Projection
    {
        at::Tensor imageWeight; ///< [dim, in]
        at::Tensor imageBias;
        at::Tensor audioWeight;
        at::Tensor audioBias;
    };
    /// Vectors of one head, [N, dim, h', w'] or [1, dim]; not normalised yet.
    [[nodiscard]] at::Tensor headOfImage(const at::Tensor &features, std::size_t head) const;
    [[nodiscard]] AudioEmbedding embedOne(const Spectrogram &spectrogram) const;
    [[nodiscard]] at::Tensor stack(std::span<const ImageInput> images) const;
    /// Maps of pictures of one size, [N, h', w'] float32 on the CPU, on the family's scale.
    [[nodiscard]] at::Tensor similarity(std::span<const ImageInput> images,
                                        std::span<const AudioEmbedding> sounds) const;
    [[nodiscard]] std::size_t headCount() const { return m_heads.empty() ? 1 : m_heads.size(); }

    ModelSpec m_spec;
    LocalizerOptions m_options;
    at::Device m_device;
    std::unique_ptr<const nn::FoldedTrunk> m_image;
    std::unique_ptr<const nn::FoldedTrunk> m_audio;
    std::vector<Projection> m_heads;
};

/// Turns what LibTorch throws into an Error: memory used up, or a defect.
/// @param action what was tried, as in "localising"
[[nodiscard]] Error errorFromTorch(const std::exception &exception, const std::string &action);

} // namespace soundlocus

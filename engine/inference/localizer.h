// SPDX-License-Identifier: MIT
#pragma once

#include "engine/checkpoint/checkpoint.h"
#include "engine/core/audio_clip.h"
#include "engine/core/frame.h"
#include "engine/core/heatmap.h"
#include "engine/core/result.h"
#include "engine/features/audio_input.h"
#include "engine/features/image_input.h"

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace soundlocus {

/// One unit-length vector per sound and head (SLAVC has two heads, all others one).
/// Cheap to copy; threads: a value.
struct AudioEmbedding
{
    std::shared_ptr<const std::vector<float>> values; ///< heads * dim numbers, head by head
    int dim = 0;

    [[nodiscard]] bool isEmpty() const { return !values || values->empty(); }
};

struct LocalizerOptions
{
    /// "cpu", "cuda", "cuda:1".
    std::string device = "cpu";
    /// SLAVC: use the momentum copy of the weights (`use_mom_eval` of the official code).
    bool useMomentum = false;
};

/// A loaded network that says where in a picture a sound comes from. Immutable after loading.
/// Threads: reentrant.
/// Errors of all calls: DeviceOutOfMemory, NotFinite (the map has NaN), Internal.
class Localizer
{
public:
    virtual ~Localizer() = default;

    [[nodiscard]] virtual const ModelSpec &spec() const = 0;
    /// Device and weights in use.
    [[nodiscard]] virtual const LocalizerOptions &options() const = 0;
    /// Unit of the maps.
    [[nodiscard]] virtual HeatmapScale scale() const = 0;

    /// A frame of any size as the image trunk sees it. Needs no device; call it from another thread
    /// than localize().
    [[nodiscard]] virtual Result<ImageInput> prepare(const Frame &frame, FitMode mode) const = 0;

    /// Embeds sounds, one pass per clip; clips shorter than the model's length are tiled
    /// (prepareAudio).
    /// @return one embedding per clip
    /// Source: SSL-TIE model.py, `audnet` and global max-pool; EZ-VSL model.py, `aud_proj`.
    [[nodiscard]] virtual Result<std::vector<AudioEmbedding>> embed(
            std::span<const AudioClip> clips,
            AudioCut cut) const = 0;

    /// Similarity of every place of each picture with its sound.
    /// @param images same size for all; @param sounds one per image
    /// @return raw maps before any up-sampling, on the family's own scale, one cell per
    /// trunkStride() pixels: 14 x 14 for a 224 x 224 input of SSL-TIE, LVS and SSL-Align and 7 x 7
    /// for EZ-VSL, FNAC and SLAVC; pts and region of the inputs Source: SSL-TIE model.py, variable
    /// `A0`; EZ-VSL model.py, `max_xmil_loss` map / tau.
    [[nodiscard]] virtual Result<std::vector<Heatmap>> localize(
            std::span<const ImageInput> images,
            std::span<const AudioEmbedding> sounds) const = 0;
};

} // namespace soundlocus

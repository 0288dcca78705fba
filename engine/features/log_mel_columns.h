// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/model_spec.h"

#include <cstdint>
#include <memory>
#include <span>

namespace soundlocus {

/// Columns of logMelSpectrogram() one at a time and without LibTorch: what a display draws of a
/// long file is what the network sees, within 0.01 dB where the sound is above the floor.
/// Source: as logMelSpectrogram(). Threads: one thread at a time per object.
class LogMelColumns
{
public:
    /// @param spec nFft even
    explicit LogMelColumns(int sampleRateHz, const LogMelSpec &spec = {});
    LogMelColumns(LogMelColumns &&other) noexcept;
    LogMelColumns &operator=(LogMelColumns &&other) noexcept;
    ~LogMelColumns();

    [[nodiscard]] const LogMelSpec &spec() const;
    /// Fewest samples that compute() takes.
    [[nodiscard]] std::int64_t shortest() const { return spec().nFft / 2 + 1; }

    /// The column whose window has its middle at samples[center]; beyond both ends the sound is
    /// reflected. Column k of logMelSpectrogram() has its middle at k * hopLength.
    /// @param samples at least shortest(); @param center 0 <= center <= samples.size()
    /// @param column [nMels] dB, lowest frequency first
    void compute(std::span<const float> samples, std::int64_t center, std::span<float> column);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace soundlocus

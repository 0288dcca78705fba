// SPDX-License-Identifier: MIT
#include "engine/features/audio_input.h"

#include "engine/media/resample_clip.h"

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/arange.h>
#include <ATen/ops/fft_rfft.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/hann_window.h>
#include <ATen/ops/linspace.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/minimum.h>
#include <ATen/ops/pow.h>
#include <ATen/ops/stft.h>
#include <ATen/ops/view_as_real.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <exception>
#include <map>
#include <mutex>
#include <numbers>
#include <tuple>

namespace soundlocus {

namespace {

/// Rate of the silence that stands in for an empty clip.
constexpr int kSilenceRateHz = 16000;

at::Tensor tensorOf(std::span<const float> samples)
{
    // Read-only use: from_blob wants a mutable pointer.
    return at::from_blob(const_cast<float *>(samples.data()),
                         {static_cast<std::int64_t>(samples.size())},
                         at::kFloat);
}

/// HTK mel filters, [nMels, nFft / 2 + 1] float32, computed as torchaudio does it (in float32).
at::Tensor makeMelFilters(int sampleRateHz, const LogMelSpec &spec)
{
    const int wholeTop = sampleRateHz / 2; // torchaudio: sample_rate // 2
    const auto top = static_cast<double>(wholeTop);
    const double highestMel = 2595.0 * std::log10(1.0 + top / 700.0);
    const at::Tensor frequencies = at::linspace(0.0, top, spec.nFft / 2 + 1);
    const at::Tensor melPoints = at::linspace(0.0, highestMel, spec.nMels + 2);
    const at::Tensor points = (at::pow(at::Scalar(10.0), melPoints / 2595.0) - 1.0) * 700.0;
    const at::Tensor steps = points.slice(0, 1) - points.slice(0, 0, -1);
    const at::Tensor slopes = points.unsqueeze(0) - frequencies.unsqueeze(1);
    const at::Tensor down = slopes.slice(1, 0, -2).neg() / steps.slice(0, 0, -1);
    const at::Tensor up = slopes.slice(1, 2) / steps.slice(0, 1);
    return at::minimum(down, up).clamp_min(0).t().contiguous();
}

/// The filters of one rate are made once.
at::Tensor melFilterBank(int sampleRateHz, const LogMelSpec &spec)
{
    static std::mutex mutex; // guards cache
    static std::map<std::tuple<int, int, int>, at::Tensor> cache;
    const std::scoped_lock lock(mutex);
    at::Tensor &filters = cache[{sampleRateHz, spec.nFft, spec.nMels}];
    if (!filters.defined())
        filters = makeMelFilters(sampleRateHz, spec);
    return filters;
}

Spectrogram spectrogramOf(const at::Tensor &values)
{
    const at::Tensor rows = values.contiguous();
    Spectrogram result;
    result.bins = static_cast<int>(rows.size(0));
    result.frames = static_cast<int>(rows.size(1));
    result.values.resize(static_cast<std::size_t>(rows.numel()));
    std::memcpy(result.values.data(), rows.const_data_ptr<float>(), result.values.size() * 4);
    return result;
}

/// scipy.signal.get_window(("tukey", 0.25), length), which is periodic, in double.
at::Tensor tukeyWindow(int length)
{
    constexpr double kTaper = 0.25;
    std::vector<double> window(static_cast<std::size_t>(length), 1.0);
    const int width = static_cast<int>(std::floor(kTaper * length / 2.0));
    for (int n = 0; n < length; ++n) {
        if (n <= width)
            window[static_cast<std::size_t>(n)] =
                    0.5 * (1 + std::cos(std::numbers::pi * (-1 + 2.0 * n / kTaper / length)));
        else if (n >= length - width)
            window[static_cast<std::size_t>(n)] = 0.5
                                                  * (1
                                                     + std::cos(std::numbers::pi
                                                                * (-2.0 / kTaper + 1
                                                                   + 2.0 * n / kTaper / length)));
    }
    return at::from_blob(window.data(), {length}, at::kDouble).to(at::kFloat);
}

Unexpected tooShort(const AudioClip &clip, int needed)
{
    return fail(ErrorCode::AudioTooShort,
                "the sound has " + std::to_string(clip.sampleCount()) + " samples, at least "
                        + std::to_string(needed) + " are needed");
}

std::vector<float> tiled(std::span<const float> samples, std::size_t count)
{
    std::vector<float> result(count);
    for (std::size_t i = 0; i < count; i += samples.size())
        std::copy_n(samples.begin(),
                    std::min(samples.size(), count - i),
                    result.begin() + static_cast<std::ptrdiff_t>(i));
    return result;
}

/// A window is centred on its picture, so the middle is what belongs to that.
std::vector<float> cutAroundMiddle(std::span<const float> samples, std::size_t count)
{
    if (samples.size() > count)
        samples = samples.subspan((samples.size() - count) / 2, count);
    return tiled(samples, count);
}

std::vector<float> cutOfficially(std::span<const float> samples,
                                 int rate,
                                 const AudioInputSpec &spec)
{
    if (spec.officialSampleCount > 0) {
        // Indices are absolute; at rates so low that 10 s end before them, tile until they are
        // there.
        const std::size_t wanted = static_cast<std::size_t>(spec.officialFirstSample)
                                   + static_cast<std::size_t>(spec.officialSampleCount);
        std::vector<float> all = tiled(
                samples, std::max<std::size_t>(10U * static_cast<unsigned>(rate), wanted));
        all.resize(wanted);
        all.erase(all.begin(), all.begin() + spec.officialFirstSample);
        return all;
    }
    const auto count = static_cast<std::size_t>(rate * spec.seconds);
    if (spec.isCentered && samples.size() > count) {
        const double start = static_cast<double>(samples.size()) / rate / 2 - spec.seconds / 2;
        const auto first = std::min(static_cast<std::size_t>(std::llround(start * rate)),
                                    samples.size() - count);
        samples = samples.subspan(first);
    }
    return tiled(samples, count);
}

} // namespace

Result<Spectrogram> logMelSpectrogram(const AudioClip &clip, const LogMelSpec &spec)
{
    if (clip.sampleCount() <= static_cast<std::size_t>(spec.nFft / 2))
        return tooShort(clip, spec.nFft / 2 + 1);
    try {
        const c10::InferenceMode guard;
        const at::Tensor window = at::hann_window(spec.nFft, /*periodic=*/true);
        const at::Tensor transform = at::stft(tensorOf(clip.samples()),
                                              spec.nFft,
                                              spec.hopLength,
                                              spec.nFft,
                                              window,
                                              /*center=*/true,
                                              "reflect",
                                              /*normalized=*/false,
                                              /*onesided=*/true,
                                              /*return_complex=*/true);
        // torchaudio divides the transform by the window's L2 norm before squaring.
        const at::Tensor scaled = at::view_as_real(transform) / window.pow(2).sum().sqrt();
        const at::Tensor power = scaled.pow(2).sum(-1);
        const at::Tensor mel = at::matmul(melFilterBank(clip.sampleRateHz(), spec), power);
        const at::Tensor decibels = mel.clamp_min(spec.amin).log10_().mul_(10.0);
        return spectrogramOf(decibels.add_(spec.offset).div_(spec.divisor));
    } catch (const std::exception &e) {
        return fail(ErrorCode::Internal, "the log-mel spectrogram failed", e.what());
    }
}

Result<Spectrogram> logLinearSpectrogram(const AudioClip &clip, const LogLinearSpec &spec)
{
    if (clip.sampleCount() < static_cast<std::size_t>(spec.segment))
        return tooShort(clip, spec.segment);
    try {
        const c10::InferenceMode guard;
        const at::Tensor window = tukeyWindow(spec.segment);
        const at::Tensor segments = tensorOf(clip.samples())
                                            .unfold(0, spec.segment, spec.segment - spec.overlap);
        const at::Tensor centered = segments - segments.mean(-1, /*keepdim=*/true);
        const at::Tensor parts = at::view_as_real(at::fft_rfft(centered * window));
        at::Tensor density = parts.pow(2).sum(-1);
        density /= window.pow(2).sum() * clip.sampleRateHz();
        // One-sided: all bins but the first and the last stand for two.
        density.slice(1, 1, -1).mul_(2.0);
        const at::Tensor levels = (density.to(at::kDouble) + spec.offset).log_() / spec.divisor;
        return spectrogramOf(levels.to(at::kFloat).t());
    } catch (const std::exception &e) {
        return fail(ErrorCode::Internal, "the log spectrogram failed", e.what());
    }
}

void keepAudioOnThisThread()
{
    if (at::get_num_threads() != 1)
        at::set_num_threads(1);
}

Result<Spectrogram> prepareAudio(const AudioClip &clip, const AudioInputSpec &spec, AudioCut cut)
{
    const AudioClip sound = clip.isEmpty() ? AudioClip({0.0F}, kSilenceRateHz) : clip;
    const int rate = spec.sampleRateHz == 0 ? sound.sampleRateHz() : spec.sampleRateHz;
    const auto resampled = resampleClip(sound, rate);
    if (!resampled)
        return Unexpected(resampled.error());
    const auto whole = resampled->samples();
    const auto count = static_cast<std::size_t>(rate * spec.seconds);
    std::vector<float> samples = cut == AudioCut::Official ? cutOfficially(whole, rate, spec)
                                                           : cutAroundMiddle(whole, count);
    for (float &sample : samples) {
        sample *= spec.gain;
        if (spec.isClipped)
            sample = std::clamp(sample, -1.0F, 1.0F);
    }
    const AudioClip input(std::move(samples), rate, sound.start());
    return spec.kind == AudioInputSpec::Kind::LogMel ? logMelSpectrogram(input, spec.mel)
                                                     : logLinearSpectrogram(input, spec.linear);
}

} // namespace soundlocus

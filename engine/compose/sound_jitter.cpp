// SPDX-License-Identifier: MIT
#include "engine/compose/sound_jitter.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <span>
#include <vector>

namespace soundlocus {

namespace {

constexpr double kBlockSeconds = 0.02;
constexpr double kSilenceDb = -40;
constexpr double kTargetRms = 0.1; // -20 dB of full scale
constexpr double kPeakLimit = 0.98;
constexpr double kFadeSeconds = 0.01;

double amplitude(double decibels)
{
    return std::pow(10.0, decibels / 20);
}

double rmsOf(std::span<const float> samples)
{
    double sum = 0;
    for (const float sample : samples)
        sum += double(sample) * sample;
    return samples.empty() ? 0 : std::sqrt(sum / static_cast<double>(samples.size()));
}

/// Read `ratio` times as fast, by cubic interpolation (Catmull-Rom).
std::vector<float> resampled(std::span<const float> samples, double ratio)
{
    const auto last = static_cast<std::ptrdiff_t>(samples.size()) - 1;
    const auto at = [&](std::ptrdiff_t i) {
        return double(samples[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(i, 0, last))]);
    };
    std::vector<float> result(
            std::max<std::size_t>(1, static_cast<std::size_t>(double(samples.size()) / ratio)));
    for (std::size_t i = 0; i < result.size(); ++i) {
        const double place = static_cast<double>(i) * ratio;
        const auto k = static_cast<std::ptrdiff_t>(place);
        const double t = place - static_cast<double>(k);
        const double a = at(k - 1);
        const double b = at(k);
        const double c = at(k + 1);
        const double d = at(k + 2);
        result[i] = static_cast<float>(
                b
                + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a))));
    }
    return result;
}

void fadeEnds(std::span<float> samples, int rate)
{
    const auto length = std::min(samples.size() / 2, static_cast<std::size_t>(kFadeSeconds * rate));
    for (std::size_t i = 0; i < length; ++i) {
        const auto weight = static_cast<float>(double(i) / double(length));
        samples[i] *= weight;
        samples[samples.size() - 1 - i] *= weight;
    }
}

/// A piece of a long recording: the loudest of a few that are drawn.
std::vector<float> loudPiece(std::span<const float> samples, std::size_t count, Random &random)
{
    constexpr int kTries = 3;
    std::size_t best = 0;
    double loudest = -1;
    for (int i = 0; i < kTries; ++i) {
        const std::size_t start = random.below(samples.size() - count + 1);
        if (const double rms = rmsOf(samples.subspan(start, count)); rms > loudest) {
            loudest = rms;
            best = start;
        }
    }
    const auto piece = samples.subspan(best, count);
    return {piece.begin(), piece.end()};
}

/// A short recording again and again, with pauses.
std::vector<float> repeated(std::span<const float> samples,
                            std::size_t count,
                            int rate,
                            Random &random)
{
    constexpr double kLongestPause = 0.5;
    std::vector<float> result(count, 0.0F);
    const std::size_t slack = count - samples.size();
    std::size_t at = std::min(slack, static_cast<std::size_t>(random.uniform(0, 0.3) * rate));
    while (at < count) {
        const std::size_t length = std::min(samples.size(), count - at);
        std::copy_n(samples.begin(), length, result.begin() + static_cast<std::ptrdiff_t>(at));
        at += samples.size() + static_cast<std::size_t>(random.uniform(0.05, kLongestPause) * rate);
    }
    return result;
}

/// Late sound of a room: taps at random times whose level falls by 60 dB in `seconds`.
void addEcho(std::vector<float> &samples, double seconds, int rate, Random &random)
{
    constexpr int kTaps = 40;
    constexpr double kFirstTap = 0.15;
    const std::vector<float> dry = samples;
    for (int i = 0; i < kTaps; ++i) {
        const double time = random.uniform(0.005, seconds);
        const double level = kFirstTap * amplitude(-60 * time / seconds)
                             * (random.chance(0.5) ? 1 : -1);
        const auto delay = static_cast<std::size_t>(time * rate);
        for (std::size_t k = delay; k < samples.size(); ++k)
            samples[k] += static_cast<float>(level * dry[k - delay]);
    }
}

void scaleTo(std::vector<float> &samples, double rms)
{
    const double own = rmsOf(samples);
    if (own <= 0)
        return;
    for (float &sample : samples)
        sample = static_cast<float>(sample * rms / own);
}

/// Noise between white and low-passed, so that it is not told by its colour.
void addNoise(std::vector<float> &samples, double rms, Random &random)
{
    const double memory = random.uniform(0, 0.95);
    std::vector<float> noise(samples.size());
    double state = 0;
    for (float &value : noise) {
        state = memory * state + random.bell();
        value = static_cast<float>(state);
    }
    scaleTo(noise, rms);
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] += noise[i];
}

} // namespace

Result<AudioClip> trimmed(const AudioClip &recording, const std::string &name)
{
    const std::span<const float> samples = recording.samples();
    const auto block = std::max<std::size_t>(
            1, static_cast<std::size_t>(kBlockSeconds * recording.sampleRateHz()));
    std::vector<double> levels;
    for (std::size_t i = 0; i < samples.size(); i += block)
        levels.push_back(rmsOf(samples.subspan(i, std::min(block, samples.size() - i))));
    const double loudest = levels.empty() ? 0 : *std::ranges::max_element(levels);
    constexpr double kInaudible = 1e-5;
    if (loudest < kInaudible)
        return fail(ErrorCode::NoAudio, name + ": is silent throughout");
    const auto isLoud = [limit = loudest * amplitude(kSilenceDb)](double level) {
        return level >= limit;
    };
    const auto first = static_cast<std::size_t>(std::ranges::find_if(levels, isLoud)
                                                - levels.begin());
    const auto last = levels.size() - 1
                      - static_cast<std::size_t>(
                              std::find_if(levels.rbegin(), levels.rend(), isLoud)
                              - levels.rbegin());
    const std::size_t end = std::min(samples.size(), (last + 1) * block);
    return AudioClip({samples.begin() + static_cast<std::ptrdiff_t>(first * block),
                      samples.begin() + static_cast<std::ptrdiff_t>(end)},
                     recording.sampleRateHz());
}

AudioClip jittered(const AudioClip &recording,
                   const SoundJitterSpec &spec,
                   double seconds,
                   Random &random)
{
    constexpr double kSemitones = 12;
    const int rate = recording.sampleRateHz();
    const auto count = static_cast<std::size_t>(std::lround(seconds * rate));
    const double semitones = random.uniform(-spec.pitchSemitones, spec.pitchSemitones);
    std::vector<float> source = resampled(recording.samples(), std::exp2(semitones / kSemitones));
    std::vector<float> samples = source.size() >= count ? loudPiece(source, count, random)
                                                        : std::vector<float>();
    if (samples.empty()) {
        fadeEnds(source, rate);
        samples = repeated(source, count, rate, random);
    }
    fadeEnds(samples, rate);
    if (random.chance(spec.echoShare))
        addEcho(samples, random.uniform(spec.echoSeconds.low, spec.echoSeconds.high), rate, random);
    const double rms = kTargetRms * amplitude(random.uniform(-spec.gainDb, spec.gainDb));
    scaleTo(samples, rms);
    if (random.chance(spec.noiseShare))
        addNoise(samples,
                 rms * amplitude(-random.uniform(spec.noiseDb.low, spec.noiseDb.high)),
                 random);
    float peak = 0;
    for (const float sample : samples)
        peak = std::max(peak, std::abs(sample));
    if (peak > kPeakLimit) {
        for (float &sample : samples)
            sample = static_cast<float>(sample * kPeakLimit / peak);
    }
    return AudioClip(std::move(samples), rate);
}

} // namespace soundlocus

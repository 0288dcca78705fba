// SPDX-License-Identifier: MIT
#include "engine/augmentation/audio_jitter.h"

#include "engine/core/expects.h"
#include "engine/media/resample_clip.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace soundlocus {

namespace {

/// A new pitch is a pretended rate; whole multiples of this one keep the resampler's table of
/// phases small, at steps of a twentieth of a semitone at 16 kHz.
constexpr int kRateStepHz = 50;

double amplitudeOf(double decibels)
{
    return std::pow(10.0, decibels / 20.0);
}

/// Rate to pretend, so that playing at the true one changes the pitch.
int pretendedRate(int rateHz, double semitones)
{
    if (semitones == 0)
        return rateHz;
    const double wanted = rateHz * std::exp2(semitones / 12.0);
    return std::max(kRateStepHz, static_cast<int>(std::lround(wanted / kRateStepHz)) * kRateStepHz);
}

/// `count` samples from somewhere in a longer sound.
std::vector<float> windowOf(std::span<const float> samples, std::size_t count, double shift)
{
    if (shift < 0 || samples.size() <= count)
        return {samples.begin(), samples.end()};
    const std::size_t room = samples.size() - count;
    const auto first = std::min(room,
                                static_cast<std::size_t>(shift * (static_cast<double>(room) + 1)));
    const auto window = samples.subspan(first, count);
    return {window.begin(), window.end()};
}

void addEcho(std::vector<float> &samples, std::size_t delay, double gain)
{
    const auto factor = static_cast<float>(gain);
    for (std::size_t i = samples.size(); i-- > delay;) // backwards: of the sound, not of the echo
        samples[i] += factor * samples[i - delay];
}

/// Uniform white noise of this level below the sound's own.
void addNoise(std::vector<float> &samples, double decibels, RandomStream &random)
{
    double power = 0;
    for (const float sample : samples)
        power += static_cast<double>(sample) * static_cast<double>(sample);
    const double rms = std::sqrt(power / static_cast<double>(samples.size()));
    const double peak = rms * amplitudeOf(decibels) * std::sqrt(3.0);
    for (float &sample : samples)
        sample += static_cast<float>(random.uniform(-peak, peak));
}

} // namespace

AudioJitterDraw drawAudioJitter(const AudioJitterConfig &config, RandomStream &random)
{
    AudioJitterDraw draw;
    if (!config.isEnabled)
        return draw;
    // All numbers are drawn in any case, so that one switch does not change the others.
    const bool isJittered = random.chance(config.probability);
    const double pitch = random.uniform(-config.pitchSemitones, config.pitchSemitones);
    const double gain = random.uniform(-config.gainDb, config.gainDb);
    const bool hasNoise = random.chance(config.noiseProbability);
    const double noise = random.uniform(config.noiseMinDb, config.noiseMaxDb);
    const bool hasEcho = random.chance(config.echoProbability);
    const double echoMs = random.uniform(0.0, config.echoMaxMs);
    const double echoGain = random.uniform(0.0, config.echoMaxGain);
    const double shift = random.uniform();
    if (isJittered)
        draw = {pitch, gain, hasNoise, noise, hasEcho, echoMs, echoGain, -1};
    if (config.isShifted)
        draw.shift = shift;
    return draw;
}

Result<AudioClip> jittered(const AudioClip &clip,
                           const AudioJitterDraw &draw,
                           double seconds,
                           RandomStream &random)
{
    SOUNDLOCUS_EXPECTS(seconds > 0);
    if (clip.isEmpty())
        return clip;
    const int rate = clip.sampleRateHz();
    const int pretended = pretendedRate(rate, draw.pitchSemitones);
    const auto window = static_cast<std::size_t>(std::ceil(seconds * pretended));
    AudioClip moved(windowOf(clip.samples(), window, draw.shift), pretended, clip.start());
    const auto resampled = resampleClip(moved, rate);
    if (!resampled)
        return Unexpected(resampled.error());
    std::vector<float> samples(resampled->samples().begin(), resampled->samples().end());
    if (draw.hasEcho) {
        const auto delay = static_cast<std::size_t>(std::lround(draw.echoMs * rate / 1000.0));
        addEcho(samples, delay, draw.echoGain);
    }
    if (draw.hasNoise)
        addNoise(samples, draw.noiseDb, random);
    if (draw.gainDb != 0) {
        for (float &sample : samples)
            sample *= static_cast<float>(amplitudeOf(draw.gainDb));
    }
    return AudioClip(std::move(samples), rate, clip.start());
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "engine/core/model_spec.h"

#include <cmath>
#include <sstream>

namespace soundlocus {

namespace {

AudioInputSpec threeSeconds()
{
    AudioInputSpec spec;
    spec.kind = AudioInputSpec::Kind::LogLinear;
    spec.seconds = 3.0;
    spec.isCentered = true;
    spec.isClipped = true;
    spec.gain = 32768.0F / 32767.0F;
    return spec;
}

/// Collects what lies outside its range; NaN lies outside of all.
class Faults
{
public:
    void check(const char *what, double value, double lowest, double highest)
    {
        if (!(value >= lowest && value <= highest))
            add(what, ' ', value, " is not from ", lowest, " to ", highest);
    }

    /// A number to divide by.
    void checkDivisor(const char *what, double value)
    {
        constexpr double kLargest = 1e6;
        if (!(std::fabs(value) >= 1 / kLargest && std::fabs(value) <= kLargest))
            add(what, ' ', value, " cannot be divided by");
    }

    template <typename... Parts>
    void add(const Parts &...parts)
    {
        std::ostringstream text;
        (text << ... << parts);
        texts.push_back(text.str());
    }

    std::vector<std::string> texts;
};

constexpr int kLargestSide = 2048;
constexpr int kLargestRateHz = 192000;
constexpr int kLowestRateHz = 1000;
constexpr double kLongestSeconds = 600.0;
constexpr int kMaxSample = 10'000'000;
constexpr int kMaxWindow = 65536;
constexpr int kMaxMels = 2048;
/// Values of a spectrogram; the published ones have half a million.
constexpr double kMaxValues = 16e6;

void checkLogMel(const AudioInputSpec &audio, Faults &faults)
{
    const LogMelSpec &mel = audio.mel;
    faults.check("FFT length", mel.nFft, 16, kMaxWindow);
    faults.check("hop", mel.hopLength, 1, kMaxWindow);
    faults.check("number of mel bands", mel.nMels, 1, kMaxMels);
    faults.check("power floor", static_cast<double>(mel.amin), 1e-30, 1);
    faults.check("offset of the spectrogram", mel.offset, -1e6, 1e6);
    faults.checkDivisor("divisor of the spectrogram", mel.divisor);
}

void checkLogLinear(const AudioInputSpec &audio, Faults &faults)
{
    const LogLinearSpec &linear = audio.linear;
    faults.check("segment", linear.segment, 16, kMaxWindow);
    faults.check("overlap", linear.overlap, 0, linear.segment - 1);
    faults.check("offset of the spectrogram", linear.offset, 1e-30, 1);
    faults.checkDivisor("divisor of the spectrogram", linear.divisor);
}

/// Of values that are each in range: enough sound for one column, and not too many columns.
void checkLength(const AudioInputSpec &audio, Faults &faults)
{
    const bool isMel = audio.kind == AudioInputSpec::Kind::LogMel;
    const int rate = audio.sampleRateHz == 0 ? kLargestRateHz : audio.sampleRateHz;
    const double samples = audio.officialSampleCount > audio.seconds * rate
                                   ? audio.officialSampleCount
                                   : audio.seconds * rate;
    const int needed = isMel ? audio.mel.nFft : audio.linear.segment;
    if (audio.seconds * rate < needed)
        faults.add(audio.seconds, " s of sound are shorter than the analysis window");
    const int step = isMel ? audio.mel.hopLength : audio.linear.segment - audio.linear.overlap;
    const double values = samples / step * binCount(audio);
    if (values > kMaxValues)
        faults.add("a spectrogram of ", values, " values is too large");
}

} // namespace

AudioInputSpec audioInputSpec(ModelFamily family)
{
    AudioInputSpec spec;
    switch (family) {
    case ModelFamily::SslTie:
        return spec;
    case ModelFamily::Lvs:
        spec.kind = AudioInputSpec::Kind::LogLinear;
        spec.isClipped = true;
        return spec;
    case ModelFamily::SslAlign:
        spec.kind = AudioInputSpec::Kind::LogLinear;
        spec.seconds = 3.0;
        spec.isClipped = true;
        spec.officialFirstSample = 56000; // 3.5 s at 16 kHz
        spec.officialSampleCount = 48000;
        spec.linear.overlap = 353;
        return spec;
    case ModelFamily::EzVsl:
    case ModelFamily::Fnac:
    case ModelFamily::Slavc:
        return threeSeconds();
    }
    return spec;
}

int binCount(const AudioInputSpec &spec)
{
    return spec.kind == AudioInputSpec::Kind::LogMel ? spec.mel.nMels : spec.linear.segment / 2 + 1;
}

ModelSpec modelSpecOf(ModelFamily family, int width)
{
    ModelSpec spec;
    spec.family = family;
    spec.width = width;
    spec.embeddingDim = 8 * width;
    spec.audio = audioInputSpec(family);
    return spec;
}

bool hasFamilyInput(const ModelSpec &spec)
{
    return spec.imageSide == kInputSide && spec.audio == audioInputSpec(spec.family);
}

std::vector<std::string> inputFaultsOf(const ModelSpec &spec)
{
    Faults faults;
    const int stride = trunkStride(spec.family);
    faults.check("image side", spec.imageSide, stride, kLargestSide);
    if (spec.imageSide % stride != 0)
        faults.add("image side ", spec.imageSide, " is no multiple of ", stride);
    const AudioInputSpec &audio = spec.audio;
    if (audio.sampleRateHz != 0)
        faults.check("sample rate", audio.sampleRateHz, kLowestRateHz, kLargestRateHz);
    faults.check("length of the sound", audio.seconds, 1e-3, kLongestSeconds);
    faults.check("first sample", audio.officialFirstSample, 0, kMaxSample);
    faults.check("number of samples", audio.officialSampleCount, 0, kMaxSample);
    faults.check("gain", static_cast<double>(audio.gain), 1e-6, 1e6);
    if (audio.kind == AudioInputSpec::Kind::LogMel)
        checkLogMel(audio, faults);
    else
        checkLogLinear(audio, faults);
    if (faults.texts.empty())
        checkLength(audio, faults);
    return faults.texts;
}

int trunkStride(ModelFamily family)
{
    switch (family) {
    case ModelFamily::SslTie:
    case ModelFamily::Lvs:
    case ModelFamily::SslAlign:
        return 16;
    case ModelFamily::EzVsl:
    case ModelFamily::Fnac:
    case ModelFamily::Slavc:
        return 32;
    }
    return 16;
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
// Cut-outs and recordings that tests know everything about.
#pragma once

#include "engine/compose/recipe.h"
#include "engine/compose/wav_file.h"
#include "engine/core/file_io.h"

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <functional>
#include <numbers>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace soundlocus::test {

/// A PNG of one colour whose alpha is 255 where isInside(x, y), in pixels from the top left.
inline std::string shapePng(Size size,
                            const cv::Vec3b &rgb,
                            const std::function<bool(double, double)> &isInside)
{
    cv::Mat picture(size.height, size.width, CV_8UC4, cv::Scalar::all(0));
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            if (isInside(x + 0.5, y + 0.5))
                picture.at<cv::Vec4b>(y, x) = {rgb[2], rgb[1], rgb[0], 255};
        }
    }
    std::vector<std::uint8_t> bytes;
    cv::imencode(".png", picture, bytes);
    return {bytes.begin(), bytes.end()};
}

inline AudioClip tone(double hertz, double seconds, int rate = 16000)
{
    std::vector<float> samples(static_cast<std::size_t>(seconds * rate));
    for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] = static_cast<float>(
                0.5 * std::sin(2 * std::numbers::pi * hertz * double(i) / rate));
    return AudioClip(std::move(samples), rate);
}

/// Of class i of a synthetic source: far enough apart for any pitch jitter.
inline double toneOf(std::size_t type)
{
    return 220 * std::pow(1.5, double(type));
}

inline cv::Vec3b colorOf(std::size_t type)
{
    const std::vector<cv::Vec3b> colors{{255, 0, 0}, {0, 255, 0}, {0, 0, 255}, {255, 255, 0}};
    return colors[type % colors.size()];
}

/// c0.png and c0.wav, c1.png ...: crosses of one colour, tones. Throws when a file fails.
inline void writeSource(const std::filesystem::path &folder, std::size_t classes)
{
    const auto write = [&folder](const std::string &name, const std::string &bytes) {
        if (auto written = writeWholeFile(folder / name, bytes); !written)
            throw std::runtime_error(written.error().message);
    };
    std::filesystem::create_directories(folder);
    for (std::size_t i = 0; i < classes; ++i) {
        const std::string name = "c" + std::to_string(i);
        write(name + ".png", shapePng({120, 90}, colorOf(i), [](double x, double y) {
                  return (x > 50 && x < 75 && y > 10 && y < 80)
                         || (x > 20 && x < 110 && y > 30 && y < 55);
              }));
        write(name + ".wav", wavBytes(tone(toneOf(i), 0.8 + 0.7 * double(i))));
    }
}

/// Strength of a frequency in a sound, by projection on a sine and a cosine.
inline double strengthOf(std::span<const float> samples, double hertz, int rate)
{
    double sine = 0;
    double cosine = 0;
    for (std::size_t i = 0; i < samples.size(); ++i) {
        const double phase = 2 * std::numbers::pi * hertz * double(i) / rate;
        sine += samples[i] * std::sin(phase);
        cosine += samples[i] * std::cos(phase);
    }
    return std::hypot(sine, cosine) / double(samples.size());
}

/// The loudest tenth of a second.
inline std::span<const float> loudestPiece(std::span<const float> samples, int rate)
{
    const auto length = std::min(samples.size(), static_cast<std::size_t>(rate / 10));
    std::span<const float> best = samples.first(length);
    double loudest = -1;
    for (std::size_t at = 0; at + length <= samples.size(); at += length / 2) {
        double energy = 0;
        for (const float sample : samples.subspan(at, length))
            energy += double(sample) * sample;
        if (energy > loudest) {
            loudest = energy;
            best = samples.subspan(at, length);
        }
    }
    return best;
}

/// The class whose tone, moved by up to `semitones`, is strongest in a sound.
inline std::size_t classHeard(std::span<const float> samples,
                              int rate,
                              std::size_t classes,
                              double semitones)
{
    constexpr double kStep = 0.25;
    const std::span<const float> piece = loudestPiece(samples, rate);
    std::size_t best = 0;
    double strongest = -1;
    for (std::size_t i = 0; i < classes; ++i) {
        for (double shift = -semitones; shift <= semitones; shift += kStep) {
            const double strength = strengthOf(piece, toneOf(i) * std::exp2(shift / 12), rate);
            if (strength > strongest) {
                strongest = strength;
                best = i;
            }
        }
    }
    return best;
}

} // namespace soundlocus::test

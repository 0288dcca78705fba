// SPDX-License-Identifier: MIT
#include "engine/dataset/clip_check.h"

#include "engine/features/image_resample.h"
#include "engine/media/video_decoder.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace soundlocus {

namespace {

constexpr Size kMiniature{32, 32};

std::vector<std::uint8_t> miniatureOf(const Frame &frame)
{
    return resamplePicture(frame, kMiniature, {0, 0, kMiniature}, ResampleFilter::Bilinear);
}

bool areAlike(const std::vector<std::uint8_t> &a, const std::vector<std::uint8_t> &b)
{
    return std::equal(a.begin(), a.end(), b.begin(), [](std::uint8_t left, std::uint8_t right) {
        return std::abs(int{left} - int{right}) <= kStillLevels;
    });
}

} // namespace

double levelDb(const AudioClip &clip)
{
    constexpr double kDbPerPowerDecade = 10;
    double power = 0;
    for (const float sample : clip.samples())
        power += double{sample} * double{sample};
    return kDbPerPowerDecade
           * std::log10(power / static_cast<double>(std::max<std::size_t>(1, clip.sampleCount())));
}

Result<bool> isStillVideo(const std::filesystem::path &path, TimeRange range)
{
    const auto file = MediaFile::open(path);
    if (!file)
        return Unexpected(file.error());
    auto decoder = VideoDecoder::open(*file);
    if (!decoder)
        return Unexpected(decoder.error());
    const VideoStreamFacts &facts = decoder->stream();
    range.begin = std::max(range.begin, facts.start);
    if (facts.duration > MediaTime{0})
        range.end = std::min(range.end, facts.start + facts.duration);
    std::vector<std::uint8_t> first;
    for (int i = 0; i < kComparedFrames; ++i) {
        const MediaTime step = std::max(range.duration(), MediaTime{0}) / kComparedFrames;
        const auto frame = decoder->frameAt(range.begin + i * step);
        if (!frame)
            return Unexpected(frame.error());
        std::vector<std::uint8_t> miniature = miniatureOf(*frame);
        if (i == 0)
            first = std::move(miniature);
        else if (!areAlike(first, miniature))
            return false;
    }
    return true;
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "tests/support/fixtures.h"

#include "engine/checkpoint/checkpoint.h"
#include "engine/core/file_io.h"
#include "engine/media/video_decoder.h"
#include "engine/media/video_writer.h"

#include <cmath>
#include <cstring>
#include <numbers>
#include <numeric>
#include <random>
#include <string>

namespace soundlocus::test {

namespace {

template <typename Integer>
std::string littleEndian(Integer value)
{
    std::string bytes(sizeof value, '\0');
    std::memcpy(bytes.data(), &value, sizeof value);
    return bytes;
}

} // namespace

Result<void> writeToneWav(const std::filesystem::path &path,
                          double seconds,
                          int sampleRateHz,
                          double toneHz)
{
    constexpr double kPeak = 12000;
    const auto count = static_cast<std::uint32_t>(std::lround(seconds * sampleRateHz));
    const auto rate = static_cast<std::uint32_t>(sampleRateHz);
    const std::uint32_t bytes = 2 * count;
    std::string wav = "RIFF" + littleEndian<std::uint32_t>(36 + bytes) + "WAVEfmt "
                      + littleEndian<std::uint32_t>(16) + littleEndian<std::uint16_t>(1)
                      + littleEndian<std::uint16_t>(1) + littleEndian(rate)
                      + littleEndian<std::uint32_t>(2 * rate) + littleEndian<std::uint16_t>(2)
                      + littleEndian<std::uint16_t>(16) + "data" + littleEndian(bytes);
    for (std::uint32_t i = 0; i < count; ++i) {
        const double phase = 2 * std::numbers::pi * toneHz * i / sampleRateHz;
        wav += littleEndian(static_cast<std::int16_t>(std::lround(kPeak * std::sin(phase))));
    }
    return writeWholeFile(path, wav);
}

Frame squarePicture(Size size)
{
    constexpr std::uint8_t kGrey = 60;
    constexpr std::uint8_t kWhite = 255;
    const int stride = 3 * size.width;
    auto pixels = std::make_shared<std::vector<std::uint8_t>>(
            static_cast<std::size_t>(stride) * static_cast<std::size_t>(size.height), kGrey);
    for (int y = size.height / 3; y < size.height * 2 / 3; ++y) {
        for (int x = size.width / 12; x < size.width / 4; ++x) {
            for (int channel = 0; channel < 3; ++channel)
                (*pixels)[static_cast<std::size_t>(y * stride + 3 * x + channel)] = kWhite;
        }
    }
    return Frame(std::move(pixels), size, stride);
}

namespace {

/// Turned to the right by some columns; what leaves comes in at the left.
Frame rotated(const Frame &frame, int columns)
{
    const int stride = 3 * frame.width();
    auto pixels = std::make_shared<std::vector<std::uint8_t>>();
    for (int y = 0; y < frame.height(); ++y) {
        const std::uint8_t *row = frame.row(y);
        const std::ptrdiff_t split = stride - std::ptrdiff_t{3} * (columns % frame.width());
        pixels->insert(pixels->end(), row + split, row + stride);
        pixels->insert(pixels->end(), row, row + split);
    }
    return Frame(std::move(pixels), frame.size(), stride);
}

} // namespace

Result<void> writeVideo(const std::filesystem::path &path, const VideoFixture &fixture)
{
    VideoWriterOptions options;
    options.preset = "ultrafast";
    options.crf = 10;
    options.threads = 1;
    options.rate = {fixture.framesPerSecond, 1};
    std::filesystem::create_directories(path.parent_path());
    std::filesystem::path sound = path;
    sound.replace_extension(".tone.wav");
    if (fixture.soundSeconds > 0) {
        if (auto written = writeToneWav(sound, fixture.soundSeconds); !written)
            return written;
        auto file = MediaFile::open(sound);
        if (!file)
            return Unexpected(file.error());
        options.soundFrom = *file;
    }
    auto writer = VideoWriter::create(path, fixture.size, 1.0, options);
    if (!writer)
        return Unexpected(writer.error());
    const Frame first = squarePicture(fixture.size);
    for (int i = 0; i < fixture.frames; ++i) {
        Frame frame = rotated(first, i * fixture.driftPx);
        frame.pts = std::chrono::microseconds(1'000'000LL * i / fixture.framesPerSecond);
        if (auto written = writer->write(frame); !written)
            return written;
    }
    auto finished = writer->finish();
    std::error_code code;
    std::filesystem::remove(sound, code);
    return finished;
}

namespace {

constexpr int kTinyWidth = 8;

Result<void> writeSeeded(const std::filesystem::path &path, const ModelSpec &spec)
{
    constexpr unsigned kSeed = 7;
    Checkpoint checkpoint;
    checkpoint.spec = spec;
    std::mt19937 generator(kSeed);
    for (const auto &[name, shape] : requiredTensors(checkpoint.spec)) {
        const std::int64_t count = std::accumulate(
                shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
        auto values = std::make_shared<std::vector<float>>(static_cast<std::size_t>(count), 0.0F);
        const bool isConvolution = shape.size() == 4;
        const bool isOne = name.ends_with("running_var") || name.ends_with("weight");
        const double fanIn = isConvolution ? static_cast<double>(shape[1] * shape[2] * shape[3])
                                           : 1;
        std::normal_distribution<float> normal(0.0F, static_cast<float>(std::sqrt(2 / fanIn)));
        for (float &value : *values)
            value = isConvolution ? normal(generator) : isOne ? 1.0F : 0.0F;
        StoredTensor tensor;
        tensor.shape = shape;
        tensor.bytes = std::as_bytes(std::span<const float>(*values));
        tensor.owner = std::move(values);
        checkpoint.weights[name] = std::move(tensor);
    }
    checkpoint.metadata["epoch"] = std::int64_t{3};
    return writeCheckpoint(path, checkpoint);
}

} // namespace

Result<void> writeTinyCheckpoint(const std::filesystem::path &path)
{
    return writeSeeded(path, modelSpecOf(ModelFamily::SslTie, kTinyWidth));
}

Result<void> writeTinyOwnInputCheckpoint(const std::filesystem::path &path)
{
    ModelSpec spec = modelSpecOf(ModelFamily::SslTie, kTinyWidth);
    spec.imageSide = 112;
    spec.audio.sampleRateHz = 16000;
    spec.audio.seconds = 2;
    spec.audio.mel.hopLength = 320;
    spec.audio.mel.nMels = 64;
    spec.audio.mel.offset = 60;
    spec.audio.mel.divisor = 30;
    return writeSeeded(path, spec);
}

std::vector<Frame> readFrames(const std::filesystem::path &path)
{
    std::vector<Frame> frames;
    const auto file = MediaFile::open(path);
    if (!file)
        return frames;
    auto decoder = VideoDecoder::open(*file);
    while (decoder) {
        auto frame = decoder->next();
        if (!frame || !frame->has_value())
            break;
        frames.push_back(**frame);
    }
    return frames;
}

} // namespace soundlocus::test

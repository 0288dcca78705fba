// SPDX-License-Identifier: MIT
#include "engine/inference/self_test.h"

#include <array>
#include <chrono>
#include <cmath>
#include <cstring>

namespace soundlocus {

namespace {

constexpr int kWidth = 16;
constexpr int kSide = 224;
constexpr int kRateHz = 16000;
constexpr int kStep = 3; ///< every third row and column of the map is stored

/// Rows of the stored cells, computed with PyTorch 2.11 and torchaudio 2.11, float32, one thread.
constexpr std::array kExpected{
        0.5630836F, 0.5699778F, 0.5701553F, 0.5765660F, 0.5734062F, //
        0.5340914F, 0.5588043F, 0.5650719F, 0.5612180F, 0.5891095F, //
        0.5356376F, 0.5570967F, 0.5608274F, 0.5645588F, 0.5757836F, //
        0.5372488F, 0.5514504F, 0.5618629F, 0.5609351F, 0.5765762F, //
        0.5572214F, 0.5941238F, 0.5984057F, 0.5880360F, 0.5835527F, //
};

class Generator
{
public:
    std::uint32_t next() { return m_state = m_state * 1664525U + 1013904223U; }
    /// [-0.5, 0.5)
    double uniform() { return (next() >> 8U) / 16777216.0 - 0.5; }

private:
    std::uint32_t m_state = 1;
};

StoredTensor tensorOf(std::vector<float> values, const std::vector<std::int64_t> &shape)
{
    const auto owner = std::make_shared<const std::vector<float>>(std::move(values));
    StoredTensor tensor;
    tensor.dtype = DType::Float32;
    tensor.shape = shape;
    tensor.bytes = std::as_bytes(std::span<const float>(*owner));
    tensor.owner = owner;
    return tensor;
}

double weightFrom(double u, const std::string &name, const std::vector<std::int64_t> &shape)
{
    if (name.ends_with("running_var"))
        return 1 + u / 2;
    if (name.ends_with("running_mean") || name.ends_with("bias"))
        return u / 5;
    if (shape.size() == 1)
        return 1 + 0.4 * u;
    return u * std::sqrt(24.0 / static_cast<double>(shape[1] * shape[2] * shape[3]));
}

Checkpoint makeCheckpoint(Generator &generator)
{
    Checkpoint checkpoint;
    checkpoint.path = "self-test";
    checkpoint.spec = modelSpecOf(ModelFamily::SslTie, kWidth);
    for (const auto &[name, shape] : requiredTensors(checkpoint.spec)) {
        std::size_t count = 1;
        for (std::int64_t side : shape)
            count *= static_cast<std::size_t>(side);
        std::vector<float> values(count);
        for (float &value : values)
            value = static_cast<float>(weightFrom(generator.uniform(), name, shape));
        checkpoint.weights.emplace(name, tensorOf(std::move(values), shape));
    }
    return checkpoint;
}

Frame makePicture(Generator &generator)
{
    std::vector<std::uint8_t> bytes(std::size_t{kSide} * kSide * 3);
    for (std::uint8_t &byte : bytes)
        byte = static_cast<std::uint8_t>(generator.next() >> 24U);
    return Frame(std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes)),
                 {kSide, kSide},
                 kSide * 3);
}

AudioClip makeSound(Generator &generator)
{
    std::vector<float> samples(std::size_t{3} * kRateHz);
    for (float &sample : samples)
        sample = static_cast<float>(generator.uniform());
    return AudioClip(std::move(samples), kRateHz);
}

Result<Heatmap> localizeOnce(const Localizer &localizer,
                             const Frame &picture,
                             const AudioClip &sound)
{
    const auto embeddings = localizer.embed({&sound, 1}, AudioCut::Window);
    if (!embeddings)
        return Unexpected(embeddings.error());
    const auto input = localizer.prepare(picture, FitMode::Official);
    if (!input)
        return Unexpected(input.error());
    const auto maps = localizer.localize({&*input, 1}, *embeddings);
    if (!maps)
        return Unexpected(maps.error());
    return maps->front();
}

double deviationOf(const Heatmap &map)
{
    double largest = 0;
    std::size_t i = 0;
    for (int y = 0; y < map.height(); y += kStep) {
        for (int x = 0; x < map.width() && i < kExpected.size(); x += kStep)
            largest = std::max(largest,
                               std::fabs(static_cast<double>(map.at(x, y)) - kExpected[i++]));
    }
    return largest;
}

} // namespace

Checkpoint selfTestCheckpoint()
{
    Generator generator;
    return makeCheckpoint(generator);
}

SelfTestResult runSelfTest(const InferenceRuntime &runtime, const std::string &device)
{
    SelfTestResult result;
    result.device = device;
    Generator generator;
    const Checkpoint checkpoint = makeCheckpoint(generator);
    const Frame picture = makePicture(generator);
    const AudioClip sound = makeSound(generator);
    const auto localizer = runtime.createLocalizer(checkpoint, {device, false});
    if (!localizer) {
        result.detail = toString(localizer.error());
        return result;
    }
    const auto begin = std::chrono::steady_clock::now();
    const auto map = localizeOnce(**localizer, picture, sound);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
    result.milliseconds = took.count();
    if (!map) {
        result.detail = toString(map.error());
        return result;
    }
    if (map->size() != Size{14, 14}) {
        result.detail = "the map has another size";
        return result;
    }
    result.largestMapDeviation = deviationOf(*map);
    result.isPassed = result.largestMapDeviation <= kSelfTestTolerance;
    if (!result.isPassed)
        result.detail = "the map differs from the stored one";
    return result;
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "engine/training/batch_tensors.h"

#include "engine/augmentation/geometric_draw.h"
#include "engine/augmentation/random_purpose.h"
#include "engine/augmentation/random_stream.h"

#include <ATen/ops/from_blob.h>

namespace soundlocus {

namespace {

at::Tensor asTensor(std::vector<float> &values, std::initializer_list<std::int64_t> shape)
{
    return at::from_blob(values.data(), shape, at::kFloat);
}

} // namespace

BatchTensors tensorsOf(TrainingBatch &batch, int stride, const at::Device &device)
{
    const auto count = static_cast<std::int64_t>(batch.size());
    const std::int64_t height = batch.imageSize.height;
    const std::int64_t width = batch.imageSize.width;
    BatchTensors result;
    result.images = asTensor(batch.images, {count, 3, height, width}).to(device);
    result.spectrograms = asTensor(batch.spectrograms, {count, 1, batch.bins, batch.columns})
                                  .to(device);
    if (!batch.otherImages.empty())
        result.otherImages = asTensor(batch.otherImages, {count, 3, height, width}).to(device);
    if (!batch.otherSpectrograms.empty())
        result.otherSpectrograms =
                asTensor(batch.otherSpectrograms, {count, 1, batch.bins, batch.columns}).to(device);
    if (!batch.boxMasks.empty())
        result.boxMasks = asTensor(batch.boxMasks, {count, height / stride, width / stride})
                                  .to(device);
    return result;
}

std::optional<nn::GeometricTransform> drawTransform(const TrainingBatch &batch,
                                                    const GeometricConfig &config,
                                                    std::uint64_t seed,
                                                    ProcessShare share)
{
    if (!config.isEnabled)
        return std::nullopt;
    RandomStream random{seed,
                        static_cast<std::uint64_t>(RandomPurpose::Geometry),
                        static_cast<std::uint64_t>(batch.epoch),
                        static_cast<std::uint64_t>(batch.position)};
    const auto world = static_cast<std::size_t>(share.world);
    const GeometricDraw draw = drawGeometry(config, static_cast<int>(batch.size() * world), random);
    nn::GeometricTransform transform{{}, draw.scale, draw.isFlipped, config.keepsSize};
    for (auto slot = static_cast<std::size_t>(share.rank); slot < draw.degrees.size();
         slot += world)
        transform.degrees.push_back(draw.degrees[slot]);
    return transform;
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "engine/training/batch_tray.h"

#include <algorithm>

namespace soundlocus {

TrainingBatch assemble(BatchTray &tray, const SamplePreparation &preparation)
{
    TrainingBatch batch;
    const int side = preparation.model().imageSide;
    batch.imageSize = {side, side};
    batch.bins = preparation.shape().bins;
    batch.columns = preparation.shape().columns;
    const std::size_t count = tray.samples.size();
    const auto maskSize = std::max_element(tray.samples.begin(),
                                           tray.samples.end(),
                                           [](const auto &a, const auto &b) {
                                               return a->boxMask.size() < b->boxMask.size();
                                           })
                                  ->value()
                                  .boxMask.size();
    const auto append = [](std::vector<float> &all, std::vector<float> &part) {
        all.insert(all.end(), part.begin(), part.end());
        part = {};
    };
    batch.images.reserve(count * tray.samples.front()->image.size());
    batch.otherImages.reserve(count * tray.samples.front()->otherImage.size());
    batch.spectrograms.reserve(count * tray.samples.front()->spectrogram.size());
    batch.otherSpectrograms.reserve(count * tray.samples.front()->otherSpectrogram.size());
    batch.boxMasks.reserve(count * maskSize);
    for (auto &sample : tray.samples) {
        append(batch.images, sample->image);
        append(batch.otherImages, sample->otherImage);
        append(batch.spectrograms, sample->spectrogram);
        append(batch.otherSpectrograms, sample->otherSpectrogram);
        batch.hasBoxes.push_back(sample->boxMask.empty() ? 0 : 1);
        sample->boxMask.resize(maskSize);
        append(batch.boxMasks, sample->boxMask);
    }
    return batch;
}

} // namespace soundlocus

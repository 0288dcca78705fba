// SPDX-License-Identifier: MIT
#include "engine/training/mix_plan.h"

#include "engine/augmentation/random_purpose.h"
#include "engine/augmentation/random_stream.h"
#include "engine/core/expects.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/Tensor.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/isfinite.h>
#include <ATen/ops/matmul.h>
#include <ATen/ops/tensor.h>
#include <c10/core/InferenceMode.h>

#include <algorithm>
#include <exception>
#include <numeric>

namespace soundlocus {

namespace {

/// The first `count` places of a shuffled list of `total` numbers, in rising order.
std::vector<std::int64_t> drawPool(std::size_t total, std::size_t count, RandomStream &random)
{
    std::vector<std::int64_t> rows(total);
    std::iota(rows.begin(), rows.end(), std::int64_t{0});
    for (std::size_t i = 0; i < count; ++i)
        std::swap(rows[i],
                  rows[static_cast<std::size_t>(random.integer(
                          static_cast<std::int64_t>(i), static_cast<std::int64_t>(total) - 1))]);
    rows.resize(count);
    std::sort(rows.begin(), rows.end());
    return rows;
}

/// Pool row of the largest value that is allowed; the first of equal ones.
std::size_t nearest(std::span<const float> similarity,
                    const std::vector<std::int64_t> &pool,
                    std::size_t self,
                    const AudioMixConfig &config)
{
    std::size_t best = self;
    float highest = -2.0F; // below every cosine
    for (std::size_t i = 0; i < pool.size(); ++i) {
        const auto row = static_cast<std::size_t>(pool[i]);
        if (similarity[i] > highest && (config.allowsSelf || row != self)) {
            highest = similarity[i];
            best = row;
        }
    }
    return best;
}

} // namespace

Result<MixPlan> planMixing(std::span<const float> embeddings,
                           std::size_t dimensions,
                           const AudioMixConfig &config,
                           MixPlanSeed seed)
{
    SOUNDLOCUS_EXPECTS(dimensions > 0 && embeddings.size() % dimensions == 0);
    SOUNDLOCUS_EXPECTS(config.poolSize > 0 && config.blockSize > 0);
    const std::size_t count = embeddings.size() / dimensions;
    const std::size_t poolSize = std::min(count, static_cast<std::size_t>(config.poolSize));
    MixPlan plan;
    try {
        const c10::InferenceMode guard;
        const at::Tensor all = at::from_blob(
                const_cast<float *>(embeddings.data()), // only read
                {static_cast<std::int64_t>(count), static_cast<std::int64_t>(dimensions)},
                at::kFloat);
        if (!at::isfinite(all).all().item<bool>())
            return fail(ErrorCode::NotFinite, "an embedding for audio mixing is not a number");
        const at::Tensor unit = all / all.norm(2, {1}, /*keepdim=*/true).clamp_min(1e-12);
        for (std::size_t begin = 0; begin < count; begin += config.blockSize) {
            const std::size_t end = std::min(count,
                                             begin + static_cast<std::size_t>(config.blockSize));
            RandomStream random({seed.seed,
                                 static_cast<std::uint64_t>(RandomPurpose::MixPool),
                                 static_cast<std::uint64_t>(seed.epoch),
                                 begin});
            const auto pool = drawPool(count, poolSize, random);
            const at::Tensor similarity = at::matmul(unit.slice(0,
                                                                static_cast<std::int64_t>(begin),
                                                                static_cast<std::int64_t>(end)),
                                                     unit.index_select(0, at::tensor(pool)).t())
                                                  .contiguous();
            const auto *row = similarity.const_data_ptr<float>();
            for (std::size_t self = begin; self < end; ++self, row += poolSize)
                plan.partners.push_back(nearest({row, poolSize}, pool, self, config));
        }
    } catch (const std::exception &e) {
        return fail(ErrorCode::Internal, "the search for sounds to mix failed", e.what());
    }
    return plan;
}

} // namespace soundlocus

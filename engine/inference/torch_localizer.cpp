// SPDX-License-Identifier: MIT
#include "engine/inference/torch_localizer.h"

#include <ATen/Parallel.h>
#include <ATen/TensorOperators.h>
#include <ATen/ops/amax.h>
#include <ATen/ops/bmm.h>
#include <ATen/ops/cat.h>
#include <ATen/ops/conv2d.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/isfinite.h>
#include <ATen/ops/linalg_vector_norm.h>
#include <ATen/ops/linear.h>
#include <c10/core/InferenceMode.h>

#include <atomic>
#include <cstring>
#include <thread>

namespace soundlocus {

namespace {

/// Floor of a vector's length, as in torch.nn.functional.normalize.
constexpr double kNormFloor = 1e-12;

at::Tensor normalized(const at::Tensor &x)
{
    return x / at::linalg_vector_norm(x, 2, {1}, /*keepdim=*/true).clamp_min(kNormFloor);
}

std::atomic<int> &threadSetting()
{
    static std::atomic<int> value{0};
    return value;
}

/// Pictures that go through the trunk at a time on a CPU: four of 224 x 224, fewer larger ones.
/// More of them gain no speed, but their first layers take 6 MB each.
std::int64_t picturesAtATime(Size size)
{
    constexpr std::int64_t kPixels = 4LL * kInputSide * kInputSide;
    return std::max<std::int64_t>(1, kPixels / (std::int64_t{size.width} * size.height));
}

Unexpected notFinite()
{
    return fail(ErrorCode::NotFinite,
                "the map has values that are not finite; the checkpoint or the sound is damaged");
}

} // namespace

void TorchThreads::set(int count)
{
    threadSetting() = count;
    apply();
}

int TorchThreads::count()
{
    const int setting = threadSetting();
    return setting > 0 ? setting
                       : static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
}

void TorchThreads::apply()
{
    if (at::get_num_threads() != count())
        at::set_num_threads(count());
}

Error errorFromTorch(const std::exception &exception, const std::string &action)
{
    const std::string text = exception.what();
    const std::string firstLine = text.substr(0, text.find('\n'));
    if (text.find("out of memory") != std::string::npos
        || text.find("not enough memory") != std::string::npos
        || dynamic_cast<const std::bad_alloc *>(&exception) != nullptr)
        return {ErrorCode::DeviceOutOfMemory,
                "not enough memory while " + action + "; use a smaller batch or another device",
                firstLine};
    return {ErrorCode::Internal, action + " failed inside LibTorch", firstLine};
}

TorchLocalizer::TorchLocalizer(const Checkpoint &checkpoint, const LocalizerOptions &options)
    : m_spec(checkpoint.spec)
    , m_options(options)
    , m_device(options.device)
{
    TorchThreads::apply();
    const torch::NoGradGuard guard;
    nn::TwoTrunkNet net(m_spec);
    nn::loadWeights(net, checkpoint, options.useMomentum ? "momentum_" : "");
    m_image = std::make_unique<nn::FoldedTrunk>(net->imgnet, at::kFloat, m_device);
    net->unregister_module("imgnet"); // its 45 MB are not needed while the other trunk is folded
    net->imgnet = nullptr;
    m_audio = std::make_unique<nn::FoldedTrunk>(net->audnet, at::kFloat, m_device);
    for (std::size_t i = 0; i < net->imageProjections.size(); ++i) {
        const auto own = [this](const at::Tensor &t) { return t.detach().to(m_device); };
        m_heads.push_back({own(net->imageProjections[i]->weight),
                           own(net->imageProjections[i]->bias),
                           own(net->audioProjections[i]->weight),
                           own(net->audioProjections[i]->bias)});
    }
}

HeatmapScale TorchLocalizer::scale() const
{
    return m_heads.empty() ? HeatmapScale::Cosine : HeatmapScale::Logit;
}

Result<ImageInput> TorchLocalizer::prepare(const Frame &frame, FitMode mode) const
{
    if (frame.isEmpty())
        return fail(ErrorCode::InvalidArgument, "an empty picture cannot be localised");
    try {
        return prepareImage(frame, m_spec, mode);
    } catch (const std::exception &e) {
        return Unexpected(errorFromTorch(e, "preparing a picture"));
    }
}

AudioEmbedding TorchLocalizer::embedOne(const Spectrogram &spectrogram) const
{
    const at::Tensor input = at::from_blob(const_cast<float *>(spectrogram.values.data()),
                                           {1, 1, spectrogram.bins, spectrogram.frames},
                                           at::kFloat)
                                     .to(m_device);
    const at::Tensor pooled = at::amax(m_audio->forward(input), {2, 3});
    std::vector<at::Tensor> heads;
    for (const Projection &head : m_heads)
        heads.push_back(normalized(at::linear(pooled, head.audioWeight, head.audioBias)));
    if (heads.empty())
        heads.push_back(normalized(pooled));
    const at::Tensor all = at::cat(heads, 1).cpu().contiguous();
    const auto *data = all.const_data_ptr<float>();
    AudioEmbedding embedding;
    embedding.dim = m_spec.embeddingDim;
    embedding.values = std::make_shared<const std::vector<float>>(data, data + all.numel());
    return embedding;
}

Result<std::vector<AudioEmbedding>> TorchLocalizer::embed(std::span<const AudioClip> clips,
                                                          AudioCut cut) const
{
    try {
        const c10::InferenceMode guard;
        TorchThreads::apply();
        std::vector<AudioEmbedding> result;
        result.reserve(clips.size());
        for (const AudioClip &clip : clips) {
            const auto spectrogram = prepareAudio(clip, m_spec.audio, cut);
            if (!spectrogram)
                return Unexpected(spectrogram.error());
            result.push_back(embedOne(*spectrogram));
        }
        return result;
    } catch (const std::exception &e) {
        return Unexpected(errorFromTorch(e, "embedding the sound"));
    }
}

at::Tensor TorchLocalizer::stack(std::span<const ImageInput> images) const
{
    const Size size = images.front().size;
    const auto floats = static_cast<std::size_t>(size.width) * static_cast<std::size_t>(size.height)
                        * 3;
    const at::Tensor input = at::empty(
            {static_cast<std::int64_t>(images.size()), 3, size.height, size.width}, at::kFloat);
    auto *target = input.mutable_data_ptr<float>();
    for (const ImageInput &image : images) {
        SOUNDLOCUS_EXPECTS(image.size == size && image.values->size() == floats);
        std::memcpy(target, image.values->data(), floats * sizeof(float));
        target += floats;
    }
    return input.to(m_device);
}

at::Tensor TorchLocalizer::headOfImage(const at::Tensor &features, std::size_t head) const
{
    if (m_heads.empty())
        return features;
    return at::conv2d(features, m_heads[head].imageWeight, m_heads[head].imageBias);
}

at::Tensor TorchLocalizer::imageVectors(std::span<const ImageInput> images) const
{
    const c10::InferenceMode guard;
    TorchThreads::apply();
    const at::Tensor features = m_image->forward(stack(images));
    std::vector<at::Tensor> heads;
    for (std::size_t h = 0; h < headCount(); ++h)
        heads.push_back(normalized(headOfImage(features, h)));
    return at::cat(heads, 1).cpu().contiguous();
}

at::Tensor TorchLocalizer::similarity(std::span<const ImageInput> images,
                                      std::span<const AudioEmbedding> sounds) const
{
    const auto count = static_cast<std::int64_t>(images.size());
    const at::Tensor features = m_image->forward(stack(images));
    const std::int64_t height = features.size(2);
    const std::int64_t width = features.size(3);
    const std::int64_t dim = m_spec.embeddingDim;
    const auto heads = static_cast<std::int64_t>(headCount());
    const at::Tensor vectors = at::empty({count, heads, dim, 1}, at::kFloat);
    auto *target = vectors.mutable_data_ptr<float>();
    for (const AudioEmbedding &sound : sounds) {
        SOUNDLOCUS_EXPECTS(static_cast<std::int64_t>(sound.values->size()) == heads * dim);
        target = std::copy(sound.values->begin(), sound.values->end(), target);
    }
    const at::Tensor onDevice = vectors.to(m_device);
    at::Tensor sum;
    for (std::int64_t h = 0; h < heads; ++h) {
        const at::Tensor picture = headOfImage(features, static_cast<std::size_t>(h));
        // Dividing the product by the lengths spares one pass over the features.
        const at::Tensor lengths = at::linalg_vector_norm(picture, 2, {1}).clamp_min(kNormFloor);
        const at::Tensor rows = picture.permute({0, 2, 3, 1}).reshape({count, height * width, dim});
        const at::Tensor map = at::bmm(rows, onDevice.select(1, h)).view({count, height, width})
                               / lengths;
        sum = sum.defined() ? sum + map : map;
    }
    if (!m_heads.empty())
        sum = sum / (kLogitTemperature * static_cast<double>(heads));
    return sum.cpu().contiguous();
}

Result<std::vector<Heatmap>> TorchLocalizer::localize(std::span<const ImageInput> images,
                                                      std::span<const AudioEmbedding> sounds) const
{
    SOUNDLOCUS_EXPECTS(images.size() == sounds.size());
    try {
        const c10::InferenceMode guard;
        TorchThreads::apply();
        std::vector<Heatmap> result;
        result.reserve(images.size());
        while (result.size() < images.size()) {
            const std::size_t first = result.size();
            std::size_t count = images.size() - first;
            if (m_device.is_cpu())
                count = std::min(count,
                                 static_cast<std::size_t>(picturesAtATime(images[first].size)));
            const at::Tensor maps = similarity(images.subspan(first, count),
                                               sounds.subspan(first, count));
            if (!at::isfinite(maps).all().item<bool>())
                return notFinite();
            const Size size{static_cast<int>(maps.size(2)), static_cast<int>(maps.size(1))};
            const std::int64_t cells = maps.size(1) * maps.size(2);
            const auto *data = maps.const_data_ptr<float>();
            for (const ImageInput &image : images.subspan(first, count)) {
                Heatmap heatmap(std::vector<float>(data, data + cells), size, scale());
                heatmap.pts = image.pts;
                heatmap.region = image.region;
                result.push_back(std::move(heatmap));
                data += cells;
            }
        }
        return result;
    } catch (const std::exception &e) {
        return Unexpected(errorFromTorch(e, "localising"));
    }
}

} // namespace soundlocus

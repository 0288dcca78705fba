// SPDX-License-Identifier: MIT
#pragma once

#include "app/services/localization/model_loader.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <condition_variable>
#include <limits>
#include <map>
#include <mutex>
#include <thread>

namespace soundlocus::test {

/// What a test says and learns of a fake network; shared with it.
struct FakeNetworkState
{
    static constexpr int kAll = std::numeric_limits<int>::max();

    std::atomic<int> delayMs = 0;
    std::atomic<int> localized = 0;
    std::atomic<int> entered = 0; ///< calls of localize(), also those at work
    std::atomic<int> embedded = 0;
    std::atomic<int> loads = 0;
    std::atomic<int> networks = 0;           ///< alive
    std::atomic<bool> isOutOfMemory = false; ///< on devices other than "cpu"

    [[nodiscard]] std::vector<MediaTime> times() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_times;
    }
    /// Mean absolute samples of the sounds that were embedded, in that order.
    [[nodiscard]] std::vector<float> levels() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_levels;
    }
    void hear(float level)
    {
        const std::scoped_lock lock(m_mutex);
        m_levels.push_back(level);
    }
    void note(MediaTime time)
    {
        const std::scoped_lock lock(m_mutex);
        m_times.push_back(time);
    }
    /// So many more calls of localize() go on; then they wait in it until more may.
    void letPass(int calls)
    {
        {
            const std::scoped_lock lock(m_mutex);
            m_passes = calls;
        }
        m_opened.notify_all();
    }
    void waitToPass()
    {
        std::unique_lock lock(m_mutex);
        m_opened.wait(lock, [this] { return m_passes > 0; });
        if (m_passes != kAll)
            --m_passes;
    }

private:
    mutable std::mutex m_mutex; // guards the members below
    std::condition_variable m_opened;
    std::vector<MediaTime> m_times; // of the frames, in the order they were computed
    std::vector<float> m_levels;
    int m_passes = kAll;
};

/// A map of 4 x 3 cells: the brightness of the picture there, plus the model's own number, times
/// one plus the mean absolute sample of the sound.
class FakeNetwork final : public Localizer
{
public:
    static constexpr Size kMap{4, 3};

    FakeNetwork(std::shared_ptr<FakeNetworkState> state, float offset, std::string device)
        : m_state(std::move(state))
        , m_offset(offset)
    {
        m_options.device = std::move(device);
        m_spec.audio.sampleRateHz = 16000;
        ++m_state->networks;
    }
    FakeNetwork(const FakeNetwork &) = delete;
    FakeNetwork &operator=(const FakeNetwork &) = delete;
    ~FakeNetwork() override { --m_state->networks; }

    [[nodiscard]] const ModelSpec &spec() const override { return m_spec; }
    [[nodiscard]] const LocalizerOptions &options() const override { return m_options; }
    [[nodiscard]] HeatmapScale scale() const override { return HeatmapScale::Cosine; }

    [[nodiscard]] Result<ImageInput> prepare(const Frame &frame, FitMode) const override
    {
        std::vector<float> values;
        for (int y = 0; y < kMap.height; ++y) {
            for (int x = 0; x < kMap.width; ++x) {
                const int column = (2 * x + 1) * frame.width() / (2 * kMap.width);
                const int row = (2 * y + 1) * frame.height() / (2 * kMap.height);
                values.push_back(static_cast<float>(frame.row(row)[3 * column]) / 255.0F);
            }
        }
        return ImageInput{
                std::make_shared<const std::vector<float>>(std::move(values)), kMap, {}, frame.pts};
    }

    [[nodiscard]] Result<std::vector<AudioEmbedding>> embed(std::span<const AudioClip> clips,
                                                            AudioCut) const override
    {
        std::vector<AudioEmbedding> embeddings;
        for (const AudioClip &clip : clips) {
            float level = 0;
            for (const float sample : clip.samples())
                level += std::abs(sample);
            level /= static_cast<float>(std::max<std::size_t>(1, clip.sampleCount()));
            m_state->hear(level);
            embeddings.push_back({std::make_shared<const std::vector<float>>(1, level), 1});
        }
        m_state->embedded += static_cast<int>(clips.size());
        return embeddings;
    }

    [[nodiscard]] Result<std::vector<Heatmap>> localize(
            std::span<const ImageInput> images,
            std::span<const AudioEmbedding> sounds) const override
    {
        ++m_state->entered;
        m_state->waitToPass();
        std::this_thread::sleep_for(std::chrono::milliseconds(m_state->delayMs));
        if (m_state->isOutOfMemory && m_options.device != "cpu")
            return fail(ErrorCode::DeviceOutOfMemory, "the card is full");
        std::vector<Heatmap> maps;
        for (std::size_t i = 0; i < images.size(); ++i) {
            std::vector<float> values = *images[i].values;
            for (float &value : values)
                value = (value + m_offset) * (1 + sounds[i].values->front());
            maps.emplace_back(std::move(values), images[i].size, scale());
            maps.back().pts = images[i].pts;
            m_state->note(images[i].pts);
        }
        m_state->localized += static_cast<int>(images.size());
        return maps;
    }

private:
    std::shared_ptr<FakeNetworkState> m_state;
    float m_offset;
    ModelSpec m_spec;
    LocalizerOptions m_options;
};

/// Knows the "files" that a test names: each with its offset; others fail.
class FakeLoader final : public ModelLoader
{
public:
    FakeLoader(std::shared_ptr<FakeNetworkState> state, std::map<std::string, float> models)
        : m_state(std::move(state))
        , m_models(std::move(models))
    {}

    [[nodiscard]] Result<LoadedModel> load(const std::filesystem::path &path,
                                           const std::string &device,
                                           std::stop_token stop) override
    {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, "no longer wanted");
        ++m_state->loads;
        const auto found = m_models.find(path.string());
        if (found == m_models.end())
            return fail(ErrorCode::WrongCheckpoint, path.string() + ": is no network");
        if (device == "cuda:9")
            return fail(ErrorCode::DeviceUnavailable, "device cuda:9 does not exist");
        LoadedModel model;
        model.localizer = std::make_shared<FakeNetwork>(m_state, found->second, device);
        model.summary.path = QString::fromStdString(path.string());
        model.summary.name = model.summary.path;
        model.summary.device = QString::fromStdString(device);
        model.id = path.string();
        m_isLoaded = true;
        return model;
    }
    [[nodiscard]] std::vector<std::string> devices() override
    {
        return m_isLoaded ? std::vector<std::string>{"cpu", "cuda:0"}
                          : std::vector<std::string>{"cpu"};
    }
    void setThreads(int) override {}

private:
    std::shared_ptr<FakeNetworkState> m_state;
    std::map<std::string, float> m_models;
    bool m_isLoaded = false;
};

} // namespace soundlocus::test

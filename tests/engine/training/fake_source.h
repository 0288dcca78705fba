// SPDX-License-Identifier: MIT
#pragma once

#include "engine/augmentation/random_stream.h"
#include "engine/dataset/sample_source.h"

#include <cmath>
#include <memory>
#include <numbers>
#include <set>
#include <string>
#include <vector>

namespace soundlocus::test {

/// Samples made of their number: a picture of noise and a tone, with a class each and a level.
class FakeSource final : public SampleSource
{
public:
    struct Options
    {
        std::size_t count = 20;
        std::size_t classes = 5;
        Size size{48, 40};
        std::vector<int> ratesHz{8000};
        double seconds = 0.5;
        std::set<std::size_t> broken{};
    };

    explicit FakeSource(Options options)
        : m_options(std::move(options))
    {
        for (std::size_t i = 0; i < m_options.count; ++i) {
            TrainingItem item;
            item.sample.id = "sample" + std::to_string(i);
            item.sample.label = "class" + std::to_string(i % m_options.classes);
            item.level = static_cast<double>(i) / static_cast<double>(m_options.count);
            if (i % 2 == 0)
                item.sample.groundTruth = GroundTruth{GroundTruthKind::Union,
                                                      {{{0.25, 0.25, 0.75, 0.75}}}};
            m_items.push_back(std::move(item));
        }
    }

    [[nodiscard]] std::size_t size() const override { return m_items.size(); }
    [[nodiscard]] const TrainingItem &item(std::size_t index) const override
    {
        return m_items.at(index);
    }

    [[nodiscard]] Result<TrainingSample> load(std::size_t index) const override
    {
        if (m_options.broken.contains(index))
            return fail(ErrorCode::CorruptData, "the picture is damaged");
        RandomStream random({index});
        auto rgb = std::make_shared<std::vector<std::uint8_t>>();
        for (int i = 0; i < m_options.size.width * m_options.size.height * 3; ++i)
            rgb->push_back(static_cast<std::uint8_t>(random.integer(0, 255)));
        const int rate = m_options.ratesHz[index % m_options.ratesHz.size()];
        std::vector<float> samples(static_cast<std::size_t>(rate * m_options.seconds));
        const double hertz = 200.0 + 10.0 * static_cast<double>(index);
        for (std::size_t i = 0; i < samples.size(); ++i)
            samples[i] = static_cast<float>(
                    0.5 * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / rate));
        return TrainingSample{Frame(rgb, m_options.size, m_options.size.width * 3),
                              AudioClip(std::move(samples), rate)};
    }

private:
    Options m_options;
    std::vector<TrainingItem> m_items;
};

} // namespace soundlocus::test

// SPDX-License-Identifier: MIT
#include "engine/training/training_plan.h"

#include "engine/augmentation/random_stream.h"
#include "engine/core/expects.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <string_view>

namespace soundlocus {

namespace {

/// Lists shorter than this many times ValidationConfig::minimum keep nothing back.
constexpr std::size_t kListPerValidation = 10;

std::uint64_t hashOf(std::string_view text)
{
    // FNV-1a; RandomStream mixes it further.
    std::uint64_t hash = 0xCBF29CE484222325ULL;
    for (const char c : text)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    return hash;
}

std::size_t validationCount(std::size_t samples, const ValidationConfig &config)
{
    const auto minimum = static_cast<std::size_t>(std::max(0, config.minimum));
    if (config.share <= 0 || samples < kListPerValidation * minimum)
        return 0;
    const auto wanted = static_cast<std::size_t>(
            std::llround(config.share * static_cast<double>(samples)));
    const auto maximum = static_cast<std::size_t>(std::max(0, config.maximum));
    return std::min(std::max(wanted, minimum), maximum);
}

} // namespace

ModelSpec modelSpecOf(const ModelConfig &config)
{
    const auto family = modelFamilyFromString(config.family);
    SOUNDLOCUS_EXPECTS(family.has_value());
    ModelSpec spec = modelSpecOf(*family, config.width);
    spec.imageSide = config.imageSide;
    spec.audio.sampleRateHz = config.sampleRateHz;
    spec.audio.seconds = config.seconds;
    spec.audio.mel.nFft = config.nFft;
    spec.audio.mel.hopLength = config.hopLength;
    spec.audio.mel.nMels = config.nMels;
    spec.audio.mel.offset = config.melOffset;
    spec.audio.mel.divisor = config.melDivisor;
    return spec;
}

ModelConfig modelConfigOf(const ModelSpec &spec)
{
    ModelConfig config;
    config.family = toString(spec.family);
    config.width = spec.width;
    config.imageSide = spec.imageSide;
    config.sampleRateHz = spec.audio.sampleRateHz;
    config.seconds = spec.audio.seconds;
    config.nFft = spec.audio.mel.nFft;
    config.hopLength = spec.audio.mel.hopLength;
    config.nMels = spec.audio.mel.nMels;
    config.melOffset = spec.audio.mel.offset;
    config.melDivisor = spec.audio.mel.divisor;
    return config;
}

TrainingPlan::TrainingPlan(const TrainingConfig &config, std::int64_t batchesPerEpoch)
    : m_stages(config.stages)
    , m_stepsPerEpoch(std::max<std::int64_t>(1, batchesPerEpoch / config.optimizer.accumulation))
{
    SOUNDLOCUS_EXPECTS(!m_stages.empty());
    m_totalSteps = m_stepsPerEpoch * config.run.epochs;
    if (config.run.maxSteps > 0)
        m_totalSteps = std::min(m_totalSteps, config.run.maxSteps);
    std::int64_t end = 0;
    for (const StageConfig &stage : m_stages) {
        const auto shared = static_cast<std::int64_t>(
                std::llround(stage.untilShare * static_cast<double>(m_totalSteps)));
        end = stage.steps > 0 ? end + stage.steps : std::max(end, shared);
        m_ends.push_back(end);
    }
    m_ends.back() = std::max(end, m_totalSteps);
}

std::size_t TrainingPlan::stageAt(std::int64_t step) const
{
    const auto found = std::upper_bound(m_ends.begin(), m_ends.end(), step);
    return found == m_ends.end() ? m_ends.size() - 1
                                 : static_cast<std::size_t>(found - m_ends.begin());
}

std::vector<std::string> TrainingPlan::notes(const TrainingConfig &config) const
{
    std::vector<std::string> notes;
    const std::string length = "the run has only " + std::to_string(m_totalSteps)
                               + " steps; choose more run.epochs or a smaller run.batch";
    for (std::size_t i = 1; i < m_stages.size(); ++i) {
        if (m_ends[i - 1] < m_totalSteps)
            continue;
        notes.push_back("stages: \"" + m_stages[i].name + "\" would begin at step "
                        + std::to_string(m_ends[i - 1]) + ", but " + length);
        break;
    }
    if (config.optimizer.warmupSteps >= m_totalSteps)
        notes.push_back("optimizer.warmup_steps: " + std::to_string(config.optimizer.warmupSteps)
                        + " steps of warm-up, but " + length);
    return notes;
}

double TrainingPlan::levelAt(std::int64_t step) const
{
    const std::size_t stage = stageAt(step);
    const std::int64_t begin = stage == 0 ? 0 : m_ends[stage - 1];
    const std::int64_t length = std::max<std::int64_t>(1, m_ends[stage] - begin);
    const double share = std::clamp(
            static_cast<double>(step - begin) / static_cast<double>(length), 0.0, 1.0);
    const StageConfig &config = m_stages[stage];
    return config.levelBegin + share * (config.levelEnd - config.levelBegin);
}

TrainingSplit splitForValidation(const SampleSource &source,
                                 const ValidationConfig &config,
                                 std::uint64_t seed)
{
    // A group's place in the order is its hash: it does not move when the list grows elsewhere.
    std::map<std::pair<std::uint64_t, std::string>, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < source.size(); ++i) {
        const LabelledSample &sample = source.item(i).sample;
        const std::string &name = sample.group.empty() ? sample.id : sample.group;
        groups[{RandomStream{seed, hashOf(name)}.next(), name}].push_back(i);
    }
    const std::size_t wanted = validationCount(source.size(), config);
    TrainingSplit split;
    for (const auto &[key, members] : groups) {
        // A group that is too large for what is left is learnt from.
        const bool isKept = split.validation.size() + members.size() <= wanted;
        auto &part = isKept ? split.validation : split.training;
        part.insert(part.end(), members.begin(), members.end());
    }
    std::sort(split.training.begin(), split.training.end());
    std::sort(split.validation.begin(), split.validation.end());
    return split;
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "engine/training_log/curve_data.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <optional>

namespace soundlocus {

namespace {

Curve &curveNamed(std::vector<Curve> &curves, const std::string &name)
{
    const auto found = std::find_if(curves.begin(), curves.end(), [&name](const Curve &curve) {
        return curve.name == name;
    });
    if (found != curves.end())
        return *found;
    curves.push_back({name, {}, {}});
    return curves.back();
}

void addPoint(Curve &curve, std::int64_t step, double value)
{
    curve.steps.push_back(static_cast<double>(step));
    curve.values.push_back(value);
}

void addScore(TrainingCurves &curves,
              const char *name,
              std::int64_t step,
              const std::optional<double> &value)
{
    if (value)
        addPoint(curveNamed(curves.scores, name), step, *value);
}

} // namespace

void addToCurves(TrainingCurves &curves, const TrainingEvent &event)
{
    if (const auto *started = std::get_if<TrainingStarted>(&event)) {
        curves.steps = started->steps;
    } else if (const auto *step = std::get_if<TrainingStep>(&event)) {
        curves.steps = step->steps;
        addPoint(curveNamed(curves.losses, "total"), step->step, step->loss);
        for (const LossTerm &term : step->terms)
            addPoint(curveNamed(curves.losses, term.name), step->step, term.value);
        addPoint(curves.learningRate, step->step, step->learningRate);
    } else if (const auto *validation = std::get_if<TrainingValidation>(&event)) {
        if (validation->loss)
            addPoint(curves.validationLoss, validation->step, *validation->loss);
        addScore(curves, "cIoU@0.5", validation->step, validation->ciouAt50);
        addScore(curves, "AUC", validation->step, validation->auc);
        addScore(curves, "pointing", validation->step, validation->pointing);
    } else if (const auto *checkpoint = std::get_if<TrainingCheckpoint>(&event)) {
        if (checkpoint->isBest)
            curves.bestSteps.push_back(static_cast<double>(checkpoint->step));
    }
}

Result<TrainingCurves> readCurves(const std::filesystem::path &metrics)
{
    TrainingCurves curves;
    curves.learningRate.name = "learning rate";
    curves.validationLoss.name = "validation";
    std::ifstream stream(metrics, std::ios::binary);
    if (!stream.is_open())
        return curves;
    for (std::string line; std::getline(stream, line);)
        if (const auto event = parseTrainingEvent(line))
            addToCurves(curves, *event);
    if (!stream.eof())
        return fail(ErrorCode::CorruptData, metrics.string() + ": cannot be read to its end");
    return curves;
}

Curve smoothed(const Curve &curve, std::size_t window)
{
    const std::size_t count = curve.values.size();
    std::vector<double> sums(count + 1, 0);
    std::vector<std::size_t> known(count + 1, 0);
    for (std::size_t i = 0; i < count; ++i) {
        const bool isKnown = std::isfinite(curve.values[i]);
        sums[i + 1] = sums[i] + (isKnown ? curve.values[i] : 0);
        known[i + 1] = known[i] + (isKnown ? 1 : 0);
    }
    Curve result = curve;
    for (std::size_t i = 0; i < count; ++i) {
        if (!std::isfinite(curve.values[i]))
            continue;
        // Alike on both sides, or a falling curve would bend at its ends; but not down to nothing.
        const std::size_t half = std::clamp(std::min(i, count - 1 - i), window / 8, window / 2);
        const std::size_t begin = i - std::min(i, half);
        const std::size_t end = std::min(i + half + 1, count);
        result.values[i] = (sums[end] - sums[begin])
                           / static_cast<double>(known[end] - known[begin]);
    }
    return result;
}

Curve thinned(const Curve &curve, double lastStep, std::size_t parts)
{
    Curve result{curve.name, {}, {}};
    const auto add = [&result, &curve](std::size_t i) {
        result.steps.push_back(curve.steps[i]);
        result.values.push_back(curve.values[i]);
    };
    const auto partOf = [lastStep, parts, &curve](std::size_t i) {
        return std::floor(curve.steps[i] / lastStep * static_cast<double>(parts));
    };
    for (std::size_t begin = 0; begin < curve.steps.size();) {
        std::size_t end = begin;
        std::size_t lowest = begin;
        std::size_t highest = begin;
        bool hasGap = false;
        for (; end < curve.steps.size() && partOf(end) == partOf(begin); ++end) {
            hasGap = hasGap || !std::isfinite(curve.values[end]);
            if (!(curve.values[end] >= curve.values[lowest]))
                lowest = end;
            if (!(curve.values[end] <= curve.values[highest]))
                highest = end;
        }
        if (hasGap || end - begin <= 2) { // rare, or few
            for (std::size_t i = begin; i < end; ++i)
                add(i);
        } else {
            add(std::min(lowest, highest));
            if (lowest != highest)
                add(std::max(lowest, highest));
        }
        begin = end;
    }
    return result;
}

} // namespace soundlocus

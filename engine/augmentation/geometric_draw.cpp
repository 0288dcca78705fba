// SPDX-License-Identifier: MIT
#include "engine/augmentation/geometric_draw.h"

#include "engine/core/expects.h"

#include <algorithm>

namespace soundlocus {

namespace {

double drawScale(const GeometricConfig &config, RandomStream &random)
{
    if (config.scales.empty())
        return 1.0;
    if (config.scaleDraw == "range") {
        const auto [low, high] = std::minmax_element(config.scales.begin(), config.scales.end());
        return random.uniform(*low, *high);
    }
    return config.scales[static_cast<std::size_t>(
            random.integer(0, static_cast<std::int64_t>(config.scales.size()) - 1))];
}

} // namespace

GeometricDraw drawGeometry(const GeometricConfig &config, int batch, RandomStream &random)
{
    SOUNDLOCUS_EXPECTS(batch > 0 && config.maxRotationDegrees >= 0);
    GeometricDraw draw;
    draw.degrees.assign(static_cast<std::size_t>(batch), 0);
    if (!config.isEnabled || !random.chance(config.probability))
        return draw;
    draw.scale = drawScale(config, random);
    draw.isFlipped = random.chance(config.flipProbability);
    for (int &angle : draw.degrees)
        angle = static_cast<int>(
                random.integer(-config.maxRotationDegrees, config.maxRotationDegrees));
    return draw;
}

} // namespace soundlocus

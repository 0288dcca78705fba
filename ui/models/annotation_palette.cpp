// SPDX-License-Identifier: MIT
#include "ui/models/annotation_palette.h"

#include <cmath>

namespace soundlocus {

std::uint32_t labelColor(std::int64_t number)
{
    const auto count = static_cast<std::int64_t>(kLabelColors.size());
    return kLabelColors.at(static_cast<std::size_t>((number % count + count) % count));
}

QColor colorOf(const Track &track, const Label *label)
{
    return label ? colorOf(*label) : QColor::fromRgb(labelColor(track.id.value));
}

QColor colorOf(const Label &label)
{
    return QColor::fromRgb(label.color != 0 ? label.color : labelColor(label.id.value));
}

QColor textColorOn(const QColor &background)
{
    // Relative luminance of WCAG 2; at 0.179 black and white have the same contrast.
    const auto linear = [](double channel) {
        return channel <= 0.03928 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    const double luminance = 0.2126 * linear(background.redF())
                             + 0.7152 * linear(background.greenF())
                             + 0.0722 * linear(background.blueF());
    return luminance > 0.179 ? QColor(Qt::black) : QColor(Qt::white);
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "ui/widgets/timeline/timeline_state.h"

namespace soundlocus {

namespace {

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto channel = [share](int x, int y) { return static_cast<int>(x + (y - x) * share); };
    return {channel(a.red(), b.red()), channel(a.green(), b.green()), channel(a.blue(), b.blue())};
}

} // namespace

TimelineColors TimelineColors::of(const QPalette &palette)
{
    const QColor window = palette.color(QPalette::Window);
    const QColor base = palette.color(QPalette::Base);
    const QColor text = palette.color(QPalette::WindowText);
    const bool isDark = window.lightness() < 128;
    TimelineColors colors;
    colors.gutter = window;
    colors.lane = base;
    colors.text = text;
    colors.faintText = mixed(window, text, 0.62);
    colors.line = mixed(window, text, 0.22);
    colors.grid = mixed(base, text, 0.10);
    colors.waveform = isDark ? QColor(0x5b, 0xa7, 0xd9) : QColor(0x2c, 0x6e, 0x9f);
    colors.peak = isDark ? QColor(0xf0, 0xa8, 0x4b) : QColor(0xb3, 0x5c, 0x00);
    colors.probe = isDark ? QColor(0xc7, 0x92, 0xea) : QColor(0x7b, 0x3f, 0xa0);
    colors.playHead = isDark ? QColor(0xff, 0x6b, 0x6b) : QColor(0xd1, 0x1a, 0x2a);
    colors.loop = isDark ? QColor(0x4f, 0xb3, 0x7a) : QColor(0x1f, 0x84, 0x4d);
    colors.point = isDark ? QColor(0xe3, 0xc5, 0x5b) : QColor(0x8a, 0x6a, 0x00);
    colors.marker = isDark ? QColor(0x8f, 0xb8, 0xff) : QColor(0x2b, 0x5f, 0xc4);
    return colors;
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "ui/services/settings.h"

#include <QPalette>

namespace soundlocus {

/// Fusion with a light or a dark palette of ours. Qt 6.4 does not say which one the system uses:
/// the lightness of the palette the program began with does.
class ThemeSwitch
{
public:
    /// Once, after QApplication was made: notes the system's palette and sets the style.
    ThemeSwitch();
    void apply(Theme theme) const;

    [[nodiscard]] static QPalette palette(Theme theme);

private:
    bool m_isSystemDark = false;
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "ui/services/localization.h"
#include "ui/services/settings.h"

#include <QScrollArea>

namespace soundlocus {

/// All that can be set about heat maps, and back to the defaults. Threads: GUI thread only.
class HeatmapPanel final : public QScrollArea
{
    Q_OBJECT
public:
    HeatmapPanel(Settings &settings, Localization &localization, QWidget *parent = nullptr);

    /// How maps are shown and computed as at the first start; loaded models stay.
    static void restoreDefaults(Settings &settings);
    [[nodiscard]] QSize sizeHint() const override;
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "ui/services/localization.h"
#include "ui/services/settings.h"

#include <QScrollArea>

namespace soundlocus {

/// Models of both slots and how their maps share the picture. Threads: GUI thread only.
class ModelPanel final : public QScrollArea
{
    Q_OBJECT
public:
    ModelPanel(Localization &localization, Settings &settings, QWidget *parent = nullptr);

Q_SIGNALS:
    /// Asks for a file dialog.
    void chooseRequested(soundlocus::MapSlot slot);
};

} // namespace soundlocus

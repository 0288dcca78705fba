// SPDX-License-Identifier: MIT
#pragma once

#include "ui/panels/action_registry.h"
#include "ui/services/settings.h"

#include <QDialog>

namespace soundlocus {

/// Settings that have no panel: appearance, opening, keys. Everything is applied at once.
/// Threads: GUI thread only.
class SettingsDialog final : public QDialog
{
    Q_OBJECT
public:
    SettingsDialog(Settings &settings, ActionRegistry &actions, QWidget *parent = nullptr);
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "ui/services/settings.h"

class QSettings;

namespace soundlocus {

/// What the user chose, as stable keys and text ids. What is absent or unreadable stays as it is in
/// `values`; numbers out of range are clamped.
void readConfig(const QSettings &file, SettingsValues &values);
void writeConfig(QSettings &file, const SettingsValues &values);

/// What the program remembers.
void readState(QSettings &file, SettingsValues &values);
void writeState(QSettings &file, const SettingsValues &values);

} // namespace soundlocus

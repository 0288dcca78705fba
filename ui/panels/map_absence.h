// SPDX-License-Identifier: MIT
#pragma once

#include "ui/services/localization.h"
#include "ui/services/player.h"

#include <QString>

namespace soundlocus {

/// Why the picture shown has no main map.
enum class MapAbsence { NoPicture, NoModel, Off, NoSound, NotYet };

[[nodiscard]] MapAbsence mapAbsence(const Player &player, const Localization &localization);
/// In a few words, for the status bar.
[[nodiscard]] QString mapAbsenceText(MapAbsence absence);
/// A sentence where maps would be drawn over time.
[[nodiscard]] QString mapAbsenceSentence(MapAbsence absence);

} // namespace soundlocus

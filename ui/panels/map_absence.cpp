// SPDX-License-Identifier: MIT
#include "ui/panels/map_absence.h"

#include <QCoreApplication>

namespace soundlocus {

MapAbsence mapAbsence(const Player &player, const Localization &localization)
{
    const MediaSummary &media = player.media();
    const bool isOwn = localization.sound(MapSlot::Main).kind == SoundChoice::Kind::Own;
    if (!media.hasPicture())
        return MapAbsence::NoPicture;
    if (!localization.model(MapSlot::Main))
        return MapAbsence::NoModel;
    if (!localization.settings(MapSlot::Main).isOn)
        return MapAbsence::Off;
    return isOwn && !media.hasSound ? MapAbsence::NoSound : MapAbsence::NotYet;
}

QString mapAbsenceText(MapAbsence absence)
{
    switch (absence) {
    case MapAbsence::NoPicture:
        return QCoreApplication::translate("MapAbsence", "no map");
    case MapAbsence::NoModel:
        return QCoreApplication::translate("MapAbsence", "no map: no model");
    case MapAbsence::Off:
        return QCoreApplication::translate("MapAbsence", "map is off");
    case MapAbsence::NoSound:
        return QCoreApplication::translate("MapAbsence", "no map: no sound");
    case MapAbsence::NotYet:
        return QCoreApplication::translate("MapAbsence", "no map yet");
    }
    return {};
}

QString mapAbsenceSentence(MapAbsence absence)
{
    switch (absence) {
    case MapAbsence::NoPicture:
        return QCoreApplication::translate("MapAbsence", "Without a picture there is no heat map");
    case MapAbsence::NoModel:
        return QCoreApplication::translate("MapAbsence", "No model is loaded");
    case MapAbsence::Off:
        return QCoreApplication::translate("MapAbsence", "The heat map is off");
    case MapAbsence::NoSound:
        return QCoreApplication::translate("MapAbsence", "The file has no sound to be located");
    case MapAbsence::NotYet:
        return QCoreApplication::translate("MapAbsence",
                                           "Fills in where the heat map has been computed");
    }
    return {};
}

} // namespace soundlocus

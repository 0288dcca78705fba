// SPDX-License-Identifier: MIT
#include "app/services/localization/slot_setup.h"

namespace soundlocus {

MapKey mapKeyOf(const SlotSetup &setup)
{
    MapKey key;
    key.media = fileKeyOf(setup.media.path.toStdString());
    key.model = setup.model->id;
    key.fit = setup.settings.fit;
    key.window = setup.settings.window;
    key.hop = setup.settings.hop;
    key.sound = setup.sound;
    if (setup.sound.kind == SoundChoice::Kind::File)
        key.soundFile = fileKeyOf(setup.sound.path.toStdString());
    return key;
}

} // namespace soundlocus

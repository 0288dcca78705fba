// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/frame.h"
#include "engine/core/media_time.h"

#include <QMetaType>
#include <QString>
#include <QStringList>

namespace soundlocus {

/// What the window knows of the file that is open. A value; crosses threads.
struct MediaSummary
{
    enum class Kind { Nothing, Picture, Video, Audio };

    Kind kind = Kind::Nothing;
    QString path;
    /// End of the time axis; a picture has 0. The axis begins at 0.
    MediaTime duration{0};
    Size pictureSize; ///< of Frame; empty without pictures
    double pixelAspect = 1.0;
    bool hasSound = false;
    bool isPictureDamaged = false; ///< there is one, and it cannot be decoded: only the sound plays
    /// Pictures of the stream; estimated until isIndexed, 0 where unknown.
    qint64 frameCount = 0;
    bool isIndexed = false; ///< frame numbers and key frames are exact
    double frameRate = 0;   ///< pictures a second on average, 0 where unknown
    QString format;         ///< one line for people: "h264 1920 x 1080, aac 48 kHz stereo"
    QStringList warnings;   ///< English, as the engine words them
    /// Folder of a composed scene's description (scene.json with its stems), or empty.
    QString composedScene;

    [[nodiscard]] bool hasPicture() const { return !pictureSize.isEmpty(); }
    bool operator==(const MediaSummary &) const = default;
};

} // namespace soundlocus

Q_DECLARE_METATYPE(soundlocus::MediaSummary)

// SPDX-License-Identifier: MIT
#include "app/services/playback/media_facts.h"

#include <QLocale>

#include <algorithm>
#include <filesystem>

namespace soundlocus {

namespace {

QString fromPath(const std::filesystem::path &path)
{
    return QString::fromStdString(path.string());
}

QString formatOf(const MediaFacts &facts)
{
    const QLocale plain = QLocale::c();
    QStringList parts;
    for (const VideoStreamFacts &video : facts.video) {
        parts << QStringLiteral("%1 %2 × %3")
                         .arg(QString::fromStdString(video.codec))
                         .arg(video.displaySize.width)
                         .arg(video.displaySize.height);
        break;
    }
    for (const AudioStreamFacts &audio : facts.audio) {
        parts << QStringLiteral("%1 %2 kHz %3")
                         .arg(QString::fromStdString(audio.codec),
                              plain.toString(audio.sampleRateHz / 1000.0, 'g', 4),
                              QString::fromStdString(audio.layout));
        break;
    }
    return parts.join(QStringLiteral(", "));
}

/// End of the axis: containers without a length of their own have streams with one.
MediaTime endOf(const MediaFacts &facts)
{
    if (facts.kind == MediaKind::Picture)
        return MediaTime{0};
    MediaTime end = facts.duration;
    for (const VideoStreamFacts &video : facts.video)
        end = std::max(end, video.start + video.duration);
    for (const AudioStreamFacts &audio : facts.audio)
        end = std::max(end, audio.start + audio.duration);
    return end;
}

} // namespace

MediaSummary summaryOf(const MediaFile &file)
{
    const MediaFacts &facts = file.facts();
    MediaSummary summary;
    switch (facts.kind) {
    case MediaKind::Picture:
        summary.kind = MediaSummary::Kind::Picture;
        break;
    case MediaKind::Video:
        summary.kind = MediaSummary::Kind::Video;
        break;
    case MediaKind::Audio:
        summary.kind = MediaSummary::Kind::Audio;
        break;
    }
    summary.path = fromPath(file.path());
    summary.duration = endOf(facts);
    summary.hasSound = file.hasAudio();
    summary.format = formatOf(facts);
    for (const std::string &warning : facts.warnings)
        summary.warnings << QString::fromStdString(warning);
    if (file.hasVideo()) {
        const VideoStreamFacts &video = facts.video.front();
        summary.pictureSize = video.displaySize;
        summary.pixelAspect = video.rotationDegrees % 180 == 0 ? video.pixelAspect.toDouble()
                                                               : 1.0 / video.pixelAspect.toDouble();
        summary.frameCount = video.frameCount;
        summary.frameRate = video.averageRate.toDouble();
        std::error_code ignored;
        const std::filesystem::path folder = file.path().parent_path();
        if (std::filesystem::exists(folder / "scene.json", ignored))
            summary.composedScene = fromPath(folder);
    }
    return summary;
}

} // namespace soundlocus

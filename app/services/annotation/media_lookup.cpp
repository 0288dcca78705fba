// SPDX-License-Identifier: MIT
#include "app/services/annotation/media_lookup.h"

#include "app/services/annotation/media_clips.h"

#include <iterator>
#include <system_error>
#include <utility>

namespace soundlocus {

namespace fs = std::filesystem;

bool lacksFacts(const Clip &clip)
{
    return clip.size.isEmpty()
           || (!clip.isPicture && (!clip.frameRate.isKnown() || clip.duration <= MediaTime{0}));
}

void fillInFacts(Clip &clip, const ClipFacts &facts)
{
    if (clip.size.isEmpty())
        clip.size = facts.size;
    if (!clip.isPicture && !clip.frameRate.isKnown())
        clip.frameRate = facts.frameRate;
    if (!clip.isPicture && clip.duration <= MediaTime{0})
        clip.duration = facts.duration;
}

ProjectClips::ProjectClips(std::span<const Clip> clips)
{
    for (const Clip &clip : clips) {
        m_clips.emplace(clip.id, &clip);
        if (!clip.media.empty()) {
            m_byPath.add(clip.media, clip.id);
            m_byStem.add(clip.media.stem(), clip.id);
        }
        m_byName.add(clip.name, clip.id);
        if (clip.fingerprint.bytes > 0)
            m_byContent.add({clip.fingerprint.bytes, clip.fingerprint.hash}, clip.id);
    }
}

std::optional<ClipId> ProjectClips::find(const Clip &clip) const
{
    std::optional<ClipId> found;
    if (!clip.media.empty())
        found = m_byPath.find(clip.media);
    if (!found)
        found = m_byName.find(clip.name);
    if (!found)
        found = m_byStem.find(clip.media.empty() ? fs::path(clip.name) : clip.media.stem());
    if (!found && clip.fingerprint.bytes > 0)
        found = m_byContent.find({clip.fingerprint.bytes, clip.fingerprint.hash});
    return found;
}

const Clip *ProjectClips::known(const Clip &clip) const
{
    const auto id = find(clip);
    return id ? m_clips.at(*id) : nullptr;
}

MediaFolder::MediaFolder(fs::path folder, const std::stop_token &stop)
    : m_folder(std::move(folder))
{
    std::error_code code;
    fs::recursive_directory_iterator entry(
            m_folder, fs::directory_options::skip_permission_denied, code);
    for (; !code && !stop.stop_requested() && entry != fs::recursive_directory_iterator();
         entry.increment(code)) {
        const fs::path path = fs::absolute(entry->path()).lexically_normal();
        if (looksLikePictures(path)) {
            m_byName.add(path.filename(), path);
            m_byStem.add(path.stem(), path);
        } else if (looksLikeSound(path)) {
            m_soundByStem.add(path.stem(), path);
        }
    }
}

bool MediaFolder::locate(Clip &clip) const
{
    std::optional<fs::path> media = existing(clip.media);
    if (!media && !clip.media.empty())
        media = m_byName.find(clip.media.filename());
    if (!media)
        media = m_byStem.find(clip.media.empty() ? fs::path(clip.name) : clip.media.stem());
    if (!media)
        return false;
    clip.media = *media;
    std::optional<fs::path> sound = existing(clip.sound);
    if (!sound && (clip.isPicture || !clip.sound.empty()))
        sound = m_soundByStem.find(clip.sound.empty() ? clip.media.stem() : clip.sound.stem());
    if (sound)
        clip.sound = *sound;
    return true;
}

std::optional<fs::path> MediaFolder::existing(const fs::path &path) const
{
    std::error_code code;
    const fs::path whole = path.is_absolute() ? path : m_folder / path;
    if (path.empty() || !fs::is_regular_file(whole, code))
        return std::nullopt;
    return fs::absolute(whole).lexically_normal();
}

MediaProbe::MediaProbe(const ProjectClips &project,
                       const MediaFolder &folder,
                       std::stop_token stop,
                       ProgressCallback progress)
    : m_project(project)
    , m_folder(folder)
    , m_stop(std::move(stop))
    , m_progress(std::move(progress))
{}

ClipFacts MediaProbe::factsOf(const fs::path &media)
{
    Clip clip;
    clip.name = media.filename().string();
    clip.media = media;
    return factsOf(std::move(clip));
}

ClipFacts MediaProbe::factsOf(Clip clip)
{
    Clip asked = clip;
    const Clip *known = m_project.known(clip);
    if (known != nullptr)
        fillInFacts(asked, {known->size, known->frameRate, known->duration});
    if (lacksFacts(asked) && m_folder.locate(clip))
        fillInFacts(asked, ofFile(clip.media));
    else if (lacksFacts(asked) && known != nullptr && !known->media.empty())
        fillInFacts(asked, ofFile(known->media));
    return {asked.size, asked.frameRate, asked.duration};
}

ClipFacts MediaProbe::ofFile(const fs::path &path)
{
    if (m_stop.stop_requested())
        return {};
    const auto [place, isNew] = m_files.try_emplace(path);
    if (isNew) {
        place->second = factsOfMedia(path);
        if (m_progress)
            m_progress({std::ssize(m_files), 0, path.filename().string()});
    }
    return place->second;
}

void MediaProbe::fillIn(Clip &clip)
{
    if (lacksFacts(clip))
        fillInFacts(clip, factsOf(clip));
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "app/clip_opener.h"

#include "ui/services/project_service.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <vector>

namespace soundlocus {

ClipOpener::ClipOpener(Services services,
                       Session &session,
                       AnnotationEditor &editor,
                       const ClipModel &clips,
                       QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_session(session)
    , m_editor(editor)
    , m_clips(clips)
{
    connect(&services.player, &Player::opened, this, &ClipOpener::recognize);
    connect(&services.player, &Player::closed, this, &ClipOpener::recognize);
    connect(&services.player, &Player::frameShown, this, [this] {
        if (std::exchange(m_isPreparingDue, false))
            prepareNext();
    });
    const AnnotationDocument &document = editor.document();
    const auto renew = [this] {
        forgetPaths();
        recognize();
    };
    connect(&document, &AnnotationDocument::wasReset, this, renew);
    connect(&document, &AnnotationDocument::clipListChanged, this, renew);
    connect(&document, &AnnotationDocument::clipChanged, this, &ClipOpener::forgetPaths);
    recognize();
}

QString ClipOpener::absolute(const std::filesystem::path &path) const
{
    const QString text = QString::fromStdString(path.string());
    if (text.isEmpty())
        return {};
    const QDir folder = QFileInfo(m_services.project.status().path).absoluteDir();
    return QDir::cleanPath(folder.absoluteFilePath(text));
}

QString ClipOpener::mediaPath(const Clip &clip) const
{
    return absolute(clip.media);
}

ClipId ClipOpener::clipOf(const QString &path)
{
    if (m_clipOfPath.isEmpty()) {
        for (const Clip &clip : m_editor.document().clips()) {
            const QString media = mediaPath(clip);
            // Pictures with several sounds are several clips: the first stands for the picture.
            if (!media.isEmpty() && !m_clipOfPath.contains(media))
                m_clipOfPath.insert(media, clip.id);
        }
    }
    return m_clipOfPath.value(QDir::cleanPath(path));
}

void ClipOpener::open(ClipId clip)
{
    open(clip, MediaTime{-1});
}

void ClipOpener::open(ClipId clip, MediaTime time)
{
    const Clip *found = m_editor.document().clip(clip);
    if (found == nullptr)
        return;
    const QString path = mediaPath(*found);
    if (path.isEmpty() || !QFileInfo::exists(path)) {
        Q_EMIT mediaMissing(clip, path);
        return;
    }
    m_wanted = EditPlace{clip, time};
    if (QDir::cleanPath(m_services.player.media().path) == path)
        recognize(); // the same file: there already, or another clip of one picture
    else
        m_session.open({path});
}

void ClipOpener::recognize()
{
    const QString path = m_services.player.media().path;
    const auto wanted = std::exchange(m_wanted, std::nullopt);
    ClipId clip = path.isEmpty() ? ClipId{} : clipOf(path);
    if (wanted && clip.isValid()) {
        const Clip *asked = m_editor.document().clip(wanted->clip);
        if (asked != nullptr && mediaPath(*asked) == QDir::cleanPath(path))
            clip = wanted->clip;
    }
    m_editor.selection().setClip(clip);
    hearItsSound(m_editor.document().clip(clip));
    if (wanted && clip == wanted->clip && wanted->time >= MediaTime{0}) {
        m_services.player.pause();
        m_services.player.seek(wanted->time);
    }
    m_isPreparingDue = m_services.player.frame().isEmpty();
    if (!m_isPreparingDue)
        prepareNext();
}

/// A picture has no sound of its own: the network hears the clip's.
void ClipOpener::hearItsSound(const Clip *clip)
{
    const bool hasOther = clip != nullptr && !clip->sound.empty();
    if (hasOther) {
        SoundChoice sound;
        sound.kind = SoundChoice::Kind::File;
        sound.path = absolute(clip->sound);
        m_services.localization.setSound(MapSlot::Main, sound);
    } else if (m_hearsOther) {
        m_services.localization.setSound(MapSlot::Main, {});
    }
    m_hearsOther = hasOther;
}

/// After the picture of this one, so that it does not wait for those.
void ClipOpener::prepareNext()
{
    std::vector<UpcomingFile> files;
    const ClipId shown = m_editor.selection().clip();
    if (!shown.isValid()) {
        if (std::exchange(m_hasPrepared, false))
            m_services.player.prepare({});
        return; // what follows a file that is no clip, the session knows
    }
    m_hasPrepared = true;
    for (const ClipId id : {m_clips.nextToDo(shown), m_clips.neighbour(shown, 1)}) {
        const Clip *clip = id == shown ? nullptr : m_editor.document().clip(id);
        const QString path = clip != nullptr ? mediaPath(*clip) : QString();
        const bool isNew = !path.isEmpty() && path != m_services.player.media().path
                           && std::ranges::find(files, path, &UpcomingFile::path) == files.end();
        if (isNew)
            files.push_back({path, m_session.startOf(path)});
    }
    m_services.player.prepare(files);
}

} // namespace soundlocus

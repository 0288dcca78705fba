// SPDX-License-Identifier: MIT
#pragma once

#include "app/services.h"
#include "app/session.h"
#include "ui/models/annotation_editor.h"
#include "ui/models/clip_model.h"

#include <QHash>
#include <QObject>
#include <QString>

#include <optional>

namespace soundlocus {

/// Opens clips of the project in the player, and knows which clip the player shows. While one is
/// annotated, the next one of the list and the next one that is to do are opened in advance.
/// Threads: GUI thread only.
class ClipOpener final : public QObject
{
    Q_OBJECT
public:
    /// Everything outlives it.
    ClipOpener(Services services,
               Session &session,
               AnnotationEditor &editor,
               const ClipModel &clips,
               QObject *parent = nullptr);

    void open(ClipId clip);
    /// A clip that is shown already is only sought in.
    void open(ClipId clip, MediaTime time);
    /// Absolute path of its video or picture; empty where its media are not known.
    [[nodiscard]] QString mediaPath(const Clip &clip) const;

Q_SIGNALS:
    /// Its media are not where the project says.
    void mediaMissing(soundlocus::ClipId clip, const QString &path);

private:
    void recognize();
    void hearItsSound(const Clip *clip);
    void prepareNext();
    void forgetPaths() { m_clipOfPath.clear(); }
    [[nodiscard]] ClipId clipOf(const QString &path);
    [[nodiscard]] QString absolute(const std::filesystem::path &path) const;

    Services m_services;
    Session &m_session;
    AnnotationEditor &m_editor;
    const ClipModel &m_clips;
    QHash<QString, ClipId> m_clipOfPath; ///< empty: not asked for yet
    std::optional<EditPlace> m_wanted;   ///< where to go once it is open
    bool m_isPreparingDue = false;       ///< once the first picture is shown
    bool m_hasPrepared = false;          // clips that may follow
    bool m_hearsOther = false;           ///< the sound of a picture was set by this
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "app/services.h"
#include "ui/panels/notice_bar.h"
#include "ui/panels/playlist_model.h"
#include "ui/services/localization.h"
#include "ui/services/player.h"

#include <QObject>
#include <QStringList>
#include <QTimer>

#include <functional>

namespace soundlocus {

/// What is open: takes files, folders and checkpoints, tells every service of the file, passes
/// frames on to the localisation, keeps recent files and places, and turns faults into notices.
/// No widgets; outlives the window. Threads: GUI thread only.
class Session final : public QObject
{
    Q_OBJECT
public:
    /// @param demoModel never listed among the recent models; may be empty
    Session(Services services, QString demoModel, QObject *parent = nullptr);
    ~Session() override;

    [[nodiscard]] PlaylistModel &playlist() { return m_playlist; }

    /// Media files and folders replace the list and the first is opened; a checkpoint takes the
    /// place of the main model, a project that of the open one.
    void open(const QStringList &paths);
    void openRow(int row);
    /// Nothing is open any more; the list stays.
    void close();
    /// Opens one file and leaves it paused.
    void reopen(const QString &path);
    /// Where a file starts when it is opened.
    [[nodiscard]] MediaTime startOf(const QString &path) const;
    /// Asked first for the neighbour (1 or -1) of what is open. @return whether it knew
    using NeighbourOpener = std::function<bool(int direction)>;
    void setNeighbourOpener(NeighbourOpener opener) { m_neighbourOpener = std::move(opener); }
    /// The file after (1) or before (-1) in the list.
    void openNeighbour(int direction);
    /// At the end of a file the next one plays, after the last the first again; a still picture
    /// ends after a few seconds. Without it, PlaybackSettings::goesOn decides, and the last file is
    /// the end.
    void setLooping(bool isLooping);
    void loadModel(MapSlot slot, const QString &path);
    [[nodiscard]] const QString &demoModel() const { return m_demoModel; }
    /// Notes where the file is left; before the program ends.
    void rememberPosition();

    void raise(const Error &error,
               const QString &subject = {},
               Notice::Topic topic = Notice::Topic::General);
    void raise(const Notice &notice);

Q_SIGNALS:
    void noticeRaised(const soundlocus::Notice &notice);

private:
    void connectPlayer();
    void connectLocalization();
    void onOpened(const MediaSummary &media);
    void onFrame(const Frame &frame);
    void onEnded(Player::Part what);
    void goOn();
    void prepareNext();
    [[nodiscard]] bool isAnnotating() const;
    void forgetObjects();
    enum class Start { AsSet, Paused, GoingOn };
    void startRow(int row, Start start);
    void startStill();
    void onOpenFailed(const QString &path, const Error &error);
    void applyLocalization();

    Services m_services;
    QString m_demoModel;
    NeighbourOpener m_neighbourOpener;
    PlaylistModel m_playlist;
    QTimer m_still;  // shows a still picture of a list that is looping
    QTimer m_saving; // of the place, while it plays
    bool m_playsWhenOpened = false;
    bool m_isLooping = false;
    bool m_isGoingOn = false;     // what is being opened follows what ended
    bool m_isTimelineDue = false; // it is told of the file with its first picture
    bool m_needsThumbnail = false;
    int m_failedInARow = 0; // files that could not be opened
};

} // namespace soundlocus

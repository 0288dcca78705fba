// SPDX-License-Identifier: MIT
#pragma once

#include <QAbstractListModel>
#include <QHash>
#include <QImage>
#include <QSet>
#include <QStringList>

namespace soundlocus {

/// Whether a name ends as files of video, sound and pictures do.
[[nodiscard]] bool isMediaName(const QString &path);
/// Whether a name ends as checkpoints do.
[[nodiscard]] bool isModelName(const QString &path);
/// Whether a name ends as projects of annotations do.
[[nodiscard]] bool isProjectName(const QString &path);
/// For file dialogs: "*.mp4 *.mkv ...".
[[nodiscard]] QString mediaNameFilter();
[[nodiscard]] QString modelNameFilter();

/// Files that are played one after the other, with a small picture of each where it is known.
/// Threads: GUI thread only.
class PlaylistModel final : public QAbstractListModel
{
    Q_OBJECT
public:
    static constexpr QSize kThumbnail{96, 54};

    explicit PlaylistModel(QObject *parent = nullptr);

    /// Replaces the list. Folders are replaced by the media files in them, in natural order
    /// ("take 2" before "take 10"); not those of their sub-folders.
    void setPaths(const QStringList &paths);
    /// The same for files that are known already.
    void setFiles(QStringList files);
    void append(const QStringList &paths);
    void clear();
    void remove(int row);
    /// One place up (-1) or down (1); at the ends nothing.
    void move(int row, int direction);
    /// A file that could not be opened; until it is taken from the list, or opened after all.
    void setBroken(const QString &path, bool isBroken);

    [[nodiscard]] const QStringList &paths() const { return m_paths; }
    [[nodiscard]] int current() const { return m_current; }
    /// @param row -1: none
    void setCurrent(int row);
    /// Row of a path, -1 where it is not in the list.
    [[nodiscard]] int rowOf(const QString &path) const;
    void setThumbnail(const QString &path, const QImage &image);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

Q_SIGNALS:
    void currentChanged(int row);
    /// A row is seen whose picture is not known; once per file.
    void thumbnailWanted(const QString &path) const;

private:
    QStringList m_paths;
    int m_current = -1;
    QSet<QString> m_broken;
    QHash<QString, QImage> m_thumbnails;
    mutable QSet<QString> m_wanted; // asked for
    QImage m_unknown;               // in place of those that are not known yet
};

/// Absolute paths; folders are replaced by the media files in them. Looks at the disk.
[[nodiscard]] QStringList filesOf(const QStringList &paths);
/// Media files of a folder in natural order.
[[nodiscard]] QStringList mediaFilesOf(const QString &folder);

} // namespace soundlocus

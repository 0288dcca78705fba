// SPDX-License-Identifier: MIT
#pragma once

#include "engine/annotation/annotation_set.h"
#include "engine/annotation/merged_sets.h"
#include "engine/core/result.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <vector>

namespace soundlocus {

class AnnotationDocument;

/// The file behind the document, for the status bar.
struct ProjectStatus
{
    enum class State {
        None,     ///< no project is open
        Opening,  ///< being read; the document is still the old one
        Stored,   ///< everything is on the disk
        Storing,  ///< the newest gestures are on their way
        Retrying, ///< they cannot be written: kept in memory, tried again
        ReadOnly, ///< somebody else writes, or the place cannot be written
    };
    State state = State::None;
    QString path;
    QString reason;  ///< of Retrying and ReadOnly, for people
    int waiting = 0; ///< gestures that are not on the disk yet

    bool operator==(const ProjectStatus &) const = default;
};

/// What an import found, before anything of it counts.
struct ImportPreview
{
    QString path;
    QString format; ///< stable id: "vggss"
    AnnotationCounts counts;
    QStringList problems;  ///< one line each, with the place in the file
    int matchedClips = 0;  ///< clips whose media the project or the folder has
    QStringList unmatched; ///< names of the others
};

/// What joining another project with the open one would do.
struct MergePreview
{
    QString path;
    AnnotationCounts added;  ///< what is new
    qint64 changedClips = 0; ///< that are there and learn something
    std::vector<MergeConflict> conflicts;

    [[nodiscard]] bool isEmpty() const { return changedClips == 0 && added == AnnotationCounts{}; }
};

/// What goes on in the background.
struct ProjectActivity
{
    QString what; ///< for people; empty: nothing does
    qint64 done = 0;
    qint64 total = 0; ///< 0: not known

    bool operator==(const ProjectActivity &) const = default;
};

struct AnnotationExport
{
    QString path;
    QString format;         ///< stable id; empty: by the name of the file
    bool isDense = false;   ///< every frame, not key frames only
    QStringList annotators; ///< names of the layers; empty: all
};

/// Opens, stores, imports and exports projects on a thread of its own. Every gesture of the
/// document is on the disk within a second; there is nothing to save. Threads: GUI thread only.
class ProjectService : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual AnnotationDocument &document() = 0;
    [[nodiscard]] virtual const ProjectStatus &status() const = 0;

    /// Close what is open, after it was stored, then open. Answered by opened() or failed().
    virtual void create(const QString &path) = 0;
    virtual void open(const QString &path) = 0;
    virtual void close() = 0;
    /// The project as it is, also what could not be stored; this one stays open.
    virtual void saveCopy(const QString &path) = 0;
    /// Waits until everything is stored, at most `milliseconds`: before the program ends.
    virtual bool waitForStored(int milliseconds) = 0;

    /// Media files as new clips, one gesture; files that the project has are passed over.
    virtual void addMedia(const QStringList &paths) = 0;
    /// Looks in a folder for clips whose media are not where they were.
    virtual void locateMedia(const QString &folder) = 0;

    /// Reads a file of annotations in the background: importReady() or failed().
    /// @param format stable id; empty: by the content
    /// @param mediaFolder where its media lie; empty: beside the file
    virtual void prepareImport(const QString &path,
                               const QString &format,
                               const QString &mediaFolder) = 0;
    /// Makes the import that importReady() told of one gesture.
    /// @param dropsDegenerate leaves out boxes without a pixel
    virtual void applyImport(bool dropsDegenerate) = 0;
    virtual void cancelImport() = 0;
    /// Reads a list of class names in the background and adds those that are new as one gesture:
    /// labelsRead() or failed().
    virtual void importLabels(const QString &path) = 0;
    virtual void exportTo(const AnnotationExport &request) = 0;

    /// Reads another project in the background: mergeReady() or failed().
    virtual void prepareMerge(const QString &path) = 0;
    /// Makes what mergeReady() told of one gesture.
    virtual void applyMerge() = 0;
    virtual void cancelMerge() = 0;
    /// Breaks off what goes on in the background; media that were read by then are added.
    virtual void stopJobs() = 0;

Q_SIGNALS:
    void statusChanged(const soundlocus::ProjectStatus &status);
    void opened(const QString &path, const QStringList &warnings);
    void importReady(const soundlocus::ImportPreview &preview);
    void labelsRead(const QString &path, int count);
    void mergeReady(const soundlocus::MergePreview &preview);
    void activityChanged(const soundlocus::ProjectActivity &activity);
    void exported(const QString &path, const QStringList &warnings);
    void copied(const QString &path);
    /// @param missing clips whose media are not there
    void mediaLocated(int found, int missing);
    /// @param what a short sentence: what did not work
    void failed(const QString &what, const soundlocus::Error &error);
};

} // namespace soundlocus

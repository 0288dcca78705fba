// SPDX-License-Identifier: MIT
#pragma once

#include "engine/project/project_store.h"

#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <chrono>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <optional>

namespace soundlocus {

/// A path as the engine takes it.
[[nodiscard]] inline std::filesystem::path pathOf(const QString &path)
{
    return {path.toStdString()};
}

/// What opening a project gave.
struct OpenedProject
{
    QString path;
    AnnotationSet set;
    QString readOnlyReason; ///< empty: open for writing
    bool isReadOnly = false;
    QStringList warnings;
    std::int64_t firstId = 0; ///< of those that may be given now
    std::int64_t idCount = 0;
};

/// How far the storing came.
struct StoringReport
{
    std::int64_t stored = 0;    ///< gestures of this project since it was opened
    bool isFlushed = true;      ///< they outlive a power cut, too
    std::optional<Error> fault; ///< why the next one could not be written; tried again
};

/// Owns the project file, on a thread of its own. What cannot be written stays in order and in
/// memory and is tried again every two seconds. Threads: its own only; signals cross.
class ProjectWorker final : public QObject
{
    Q_OBJECT
public:
    enum class Mode { Create, Open };

    ProjectWorker();
    ~ProjectWorker() override;

    /// Opens another project and closes the one that is open, which stays where the other cannot be
    /// opened, or where something of it is stored nowhere.
    void open(const QString &path, Mode mode);
    void close();
    void store(const Gesture &gesture);
    /// Numbers beside those that were given; also where they cannot be noted in the file yet.
    void requestIds(std::int64_t count);
    /// Writes what waits, and brings it to the disk. False where that cannot be.
    bool storeNow();
    /// Of the file where it holds everything; else memoryCopyWanted().
    void saveCopy(const QString &path);
    void saveCopyOf(const QString &path, const AnnotationSet &set);

Q_SIGNALS:
    void opened(const std::shared_ptr<soundlocus::OpenedProject> &project);
    void openFailed(const soundlocus::Error &error);
    void closed();
    void closeFailed(const soundlocus::Error &error);
    void idsGiven(qint64 first, qint64 count);
    void reported(const soundlocus::StoringReport &report);
    void copied(const QString &path);
    void copyFailed(const soundlocus::Error &error);
    void memoryCopyWanted(const QString &path);

private:
    Result<std::shared_ptr<OpenedProject>> openStore(const QString &path, Mode mode);
    /// Errors: what keeps the newest gestures from being stored anywhere.
    Result<void> release();
    Result<void> writeWaiting();
    void writeAndReport();
    void flush();
    void report();

    std::optional<ProjectStore> m_store;
    std::deque<Gesture> m_waiting;
    std::int64_t m_stored = 0;
    std::int64_t m_idEnd = 0;   // behind the last number that was given
    std::int64_t m_owedIds = 0; // given, but not noted in the file
    bool m_isFlushed = true;
    bool m_isCopied = false; // what waits is in a copy
    std::optional<Error> m_fault;
    QTimer m_retry;
    QTimer m_flush;
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "app/services/annotation/project_worker.h"

#include "engine/annotation/edit.h"

#include <unistd.h>

#include <filesystem>
#include <string>
#include <system_error>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

/// Also how soon it is noticed that the file is gone.
constexpr auto kRetryEvery = 2s;
/// Strokes that follow each other are brought to the disk together, within the second promised.
constexpr auto kFlushAfter = 500ms;
/// Numbers that are given at once: enough for hours, few enough to keep them short.
constexpr std::int64_t kIdBlock = 10'000;

/// A folder that goes with what is in it.
class ScratchFolder
{
public:
    explicit ScratchFolder(fs::path path)
        : m_path(std::move(path))
    {
        fs::create_directory(m_path, m_fault);
    }
    ~ScratchFolder()
    {
        std::error_code code;
        fs::remove_all(m_path, code);
    }
    ScratchFolder(const ScratchFolder &) = delete;
    ScratchFolder &operator=(const ScratchFolder &) = delete;
    ScratchFolder(ScratchFolder &&) = delete;
    ScratchFolder &operator=(ScratchFolder &&) = delete;

    [[nodiscard]] const fs::path &path() const { return m_path; }
    [[nodiscard]] const std::error_code &fault() const { return m_fault; }

private:
    fs::path m_path;
    std::error_code m_fault;
};

/// A new project with all of a set, whole or not at all.
Result<void> writeProject(const fs::path &target, const AnnotationSet &set)
{
    // Beside the target, so that it is known early whether there is space.
    const ScratchFolder scratch(
            target.parent_path()
            / ("." + target.filename().string() + "." + std::to_string(getpid())));
    if (scratch.fault())
        return fail(scratch.fault() == std::errc::no_space_on_device ? ErrorCode::DiskFull
                                                                     : ErrorCode::PermissionDenied,
                    target.string() + ": cannot be written there; choose another folder",
                    scratch.fault().message());
    auto store = ProjectStore::create(scratch.path() / "copy.soundlocus");
    if (!store)
        return Unexpected(store.error());
    if (auto done = store->apply(addingAll("Copy", set)); !done)
        return done;
    return store->saveCopy(target);
}

} // namespace

ProjectWorker::ProjectWorker()
    : m_retry(this)
    , m_flush(this)
{
    m_retry.setInterval(kRetryEvery);
    m_flush.setInterval(kFlushAfter);
    m_flush.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &ProjectWorker::writeAndReport);
    connect(&m_flush, &QTimer::timeout, this, &ProjectWorker::flush);
}

ProjectWorker::~ProjectWorker() = default;

Result<std::shared_ptr<OpenedProject>> ProjectWorker::openStore(const QString &path, Mode mode)
{
    auto store = mode == Mode::Create ? ProjectStore::create(pathOf(path))
                                      : ProjectStore::open(pathOf(path));
    if (!store)
        return Unexpected(store.error());
    auto set = store->readAll();
    if (!set)
        return Unexpected(set.error());
    auto project = std::make_shared<OpenedProject>();
    project->path = QString::fromStdString(store->path().string());
    project->set = std::move(*set);
    project->isReadOnly = store->isReadOnly();
    project->readOnlyReason = QString::fromStdString(store->readOnlyReason());
    for (const Error &warning : store->warnings())
        project->warnings << QString::fromStdString(toString(warning));
    if (!project->isReadOnly) {
        const auto first = store->reserveIds(kIdBlock);
        if (!first)
            return Unexpected(first.error());
        project->firstId = *first;
        project->idCount = kIdBlock;
    }
    m_store = std::move(*store);
    return project;
}

Result<void> ProjectWorker::release()
{
    if (storeNow() || m_isCopied)
        return {};
    return Unexpected(*m_fault);
}

void ProjectWorker::open(const QString &path, Mode mode)
{
    if (auto released = release(); !released) {
        Q_EMIT openFailed(released.error());
        return;
    }
    std::optional<ProjectStore> before = std::move(m_store);
    m_store.reset();
    // Two of one process would lock each other out.
    std::error_code code;
    const bool isAgain = before && fs::equivalent(before->path(), pathOf(path), code);
    if (isAgain)
        before.reset();
    auto project = openStore(path, mode);
    if (!project) {
        m_store = std::move(before);
        if (isAgain)
            Q_EMIT closed();
        Q_EMIT openFailed(project.error());
        return;
    }
    m_waiting.clear();
    m_stored = 0;
    m_idEnd = (*project)->firstId + (*project)->idCount;
    m_owedIds = 0;
    m_isFlushed = true;
    m_isCopied = false;
    m_fault.reset();
    m_flush.stop();
    if (!m_store->isReadOnly())
        m_retry.start();
    Q_EMIT opened(*project);
}

void ProjectWorker::close()
{
    if (auto released = release(); !released) {
        Q_EMIT closeFailed(released.error());
        return;
    }
    m_store.reset();
    m_waiting.clear();
    m_fault.reset();
    m_retry.stop();
    m_flush.stop();
    Q_EMIT closed();
}

void ProjectWorker::store(const Gesture &gesture)
{
    m_waiting.push_back(gesture);
    m_isCopied = false;
    // While something is wrong it is tried at its own pace.
    if (m_fault)
        report();
    else
        writeAndReport();
}

void ProjectWorker::requestIds(std::int64_t count)
{
    if (!m_store)
        return;
    const std::int64_t first = m_idEnd;
    const auto noted = m_store->reserveIds(m_owedIds + count);
    m_owedIds = noted ? 0 : m_owedIds + count;
    m_idEnd += count;
    Q_EMIT idsGiven(first, count);
}

Result<void> ProjectWorker::writeWaiting()
{
    if (auto there = m_store->checkPlace(); !there)
        return there;
    if (m_owedIds > 0) {
        if (const auto noted = m_store->reserveIds(m_owedIds); !noted)
            return Unexpected(noted.error());
        m_owedIds = 0;
    }
    while (!m_waiting.empty()) {
        if (auto done = m_store->apply(m_waiting.front()); !done)
            return done;
        m_waiting.pop_front();
        ++m_stored;
        m_isFlushed = false;
    }
    return {};
}

void ProjectWorker::writeAndReport()
{
    if (!m_store)
        return;
    const auto written = writeWaiting();
    m_fault = written ? std::nullopt : std::optional(written.error());
    if (!m_isFlushed && !m_flush.isActive())
        m_flush.start();
    report();
}

void ProjectWorker::flush()
{
    if (!m_store || m_isFlushed)
        return;
    const auto flushed = m_store->flush();
    m_isFlushed = flushed.has_value();
    if (!flushed)
        m_fault = flushed.error();
    report();
}

bool ProjectWorker::storeNow()
{
    if (!m_store || m_store->isReadOnly())
        return true;
    writeAndReport();
    m_flush.stop();
    flush();
    return m_waiting.empty() && m_isFlushed;
}

void ProjectWorker::saveCopy(const QString &path)
{
    if (!m_store)
        return;
    if (!m_waiting.empty()) {
        Q_EMIT memoryCopyWanted(path);
        return;
    }
    const auto done = m_store->saveCopy(pathOf(path));
    m_isCopied = done.has_value();
    if (done)
        Q_EMIT copied(path);
    else if (done.error().code == ErrorCode::InvalidArgument)
        Q_EMIT copyFailed(done.error());
    else
        Q_EMIT memoryCopyWanted(path);
}

void ProjectWorker::saveCopyOf(const QString &path, const AnnotationSet &set)
{
    const auto done = writeProject(pathOf(path), set);
    if (!done) {
        Q_EMIT copyFailed(done.error());
        return;
    }
    m_isCopied = true;
    Q_EMIT copied(path);
}

void ProjectWorker::report()
{
    Q_EMIT reported({m_stored, m_isFlushed, m_fault});
}

} // namespace soundlocus

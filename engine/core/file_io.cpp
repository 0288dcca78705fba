// SPDX-License-Identifier: MIT
#include "engine/core/file_io.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <mutex>
#include <set>

namespace soundlocus {

namespace fs = std::filesystem;

Error systemError(std::string_view action, const fs::path &path, int errorNumber)
{
    const std::string name = path.string();
    const std::string verb(action);
    const std::string context = std::strerror(errorNumber);
    switch (errorNumber) {
    case ENOENT:
        return {ErrorCode::NotFound,
                name
                        + (action == "read" ? ": not found; check the path"
                                            : ": the folder for it is not there; make it or choose "
                                              "another place"),
                {}};
    case EACCES:
    case EPERM:
    case EROFS:
        return {ErrorCode::PermissionDenied,
                name + ": no permission to " + verb + "; change its rights or choose another place",
                {}};
    case EISDIR:
        return {ErrorCode::NotAFile, name + ": is a folder; give a file", {}};
    case ENOTDIR:
        return {ErrorCode::NotAFile,
                name + ": a part of this path is a file, not a folder; choose another place",
                {}};
    case EEXIST:
        return {ErrorCode::NotAFile,
                name + ": is in the way; remove it or choose another place",
                {}};
    case ENOSPC:
    case EDQUOT:
        return {ErrorCode::DiskFull,
                name + ": the disk is full; free some space or choose another place",
                {}};
    default:
        return {ErrorCode::WriteFailed,
                name + ": cannot " + verb + "; check the disk it lies on",
                context};
    }
}

Result<void> checkReadableFile(const fs::path &path)
{
    struct stat info
    {};
    if (::stat(path.c_str(), &info) != 0)
        return Unexpected(systemError("read", path, errno));
    if (S_ISDIR(info.st_mode))
        return Unexpected(systemError("read", path, EISDIR));
    if (!S_ISREG(info.st_mode))
        return fail(ErrorCode::NotAFile,
                    path.string()
                            + ": is a device or a pipe; copy what it gives into a file, and give "
                              "that");
    if (::access(path.c_str(), R_OK) != 0)
        return Unexpected(systemError("read", path, errno));
    if (info.st_size == 0)
        return fail(ErrorCode::EmptyFile,
                    path.string() + ": is empty (0 bytes); copy or download it again");
    return {};
}

Result<std::string> readWholeFile(const fs::path &path, std::uintmax_t limitBytes)
{
    if (auto readable = checkReadableFile(path); !readable)
        return Unexpected(readable.error());
    std::error_code code;
    const std::uintmax_t bytes = fs::file_size(path, code);
    if (!code && bytes > limitBytes)
        return fail(ErrorCode::TooLarge,
                    path.string() + ": " + std::to_string(bytes) + " bytes, at most "
                            + std::to_string(limitBytes) + " are read here; give a smaller file");
    std::ifstream stream(path, std::ios::binary);
    std::string content((std::istreambuf_iterator<char>(stream)), std::istreambuf_iterator<char>());
    if (stream.bad())
        return fail(ErrorCode::CorruptData,
                    path.string() + ": cannot be read to its end; copy it again");
    return content;
}

Result<void> makeFolder(const fs::path &path)
{
    std::error_code code;
    fs::create_directories(path, code);
    if (code)
        return Unexpected(systemError("make this folder", path, code.value()));
    if (!fs::is_directory(path, code))
        return fail(ErrorCode::NotAFile,
                    path.string()
                            + ": is in the way, a folder is expected; remove it or choose another "
                              "place");
    return {};
}

namespace {

/// Temporaries that exist. Never destroyed: files may be closed while the program ends.
struct Temporaries
{
    std::mutex mutex; // guards the rest
    std::set<std::string> paths;
    bool isEnding = false;
};

Temporaries &temporaries()
{
    static auto *instance = new Temporaries;
    return *instance;
}

/// A hidden name beside the target. The extension stays last: libraries choose a format by it.
fs::path temporaryName(const fs::path &target)
{
    static std::atomic<unsigned> serial{0};
    return target.parent_path()
           / ("." + target.stem().string() + ".partial-" + std::to_string(::getpid()) + "-"
              + std::to_string(serial++) + target.extension().string());
}

} // namespace

void discardTemporaryFiles()
{
    Temporaries &all = temporaries();
    const std::scoped_lock lock(all.mutex);
    all.isEnding = true;
    std::error_code code;
    for (const std::string &path : all.paths)
        fs::remove_all(path, code);
    all.paths.clear();
}

struct AtomicFile::Impl
{
    fs::path target;
    fs::path temporary;
    int descriptor = -1;

    Impl() = default;
    Impl(const Impl &) = delete;
    Impl &operator=(const Impl &) = delete;
    ~Impl()
    {
        if (descriptor >= 0)
            ::close(descriptor);
        if (!temporary.empty()) {
            ::unlink(temporary.c_str());
            Temporaries &all = temporaries();
            const std::scoped_lock lock(all.mutex);
            all.paths.erase(temporary.string());
        }
    }
};

AtomicFile::AtomicFile(std::unique_ptr<Impl> impl)
    : m_impl(std::move(impl))
{}
AtomicFile::AtomicFile(AtomicFile &&other) noexcept = default;
AtomicFile &AtomicFile::operator=(AtomicFile &&other) noexcept = default;
AtomicFile::~AtomicFile() = default;

Result<AtomicFile> AtomicFile::create(const fs::path &target)
{
    struct stat info
    {};
    if (::stat(target.c_str(), &info) == 0 && S_ISDIR(info.st_mode))
        return Unexpected(systemError("write", target, EISDIR));
    auto impl = std::make_unique<Impl>();
    impl->target = target;
    fs::path temporary = temporaryName(target);
    Temporaries &all = temporaries();
    const std::scoped_lock lock(all.mutex);
    if (all.isEnding)
        return fail(ErrorCode::Cancelled, "stopped");
    impl->descriptor = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (impl->descriptor < 0)
        return Unexpected(systemError("write", target, errno));
    all.paths.insert(temporary.string());
    impl->temporary = std::move(temporary);
    return AtomicFile(std::move(impl));
}

Result<void> AtomicFile::write(std::string_view bytes)
{
    SOUNDLOCUS_EXPECTS(m_impl && m_impl->descriptor >= 0);
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_impl->descriptor, bytes.data(), bytes.size());
        if (written < 0) {
            if (errno == EINTR)
                continue;
            return Unexpected(systemError("write", m_impl->target, errno));
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return {};
}

Result<void> AtomicFile::write(std::span<const std::byte> bytes)
{
    return write(std::string_view(reinterpret_cast<const char *>(bytes.data()), bytes.size()));
}

const fs::path &AtomicFile::temporaryPath() const
{
    SOUNDLOCUS_EXPECTS(m_impl != nullptr);
    return m_impl->temporary;
}

const fs::path &AtomicFile::targetPath() const
{
    SOUNDLOCUS_EXPECTS(m_impl != nullptr);
    return m_impl->target;
}

Result<void> AtomicFile::commit()
{
    SOUNDLOCUS_EXPECTS(m_impl && m_impl->descriptor >= 0);
    const std::unique_ptr<Impl> impl = std::move(m_impl);
    // A library may have replaced the temporary by another inode: flush by path, not by descriptor.
    ::close(impl->descriptor);
    impl->descriptor = ::open(impl->temporary.c_str(), O_WRONLY | O_CLOEXEC);
    if (impl->descriptor < 0 || ::fsync(impl->descriptor) != 0)
        return Unexpected(systemError("write", impl->target, errno));
    if (::close(std::exchange(impl->descriptor, -1)) != 0)
        return Unexpected(systemError("write", impl->target, errno));
    Temporaries &all = temporaries();
    // The lock ends before impl, whose destructor takes it again.
    const std::scoped_lock lock(all.mutex);
    if (all.isEnding)
        return fail(ErrorCode::Cancelled, "stopped");
    if (::rename(impl->temporary.c_str(), impl->target.c_str()) != 0)
        return Unexpected(systemError("write", impl->target, errno));
    all.paths.erase(impl->temporary.string());
    impl->temporary.clear();
    return {};
}

AtomicFolder::AtomicFolder(fs::path target, fs::path temporary)
    : m_target(std::move(target))
    , m_temporary(std::move(temporary))
{}

AtomicFolder::AtomicFolder(AtomicFolder &&other) noexcept
    : m_target(std::move(other.m_target))
    , m_temporary(std::exchange(other.m_temporary, {}))
{}

AtomicFolder::~AtomicFolder()
{
    if (m_temporary.empty())
        return;
    std::error_code code;
    fs::remove_all(m_temporary, code);
    Temporaries &all = temporaries();
    const std::scoped_lock lock(all.mutex);
    all.paths.erase(m_temporary.string());
}

Result<AtomicFolder> AtomicFolder::create(const fs::path &target)
{
    fs::path temporary = temporaryName(target);
    Temporaries &all = temporaries();
    const std::scoped_lock lock(all.mutex);
    if (all.isEnding)
        return fail(ErrorCode::Cancelled, "stopped");
    if (::mkdir(temporary.c_str(), 0777) != 0)
        return Unexpected(systemError("write", target, errno));
    all.paths.insert(temporary.string());
    return AtomicFolder(target, std::move(temporary));
}

Result<void> AtomicFolder::commit()
{
    SOUNDLOCUS_EXPECTS(!m_temporary.empty());
    Temporaries &all = temporaries();
    const std::scoped_lock lock(all.mutex);
    if (all.isEnding)
        return fail(ErrorCode::Cancelled, "stopped");
    std::error_code code;
    if (fs::is_directory(m_target, code))
        fs::remove_all(m_target, code);
    if (::rename(m_temporary.c_str(), m_target.c_str()) != 0)
        return Unexpected(systemError("write", m_target, errno));
    all.paths.erase(m_temporary.string());
    m_temporary.clear();
    return {};
}

Result<void> writeWholeFile(const fs::path &target, std::string_view content)
{
    auto file = AtomicFile::create(target);
    if (!file)
        return Unexpected(file.error());
    if (auto written = file->write(content); !written)
        return written;
    return file->commit();
}

} // namespace soundlocus

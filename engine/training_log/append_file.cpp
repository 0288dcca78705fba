// SPDX-License-Identifier: MIT
#include "engine/training_log/append_file.h"

#include "engine/core/file_io.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <fstream>
#include <optional>
#include <string>

namespace soundlocus {

namespace fs = std::filesystem;

namespace {

/// Closes itself.
class Descriptor
{
public:
    Descriptor(const fs::path &path, int flags)
        : m_value(::open(path.c_str(), flags | O_CLOEXEC, 0666))
    {}
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    ~Descriptor()
    {
        if (m_value >= 0)
            ::close(m_value);
    }
    [[nodiscard]] int value() const { return m_value; }

private:
    int m_value;
};

/// Bytes up to and with the last line end; nothing where the file cannot be read.
std::optional<off_t> wholeLinesEnd(int descriptor, off_t size)
{
    std::array<char, 4096> block{};
    for (off_t end = size; end > 0;) {
        const off_t begin = end > static_cast<off_t>(block.size())
                                    ? end - static_cast<off_t>(block.size())
                                    : 0;
        const auto wanted = static_cast<std::size_t>(end - begin);
        if (::pread(descriptor, block.data(), wanted, begin) != static_cast<ssize_t>(wanted))
            return std::nullopt;
        const std::size_t at = std::string_view(block.data(), wanted).rfind('\n');
        if (at != std::string_view::npos)
            return begin + static_cast<off_t>(at) + 1;
        end = begin;
    }
    return 0;
}

} // namespace

Result<void> appendBytes(const fs::path &path, std::string_view bytes)
{
    const Descriptor file(path, O_WRONLY | O_CREAT | O_APPEND);
    struct stat before
    {};
    if (file.value() < 0 || ::fstat(file.value(), &before) != 0)
        return Unexpected(systemError("write", path, errno));
    while (!bytes.empty()) {
        const ssize_t written = ::write(file.value(), bytes.data(), bytes.size());
        if (written >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno != EINTR) {
            Error error = systemError("write", path, errno);
            if (S_ISREG(before.st_mode) && ::ftruncate(file.value(), before.st_size) != 0)
                error.context = "its last line is torn";
            return Unexpected(std::move(error));
        }
    }
    return {};
}

Result<void> appendLine(const fs::path &path, std::string_view line)
{
    return appendBytes(path, std::string(line) + "\n");
}

Result<void> healLines(const fs::path &path)
{
    std::error_code code;
    if (!fs::exists(path, code))
        return {};
    const Descriptor file(path, O_RDWR);
    struct stat info
    {};
    if (file.value() < 0 || ::fstat(file.value(), &info) != 0)
        return Unexpected(systemError("write", path, errno));
    const auto end = wholeLinesEnd(file.value(), info.st_size);
    if (!end)
        return fail(ErrorCode::CorruptData, path.string() + ": cannot be read to its end");
    if (*end < info.st_size && ::ftruncate(file.value(), *end) != 0)
        return Unexpected(systemError("write", path, errno));
    return {};
}

Result<std::int64_t> keepLines(const fs::path &path,
                               const std::function<bool(std::string_view)> &isKept)
{
    std::error_code code;
    if (!fs::exists(path, code))
        return std::int64_t{0};
    auto file = AtomicFile::create(path);
    if (!file)
        return Unexpected(file.error());
    std::ifstream stream(path, std::ios::binary);
    std::int64_t dropped = 0;
    for (std::string line; std::getline(stream, line);) {
        if (!isKept(line)) {
            ++dropped;
            continue;
        }
        if (auto written = file->write(line + "\n"); !written)
            return Unexpected(written.error());
    }
    if (!stream.eof())
        return fail(ErrorCode::CorruptData, path.string() + ": cannot be read to its end");
    if (dropped == 0)
        return dropped;
    if (auto committed = file->commit(); !committed)
        return Unexpected(committed.error());
    return dropped;
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "engine/training/run_folder.h"

#include "engine/core/file_io.h"
#include "engine/core/log.h"
#include "engine/training_log/append_file.h"

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <ctime>
#include <optional>

namespace soundlocus {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

constexpr const char *kConfig = "config.json";
constexpr const char *kData = "data.tsv";
constexpr const char *kValidation = "validation.tsv";
constexpr const char *kSource = "source.json";
constexpr const char *kVersions = "versions.json";
constexpr const char *kLog = "log.txt";
constexpr const char *kMetrics = "metrics.jsonl";
constexpr const char *kCurves = "curves.png";
constexpr const char *kTensorboard = "tensorboard";
constexpr const char *kCheckpoints = "checkpoints";
constexpr const char *kLock = ".lock";
/// What our lock begins with; other programs have files of that name too.
constexpr std::string_view kLockSignature = "soundlocus training: ";
constexpr std::array<std::string_view, 10> kOwnNames{kConfig,
                                                     kData,
                                                     kValidation,
                                                     kSource,
                                                     kVersions,
                                                     kLog,
                                                     kMetrics,
                                                     kCurves,
                                                     kTensorboard,
                                                     kCheckpoints};
constexpr std::string_view kLast = "last.safetensors";
constexpr std::string_view kEpochPrefix = "epoch-";
constexpr std::string_view kSuffix = ".safetensors";
/// Lists of some million samples.
constexpr std::uintmax_t kMaxFileBytes = std::uintmax_t{1} << 30U;

bool isThere(const fs::path &path)
{
    std::error_code code;
    return fs::exists(path, code);
}

std::vector<fs::path> entriesOf(const fs::path &folder)
{
    std::vector<fs::path> entries;
    std::error_code code;
    for (fs::directory_iterator it(folder, code), end; !code && it != end; it.increment(code))
        entries.push_back(it->path());
    return entries;
}

/// Up to three names of what lies in a folder; hidden files are nobody's.
std::string contentNames(const fs::path &folder)
{
    constexpr std::size_t kNamed = 3;
    std::vector<std::string> names;
    for (const fs::path &entry : entriesOf(folder))
        if (!entry.filename().string().starts_with('.'))
            names.push_back(entry.filename().string());
    std::sort(names.begin(), names.end());
    if (names.size() > kNamed) {
        names.resize(kNamed);
        names.emplace_back("...");
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

bool hasCheckpoint(const fs::path &path)
{
    const std::vector<fs::path> entries = entriesOf(path / kCheckpoints);
    return std::any_of(entries.begin(), entries.end(), [](const fs::path &entry) {
        const std::string name = entry.filename().string();
        return !name.starts_with('.') && name.ends_with(kSuffix);
    });
}

bool isSignedLock(const fs::path &path)
{
    constexpr std::uintmax_t kMaxLockBytes = 4096;
    const auto text = readWholeFile(path, kMaxLockBytes);
    return text && text->starts_with(kLockSignature);
}

Unexpected holdsARun(const fs::path &path)
{
    return fail(ErrorCode::InvalidArgument,
                path.string()
                        + ": holds a run already; resume it with --resume or choose another "
                          "folder");
}

/// What an AtomicFile left when its process was killed; with the lock held it is nobody's.
void removeStaleTemporaries(const fs::path &folder)
{
    std::error_code code;
    for (const fs::path &entry : entriesOf(folder)) {
        const std::string name = entry.filename().string();
        if (name.starts_with('.') && name.find(".partial-") != std::string::npos)
            fs::remove_all(entry, code);
    }
}

Result<void> checkVersion(const fs::path &path)
{
    auto text = readWholeFile(path / kVersions, kMaxFileBytes);
    if (!text)
        return Unexpected(text.error());
    const Json versions = Json::parse(*text, nullptr, false);
    if (!versions.is_object() || !versions.contains("format")
        || !versions["format"].is_number_integer())
        return fail(ErrorCode::CorruptData,
                    (path / kVersions).string() + ": does not say the format of the run folder");
    const int format = versions["format"].get<int>();
    if (format > kRunFolderFormat)
        return fail(
                ErrorCode::UnsupportedFormat,
                fmt::format("{}: is of a newer SoundLocus (run format {}, this program knows up "
                            "to {}); update it to resume this run",
                            path.string(),
                            format,
                            kRunFolderFormat));
    return {};
}

Result<void> checkParts(const fs::path &path)
{
    std::vector<std::string> missing;
    for (const std::string &part : {std::string(kConfig),
                                    std::string(kData),
                                    std::string(kSource),
                                    fmt::format("{}/{}", kCheckpoints, kLast)})
        if (!isThere(path / part))
            missing.push_back(part);
    if (missing.empty())
        return {};
    if (!hasCheckpoint(path) && missing.size() == 1)
        return fail(ErrorCode::NotFound,
                    path.string() + ": ended before its first checkpoint (no " + missing[0]
                            + "); start it anew, the folder may stay");
    return fail(ErrorCode::NotFound,
                fmt::format("{}: the run cannot be resumed without {}",
                            path.string(),
                            fmt::join(missing, ", ")));
}

std::string versionsJson(const RunDescription &description)
{
    Json versions = Json::object();
    versions["format"] = kRunFolderFormat;
    versions["soundlocus"] = SOUNDLOCUS_VERSION;
    for (const auto &[name, version] : description.versions)
        versions[name] = version;
    return versions.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// A second name for a file, complete at every moment.
Result<void> placeCopy(const fs::path &from, const fs::path &to)
{
    if (auto readable = checkReadableFile(from); !readable)
        return readable;
    std::error_code code;
    // rename() leaves two names of one file as they are, the temporary too.
    if (fs::equivalent(from, to, code))
        return {};
    auto file = AtomicFile::create(to);
    if (!file)
        return Unexpected(file.error());
    fs::remove(file->temporaryPath(), code);
    fs::create_hard_link(from, file->temporaryPath(), code);
    if (code) // a disk without links
        fs::copy_file(from, file->temporaryPath(), fs::copy_options::overwrite_existing, code);
    if (code)
        return Unexpected(systemError("write", to, code.value()));
    return file->commit();
}

/// Epoch of "epoch-0007.safetensors".
std::optional<int> epochOf(const fs::path &path)
{
    const std::string name = path.filename().string();
    if (!name.starts_with(kEpochPrefix) || !name.ends_with(kSuffix))
        return std::nullopt;
    int epoch = 0;
    const char *begin = name.data() + kEpochPrefix.size();
    const char *end = name.data() + name.size() - kSuffix.size();
    const auto [stop, code] = std::from_chars(begin, end, epoch);
    return code == std::errc{} && stop == end ? std::optional(epoch) : std::nullopt;
}

} // namespace

class RunFolder::Lock
{
public:
    static Result<std::unique_ptr<Lock>> take(const fs::path &folder)
    {
        const fs::path path = folder / kLock;
        auto lock = std::unique_ptr<Lock>(new Lock);
        lock->m_descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (lock->m_descriptor < 0)
            return Unexpected(systemError("write", path, errno));
        if (::flock(lock->m_descriptor, LOCK_EX | LOCK_NB) != 0) {
            if (errno == EWOULDBLOCK)
                return fail(ErrorCode::PermissionDenied,
                            folder.string() + ": another run trains here (" + lock->holder()
                                    + "); wait for its end or choose another "
                                      "folder");
            log(LogLevel::Warning,
                folder.string() + ": this disk knows no locks; do not start a second run here");
        }
        lock->sign();
        return lock;
    }

    Lock(const Lock &) = delete;
    Lock &operator=(const Lock &) = delete;
    ~Lock()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor); // releases it
    }

private:
    Lock() = default;

    /// Who holds it, as he signed.
    [[nodiscard]] std::string holder() const
    {
        std::array<char, 300> text{};
        const ssize_t count = ::pread(m_descriptor, text.data(), text.size(), 0);
        std::string line(text.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
        line = line.substr(0, line.find('\n'));
        if (line.starts_with(kLockSignature))
            line.erase(0, kLockSignature.size());
        return line.empty() ? "it has not said its name yet" : line;
    }

    /// The name helps people only: a disk too full for it does not matter.
    void sign() const
    {
        std::array<char, 256> host{};
        if (::gethostname(host.data(), host.size() - 1) != 0)
            host[0] = '?';
        const std::string line = fmt::format(
                "{}process {} on {}\n", kLockSignature, ::getpid(), host.data());
        if (::ftruncate(m_descriptor, 0) != 0
            || ::pwrite(m_descriptor, line.data(), line.size(), 0) < 0)
            log(LogLevel::Debug, "the lock of the run folder stays unsigned");
    }

    int m_descriptor = -1;
};

RunFolder::RunFolder(fs::path path, std::unique_ptr<Lock> lock)
    : m_path(std::move(path))
    , m_lock(std::move(lock))
{}
RunFolder::RunFolder(RunFolder &&other) noexcept = default;
RunFolder &RunFolder::operator=(RunFolder &&other) noexcept = default;
RunFolder::~RunFolder() = default;

Result<RunFolder> RunFolder::create(const fs::path &path, const RunDescription &description)
{
    // Without our lock no run was ever begun there, whatever the names in it.
    if (!isSignedLock(path / kLock)) {
        if (isThere(path / kVersions) && hasCheckpoint(path))
            return holdsARun(path);
        if (const std::string names = contentNames(path); !names.empty())
            return fail(ErrorCode::InvalidArgument,
                        path.string() + ": is neither empty nor a run folder (it holds " + names
                                + "); choose another folder");
    }
    if (auto made = makeFolder(path); !made)
        return Unexpected(made.error());
    auto lock = Lock::take(path);
    if (!lock)
        return Unexpected(lock.error());
    RunFolder run(path, *std::move(lock));
    if (hasCheckpoint(path))
        return holdsARun(path);
    // Of a run that ended before it had learnt anything.
    std::error_code code;
    for (const std::string_view name : kOwnNames)
        fs::remove_all(path / name, code);
    for (const fs::path &folder : {path / kCheckpoints, run.tensorboardFolder()})
        if (auto made = makeFolder(folder); !made)
            return Unexpected(made.error());
    removeStaleTemporaries(path);
    // versions.json makes it a run: last.
    for (const auto &[name, content] : {std::pair(kConfig, toJson(description.config)),
                                        std::pair(kData, toDataTsv(description.data)),
                                        std::pair(kValidation, toDataTsv(description.validation)),
                                        std::pair(kSource, Json(description.source).dump(2) + "\n"),
                                        std::pair(kVersions, versionsJson(description))})
        if (auto written = writeWholeFile(path / name, content); !written)
            return Unexpected(written.error());
    return run;
}

Result<void> RunFolder::replaceConfig(const TrainingConfig &config)
{
    return writeWholeFile(m_path / kConfig, toJson(config));
}

Result<RunFolder> RunFolder::open(const fs::path &path)
{
    if (!isThere(path / kVersions))
        return fail(ErrorCode::NotFound,
                    path.string()
                            + (isThere(path) ? ": is no run folder (it has no versions.json)"
                                             : ": not found; check the path"));
    if (auto checked = checkVersion(path); !checked)
        return Unexpected(checked.error());
    if (auto checked = checkParts(path); !checked)
        return Unexpected(checked.error());
    auto lock = Lock::take(path);
    if (!lock)
        return Unexpected(lock.error());
    RunFolder run(path, *std::move(lock));
    if (auto made = makeFolder(run.tensorboardFolder()); !made)
        return Unexpected(made.error());
    removeStaleTemporaries(path);
    removeStaleTemporaries(path / kCheckpoints);
    if (auto healed = healLines(run.metricsFile()); !healed)
        return Unexpected(healed.error());
    if (auto healed = healLines(path / kLog); !healed)
        return Unexpected(healed.error());
    return run;
}

RunFolder RunFolder::ofAnotherProcess(const fs::path &path)
{
    return {path, nullptr};
}

fs::path RunFolder::lastCheckpoint() const
{
    return m_path / kCheckpoints / kLast;
}

fs::path RunFolder::bestCheckpoint() const
{
    return m_path / kCheckpoints / "best.safetensors";
}

fs::path RunFolder::epochCheckpoint(int epoch) const
{
    return m_path / kCheckpoints / fmt::format("{}{:04}{}", kEpochPrefix, epoch, kSuffix);
}

fs::path RunFolder::metricsFile() const
{
    return m_path / kMetrics;
}

fs::path RunFolder::curvesFile() const
{
    return m_path / kCurves;
}

fs::path RunFolder::tensorboardFolder() const
{
    return m_path / kTensorboard;
}

Result<TrainingConfig> RunFolder::config() const
{
    auto text = readWholeFile(m_path / kConfig, kMaxFileBytes);
    if (!text)
        return Unexpected(text.error());
    TrainingConfig config;
    if (auto applied = applyJson(config, *text); !applied)
        return fail(applied.error().code,
                    (m_path / kConfig).string() + ": " + applied.error().message,
                    applied.error().context);
    return config;
}

Result<std::vector<DataRow>> RunFolder::rowsIn(const char *name) const
{
    auto text = readWholeFile(m_path / name, kMaxFileBytes);
    if (!text)
        return Unexpected(text.error());
    auto rows = parseDataTsv(*text);
    if (!rows)
        return fail(rows.error().code, (m_path / name).string() + ": " + rows.error().message);
    return rows;
}

Result<std::vector<DataRow>> RunFolder::data() const
{
    return rowsIn(kData);
}

Result<std::optional<std::vector<DataRow>>> RunFolder::validation() const
{
    if (!isThere(m_path / kValidation))
        return std::optional<std::vector<DataRow>>();
    auto rows = rowsIn(kValidation);
    if (!rows)
        return Unexpected(rows.error());
    return std::optional(*std::move(rows));
}

Result<std::map<std::string, std::string>> RunFolder::source() const
{
    auto text = readWholeFile(m_path / kSource, kMaxFileBytes);
    if (!text)
        return Unexpected(text.error());
    std::map<std::string, std::string> result;
    const Json json = Json::parse(*text, nullptr, false);
    if (!json.is_object())
        return fail(ErrorCode::CorruptData,
                    (m_path / kSource).string() + ": damaged; begin a new run");
    for (const auto &[key, value] : json.items()) {
        if (value.is_string())
            result[key] = value.get<std::string>();
    }
    return result;
}

Result<void> RunFolder::appendMetrics(std::string_view line)
{
    return appendLine(metricsFile(), line);
}

Result<void> RunFolder::appendLog(std::string_view line)
{
    return appendLine(
            m_path / kLog,
            fmt::format("{:%Y-%m-%dT%H:%M:%SZ} {}", fmt::gmtime(std::time(nullptr)), line));
}

Result<std::int64_t> RunFolder::truncateMetrics(std::int64_t step)
{
    return keepLines(metricsFile(), [step](std::string_view line) {
        const Json json = Json::parse(line, nullptr, false);
        if (!json.is_object())
            return false;
        const auto found = json.find("step");
        return found == json.end() || !found->is_number_integer()
               || found->get<std::int64_t>() <= step;
    });
}

Result<void> RunFolder::keepLastAsBest()
{
    return placeCopy(lastCheckpoint(), bestCheckpoint());
}

Result<void> RunFolder::keepLastAsEpoch(int epoch)
{
    return placeCopy(lastCheckpoint(), epochCheckpoint(epoch));
}

std::vector<fs::path> RunFolder::removeOldCheckpoints(int kept)
{
    std::vector<std::pair<int, fs::path>> found;
    for (fs::path &entry : entriesOf(m_path / kCheckpoints))
        if (const auto epoch = epochOf(entry))
            found.emplace_back(*epoch, std::move(entry));
    std::sort(found.rbegin(), found.rend());
    std::vector<fs::path> removed;
    std::error_code code;
    for (std::size_t i = static_cast<std::size_t>(std::max(kept, 0)); i < found.size(); ++i)
        if (fs::remove(found[i].second, code))
            removed.push_back(found[i].second);
    return removed;
}

} // namespace soundlocus

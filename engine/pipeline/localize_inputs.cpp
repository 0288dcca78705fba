// SPDX-License-Identifier: MIT
#include "engine/pipeline/localize_inputs.h"

#include "engine/core/file_io.h"
#include "engine/media/media_names.h"

#include <glob.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

using Kind = NamedKind;
enum class Origin { Named, InFolder };

struct Candidate
{
    fs::path path;
    Kind kind = Kind::Unknown;
    Origin origin = Origin::Named;
    fs::path sound{};    ///< joined to it by a plus sign
    bool isUsed = false; ///< a sound that went with a picture
};

/// The same path for the same file, as far as that can be told.
fs::path knownPath(const fs::path &path)
{
    std::error_code code;
    fs::path known = fs::weakly_canonical(path, code);
    if (code)
        return path;
    return known.has_filename() ? known : known.parent_path(); // of "DIR/"
}

/// Both canonical; a folder is within itself.
bool isWithin(const fs::path &path, const fs::path &folder)
{
    return std::ranges::mismatch(folder, path).in1 == folder.end();
}

/// Collects what the arguments name, then pairs and names it.
class Collector
{
public:
    explicit Collector(const fs::path &output)
        : m_output(output.empty() ? fs::path() : knownPath(output))
    {}

    CollectedInputs collect(const std::vector<std::string> &arguments)
    {
        for (const std::string &argument : arguments)
            addArgument(argument);
        pair();
        name();
        return std::move(m_result);
    }

private:
    void addArgument(const std::string &argument)
    {
        struct stat info
        {};
        if (::stat(argument.c_str(), &info) == 0) {
            addExisting(argument, S_ISDIR(info.st_mode));
            return;
        }
        const int reason = errno;
        if (addJoined(argument))
            return;
        if (argument.find_first_of("*?[") != std::string::npos) {
            addPattern(argument);
            return;
        }
        m_result.faults.push_back({argument, systemError("read", argument, reason)});
    }

    void addFault(const fs::path &path, ErrorCode code, const std::string &text)
    {
        m_result.faults.push_back({path, {code, path.string() + text, {}}});
    }

    void addExisting(const fs::path &path, bool isFolder)
    {
        if (!isFolder) {
            m_candidates.push_back({path, namedKindOf(path), Origin::Named});
            return;
        }
        const FolderFiles found = filesBelow(path);
        if (found.fault)
            m_result.faults.push_back({path, systemError("read", path, found.fault.value())});
        for (const fs::path &folder : found.unreadable)
            m_result.faults.push_back({folder, systemError("read", folder, EACCES)});
        const bool isOutput = !m_output.empty() && isWithin(knownPath(path), m_output);
        std::int64_t used = 0;
        for (const fs::path &file : found.files) {
            const Kind kind = namedKindOf(file);
            if (kind == Kind::Unknown)
                continue;
            if (isResult(file, isOutput)) {
                ++m_results;
                continue;
            }
            m_candidates.push_back({file, kind, Origin::InFolder});
            ++used;
        }
        if (used == 0 && !found.fault && found.unreadable.empty())
            addFault(path,
                     ErrorCode::NotFound,
                     ": holds no videos and no pictures with sounds; name another folder");
    }

    /// Something that an earlier run wrote. @param isOutput the folder that is read holds results
    /// itself, and perhaps inputs
    [[nodiscard]] bool isResult(const fs::path &file, bool isOutput) const
    {
        if (m_output.empty())
            return false;
        if (isOutput)
            return file.stem().string().ends_with("_overlay");
        return isWithin(knownPath(file.parent_path()), m_output);
    }

    /// FILE+SOUND, split at the first plus sign whose left side is a file.
    bool addJoined(const std::string &argument)
    {
        for (std::size_t plus = argument.find('+'); plus != std::string::npos;
             plus = argument.find('+', plus + 1)) {
            const fs::path left = argument.substr(0, plus);
            const fs::path right = argument.substr(plus + 1);
            std::error_code code;
            if (right.empty() || !fs::is_regular_file(left, code))
                continue;
            m_candidates.push_back({left, Kind::Unknown, Origin::Named, right});
            return true;
        }
        return false;
    }

    void addPattern(const std::string &pattern)
    {
        glob_t matches{};
        if (::glob(pattern.c_str(), 0, nullptr, &matches) != 0) {
            addFault(pattern, ErrorCode::NotFound, ": no file matches; check the path");
            return;
        }
        for (std::size_t i = 0; i < matches.gl_pathc; ++i) {
            std::error_code code;
            const fs::path path = matches.gl_pathv[i];
            addExisting(path, fs::is_directory(path, code));
        }
        globfree(&matches);
    }

    /// The sound of a picture: beside it among the candidates, beside it on disk, or one that was
    /// named and has the same stem.
    std::optional<fs::path> soundOf(const fs::path &picture)
    {
        Candidate *elsewhere = nullptr;
        for (Candidate &sound : m_candidates) {
            if (sound.kind != Kind::Sound || sound.path.stem() != picture.stem())
                continue;
            if (sound.path.parent_path() == picture.parent_path()) {
                sound.isUsed = true;
                return sound.path;
            }
            if (sound.origin == Origin::Named && elsewhere == nullptr)
                elsewhere = &sound;
        }
        if (elsewhere != nullptr) {
            elsewhere->isUsed = true;
            return elsewhere->path;
        }
        if (fs::path beside = soundBeside(picture); !beside.empty())
            return beside;
        return std::nullopt;
    }

    void pair()
    {
        std::int64_t passedOver = 0;
        for (const Candidate &candidate : m_candidates) {
            if (candidate.kind == Kind::Sound)
                continue;
            if (candidate.kind != Kind::Picture) {
                m_result.inputs.push_back({candidate.path, candidate.sound, {}});
            } else if (const auto sound = soundOf(candidate.path)) {
                m_result.inputs.push_back({candidate.path, *sound, {}});
            } else if (candidate.origin == Origin::Named) {
                addFault(candidate.path,
                         ErrorCode::NoAudio,
                         ": a picture needs a sound; join one to it as PICTURE+SOUND");
            } else {
                ++passedOver;
            }
        }
        for (const Candidate &candidate : m_candidates) {
            if (candidate.kind != Kind::Sound || candidate.isUsed)
                continue;
            if (candidate.origin == Origin::Named)
                addFault(candidate.path,
                         ErrorCode::NoVideo,
                         ": a sound needs a picture; join it to one as PICTURE+SOUND");
            else
                ++passedOver;
        }
        if (passedOver > 0)
            m_result.notes.push_back(
                    std::to_string(passedOver) + (passedOver == 1 ? " file" : " files")
                    + " passed over: pictures without a sound of the same name, or "
                      "sounds without a picture");
        if (m_results > 0)
            m_result.notes.push_back(m_output.string() + ": " + std::to_string(m_results)
                                     + (m_results == 1 ? " result" : " results")
                                     + " of an earlier run passed over");
    }

    void name()
    {
        std::vector<LocalizeInput> unique;
        std::set<std::pair<fs::path, fs::path>> seen;
        for (LocalizeInput &input : m_result.inputs) {
            const fs::path sound = input.sound.empty() ? fs::path() : knownPath(input.sound);
            if (seen.emplace(knownPath(input.picture), sound).second)
                unique.push_back(std::move(input));
        }
        std::map<fs::path, int> sounds;                     // of a picture
        std::map<std::string, std::set<fs::path>> pictures; // of a stem
        for (const LocalizeInput &input : unique) {
            ++sounds[knownPath(input.picture)];
            pictures[input.picture.stem().string()].insert(knownPath(input.picture));
        }
        std::set<std::string> taken;
        for (LocalizeInput &input : unique) {
            const std::string stem = input.picture.stem().string();
            std::string base = pictures[stem].size() == 1 ? stem
                                                          : input.picture.filename().string();
            if (sounds[knownPath(input.picture)] > 1 && !input.sound.empty())
                base += "+" + input.sound.stem().string();
            input.name = base;
            for (int number = 2; !taken.insert(input.name).second; ++number)
                input.name = base + "-" + std::to_string(number);
        }
        m_result.inputs = std::move(unique);
    }

    fs::path m_output; // canonical, or empty
    std::vector<Candidate> m_candidates;
    std::int64_t m_results = 0; // of earlier runs
    CollectedInputs m_result;
};

} // namespace

CollectedInputs collectInputs(const std::vector<std::string> &arguments, const fs::path &output)
{
    return Collector(output).collect(arguments);
}

} // namespace soundlocus

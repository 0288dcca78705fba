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

/// Collects what the arguments name, then pairs and names it.
class Collector
{
public:
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
        const auto [files, code] = filesBelow(path);
        if (code)
            m_result.faults.push_back({path, systemError("read", path, code.value())});
        std::int64_t used = 0;
        for (const fs::path &file : files) {
            const Kind kind = namedKindOf(file);
            if (kind == Kind::Unknown)
                continue;
            m_candidates.push_back({file, kind, Origin::InFolder});
            ++used;
        }
        if (used == 0 && !code)
            addFault(path,
                     ErrorCode::NotFound,
                     ": holds no videos and no pictures with sounds; name another folder");
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
    }

    void name()
    {
        std::vector<LocalizeInput> unique;
        std::set<std::pair<fs::path, fs::path>> seen;
        for (LocalizeInput &input : m_result.inputs) {
            std::error_code code;
            fs::path picture = fs::weakly_canonical(input.picture, code);
            if (seen.emplace(code ? input.picture : picture, input.sound).second)
                unique.push_back(std::move(input));
        }
        std::map<std::string, int> stems;
        for (const LocalizeInput &input : unique)
            ++stems[input.picture.stem().string()];
        std::set<std::string> taken;
        for (LocalizeInput &input : unique) {
            const std::string stem = input.picture.stem().string();
            const std::string base = stems[stem] == 1 ? stem : input.picture.filename().string();
            input.name = base;
            for (int number = 2; !taken.insert(input.name).second; ++number)
                input.name = base + "-" + std::to_string(number);
        }
        m_result.inputs = std::move(unique);
    }

    std::vector<Candidate> m_candidates;
    CollectedInputs m_result;
};

} // namespace

CollectedInputs collectInputs(const std::vector<std::string> &arguments)
{
    return Collector().collect(arguments);
}

} // namespace soundlocus

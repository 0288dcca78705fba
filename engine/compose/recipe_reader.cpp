// SPDX-License-Identifier: MIT
#include "engine/compose/recipe.h"
#include "engine/core/file_io.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <set>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::uintmax_t kMaxRecipeBytes = std::uintmax_t{16} << 20;
/// Words further apart than this are not suggested.
constexpr std::size_t kMaxTypos = 3;

/// Levenshtein distance.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = std::exchange(row[j], std::min({row[j] + 1, row[j - 1] + 1, change}));
        }
    }
    return row.back();
}

/// Reads one JSON object of the recipe: every key is asked for once, what is left is unknown.
class Reader
{
public:
    Reader(const Json &object, std::string place, std::vector<std::string> &faults)
        : m_object(object)
        , m_place(std::move(place))
        , m_faults(faults)
    {
        if (!object.is_object())
            m_faults.push_back(
                    fmt::format("{} must be an object", m_place.empty() ? "the recipe" : m_place));
    }

    /// The value of a key, where it is there.
    const Json *find(const std::string &key)
    {
        m_known.push_back(key);
        if (!m_object.is_object())
            return nullptr;
        const auto found = m_object.find(key);
        return found == m_object.end() ? nullptr : &*found;
    }
    void read(const std::string &key, double &value)
    {
        if (const Json *json = find(key)) {
            if (json->is_number())
                value = json->get<double>();
            else
                fault(key, "must be a number");
        }
    }
    void read(const std::string &key, int &value)
    {
        const Json *json = find(key);
        if (json == nullptr)
            return;
        const double number = json->is_number() ? json->get<double>() : NAN;
        if (number == std::floor(number) && std::abs(number) <= 1e9)
            value = static_cast<int>(number);
        else
            fault(key, "must be a whole number");
    }
    void read(const std::string &key, std::string &value)
    {
        if (const Json *json = find(key)) {
            if (json->is_string())
                value = json->get<std::string>();
            else
                fault(key, "must be a text");
        }
    }
    void read(const std::string &key, ValueSpan &value)
    {
        const Json *json = find(key);
        if (json == nullptr)
            return;
        if (json->is_array() && json->size() == 2 && (*json)[0].is_number()
            && (*json)[1].is_number())
            value = {(*json)[0].get<double>(), (*json)[1].get<double>()};
        else
            fault(key, "must be [low, high]");
    }
    [[nodiscard]] std::string name(const std::string &key) const
    {
        return m_place.empty() ? key : m_place + '.' + key;
    }
    void fault(const std::string &key, std::string_view text)
    {
        m_faults.push_back(fmt::format("{} {}", name(key), text));
    }
    /// Names the keys that nobody asked for.
    void finish()
    {
        if (!m_object.is_object())
            return;
        for (const auto &item : m_object.items()) {
            const std::string &key = item.key();
            if (std::ranges::find(m_known, key) != m_known.end())
                continue;
            const auto nearest = std::ranges::min_element(
                    m_known, {}, [&key](const std::string &known) { return distance(known, key); });
            const bool isNear = nearest != m_known.end() && distance(*nearest, key) <= kMaxTypos;
            m_faults.push_back(fmt::format(
                    "{} is unknown; {}",
                    name(key),
                    isNear ? fmt::format("did you mean {}?", name(*nearest))
                           : fmt::format("known here are {}", fmt::join(m_known, ", "))));
        }
    }

private:
    const Json &m_object;
    std::string m_place;
    std::vector<std::string> &m_faults;
    std::vector<std::string> m_known;
};

/// The whole file for one split.
class RecipeReader
{
public:
    RecipeReader(fs::path file, std::string split)
        : m_file(std::move(file))
    {
        m_reading.recipe.split = std::move(split);
    }

    RecipeReading read(const Json &json)
    {
        Recipe &recipe = m_reading.recipe;
        Reader top(json, {}, m_reading.faults);
        int format = 0;
        top.read("format", format);
        if (format != kRecipeFormat)
            m_reading.faults.push_back(
                    fmt::format("format is {}, this version reads {}", format, kRecipeFormat));
        top.read("name", recipe.name);
        if (const Json *roots = top.find("roots"))
            readRoots(*roots);
        if (const Json *part = top.find("picture")) {
            Reader reader(*part, "picture", m_reading.faults);
            reader.read("width", recipe.picture.width);
            reader.read("height", recipe.picture.height);
            reader.read("jpeg_quality", recipe.jpegQuality);
            reader.finish();
        }
        readParts(top, {});
        if (const Json *splits = top.find("splits"))
            readSplits(*splits);
        if (const Json *classes = top.find("classes"))
            readClasses(*classes);
        else
            m_reading.faults.emplace_back("classes are missing");
        top.finish();
        for (std::string &fault : faultsOf(recipe))
            m_reading.faults.push_back(std::move(fault));
        return std::move(m_reading);
    }

private:
    struct Root
    {
        fs::path path;
        bool isMissing = false;
    };

    void readRoots(const Json &json)
    {
        if (!json.is_object()) {
            m_reading.faults.emplace_back("roots must be an object");
            return;
        }
        for (const auto &[name, value] : json.items()) {
            Reader reader(value, "roots." + name, m_reading.faults);
            std::string path;
            std::string package;
            reader.read("path", path);
            reader.read("package", package);
            reader.finish();
            std::error_code code;
            Root root{m_file.parent_path() / path, false};
            root.isMissing = !fs::is_directory(root.path, code);
            if (root.isMissing)
                m_reading.faults.push_back(fmt::format(
                        "{} is not there; {}",
                        root.path.string(),
                        package.empty() ? std::string("correct roots." + name)
                                        : "install it: sudo apt-get install " + package));
            m_roots[name] = root;
        }
    }

    /// The parts that a split may change. @param place "" or "splits.test."
    void readParts(Reader &parent, const std::string &place)
    {
        Recipe &recipe = m_reading.recipe;
        if (const Json *part = parent.find("sound")) {
            Reader reader(*part, place + "sound", m_reading.faults);
            reader.read("sample_rate_hz", recipe.sampleRateHz);
            reader.read("seconds", recipe.soundSeconds);
            reader.read("jitters", recipe.jittersPerRecording);
            reader.read("pitch_semitones", recipe.jitter.pitchSemitones);
            reader.read("gain_db", recipe.jitter.gainDb);
            reader.read("echo_share", recipe.jitter.echoShare);
            reader.read("echo_seconds", recipe.jitter.echoSeconds);
            reader.read("noise_share", recipe.jitter.noiseShare);
            reader.read("noise_db", recipe.jitter.noiseDb);
            reader.finish();
        }
        if (const Json *part = parent.find("objects")) {
            Reader reader(*part, place + "objects", m_reading.faults);
            reader.read("count", recipe.objects.count);
            reader.read("side", recipe.objects.side);
            reader.read("flip_share", recipe.objects.flipShare);
            reader.read("rotation_degrees", recipe.objects.rotationDegrees);
            reader.read("color_gain", recipe.objects.colorGain);
            reader.read("visible_share", recipe.objects.visibleShare);
            reader.finish();
        }
        if (const Json *part = parent.find("distractors")) {
            Reader reader(*part, place + "distractors", m_reading.faults);
            reader.read("count", recipe.objects.distractors);
            reader.read("side", recipe.objects.distractorSide);
            if (const Json *files = reader.find("pictures"))
                recipe.distractors = filesOf(*files, reader.name("pictures"));
            reader.finish();
        }
        if (const Json *part = parent.find("backgrounds")) {
            Reader reader(*part, place + "backgrounds", m_reading.faults);
            reader.read("easy_share", recipe.easyShare);
            reader.read("procedural_share", recipe.proceduralShare);
            if (const Json *files = reader.find("photos"))
                recipe.photos = filesOf(*files, reader.name("photos"));
            reader.finish();
        }
    }

    void readSplits(const Json &json)
    {
        Reader splits(json, "splits", m_reading.faults);
        const Recipe whole = m_reading.recipe;
        std::optional<Recipe> chosen;
        for (const std::string name : {"train", "test"}) {
            const Json *part = splits.find(name);
            if (part == nullptr)
                continue;
            // The other split is read for its faults only.
            m_reading.recipe = whole;
            Reader reader(*part, "splits." + name, m_reading.faults);
            readParts(reader, "splits." + name + '.');
            reader.finish();
            if (name == whole.split)
                chosen = m_reading.recipe;
        }
        m_reading.recipe = chosen.value_or(whole);
        splits.finish();
    }

    void readClasses(const Json &json)
    {
        if (!json.is_array()) {
            m_reading.faults.emplace_back("classes must be a list");
            return;
        }
        for (std::size_t i = 0; i < json.size(); ++i) {
            Reader reader(json[i], fmt::format("classes[{}]", i), m_reading.faults);
            RecipeClass type;
            reader.read("name", type.name);
            reader.read("kin", type.kin);
            if (const Json *files = reader.find("pictures"))
                type.cutouts = filesOf(*files, reader.name("pictures"));
            if (const Json *files = reader.find("sounds"))
                type.sounds = filesOf(*files, reader.name("sounds"));
            reader.finish();
            m_reading.recipe.classes.push_back(std::move(type));
        }
    }

    /// A list of files for all splits, or of the chosen one.
    std::vector<AssetPath> filesOf(const Json &json, const std::string &place)
    {
        if (json.is_array())
            return filesIn(json, place);
        Reader reader(json, place, m_reading.faults);
        const Json *train = reader.find("train");
        const Json *test = reader.find("test");
        reader.finish();
        const bool isTest = m_reading.recipe.split == "test";
        const Json *own = isTest ? test : train;
        if (own == nullptr || !own->is_array())
            return {};
        return filesIn(*own, place + (isTest ? ".test" : ".train"));
    }

    std::vector<AssetPath> filesIn(const Json &list, const std::string &place)
    {
        std::vector<AssetPath> files;
        for (const Json &item : list) {
            if (!item.is_string()) {
                m_reading.faults.push_back(place + " must be a list of paths");
                break;
            }
            if (auto file = fileFrom(item.get<std::string>(), place))
                files.push_back(*std::move(file));
        }
        return files;
    }

    std::optional<AssetPath> fileFrom(const std::string &text, const std::string &place)
    {
        fs::path path = m_file.parent_path() / text;
        const std::size_t colon = text.find(':');
        if (colon != std::string::npos) {
            const auto root = m_roots.find(text.substr(0, colon));
            if (root == m_roots.end()) {
                m_reading.faults.push_back(fmt::format(
                        "{}: '{}' names no root; give it in roots", place, text.substr(0, colon)));
                return std::nullopt;
            }
            path = root->second.path / text.substr(colon + 1);
            if (root->second.isMissing)
                return assetPathFrom(path);
        }
        AssetPath asset = assetPathFrom(path.lexically_normal());
        if (const auto readable = m_assets.check(asset); !readable) {
            m_reading.faults.push_back(place + ": " + readable.error().message);
            return std::nullopt;
        }
        return asset;
    }

    fs::path m_file;
    std::map<std::string, Root> m_roots;
    AssetReader m_assets;
    RecipeReading m_reading;
};

} // namespace

Result<RecipeReading> readRecipe(const fs::path &file, std::string_view split)
{
    const auto text = readWholeFile(file, kMaxRecipeBytes);
    if (!text)
        return Unexpected(text.error());
    Json json;
    try {
        json = Json::parse(*text);
    } catch (const Json::exception &exception) {
        return fail(ErrorCode::CorruptData, file.string() + ": is no JSON", exception.what());
    }
    return RecipeReader(fs::absolute(file), std::string(split)).read(json);
}

} // namespace soundlocus

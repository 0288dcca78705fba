// SPDX-License-Identifier: MIT
#include "engine/training/config_fields.h"
#include "engine/training/config_values.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

namespace soundlocus {

namespace {

/// More are a mistake, and would be a costly one.
constexpr std::size_t kMaxStages = 64;

const std::string kStagePrefix = std::string(kStagesKey) + ".";

/// "appearance.set" as "appearance" and "set".
std::pair<std::string, std::string> splitKey(std::string_view key)
{
    const std::size_t dot = key.find('.');
    return {std::string(key.substr(0, dot)), std::string(key.substr(dot + 1))};
}

/// Number of the stage that a key like "stages.2.name" means.
std::optional<std::size_t> stageOf(std::string_view key)
{
    if (!key.starts_with(kStagePrefix))
        return std::nullopt;
    key.remove_prefix(kStagePrefix.size());
    std::size_t index = 0;
    const auto [stop, code] = std::from_chars(key.data(), key.data() + key.size(), index);
    if (code != std::errc{} || stop == key.data() + key.size() || *stop != '.')
        return std::nullopt;
    return index;
}

/// A key of the stage behind the last one makes it.
void makeStageFor(std::string_view key, TrainingConfig &config)
{
    const auto index = stageOf(key);
    if (index && *index == config.stages.size() && *index < kMaxStages)
        config.stages.emplace_back();
}

/// Applies values by key and gathers what is wrong with them.
class Assigner
{
public:
    explicit Assigner(TrainingConfig &config)
        : m_config(config)
    {}

    void setText(const std::string &key, std::string_view text)
    {
        if (key == kAppearanceSetKey)
            return setAppearance(std::string(text));
        makeStageFor(key, m_config);
        const auto field = find(key);
        if (field)
            note(key, assign(field->value, jsonFromText(field->value, text)));
    }

    /// Every member of a configuration; shorthands first, for others change what they set.
    void setAll(const ConfigJson &object)
    {
        const auto [group, name] = splitKey(kAppearanceSetKey);
        if (const auto whole = object.find(kAppearanceSetKey); whole != object.end())
            setAppearance(*whole);
        if (const auto inner = object.find(group); inner != object.end() && inner->contains(name))
            setAppearance((*inner)[name]);
        setMembers(object, {});
    }

    [[nodiscard]] const std::vector<std::string> &faults() const { return m_faults; }

private:
    /// Every member of an object but shorthands; inner objects are groups of keys.
    void setMembers(const ConfigJson &object, const std::string &prefix)
    {
        for (const auto &[name, value] : object.items()) {
            const std::string key = prefix + name;
            if (key == kAppearanceSetKey)
                continue;
            if (key == kStagesKey && value.is_array())
                setStages(value);
            else if (value.is_object() && isGroup(key))
                setMembers(value, key + ".");
            else
                setValue(key, value);
        }
    }

    void setAppearance(const ConfigJson &value)
    {
        const std::string key(kAppearanceSetKey);
        if (!m_seen.insert(key).second)
            note(key, "is given twice");
        std::string name;
        if (auto fault = assign(&name, value))
            return note(key, fault);
        auto set = appearanceSet(name);
        if (!set)
            return m_faults.push_back(set.error().message);
        AppearanceConfig &look = m_config.appearance;
        set->isEnabled = look.isEnabled;
        set->separatesViews = look.separatesViews;
        look = std::move(*set);
    }

    void setStages(const ConfigJson &list)
    {
        if (list.size() > kMaxStages) {
            note(std::string(kStagesKey),
                 "has " + std::to_string(list.size()) + " entries, at most "
                         + std::to_string(kMaxStages) + " are allowed");
            return;
        }
        m_config.stages.assign(list.size(), StageConfig{});
        for (std::size_t i = 0; i < list.size(); ++i) {
            const std::string key = kStagePrefix + std::to_string(i);
            if (list[i].is_object())
                setMembers(list[i], key + ".");
            else
                note(key, "expects an object with the fields of a stage");
        }
    }

    void setValue(const std::string &key, const ConfigJson &value)
    {
        makeStageFor(key, m_config);
        const auto field = find(key);
        if (!field)
            return;
        if (!m_seen.insert(key).second)
            note(key, "is given twice");
        note(key, assign(field->value, value));
    }

    [[nodiscard]] bool isGroup(const std::string &key)
    {
        makeStageFor(key + ".", m_config);
        const std::string prefix = key + ".";
        const auto fields = configFields(m_config);
        return std::any_of(fields.begin(), fields.end(), [&prefix](const ConfigField &field) {
            return field.key.starts_with(prefix);
        });
    }

    std::optional<ConfigField> find(const std::string &key)
    {
        std::vector<std::string> known{std::string(kAppearanceSetKey)};
        for (ConfigField &field : configFields(m_config)) {
            if (field.key == key)
                return field;
            known.push_back(std::move(field.key));
        }
        note(key, "is no key; did you mean " + nearestKey(key, known) + "?");
        return std::nullopt;
    }

    void note(const std::string &key, const std::optional<std::string> &fault)
    {
        if (fault)
            m_faults.push_back(key + ": " + *fault);
    }

    TrainingConfig &m_config;
    std::vector<std::string> m_faults;
    std::set<std::string> m_seen;
};

/// Takes the changed copy over, unless something was wrong.
Result<void> accept(const std::vector<std::string> &faults,
                    TrainingConfig &&changed,
                    TrainingConfig &config)
{
    std::string message;
    for (const std::string &fault : faults)
        message += (message.empty() ? "" : "; ") + fault;
    if (!message.empty())
        return fail(ErrorCode::InvalidArgument, std::move(message));
    config = std::move(changed);
    return {};
}

/// "line 3, column 7" of a place in a text, both from 1.
std::string placeIn(std::string_view text, std::size_t offset)
{
    const std::string_view before = text.substr(0, std::min(offset, text.size()));
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const std::size_t lineStart = before.rfind('\n') + 1; // npos + 1 is 0
    return "line " + std::to_string(line) + ", column "
           + std::to_string(before.size() - lineStart + 1);
}

/// Where a key's value goes: objects for words, lists for numbers.
ConfigJson &place(ConfigJson &root, std::string_view key)
{
    ConfigJson *node = &root;
    while (!key.empty()) {
        const std::size_t dot = std::min(key.find('.'), key.size());
        const std::string part(key.substr(0, dot));
        key.remove_prefix(std::min(dot + 1, key.size()));
        const bool isIndex = part.find_first_not_of("0123456789") == std::string::npos;
        node = isIndex ? &(*node)[std::stoul(part)] : &(*node)[part];
    }
    return *node;
}

FieldFacts factsOf(const ConfigField &field)
{
    const ConfigJson value = jsonOf(field.value);
    const std::string allowed = toText(field.allowed);
    return {field.key,
            value.is_string() ? value.get<std::string>() : value.dump(),
            std::string(field.meaning) + (allowed.empty() ? "" : " (" + allowed + ")")};
}

/// Before the fields that it sets.
void addAppearanceSet(std::vector<FieldFacts> &facts)
{
    AllowedValues allowed;
    const std::vector<std::string> names = appearanceSetNames();
    allowed.words.assign(names.begin(), names.end());
    const std::string prefix = splitKey(kAppearanceSetKey).first + ".";
    const auto place = std::find_if(facts.begin(), facts.end(), [&prefix](const FieldFacts &fact) {
        return fact.key.starts_with(prefix);
    });
    facts.insert(place,
                 {std::string(kAppearanceSetKey),
                  "moco_v2",
                  "shorthand: all values of a named set at once, for others to change ("
                          + toText(allowed) + ")"});
}

} // namespace

Result<void> setField(TrainingConfig &config, std::string_view key, std::string_view value)
{
    if (key == kStagesKey)
        return applyJson(config, "{\"stages\": " + std::string(value) + "}");
    TrainingConfig changed = config;
    Assigner assigner(changed);
    assigner.setText(std::string(key), value);
    return accept(assigner.faults(), std::move(changed), config);
}

Result<void> applyJson(TrainingConfig &config, std::string_view json)
{
    TrainingConfig changed = config;
    const std::vector<std::string> faults = applySoundFields(changed, json);
    return accept(faults, std::move(changed), config);
}

std::vector<std::string> applySoundFields(TrainingConfig &config, std::string_view json)
{
    ConfigJson object;
    try {
        object = ConfigJson::parse(json);
    } catch (const ConfigJson::parse_error &e) {
        const std::size_t offset = e.byte > 0 ? e.byte - 1 : 0; // counts from 1
        return {"the configuration is not JSON (" + placeIn(json, offset) + ")"};
    } catch (const ConfigJson::exception &e) {
        return {std::string("the configuration is not JSON (") + e.what() + ")"};
    }
    if (!object.is_object())
        return {"the configuration is no JSON object"};
    Assigner assigner(config);
    assigner.setAll(object);
    return assigner.faults();
}

std::string toJson(const TrainingConfig &config)
{
    TrainingConfig copy = config;
    ConfigJson root = ConfigJson::object();
    for (const ConfigField &field : configFields(copy))
        place(root, field.key) = jsonOf(field.value);
    if (copy.stages.empty())
        root[std::string(kStagesKey)] = ConfigJson::array();
    return root.dump(2, ' ', false, ConfigJson::error_handler_t::replace) + "\n";
}

std::vector<FieldFacts> trainingFields()
{
    TrainingConfig defaults;
    defaults.stages.clear();
    StageConfig stage;
    std::vector<ConfigField> fields = configFields(defaults);
    const std::vector<ConfigField> ofStage = stageFields(stage, kStagePrefix + "N");
    fields.insert(fields.end(), ofStage.begin(), ofStage.end());
    std::vector<FieldFacts> facts;
    facts.reserve(fields.size() + 1);
    for (const ConfigField &field : fields)
        facts.push_back(factsOf(field));
    addAppearanceSet(facts);
    return facts;
}

} // namespace soundlocus

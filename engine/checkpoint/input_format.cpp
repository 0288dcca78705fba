// SPDX-License-Identifier: MIT
#include "engine/checkpoint/input_format.h"

#include <nlohmann/json.hpp>

#include <cmath>
#include <limits>
#include <type_traits>

namespace soundlocus::own_format {

namespace {

using Json = nlohmann::ordered_json;
using Kind = AudioInputSpec::Kind;

constexpr const char *kLogMel = "log-mel";
constexpr const char *kLogLinear = "log-linear";

struct Writer
{
    Json json = Json::object();

    template <typename T>
    void field(const char *key, const T &value)
    {
        json[key] = value;
    }
    void field(const char *key, const Kind &kind)
    {
        json[key] = kind == Kind::LogMel ? kLogMel : kLogLinear;
    }
    template <typename T, typename Fields>
    void group(const char *key, const T &value, Fields fields)
    {
        Writer inner;
        fields(inner, value);
        json[key] = std::move(inner.json);
    }
};

/// Takes what is there; remembers the first key whose value is not of its type.
struct FieldReader
{
    const Json &json;
    std::string &fault;

    template <typename T>
    void field(const char *key, T &value)
    {
        const auto found = json.find(key);
        if (found == json.end())
            return;
        if (!take(*found, value) && fault.empty())
            fault = key;
    }
    template <typename T, typename Fields>
    void group(const char *key, T &value, Fields fields)
    {
        const auto found = json.find(key);
        if (found == json.end())
            return;
        if (!found->is_object()) {
            if (fault.empty())
                fault = key;
            return;
        }
        FieldReader inner{*found, fault};
        fields(inner, value);
    }

private:
    static bool take(const Json &from, bool &value)
    {
        if (from.is_boolean())
            value = from.get<bool>();
        return from.is_boolean();
    }
    static bool take(const Json &from, int &value)
    {
        using Limits = std::numeric_limits<int>;
        if (!from.is_number_integer())
            return false;
        const auto wide = from.get<double>();
        if (wide < Limits::min() || wide > Limits::max())
            return false;
        value = from.get<int>();
        return true;
    }
    template <typename T>
    requires std::is_floating_point_v<T>
    static bool take(const Json &from, T &value)
    {
        if (!from.is_number())
            return false;
        const auto wide = from.get<double>();
        if (!(std::abs(wide) <= static_cast<double>(std::numeric_limits<T>::max())))
            return false;
        value = static_cast<T>(wide);
        return true;
    }
    static bool take(const Json &from, Kind &value)
    {
        if (from != kLogMel && from != kLogLinear)
            return false;
        value = from == kLogMel ? Kind::LogMel : Kind::LogLinear;
        return true;
    }
};

/// Calls field(key, value) and group(key, value, fields) for all that is stored: one list of names
/// for reading and writing.
template <typename Visitor, typename Spec>
void visitInput(Visitor &visitor, Spec &spec)
{
    visitor.field("image_side", spec.imageSide);
    visitor.group("audio", spec.audio, [](auto &v, auto &audio) {
        v.field("kind", audio.kind);
        v.field("sample_rate_hz", audio.sampleRateHz);
        v.field("seconds", audio.seconds);
        v.field("centered", audio.isCentered);
        v.field("official_first_sample", audio.officialFirstSample);
        v.field("official_sample_count", audio.officialSampleCount);
        v.field("clipped", audio.isClipped);
        v.field("gain", audio.gain);
        v.group("mel", audio.mel, [](auto &inner, auto &mel) {
            inner.field("n_fft", mel.nFft);
            inner.field("hop", mel.hopLength);
            inner.field("bands", mel.nMels);
            inner.field("power_floor", mel.amin);
            inner.field("offset", mel.offset);
            inner.field("divisor", mel.divisor);
        });
        v.group("linear", audio.linear, [](auto &inner, auto &linear) {
            inner.field("segment", linear.segment);
            inner.field("overlap", linear.overlap);
            inner.field("offset", linear.offset);
            inner.field("divisor", linear.divisor);
        });
    });
}

} // namespace

std::string inputText(const ModelSpec &spec)
{
    Writer writer;
    visitInput(writer, spec);
    return writer.json.dump();
}

std::optional<std::string> readInput(const std::string &text, ModelSpec &spec)
{
    const Json json = Json::parse(text, nullptr, false);
    if (!json.is_object())
        return "no JSON object";
    std::string fault;
    FieldReader reader{json, fault};
    visitInput(reader, spec);
    if (!fault.empty())
        return fault;
    const auto faults = inputFaultsOf(spec);
    if (!faults.empty())
        return faults.front();
    return std::nullopt;
}

} // namespace soundlocus::own_format

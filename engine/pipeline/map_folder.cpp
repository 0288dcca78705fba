// SPDX-License-Identifier: MIT
#include "engine/pipeline/map_folder.h"

#include "engine/core/expects.h"
#include "engine/core/file_io.h"
#include "engine/pipeline/npy_reader.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

/// Times of a 24 h video at 60 fps take 80 MB as text.
constexpr std::uintmax_t kMaxTimesBytes = std::uintmax_t{256} << 20;
/// No file is longer than 31 years (as in tables of samples).
constexpr double kMaxSeconds = 1e9;
/// Sides above this are no similarity maps.
constexpr std::int64_t kMaxMapSide = 4096;

Result<nlohmann::json> readJson(const fs::path &path)
{
    const auto content = readWholeFile(path, kMaxTimesBytes);
    if (!content)
        return Unexpected(content.error());
    return nlohmann::json::parse(*content, nullptr, false);
}

/// Times of the maps of one file. Source: `localize --heatmaps npy`.
Result<std::vector<MediaTime>> readTimes(const fs::path &path)
{
    const auto content = readJson(path);
    if (!content)
        return Unexpected(content.error());
    const nlohmann::json &json = content->is_object() && content->contains("times_s")
                                         ? (*content)["times_s"]
                                         : *content;
    const auto isTime = [](const nlohmann::json &value) {
        return value.is_number() && std::abs(value.get<double>()) <= kMaxSeconds;
    };
    if (!json.is_array() || !std::all_of(json.begin(), json.end(), isTime))
        return fail(ErrorCode::CorruptData,
                    path.string()
                            + ": should hold {\"times_s\": [...]}, one time per map in seconds");
    std::vector<MediaTime> times;
    times.reserve(json.size());
    for (const nlohmann::json &value : json)
        times.push_back(fromSeconds(value.get<double>()));
    if (!std::is_sorted(times.begin(), times.end()))
        return fail(ErrorCode::CorruptData,
                    path.string()
                            + ": the times are not in order; sort them, and their maps alike");
    return times;
}

/// The part of the picture that the maps of a file show: {"region": [x0, y0, x1, y1]}, the whole
/// where nothing is said, as by other programs.
FrameRegion readRegion(const fs::path &path)
{
    std::error_code code;
    const auto json = fs::exists(path, code) ? readJson(path)
                                             : Result<nlohmann::json>(nlohmann::json());
    if (!json || !json->is_object() || !json->contains("region"))
        return {};
    const nlohmann::json &region = (*json)["region"];
    const auto isNumber = [](const nlohmann::json &value) { return value.is_number(); };
    if (!region.is_array() || region.size() != 4
        || !std::all_of(region.begin(), region.end(), isNumber))
        return {};
    return {region[0].get<double>(),
            region[1].get<double>(),
            region[2].get<double>(),
            region[3].get<double>()};
}

/// "holds 3 maps of 14 x 19 ([frames, h, w])", and a hint where that looks like a picture.
std::string holdingText(const std::vector<std::int64_t> &shape)
{
    constexpr std::int64_t kMostChannels = 4;
    std::string text = "holds " + std::to_string(shape[0]) + " maps of " + std::to_string(shape[1])
                       + " x " + std::to_string(shape[2]) + " ([frames, h, w])";
    if (shape[2] <= kMostChannels && shape[0] >= shape[2])
        text += ", or is it [h, w, channels]? A map is [h, w], one value per pixel";
    return text;
}

/// Errors: OutOfRange.
Result<void> checkTime(const fs::path &path, const std::vector<MediaTime> &times, MediaTime time)
{
    MediaTime slack = kEndSlack;
    for (std::size_t i = 1; i < times.size(); ++i)
        slack = std::max(slack, times[i] - times[i - 1]);
    if (times.front() - slack <= time && time <= times.back() + slack)
        return {};
    return fail(ErrorCode::OutOfRange,
                path.string() + ": its times go from " + std::to_string(toSeconds(times.front()))
                        + " to " + std::to_string(toSeconds(times.back()))
                        + " s, time_s of the row is " + std::to_string(toSeconds(time))
                        + " s; correct one of them");
}

/// Which map of [frames, h, w] belongs to a sample.
Result<std::int64_t> mapIndex(const fs::path &npy,
                              const fs::path &times,
                              const std::vector<std::int64_t> &shape,
                              const LabelledSample &sample)
{
    const std::int64_t frames = shape.front();
    if (frames == 1)
        return std::int64_t{0};
    std::error_code code;
    if (!fs::exists(times, code))
        return fail(ErrorCode::NotFound,
                    npy.string() + ": " + holdingText(shape) + "; several maps need "
                            + times.filename().string()
                            + " beside them with {\"times_s\": [...]}, one time per map");
    if (!sample.time)
        return fail(ErrorCode::InvalidArgument,
                    npy.string() + ": " + holdingText(shape) + ", but '" + sample.id
                            + "' has no time_s to choose one; fill that cell, or write one map");
    const auto read = readTimes(times);
    if (!read)
        return Unexpected(read.error());
    if (static_cast<std::int64_t>(read->size()) != frames)
        return fail(ErrorCode::CorruptData,
                    times.string() + ": " + std::to_string(read->size()) + " times for "
                            + std::to_string(frames) + " maps; give one time per map");
    if (auto checked = checkTime(times, *read, *sample.time); !checked)
        return Unexpected(checked.error());
    return static_cast<std::int64_t>(mapOnScreen(*read, *sample.time));
}

} // namespace

std::size_t mapOnScreen(std::span<const MediaTime> times, MediaTime time)
{
    SOUNDLOCUS_EXPECTS(!times.empty());
    const auto after = std::upper_bound(times.begin(), times.end(), time + kTimeTolerance);
    return after == times.begin() ? 0 : static_cast<std::size_t>(after - times.begin() - 1);
}

std::optional<ModelFamily> mapFamily(const fs::path &folder, const LabelledSample &sample)
{
    const fs::path path = folder / (sample.id + ".json");
    std::error_code code;
    if (!fs::exists(path, code))
        return std::nullopt;
    const auto json = readJson(path);
    if (!json || !json->is_object() || !json->contains("family") || !(*json)["family"].is_string())
        return std::nullopt;
    return modelFamilyFromString((*json)["family"].get<std::string>());
}

Result<Heatmap> readSampleMap(const fs::path &folder, const LabelledSample &sample)
{
    const fs::path npy = folder / (sample.id + ".npy");
    const auto reader = NpyReader::open(npy);
    if (!reader)
        return Unexpected(reader.error());
    const std::vector<std::int64_t> &shape = reader->shape();
    const std::size_t axes = shape.size();
    const bool isMap = (axes == 2 || axes == 3)
                       && std::all_of(
                               shape.end() - 2,
                               shape.end(),
                               [](std::int64_t side) { return side >= 1 && side <= kMaxMapSide; })
                       && shape.front() >= 1;
    if (!isMap)
        return fail(ErrorCode::CorruptData,
                    npy.string()
                            + ": no map; save it with the shape [h, w] or [frames, h, w], sides of "
                              "1 to "
                            + std::to_string(kMaxMapSide));
    const Size size{static_cast<int>(shape[axes - 1]), static_cast<int>(shape[axes - 2])};
    const fs::path json = folder / (sample.id + ".json");
    const auto index = axes == 2 ? Result<std::int64_t>(std::int64_t{0})
                                 : mapIndex(npy, json, shape, sample);
    if (!index)
        return Unexpected(index.error());
    auto values = axes == 2 ? reader->readAll() : reader->readSlice(*index);
    if (!values)
        return Unexpected(values.error());
    if (!std::ranges::all_of(*values, [](float value) { return std::isfinite(value); }))
        return fail(ErrorCode::NotFinite,
                    npy.string() + ": its map holds values that are not finite; make it again");
    Heatmap map(std::move(*values), size, HeatmapScale::Cosine);
    map.region = readRegion(json);
    map.pts = sample.time.value_or(MediaTime{0});
    return map;
}

} // namespace soundlocus

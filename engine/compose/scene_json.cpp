// SPDX-License-Identifier: MIT
#include "engine/compose/scene_json.h"

#include "engine/core/file_io.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace soundlocus {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::uintmax_t kMaxSceneBytes = std::uintmax_t{16} << 20;

/// Four decimals are a tenth of a pixel in a picture of 1000.
double rounded(double value)
{
    constexpr double kUnit = 1e4;
    return std::round(value * kUnit) / kUnit;
}

Json jsonOf(const ComposedObject &object)
{
    Json json{{"class", object.label},
              {"recording", object.recording},
              {"stem", object.stem.filename().string()},
              {"sounding", Json::array()},
              {"path", Json::array()}};
    for (const TimeRange &range : object.sounding)
        json["sounding"].push_back({toSeconds(range.begin), toSeconds(range.end)});
    for (const auto &[time, box] : object.path)
        json["path"].push_back({toSeconds(time),
                                rounded(box.x0),
                                rounded(box.y0),
                                rounded(box.x1),
                                rounded(box.y1)});
    return json;
}

ComposedObject objectFrom(const Json &json, const std::filesystem::path &folder)
{
    ComposedObject object;
    object.label = json.at("class").get<std::string>();
    object.recording = json.at("recording").get<std::string>();
    object.stem = folder / json.at("stem").get<std::string>();
    for (const Json &range : json.at("sounding"))
        object.sounding.push_back(
                {fromSeconds(range.at(0).get<double>()), fromSeconds(range.at(1).get<double>())});
    for (const Json &place : json.at("path"))
        object.path.push_back({fromSeconds(place.at(0).get<double>()),
                               {place.at(1).get<double>(),
                                place.at(2).get<double>(),
                                place.at(3).get<double>(),
                                place.at(4).get<double>()}});
    return object;
}

} // namespace

std::string toJson(const Scene &scene)
{
    Json json{{"format", kSceneFormat},
              {"kind", "composed scene"},
              {"video", scene.video.filename().string()},
              {"width", scene.size.width},
              {"height", scene.size.height},
              {"seconds", toSeconds(scene.duration)},
              {"background", scene.background},
              {"objects", Json::array()}};
    for (const ComposedObject &object : scene.objects)
        json["objects"].push_back(jsonOf(object));
    return json.dump() + '\n';
}

Result<Scene> readScene(const std::filesystem::path &file)
{
    const auto text = readWholeFile(file, kMaxSceneBytes);
    if (!text)
        return Unexpected(text.error());
    try {
        const Json json = Json::parse(*text);
        const int format = json.at("format").get<int>();
        if (format != kSceneFormat)
            return fail(ErrorCode::UnsupportedFormat,
                        file.string() + ": is a scene of format " + std::to_string(format)
                                + ", this version reads " + std::to_string(kSceneFormat));
        const std::filesystem::path folder = file.parent_path();
        Scene scene;
        scene.video = folder / json.at("video").get<std::string>();
        scene.size = {json.at("width").get<int>(), json.at("height").get<int>()};
        scene.duration = fromSeconds(json.at("seconds").get<double>());
        scene.background = json.at("background").get<std::string>();
        for (const Json &object : json.at("objects"))
            scene.objects.push_back(objectFrom(object, folder));
        return scene;
    } catch (const Json::exception &exception) {
        return fail(
                ErrorCode::CorruptData, file.string() + ": is no composed scene", exception.what());
    }
}

} // namespace soundlocus

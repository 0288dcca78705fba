// SPDX-License-Identifier: MIT
#include "engine/annotation/benchmark_reader.h"
#include "engine/annotation/exchange/json_file.h"

#include <set>

namespace soundlocus {

namespace {

using nlohmann::json;

/// A sample from one entry, or what is wrong with it.
Result<LabelledSample> sampleFrom(const json &entry)
{
    const bool isUsable = entry.is_object() && entry.contains("file") && entry["file"].is_string()
                          && entry.contains("bbox") && entry["bbox"].is_array();
    if (!isUsable)
        return fail(ErrorCode::CorruptData, "no 'file' text or no 'bbox' list");
    LabelledSample sample;
    sample.id = entry["file"].get<std::string>();
    if (sample.id.empty() || sample.id.find('/') != std::string::npos)
        return fail(ErrorCode::CorruptData, "'" + sample.id + "' is no id");
    if (entry.contains("class") && entry["class"].is_string())
        sample.label = entry["class"].get<std::string>();
    GroundTruth groundTruth;
    std::vector<BoundingBox> &boxes = groundTruth.annotators.emplace_back();
    for (const json &box : entry["bbox"]) {
        const bool isBox = box.is_array() && box.size() == 4 && box[0].is_number()
                           && box[1].is_number() && box[2].is_number() && box[3].is_number();
        if (!isBox)
            return fail(ErrorCode::CorruptData,
                        "'" + sample.id + "' has a box that is not [xmin, ymin, xmax, ymax]");
        boxes.push_back({box[0].get<double>(),
                         box[1].get<double>(),
                         box[2].get<double>(),
                         box[3].get<double>()});
    }
    sample.groundTruth = std::move(groundTruth);
    return sample;
}

} // namespace

Result<SampleList> readVggSsJson(const std::filesystem::path &path)
{
    const auto entries = readJsonFile(path);
    if (!entries)
        return Unexpected(entries.error());
    if (!entries->is_array())
        return fail(
                ErrorCode::CorruptData,
                path.string()
                        + ": not a JSON list of {file, class, bbox}; download vggss.json again");
    SampleList list;
    std::set<std::string> ids;
    std::size_t number = 0;
    for (const json &entry : *entries) {
        ++number;
        const std::string position = "entry " + std::to_string(number) + ": ";
        auto sample = sampleFrom(entry);
        if (!sample) {
            list.warnings.push_back(
                    {path, 0, position + sample.error().message + "; left out", true});
        } else if (!ids.insert(sample->id).second) {
            list.warnings.push_back(
                    {path,
                     0,
                     position + "'" + sample->id + "' occurs a second time; left out",
                     true,
                     sample->id});
        } else {
            list.samples.push_back(std::move(*sample));
        }
    }
    return list;
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "engine/annotation/sample_table.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

using nlohmann::json;

Result<std::vector<BoundingBox>> boxListFrom(const json &list)
{
    std::vector<BoundingBox> boxes;
    for (const json &value : list) {
        std::vector<double> numbers;
        for (const json &number : value) {
            if (number.is_number() && std::isfinite(number.get<double>()))
                numbers.push_back(number.get<double>());
        }
        // The element itself is not quoted: it may be nested beyond what can be printed.
        if (!value.is_array() || value.size() != 4 || numbers.size() != 4)
            return fail(ErrorCode::InvalidArgument,
                        "box " + std::to_string(boxes.size() + 1)
                                + " is not [x0, y0, x1, y1] with four finite numbers");
        boxes.push_back({numbers[0], numbers[1], numbers[2], numbers[3]});
    }
    return boxes;
}

/// A list of lists: every element is itself a list of boxes, or empty.
bool holdsAnnotators(const json &list)
{
    for (const json &value : list) {
        if (value.is_array() && (value.empty() || value.front().is_array()))
            return true;
    }
    return false;
}

} // namespace

Result<GroundTruth> parseBoxes(std::string_view text)
{
    const json list = json::parse(text, nullptr, false);
    if (list.is_discarded() || !list.is_array())
        return fail(ErrorCode::InvalidArgument,
                    "boxes are a JSON list as [[x0, y0, x1, y1]], found '"
                            + std::string(text.substr(0, 60)) + "'");
    GroundTruth groundTruth;
    if (!holdsAnnotators(list)) {
        // One bare box is taken for a list of one.
        const bool isBareBox = list.size() == 4 && std::ranges::all_of(list, [](const json &value) {
                                   return value.is_number();
                               });
        // Not copied otherwise: it may be nested beyond what can be copied.
        auto boxes = isBareBox ? boxListFrom(json::array({list})) : boxListFrom(list);
        if (!boxes)
            return Unexpected(boxes.error());
        groundTruth.annotators.push_back(std::move(*boxes));
        return groundTruth;
    }
    groundTruth.kind = GroundTruthKind::Consensus;
    for (const json &annotator : list) {
        if (!annotator.is_array())
            return fail(ErrorCode::InvalidArgument,
                        "boxes and lists of boxes are mixed; give one list of boxes per annotator");
        auto boxes = boxListFrom(annotator);
        if (!boxes)
            return Unexpected(boxes.error());
        groundTruth.annotators.push_back(std::move(*boxes));
    }
    return groundTruth;
}

std::string formatBoxes(const GroundTruth &groundTruth)
{
    json annotators = json::array();
    for (const std::vector<BoundingBox> &boxes : groundTruth.annotators) {
        json list = json::array();
        for (const BoundingBox &box : boxes)
            list.push_back({box.x0, box.y0, box.x1, box.y1});
        annotators.push_back(std::move(list));
    }
    if (groundTruth.kind == GroundTruthKind::Consensus)
        return annotators.dump();
    json all = json::array();
    for (const json &list : annotators)
        all.insert(all.end(), list.begin(), list.end());
    return all.dump();
}

} // namespace soundlocus

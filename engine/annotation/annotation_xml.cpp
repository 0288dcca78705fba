// SPDX-License-Identifier: MIT
#include "engine/annotation/benchmark_reader.h"
#include "engine/annotation/exchange/xml_file.h"
#include "engine/annotation/list_file.h"

#include <charconv>
#include <cmath>
#include <string>

namespace soundlocus {

namespace {

namespace fs = std::filesystem;

/// Flickr-SoundNet boxes are integers in a frame of this size.
constexpr double kFlickrFrameSide = 256.0;

Unexpected damaged(const fs::path &path, const std::string &what)
{
    return fail(ErrorCode::CorruptData,
                path.string() + ": " + what + "; is this the annotation of another data set?");
}

/// Element children in order.
std::vector<pugi::xml_node> elementsOf(const pugi::xml_node &node)
{
    std::vector<pugi::xml_node> elements;
    for (const pugi::xml_node &child : node.children()) {
        if (child.type() == pugi::node_element)
            elements.push_back(child);
    }
    return elements;
}

/// Number in an element's text; NaN where there is none.
double numberIn(const pugi::xml_node &node)
{
    const std::string_view text = trimmed(node.child_value());
    double value = 0;
    const auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
    return code == std::errc() && end == text.data() + text.size() ? value : std::nan("");
}

/// Box from the children [first, first + 4) divided by `unit`; nothing when they are no numbers.
std::optional<BoundingBox> boxFrom(const std::vector<pugi::xml_node> &children,
                                   std::size_t first,
                                   double unit)
{
    if (children.size() != first + 4)
        return std::nullopt;
    const BoundingBox box{numberIn(children[first]) / unit,
                          numberIn(children[first + 1]) / unit,
                          numberIn(children[first + 2]) / unit,
                          numberIn(children[first + 3]) / unit};
    const bool isFinite = std::isfinite(box.x0) && std::isfinite(box.y0) && std::isfinite(box.x1)
                          && std::isfinite(box.y1);
    return isFinite ? std::optional(box) : std::nullopt;
}

} // namespace

Result<GroundTruth> readVggSsXml(const fs::path &path)
{
    const auto file = XmlFile::read(path);
    if (!file)
        return Unexpected(file.error());
    GroundTruth groundTruth;
    std::vector<BoundingBox> &boxes = groundTruth.annotators.emplace_back();
    bool hasList = false;
    for (const pugi::xml_node &list : file->root().children("bbox")) {
        hasList = true;
        for (const pugi::xml_node &element : elementsOf(list)) {
            const auto box = boxFrom(elementsOf(element), 0, 1.0);
            if (!box)
                return damaged(path, "a box does not hold the four numbers xmin, ymin, xmax, ymax");
            boxes.push_back(*box);
        }
    }
    if (!hasList)
        return damaged(path, "no <bbox> below the root");
    return groundTruth;
}

Result<GroundTruth> readFlickrXml(const fs::path &path)
{
    const auto file = XmlFile::read(path);
    if (!file)
        return Unexpected(file.error());
    GroundTruth groundTruth;
    groundTruth.kind = GroundTruthKind::Consensus;
    for (const pugi::xml_node &container : elementsOf(file->root())) {
        // The published readers look at <bbox> below any element of the root and crash on others;
        // elements without one (a file name, a size) are passed over here.
        for (const pugi::xml_node &element : container.children("bbox")) {
            const auto box = boxFrom(elementsOf(element), 1, kFlickrFrameSide);
            if (!box)
                return damaged(path, "a <bbox> does not hold a label and four numbers");
            groundTruth.annotators.push_back({*box});
        }
    }
    if (groundTruth.annotators.empty())
        return damaged(path, "no <bbox> at the second level");
    return groundTruth;
}

} // namespace soundlocus

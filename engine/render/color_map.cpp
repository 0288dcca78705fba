// SPDX-License-Identifier: MIT
#include "engine/render/color_map.h"

#include <opencv2/imgproc.hpp>

namespace soundlocus {

namespace {

struct Entry
{
    ColorMap map;
    std::string_view id;
    int openCvMap;
};

constexpr std::array kEntries{
        Entry{ColorMap::Viridis, "viridis", cv::COLORMAP_VIRIDIS},
        Entry{ColorMap::Magma, "magma", cv::COLORMAP_MAGMA},
        Entry{ColorMap::Turbo, "turbo", cv::COLORMAP_TURBO},
        Entry{ColorMap::Jet, "jet", cv::COLORMAP_JET},
};

ColorTable makeTable(int openCvMap)
{
    cv::Mat levels(1, 256, CV_8U);
    for (int i = 0; i < 256; ++i)
        levels.at<std::uint8_t>(i) = static_cast<std::uint8_t>(i);
    cv::Mat colors;
    cv::applyColorMap(levels, colors, openCvMap);
    ColorTable table{};
    for (int i = 0; i < 256; ++i) {
        const auto &bgr = colors.at<cv::Vec3b>(i);
        table[static_cast<std::size_t>(i)] = {bgr[2], bgr[1], bgr[0]};
    }
    return table;
}

} // namespace

std::string_view toString(ColorMap map)
{
    return kEntries[static_cast<std::size_t>(map)].id;
}

std::optional<ColorMap> colorMapFromString(std::string_view id)
{
    for (const Entry &entry : kEntries) {
        if (entry.id == id)
            return entry.map;
    }
    return std::nullopt;
}

const ColorTable &colorTable(ColorMap map)
{
    static const std::array<ColorTable, kEntries.size()> tables = [] {
        std::array<ColorTable, kEntries.size()> all{};
        for (const Entry &entry : kEntries)
            all[static_cast<std::size_t>(entry.map)] = makeTable(entry.openCvMap);
        return all;
    }();
    return tables[static_cast<std::size_t>(map)];
}

} // namespace soundlocus

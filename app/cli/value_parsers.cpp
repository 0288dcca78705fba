// SPDX-License-Identifier: MIT
#include "app/cli/value_parsers.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace soundlocus::cli {

namespace {

std::optional<double> parseNumber(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

} // namespace

Result<MediaTime> parseTime(std::string_view text)
{
    const auto bad = [&text] {
        return fail(ErrorCode::InvalidArgument,
                    "'" + std::string(text)
                            + "' is no time; give seconds (12.5) or [hh:]mm:ss.sss (1:02.5)");
    };
    std::string_view rest = text;
    const bool isNegative = rest.starts_with('-');
    if (isNegative)
        rest.remove_prefix(1);
    double seconds = 0;
    constexpr int kMaxParts = 3;
    for (int part = 0;; ++part) {
        const std::size_t colon = rest.find(':');
        const bool isLast = colon == std::string_view::npos;
        const std::optional<double> number = parseNumber(rest.substr(0, colon));
        if (!number || part == kMaxParts || std::signbit(*number))
            return bad();
        // Behind a colon stand minutes and seconds of two digits; whole numbers before the last.
        if ((part > 0 && *number >= 60) || (!isLast && *number != std::floor(*number)))
            return bad();
        seconds = seconds * 60 + *number;
        if (isLast)
            break;
        rest.remove_prefix(colon + 1);
    }
    if (seconds > kMaxSeconds)
        return bad();
    return fromSeconds(isNegative ? -seconds : seconds);
}

Result<double> parseShare(std::string_view text)
{
    const std::optional<double> share = parseNumber(text);
    if (share && *share >= 0 && *share <= 1)
        return *share;
    return fail(ErrorCode::InvalidArgument,
                "'" + std::string(text) + "' is no share; give a number from 0 to 1 (0.5)");
}

Result<ContourArgument> parseContour(std::string_view text)
{
    using Kind = ContourArgument::Kind;
    if (text.starts_with("top:")) {
        const std::optional<double> percent = parseNumber(text.substr(4));
        if (percent && *percent > 0 && *percent < 100)
            return ContourArgument{Kind::TopPercent, *percent};
    } else if (text.starts_with("abs:")) {
        if (const std::optional<double> value = parseNumber(text.substr(4)))
            return ContourArgument{Kind::Absolute, *value};
    }
    return fail(ErrorCode::InvalidArgument,
                "'" + std::string(text)
                        + "' is no contour; give top:PERCENT (top:50) or abs:VALUE (abs:0.4)");
}

Result<std::string> parseDevice(std::string_view text)
{
    constexpr std::string_view kNumbered = "cuda:";
    const std::string_view number = text.starts_with(kNumbered) ? text.substr(kNumbered.size())
                                                                : std::string_view("-");
    const bool isNumbered = !number.empty() && number.size() <= 2
                            && std::ranges::all_of(number,
                                                   [](char c) { return c >= '0' && c <= '9'; });
    if (text == "auto" || text == "cpu" || text == "cuda" || isNumbered)
        return std::string(text);
    return fail(ErrorCode::InvalidArgument,
                "'" + std::string(text) + "' is no device; give auto, cpu, cuda or cuda:N");
}

Result<std::optional<FixedScaleArgument>> parseScale(std::string_view text)
{
    if (text == "frame")
        return std::optional<FixedScaleArgument>();
    if (text.starts_with("fixed:")) {
        const std::string_view range = text.substr(6);
        const std::size_t comma = range.find(',');
        if (comma != std::string_view::npos) {
            const std::optional<double> low = parseNumber(range.substr(0, comma));
            const std::optional<double> high = parseNumber(range.substr(comma + 1));
            if (low && high && *low < *high)
                return std::optional(FixedScaleArgument{*low, *high});
        }
    }
    return fail(ErrorCode::InvalidArgument,
                "'" + std::string(text)
                        + "' is no scale; give frame or fixed:LOW,HIGH (fixed:0,0.6)");
}

Result<SizeArgument> parseSize(std::string_view text)
{
    constexpr double kLeast = 32;
    constexpr double kMost = 4096;
    const auto isSide = [](const std::optional<double> &side) {
        return side && *side >= kLeast && *side <= kMost && *side == std::floor(*side);
    };
    const std::size_t cross = text.find('x');
    const std::optional<double> width = parseNumber(text.substr(0, cross));
    const std::optional<double> height = cross == std::string_view::npos
                                                 ? width
                                                 : parseNumber(text.substr(cross + 1));
    if (isSide(width) && isSide(height))
        return SizeArgument{static_cast<int>(*width), static_cast<int>(*height)};
    return fail(ErrorCode::InvalidArgument,
                "'" + std::string(text)
                        + "' is no size; give SIDE or WIDTHxHEIGHT, 32 to 4096 pixels each");
}

} // namespace soundlocus::cli

// SPDX-License-Identifier: MIT
#include "engine/training_log/curve_plot.h"

#include "engine/render/ascii_text.h"
#include "engine/render/png_file.h"
#include "engine/training_log/axis.h"
#include "engine/training_log/plot_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>

namespace soundlocus {

namespace {

// Sizes are in pixels of the finished picture.
constexpr int kMargin = 28;
constexpr int kHeader = 86;
constexpr int kAxisWidth = 64;
constexpr int kFooter = 56;
constexpr int kPanelGap = 46;
constexpr int kLegendWidth = 264;
constexpr int kLegendLine = 24;
constexpr double kTitleScale = 0.72;
constexpr double kTextScale = 0.46;
/// Curves with fewer points are drawn as they are.
constexpr std::size_t kLeastToSmooth = 40;
/// Share of the points that a smoothed value is a mean of.
constexpr std::size_t kSmoothingParts = 40;
/// Share of losses at either end that does not widen the axis: a spike would flatten the rest.
constexpr double kOutlierShare = 0.005;

const cv::Scalar kInk(40, 40, 44);
const cv::Scalar kQuiet(104, 104, 112);
const cv::Scalar kGrid(232, 232, 236);
const cv::Scalar kBest(150, 150, 158);
/// Okabe and Ito, "Color Universal Design", 2008, without yellow, which is lost on white.
const std::array<cv::Scalar, 6> kPalette{cv::Scalar(0, 114, 178),
                                         cv::Scalar(213, 94, 0),
                                         cv::Scalar(0, 158, 115),
                                         cv::Scalar(204, 121, 167),
                                         cv::Scalar(230, 159, 0),
                                         cv::Scalar(86, 180, 233)};
const cv::Scalar kTotal(0, 0, 0);

enum class LineStyle {
    Noisy,  ///< a smoothed line over faint raw values
    Marked, ///< few values, each with a dot
    Exact,  ///< as it is
};

struct Line
{
    Curve curve;
    cv::Scalar color;
    LineStyle style = LineStyle::Noisy;
    double width = 2;
};

struct Panel
{
    std::string title;
    std::vector<Line> lines;
    Axis axis;
    double weight = 1; ///< of its height
};

cv::Scalar faint(const cv::Scalar &color)
{
    constexpr double kStrength = 0.26;
    return color * kStrength + PlotPage::paper() * (1 - kStrength);
}

/// Name as in metrics.jsonl, in words.
std::string wordsOf(std::string name)
{
    std::replace(name.begin(), name.end(), '_', ' ');
    return asciiOf(name);
}

/// Lowest and highest value but for outliers; nothing where no value is finite.
std::optional<std::pair<double, double>> rangeOf(const std::vector<Line> &lines)
{
    std::vector<double> streamed;
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const Line &line : lines)
        for (const double value : line.curve.values) {
            if (!std::isfinite(value))
                continue;
            if (line.style == LineStyle::Marked) {
                low = std::min(low, value);
                high = std::max(high, value);
            } else {
                streamed.push_back(value);
            }
        }
    if (!streamed.empty()) {
        std::sort(streamed.begin(), streamed.end());
        const auto cut = static_cast<std::size_t>(kOutlierShare
                                                  * static_cast<double>(streamed.size()));
        low = std::min(low, streamed[cut]);
        high = std::max(high, streamed[streamed.size() - 1 - cut]);
    }
    if (low > high)
        return std::nullopt;
    return std::pair(low, high);
}

/// Axis that begins at 0 where the values come near it.
Axis axisOf(const std::vector<Line> &lines, int intervals)
{
    const auto range = rangeOf(lines);
    if (!range)
        return {};
    auto [low, high] = *range;
    if (low > 0 && low < high * 0.5)
        low = 0;
    return roundAxis(low, high, intervals);
}

std::vector<Panel> panelsOf(const TrainingCurves &curves)
{
    std::vector<Panel> panels;
    Panel losses{"Loss", {}, {}, 3};
    std::size_t color = 0;
    for (const Curve &curve : curves.losses) {
        // The total is wider and lies below, so that a single term, which equals it, shows too.
        if (curve.name == "total")
            losses.lines.push_back({curve, kTotal, LineStyle::Noisy, 3.5});
        else
            losses.lines.push_back({curve, kPalette[color++ % kPalette.size()]});
    }
    if (!curves.validationLoss.steps.empty())
        losses.lines.push_back(
                {curves.validationLoss, kPalette[color++ % kPalette.size()], LineStyle::Marked});
    if (!losses.lines.empty())
        panels.push_back(std::move(losses));
    Panel scores{"Validation", {}, {}, 2};
    for (std::size_t i = 0; i < curves.scores.size(); ++i)
        scores.lines.push_back(
                {curves.scores[i], kPalette[i % kPalette.size()], LineStyle::Marked});
    if (!scores.lines.empty())
        panels.push_back(std::move(scores));
    if (!curves.learningRate.steps.empty())
        panels.push_back(
                {"Learning rate", {{curves.learningRate, kQuiet, LineStyle::Exact}}, {}, 1.1});
    return panels;
}

double lastStepOf(const std::vector<Panel> &panels)
{
    double last = 1;
    for (const Panel &panel : panels)
        for (const Line &line : panel.lines)
            if (!line.curve.steps.empty())
                last = std::max(last, line.curve.steps.back());
    return last;
}

/// A panel's place and how numbers become points in it.
struct Frame2d
{
    cv::Rect2d place;
    Axis x;
    Axis y;

    [[nodiscard]] cv::Point2d at(double step, double value) const
    {
        // Outliers leave the panel by its edge, not the page.
        const double height = std::clamp(y.positionOf(value), 0.0, 1.0);
        return {place.x + x.positionOf(step) * place.width, place.y + (1 - height) * place.height};
    }
};

/// Runs of neighbours that are all finite.
std::vector<std::vector<cv::Point2d>> runsOf(const Curve &curve, const Frame2d &frame)
{
    std::vector<std::vector<cv::Point2d>> runs(1);
    for (std::size_t i = 0; i < curve.steps.size(); ++i) {
        if (std::isfinite(curve.values[i]))
            runs.back().push_back(frame.at(curve.steps[i], curve.values[i]));
        else if (!runs.back().empty())
            runs.emplace_back();
    }
    return runs;
}

void drawGrid(PlotPage &page, const Panel &panel, const Frame2d &frame, bool hasStepLabels)
{
    const cv::Rect2d &place = frame.place;
    for (const double tick : ticksOf(frame.y)) {
        const double y = frame.at(0, tick).y;
        page.line({place.x, y}, {place.x + place.width, y}, kGrid, 1);
        const std::string label = tickLabel(tick, frame.y);
        page.text(label,
                  {place.x - 10 - PlotPage::textWidth(label, kTextScale), y + 5},
                  kTextScale,
                  kQuiet);
    }
    const double bottom = place.y + place.height;
    for (const double tick : ticksOf(frame.x)) {
        const double x = frame.at(tick, 0).x;
        page.line({x, place.y}, {x, bottom}, kGrid, 1);
        if (!hasStepLabels)
            continue;
        const std::string label = tickLabel(tick, frame.x);
        page.text(label,
                  {x - PlotPage::textWidth(label, kTextScale) / 2, bottom + 20},
                  kTextScale,
                  kQuiet);
    }
    page.line({place.x, bottom}, {place.x + place.width, bottom}, kQuiet, 1);
    page.text(panel.title, {place.x, place.y - 12}, kTextScale * 1.1, kInk);
}

void drawBest(PlotPage &page, const Frame2d &frame, double step, bool hasLabel)
{
    constexpr double kDash = 5;
    const cv::Rect2d &place = frame.place;
    const double x = frame.at(step, 0).x;
    for (double y = place.y; y < place.y + place.height; y += 2 * kDash)
        page.line({x, y}, {x, std::min(y + kDash, place.y + place.height)}, kBest, 1);
    if (hasLabel) {
        const double width = PlotPage::textWidth("best", kTextScale);
        page.text("best", {x - width / 2, place.y - 7}, kTextScale, kQuiet);
    }
}

/// Outliers at the edge of the axis, so that one does not raise the mean of its neighbours.
Curve clamped(Curve curve, const Axis &axis)
{
    for (double &value : curve.values)
        if (std::isfinite(value))
            value = std::clamp(value, axis.low, axis.high);
    return curve;
}

void drawLines(PlotPage &page, const Panel &panel, const Frame2d &frame)
{
    const auto columns = static_cast<std::size_t>(frame.place.width);
    const auto isSmooth = [](const Line &line) {
        return line.style == LineStyle::Noisy && line.curve.steps.size() >= kLeastToSmooth;
    };
    for (const Line &line : panel.lines)
        if (isSmooth(line))
            for (const auto &run : runsOf(thinned(line.curve, frame.x.high, columns), frame))
                page.polyline(run, faint(line.color), 1);
    for (const Line &line : panel.lines) {
        const std::size_t window = line.curve.steps.size() / kSmoothingParts;
        const Curve drawn = isSmooth(line) ? smoothed(clamped(line.curve, frame.y), window)
                                           : line.curve;
        for (const auto &run : runsOf(thinned(drawn, frame.x.high, columns), frame)) {
            page.polyline(run, line.color, line.width);
            if (line.style == LineStyle::Marked || run.size() == 1)
                for (const cv::Point2d &point : run)
                    page.disc(point, 3.5, line.color);
        }
    }
}

void drawLegend(PlotPage &page, const Panel &panel, const Frame2d &frame)
{
    constexpr double kSample = 22;
    const double x = frame.place.x + frame.place.width + 24;
    const double right = x + kLegendWidth - 24;
    double y = frame.place.y + 8;
    for (const Line &line : panel.lines) {
        page.line({x, y}, {x + kSample, y}, line.color, line.width + 1);
        if (line.style == LineStyle::Marked)
            page.disc({x + kSample / 2, y}, 4, line.color);
        const double last = line.curve.values.back();
        const std::string value = std::isfinite(last) ? shortNumber(last) : "-";
        const double valueX = right - PlotPage::textWidth(value, kTextScale);
        const std::string name = PlotPage::fitted(
                wordsOf(line.curve.name), kTextScale, valueX - x - kSample - 20);
        page.text(name, {x + kSample + 10, y + 5}, kTextScale, kInk);
        page.text(value, {valueX, y + 5}, kTextScale, kQuiet);
        y += kLegendLine;
        if (y > frame.place.y + frame.place.height)
            return; // a term more than there is room for
    }
}

std::string subtitleOf(const TrainingCurves &curves, double last)
{
    std::string text = fmt::format("step {:.0f}", last);
    if (curves.steps > 0)
        text += fmt::format(" of {}", curves.steps);
    if (!curves.bestSteps.empty())
        text += fmt::format(", best checkpoint at step {:.0f}", curves.bestSteps.back());
    return text;
}

void drawHeader(PlotPage &page, const std::string &title, const std::string &subtitle)
{
    const double room = page.size().width - 2 * kMargin;
    page.text(PlotPage::fitted(asciiOf(title.empty() ? "Training" : title), kTitleScale, room),
              {kMargin, kMargin + 10.0},
              kTitleScale,
              kInk);
    page.text(PlotPage::fitted(subtitle, kTextScale, room),
              {kMargin, kMargin + 34.0},
              kTextScale,
              kQuiet);
}

void drawPanels(PlotPage &page,
                std::vector<Panel> &panels,
                const TrainingCurves &curves,
                double last)
{
    double weights = 0;
    for (const Panel &panel : panels)
        weights += panel.weight;
    const double room = page.size().height - kHeader - kFooter
                        - static_cast<double>(kPanelGap * panels.size());
    const double left = kMargin + kAxisWidth;
    const double width = page.size().width - left - kLegendWidth - kMargin;
    Axis steps = roundAxis(0, last, std::max(3, static_cast<int>(width / 110)));
    steps.high = last; // ticks are round, the end is where the run is
    double top = kHeader + kPanelGap / 2.0;
    for (std::size_t i = 0; i < panels.size(); ++i) {
        Panel &panel = panels[i];
        const double height = room * panel.weight / weights;
        panel.axis = axisOf(panel.lines, std::clamp(static_cast<int>(height / 44), 2, 8));
        const Frame2d frame{{left, top, width, height}, steps, panel.axis};
        drawGrid(page, panel, frame, i + 1 == panels.size());
        if (!curves.bestSteps.empty())
            drawBest(page, frame, curves.bestSteps.back(), i == 0);
        drawLines(page, panel, frame);
        drawLegend(page, panel, frame);
        top += height + kPanelGap;
    }
    const double labelX = left + (width - PlotPage::textWidth("step", kTextScale)) / 2;
    page.text("step", {labelX, top - kPanelGap + 44}, kTextScale, kQuiet);
}

void drawEmpty(PlotPage &page)
{
    const std::array<std::string, 2> lines{"No steps yet",
                                           "Curves appear here as the training goes on."};
    const double middle = page.size().height / 2.0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const double scale = i == 0 ? kTitleScale : kTextScale;
        page.text(lines[i],
                  {(page.size().width - PlotPage::textWidth(lines[i], scale)) / 2,
                   middle + 30 * static_cast<double>(i)},
                  scale,
                  i == 0 ? kInk : kQuiet);
    }
}

} // namespace

Result<Frame> drawCurves(const TrainingCurves &curves, const CurvePlotOptions &options)
{
    if (options.size.width < kLeastPlotSize.width || options.size.height < kLeastPlotSize.height)
        return fail(ErrorCode::InvalidArgument,
                    fmt::format("a plot of curves needs at least {} x {} pixels",
                                kLeastPlotSize.width,
                                kLeastPlotSize.height));
    try {
        PlotPage page(options.size);
        std::vector<Panel> panels = panelsOf(curves);
        if (panels.empty()) {
            drawHeader(page, options.title, "");
            drawEmpty(page);
        } else {
            const double last = lastStepOf(panels);
            drawHeader(page, options.title, subtitleOf(curves, last));
            drawPanels(page, panels, curves, last);
        }
        return page.finished();
    } catch (const std::exception &e) {
        return fail(ErrorCode::Internal, "the curves could not be drawn", e.what());
    }
}

Result<void> writeCurves(const std::filesystem::path &png,
                         const std::filesystem::path &metrics,
                         const CurvePlotOptions &options)
{
    const auto curves = readCurves(metrics);
    if (!curves)
        return Unexpected(curves.error());
    const auto frame = drawCurves(*curves, options);
    if (!frame)
        return Unexpected(frame.error());
    return writePng(png, *frame);
}

} // namespace soundlocus

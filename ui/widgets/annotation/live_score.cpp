// SPDX-License-Identifier: MIT
#include "ui/widgets/annotation/live_score.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace soundlocus {

namespace {

constexpr double kSuccessLevel = 0.5;

bool isSame(const Heatmap &a, const Heatmap &b)
{
    return a.values().data() == b.values().data() && a.size() == b.size();
}

/// Of the rule's comparison with one half.
bool isWithinReach(const FrameScore &score, SuccessComparison comparison)
{
    return comparison == SuccessComparison::AtLeast ? score.ceiling >= kSuccessLevel
                                                    : score.ceiling > kSuccessLevel;
}

bool isEmpty(const LiveScore::BoxLists &lists)
{
    return std::ranges::all_of(lists, [](const auto &boxes) { return boxes.empty(); });
}

int countOf(const FrameScore &score, PixelClass kind)
{
    return static_cast<int>(std::ranges::count(score.pixels, kind));
}

} // namespace

bool LiveScore::setStyle(const ScoreStyle &style)
{
    if (style == m_style)
        return false;
    if (style.options != m_style.options)
        m_scorer.reset();
    m_style = style;
    work();
    return true;
}

bool LiveScore::setFrame(const Heatmap &map, std::optional<BoxLists> annotators)
{
    const bool isSameMap = isSame(map, m_map);
    if (isSameMap && annotators == m_annotators)
        return false;
    if (!isSameMap)
        m_scorer.reset();
    m_map = map;
    m_annotators = std::move(annotators);
    work();
    return true;
}

void LiveScore::work()
{
    m_score.reset();
    if (!m_style.isShown)
        m_state = State::Off;
    else if (!m_annotators)
        m_state = State::NoPicture;
    else if (m_map.isEmpty())
        m_state = State::NoMap;
    else if (isEmpty(*m_annotators))
        m_state = State::NoBox;
    else
        m_state = State::Scored;
    if (m_state != State::Scored)
        return;
    if (!m_scorer) {
        auto made = FrameScorer::create(m_map, m_style.options);
        if (!made) {
            m_state = State::BadMap;
            return;
        }
        m_scorer = std::move(*made);
    }
    m_score = m_scorer->score(*m_annotators, m_style.consensus);
}

ScoreWords LiveScore::words() const
{
    ScoreWords words;
    const QString preset = presetOf(m_style);
    switch (m_state) {
    case State::Off:
    case State::NoPicture:
        return words;
    case State::NoMap:
        words.verdict = tr("No score: this frame has no map of its own yet");
        return words;
    case State::NoBox:
        words.verdict = tr("No box on this frame");
        return words;
    case State::BadMap:
        words.verdict = tr("The heat map of this frame is damaged");
        return words;
    case State::Scored:
        break;
    }
    const QLocale locale;
    const auto number = [&locale](double value) { return locale.toString(value, 'f', 3); };
    words.rule = preset.isEmpty() ? QString::fromStdString(m_style.options.rule.id)
                                  : scorePresetName(preset);
    if (std::isnan(m_score->chosen.value)) {
        words.verdict = tr("The boxes mark no pixel");
        return words;
    }
    words.number = number(m_score->chosen.value);
    words.isFound = m_score->isFound;
    words.verdict = m_score->isFound ? tr("cIoU, found") : tr("cIoU, not found");
    words.isOutOfReach = !isWithinReach(*m_score, m_style.options.rule.success);
    words.ceiling = words.isOutOfReach
                            ? tr("at most %1 under this rule: the box is too small to be found")
                                      .arg(number(m_score->ceiling))
                            : tr("at most %1 under this rule").arg(number(m_score->ceiling));
    if (m_style.tintsPixels) {
        const auto percent = [&](PixelClass kind) {
            const auto all = static_cast<double>(m_score->pixels.size());
            return locale.toString(100 * countOf(*m_score, kind) / all, 'f', 1);
        };
        words.won = tr("won: %1 %").arg(percent(PixelClass::Won));
        words.missed = tr("missed: %1 %").arg(percent(PixelClass::Missed));
        words.claimed = tr("falsely claimed: %1 %").arg(percent(PixelClass::Claimed));
    }
    return words;
}

} // namespace soundlocus

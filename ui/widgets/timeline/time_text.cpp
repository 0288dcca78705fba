// SPDX-License-Identifier: MIT
#include "ui/widgets/timeline/time_text.h"

#include <QLocale>
#include <QRegularExpression>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace soundlocus {

namespace {

constexpr std::int64_t kUsPerSecond = 1'000'000;
/// Longer than any file, and far from overflow.
constexpr std::int64_t kMostHours = 1'000'000;

enum class Hours { Always, WhereThereAre };

QString formatted(MediaTime time, int decimals, Hours hours)
{
    decimals = std::clamp(decimals, 0, 3);
    constexpr std::array<std::int64_t, 4> kUnits{kUsPerSecond, 100'000, 10'000, 1'000};
    const std::int64_t unit = kUnits[static_cast<std::size_t>(decimals)];
    const std::int64_t perSecond = kUsPerSecond / unit;
    const std::int64_t units = (std::llabs(time.count()) + unit / 2) / unit;
    const std::int64_t seconds = units / perSecond;
    const auto padded = [](std::int64_t value, int width) {
        return QString::number(value).rightJustified(width, QLatin1Char('0'));
    };
    QString text;
    if (time.count() < 0 && units > 0)
        text += QLatin1Char('-');
    const bool hasHours = hours == Hours::Always || seconds >= 3600;
    if (hasHours)
        text += QString::number(seconds / 3600) + QLatin1Char(':');
    text += padded(seconds / 60 % 60, hasHours ? 2 : 1) + QLatin1Char(':')
            + padded(seconds % 60, 2);
    if (decimals > 0)
        text += QLocale().decimalPoint() + padded(units % perSecond, decimals);
    return text;
}

} // namespace

QString TimeText::time(MediaTime time, int decimals)
{
    return formatted(time, decimals, Hours::Always);
}

QString TimeText::shortTime(MediaTime time, int decimals)
{
    return formatted(time, decimals, Hours::WhereThereAre);
}

QString TimeText::frame(qint64 frame)
{
    return frame < 0 ? QString() : QLocale().toString(frame);
}

int TimeText::decimalsFor(MediaTime step)
{
    const std::int64_t us = std::max<std::int64_t>(1, step.count());
    if (us % kUsPerSecond == 0)
        return 0;
    if (us % 100'000 == 0)
        return 1;
    return us % 10'000 == 0 ? 2 : 3;
}

std::optional<TimeText::Target> TimeText::parse(const QString &text)
{
    static const QRegularExpression frames(
            QStringLiteral("^(?:#\\s*(\\d{1,15})|f\\s*(\\d{1,15})|(\\d{1,15})\\s*f)$"),
            QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression times(QStringLiteral(
            "^(?:(?:(\\d{1,9}):)?(\\d{1,9}):)?(\\d{1,12})(?:[.,](\\d{1,9}))?\\s*(s?)$"));
    const QString trimmed = text.trimmed();
    if (const auto match = frames.match(trimmed); match.hasMatch())
        return Target(
                qint64{(match.captured(1) + match.captured(2) + match.captured(3)).toLongLong()});
    const auto match = times.match(trimmed);
    if (!match.hasMatch())
        return std::nullopt;
    const qint64 hours = match.captured(1).toLongLong();
    const qint64 minutes = match.captured(2).toLongLong();
    const qint64 seconds = match.captured(3).toLongLong();
    const bool hasHours = !match.captured(1).isEmpty();
    const bool hasMinutes = !match.captured(2).isEmpty();
    if ((hasHours && minutes > 59) || (hasMinutes && (seconds > 59 || !match.captured(5).isEmpty()))
        || hours > kMostHours || minutes > 60 * kMostHours || seconds > 3600 * kMostHours) {
        return std::nullopt;
    }
    const qint64 us = match.captured(4).leftJustified(6, QLatin1Char('0'), true).toLongLong();
    return Target(MediaTime(((hours * 60 + minutes) * 60 + seconds) * kUsPerSecond + us));
}

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "ui/panels/time_text.h"

#include <QStringList>

#include <cmath>

namespace soundlocus {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSecondsPerMinute = 60;
constexpr int kSecondsPerHour = 3600;
constexpr double kLongestSeconds = 1e9;

} // namespace

QString timeText(MediaTime time)
{
    const auto ms = std::chrono::ceil<std::chrono::milliseconds>(time).count();
    const bool isNegative = ms < 0;
    const qint64 rest = isNegative ? -ms : ms;
    const qint64 seconds = rest / 1000;
    const qint64 hours = seconds / kSecondsPerHour;
    const qint64 minutes = seconds / kSecondsPerMinute % kSecondsPerMinute;
    const QString sign = isNegative ? u"-"_s : QString();
    const QString tail = u"%1.%2"_s.arg(seconds % kSecondsPerMinute, 2, 10, QLatin1Char('0'))
                                 .arg(rest % 1000, 3, 10, QLatin1Char('0'));
    if (hours == 0)
        return u"%1%2:%3"_s.arg(sign).arg(minutes).arg(tail);
    return u"%1%2:%3:%4"_s.arg(sign).arg(hours).arg(minutes, 2, 10, QLatin1Char('0')).arg(tail);
}

std::optional<MediaTime> timeFromText(const QString &text)
{
    QString plain = text.trimmed();
    plain.replace(u',', u'.');
    const QStringList parts = plain.split(u':');
    if (parts.size() > 3)
        return std::nullopt;
    double seconds = 0;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        bool isNumber = false;
        const bool isLast = i + 1 == parts.size();
        const double value = isLast ? parts[i].toDouble(&isNumber) : parts[i].toInt(&isNumber);
        if (!isNumber || !std::isfinite(value) || value < 0 || parts[i].contains(u'e'))
            return std::nullopt;
        seconds = seconds * kSecondsPerMinute + value;
    }
    if (seconds > kLongestSeconds)
        return std::nullopt;
    return fromSeconds(seconds);
}

} // namespace soundlocus

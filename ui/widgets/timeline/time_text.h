// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/media_time.h"

#include <QString>

#include <optional>
#include <variant>

namespace soundlocus {

/// Times and frame numbers as people read and type them. Decimal sign and digit groups are those
/// of QLocale(); both signs are understood.
class TimeText
{
public:
    /// "1:02:03.456", nearest; hours always. @param decimals 0 .. 3
    [[nodiscard]] static QString time(MediaTime time, int decimals = 3);
    /// The same without hours where there are none: "2:03.456".
    [[nodiscard]] static QString shortTime(MediaTime time, int decimals = 3);
    /// "1,234"; empty for an unknown number (negative).
    [[nodiscard]] static QString frame(qint64 frame);
    /// Decimals that tell times apart which lie `step` apart.
    [[nodiscard]] static int decimalsFor(MediaTime step);

    /// Where to jump to: a time, or the number of a frame.
    using Target = std::variant<MediaTime, qint64>;
    /// Understands "1:02:03.5", "2:03", "63.5" and "63.5 s" (times; seconds may be above 59 only
    /// in front), and "#120", "f120", "120f" (frames). Nothing where the text says neither.
    [[nodiscard]] static std::optional<Target> parse(const QString &text);
};

} // namespace soundlocus

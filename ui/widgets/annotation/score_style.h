// SPDX-License-Identifier: MIT
#pragma once

#include "engine/evaluation/frame_scorer.h"

#include <QString>
#include <QStringList>

namespace soundlocus {

/// Whose boxes are scored.
enum class ScoredLayers {
    Own,   ///< those of whoever draws
    Shown, ///< those of every annotator that is shown
};

/// How the shown frame is scored, and what of it is shown. A value; panels set it.
struct ScoreStyle
{
    bool isShown = true;     ///< number and pixels; else nothing is worked out
    bool tintsPixels = true; ///< won, missed and falsely claimed ones
    FrameScoreOptions options{protocolRules().front()};
    ScoredLayers layers = ScoredLayers::Own;
    ConsensusRule consensus = ConsensusRule::Union; ///< how the boxes become one map

    bool operator==(const ScoreStyle &) const = default;
};

/// Stable ids of the presets: "ssltie" (LVS the same), "flickr", "ezvsl", "adaptive" and
/// "absolute".
[[nodiscard]] QStringList scorePresets();
/// The rules of a preset; what is shown of them stays as it is. Flickr: the top half, against the
/// consensus of the layers that are shown. Adaptive: as many pixels as are marked. Absolute:
/// `options.absoluteThreshold` of the normalised map. False: there is no such preset.
[[nodiscard]] bool usePreset(ScoreStyle &style, const QString &preset);
/// "Top 50 % (SSL-TIE, LVS)", in the user's language.
[[nodiscard]] QString scorePresetName(const QString &preset);
/// The preset that a style has the rules of; empty: another combination.
[[nodiscard]] QString presetOf(const ScoreStyle &style);

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#include "ui/widgets/annotation/score_style.h"

#include <QCoreApplication>

#include <array>

namespace soundlocus {

namespace {

struct Preset
{
    const char *id;
    const char *name;
};
constexpr std::array kPresets{
        Preset{"ssltie", QT_TRANSLATE_NOOP("soundlocus::ScoreStyle", "Top 50 % (SSL-TIE, LVS)")},
        Preset{"flickr",
               QT_TRANSLATE_NOOP("soundlocus::ScoreStyle", "Consensus (Flickr-SoundNet)")},
        Preset{"ezvsl", QT_TRANSLATE_NOOP("soundlocus::ScoreStyle", "Top 50 %, ≥ (EZ-VSL)")},
        Preset{"adaptive",
               QT_TRANSLATE_NOOP("soundlocus::ScoreStyle", "Adaptive (as many pixels as marked)")},
        Preset{"absolute", QT_TRANSLATE_NOOP("soundlocus::ScoreStyle", "Absolute threshold")},
};

} // namespace

QStringList scorePresets()
{
    QStringList ids;
    for (const Preset &preset : kPresets)
        ids.push_back(QString::fromLatin1(preset.id));
    return ids;
}

bool usePreset(ScoreStyle &style, const QString &preset)
{
    const bool isFlickr = preset == QStringLiteral("flickr");
    const bool isEzVsl = preset == QStringLiteral("ezvsl");
    const auto rule = protocolRuleFromString(isEzVsl ? "ezvsl" : "ssltie");
    if (!rule || !scorePresets().contains(preset))
        return false;
    style.options.rule = *rule;
    style.options.choice = ScoreChoice::Paper;
    if (preset == QStringLiteral("adaptive"))
        style.options.choice = ScoreChoice::Adaptive;
    else if (preset == QStringLiteral("absolute"))
        style.options.choice = ScoreChoice::Absolute;
    style.layers = isFlickr ? ScoredLayers::Shown : ScoredLayers::Own;
    style.consensus = isFlickr ? ConsensusRule::Flickr : ConsensusRule::Union;
    return true;
}

QString scorePresetName(const QString &preset)
{
    for (const Preset &known : kPresets) {
        if (preset == QLatin1String(known.id))
            return QCoreApplication::translate("soundlocus::ScoreStyle", known.name);
    }
    return preset;
}

QString presetOf(const ScoreStyle &style)
{
    for (const QString &preset : scorePresets()) {
        ScoreStyle known = style;
        if (usePreset(known, preset) && known == style)
            return preset;
    }
    return {};
}

} // namespace soundlocus

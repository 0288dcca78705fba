// SPDX-License-Identifier: MIT
#include "app/settings_codec.h"

#include <QSettings>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace soundlocus {

using namespace Qt::StringLiterals;

namespace {

template <typename T>
using Ids = std::initializer_list<std::pair<T, const char *>>;

const Ids<Theme> kThemes{{Theme::System, "system"}, {Theme::Light, "light"}, {Theme::Dark, "dark"}};
const Ids<ComparisonLayout> kLayouts{{ComparisonLayout::Single, "single"},
                                     {ComparisonLayout::SideBySide, "side-by-side"},
                                     {ComparisonLayout::Divider, "divider"}};
const Ids<Interpolation> kInterpolations{{Interpolation::Smooth, "smooth"},
                                         {Interpolation::Cells, "cells"}};
const Ids<ContourThreshold::Kind> kContours{{ContourThreshold::Kind::TopPercent, "top-percent"},
                                            {ContourThreshold::Kind::Absolute, "absolute"}};

template <typename T>
QString idOf(T value, const Ids<T> &ids)
{
    for (const auto &[known, id] : ids) {
        if (known == value)
            return QString::fromLatin1(id);
    }
    return {};
}

template <typename T>
void readId(const QSettings &file, const QString &key, const Ids<T> &ids, T &value)
{
    const QString text = file.value(key).toString();
    for (const auto &[known, id] : ids) {
        if (text == QLatin1String(id))
            value = known;
    }
}

void read(const QSettings &file, const QString &key, bool &value)
{
    const QString text = file.value(key).toString();
    if (text == u"true"_s || text == u"false"_s)
        value = text == u"true"_s;
}

void read(const QSettings &file, const QString &key, double low, double high, double &value)
{
    bool isNumber = false;
    const double number = file.value(key).toString().toDouble(&isNumber);
    if (isNumber && std::isfinite(number))
        value = std::clamp(number, low, high);
}

template <typename Integer>
void readInteger(const QSettings &file,
                 const QString &key,
                 Integer low,
                 Integer high,
                 Integer &value)
{
    bool isNumber = false;
    const qlonglong number = file.value(key).toString().toLongLong(&isNumber);
    if (isNumber)
        value = static_cast<Integer>(std::clamp<qlonglong>(
                number, static_cast<qlonglong>(low), static_cast<qlonglong>(high)));
}

// Limits of what is read; wider ones would only come from a damaged file.
constexpr double kLargestLevel = 1000;
constexpr double kMostSmoothing = 0.99;
constexpr qlonglong kLongestWindowMs = 60000;
constexpr int kMostThreads = 1024;
constexpr std::size_t kMostCacheMib = 65536;
constexpr int kMostReactionMs = 2000;
constexpr int kMibShift = 20;

/// One list of all markers, those of a file one after the other.
void readMarkers(QSettings &file, std::vector<MarkedFile> &marked)
{
    const int count = file.beginReadArray(u"markers"_s);
    for (int i = 0; i < count; ++i) {
        file.setArrayIndex(i);
        const QString path = file.value(u"path"_s).toString();
        qint64 us = -1;
        readInteger<qint64>(file, u"us"_s, -1, std::numeric_limits<qint64>::max(), us);
        if (path.isEmpty() || us < 0)
            continue;
        if (marked.empty() || marked.back().path != path) {
            if (marked.size() == std::size_t{Settings::kMarkedFiles})
                break;
            marked.push_back({path, {}});
        }
        marked.back().markers.push_back({MediaTime(us), file.value(u"name"_s).toString()});
    }
    file.endArray();
}

void writeMarkers(QSettings &file, const std::vector<MarkedFile> &marked)
{
    file.beginWriteArray(u"markers"_s);
    int row = 0;
    for (const MarkedFile &one : marked) {
        for (const FileMarker &marker : one.markers) {
            file.setArrayIndex(row++);
            file.setValue(u"path"_s, one.path);
            file.setValue(u"us"_s, QString::number(marker.time.count()));
            file.setValue(u"name"_s, marker.name);
        }
    }
    file.endArray();
}

void readOverlay(const QSettings &file, OverlayStyle &style)
{
    OverlayOptions &options = style.options;
    read(file, u"overlay/visible"_s, style.isVisible);
    read(file, u"overlay/opacity"_s, 0, 1, options.opacity);
    read(file, u"overlay/smoothing"_s, 0, kMostSmoothing, style.smoothing);
    if (const auto map = colorMapFromString(
                file.value(u"overlay/color_map"_s).toString().toStdString()))
        options.colorMap = *map;
    readId(file, u"overlay/interpolation"_s, kInterpolations, options.interpolation);
    if (file.value(u"overlay/scale"_s).toString() == u"fixed"_s) {
        ValueRange range;
        read(file, u"overlay/scale_low"_s, -kLargestLevel, kLargestLevel, range.low);
        read(file, u"overlay/scale_high"_s, -kLargestLevel, kLargestLevel, range.high);
        if (range.low < range.high)
            options.scale = range;
    }
    const QString contour = file.value(u"overlay/contour"_s).toString();
    if (contour == u"top-percent"_s || contour == u"absolute"_s) {
        ContourThreshold threshold;
        readId(file, u"overlay/contour"_s, kContours, threshold.kind);
        read(file, u"overlay/contour_value"_s, -kLargestLevel, kLargestLevel, threshold.value);
        options.contour = threshold;
        style.isContourOfModel = threshold.kind == ContourThreshold::Kind::Absolute
                                 && file.value(u"overlay/contour_of_model"_s).toBool();
    }
}

void writeOverlay(QSettings &file, const OverlayStyle &style)
{
    const OverlayOptions &options = style.options;
    file.setValue(u"overlay/visible"_s, style.isVisible);
    file.setValue(u"overlay/opacity"_s, options.opacity);
    file.setValue(u"overlay/smoothing"_s, style.smoothing);
    const std::string_view colors = toString(options.colorMap);
    file.setValue(u"overlay/color_map"_s,
                  QString::fromLatin1(colors.data(), static_cast<qsizetype>(colors.size())));
    file.setValue(u"overlay/interpolation"_s, idOf(options.interpolation, kInterpolations));
    file.setValue(u"overlay/scale"_s, options.scale ? u"fixed"_s : u"frame"_s);
    if (options.scale) {
        file.setValue(u"overlay/scale_low"_s, options.scale->low);
        file.setValue(u"overlay/scale_high"_s, options.scale->high);
    }
    file.setValue(u"overlay/contour"_s,
                  options.contour ? idOf(options.contour->kind, kContours) : u"none"_s);
    file.setValue(u"overlay/contour_of_model"_s, style.isContourOfModel);
    if (options.contour)
        file.setValue(u"overlay/contour_value"_s, options.contour->value);
}

void readLocalization(const QSettings &file, const QString &group, LocalizationSettings &settings)
{
    const auto key = [&](const char *name) { return group + u'/' + QLatin1String(name); };
    if (const auto fit = fitModeFromString(file.value(key("fit")).toString().toStdString()))
        settings.fit = *fit;
    qlonglong windowMs = settings.window.count() / 1000;
    qlonglong hopMs = settings.hop.count() / 1000;
    readInteger<qlonglong>(file, key("window_ms"), 1, kLongestWindowMs, windowMs);
    readInteger<qlonglong>(file, key("hop_ms"), 1, kLongestWindowMs, hopMs);
    settings.window = std::chrono::milliseconds(windowMs);
    settings.hop = std::chrono::milliseconds(hopMs);
    settings.device = file.value(key("device"), settings.device).toString();
    readInteger(file, key("threads"), 0, kMostThreads, settings.threads);
    read(file, key("reads_ahead"), settings.readsAhead);
    std::size_t mib = settings.cacheBytes >> kMibShift;
    readInteger<std::size_t>(file, key("cache_mib"), 1, kMostCacheMib, mib);
    settings.cacheBytes = mib << kMibShift;
}

void writeLocalization(QSettings &file, const QString &group, const LocalizationSettings &settings)
{
    const auto key = [&](const char *name) { return group + u'/' + QLatin1String(name); };
    const std::string_view fit = toString(settings.fit);
    file.setValue(key("fit"), QString::fromLatin1(fit.data(), static_cast<qsizetype>(fit.size())));
    file.setValue(key("window_ms"), QString::number(settings.window.count() / 1000));
    file.setValue(key("hop_ms"), QString::number(settings.hop.count() / 1000));
    file.setValue(key("device"), settings.device);
    file.setValue(key("threads"), settings.threads);
    file.setValue(key("reads_ahead"), settings.readsAhead);
    file.setValue(key("cache_mib"), QString::number(settings.cacheBytes >> kMibShift));
}

QStringList readList(const QSettings &file, const QString &key)
{
    QStringList list = file.value(key).toStringList();
    list.removeAll(QString());
    if (list.size() > Settings::kRecentPaths)
        list.resize(Settings::kRecentPaths);
    return list;
}

} // namespace

void readConfig(const QSettings &file, SettingsValues &values)
{
    readOverlay(file, values.overlay);
    readLocalization(file, u"localization"_s, values.localization);
    readLocalization(file, u"comparison"_s, values.comparison);
    readId(file, u"comparison/layout"_s, kLayouts, values.layout);
    read(file, u"sound/volume"_s, 0, 1, values.sound.volume);
    read(file, u"sound/muted"_s, values.sound.isMuted);
    read(file, u"playback/speed"_s, 0.25, 2, values.playback.speed);
    read(file, u"playback/repeats"_s, values.playback.repeats);
    read(file, u"playback/plays_on_open"_s, values.playback.playsOnOpen);
    read(file, u"playback/resumes"_s, values.playback.resumes);
    read(file, u"playback/goes_on"_s, values.playback.goesOn);
    read(file, u"playback/reopens"_s, values.playback.reopens);
    readId(file, u"appearance/theme"_s, kThemes, values.appearance.theme);
    values.appearance.language = file.value(u"appearance/language"_s).toString();
    values.annotation.annotator = file.value(u"annotation/annotator"_s).toString();
    read(file, u"annotation/threshold"_s, 0, 1, values.annotation.threshold);
    values.annotation.rule = file.value(u"annotation/rule"_s, values.annotation.rule).toString();
    readInteger(
            file, u"annotation/reaction_ms"_s, 0, kMostReactionMs, values.annotation.reactionMs);
    read(file, u"annotation/consensus"_s, values.annotation.showsConsensus);
    values.annotation.consensusRule =
            file.value(u"annotation/consensus_rule"_s, values.annotation.consensusRule).toString();
    values.keyPreset = file.value(u"shortcuts/preset"_s, values.keyPreset).toString();
    for (const QString &key : file.allKeys()) {
        if (key.startsWith(u"keys/"_s))
            values.shortcuts.insert(key.mid(5), file.value(key).toStringList());
    }
}

void writeConfig(QSettings &file, const SettingsValues &values)
{
    file.clear();
    writeOverlay(file, values.overlay);
    writeLocalization(file, u"localization"_s, values.localization);
    writeLocalization(file, u"comparison"_s, values.comparison);
    file.setValue(u"comparison/layout"_s, idOf(values.layout, kLayouts));
    file.setValue(u"sound/volume"_s, values.sound.volume);
    file.setValue(u"sound/muted"_s, values.sound.isMuted);
    file.setValue(u"playback/speed"_s, values.playback.speed);
    file.setValue(u"playback/repeats"_s, values.playback.repeats);
    file.setValue(u"playback/plays_on_open"_s, values.playback.playsOnOpen);
    file.setValue(u"playback/resumes"_s, values.playback.resumes);
    file.setValue(u"playback/goes_on"_s, values.playback.goesOn);
    file.setValue(u"playback/reopens"_s, values.playback.reopens);
    file.setValue(u"appearance/theme"_s, idOf(values.appearance.theme, kThemes));
    file.setValue(u"appearance/language"_s, values.appearance.language);
    file.setValue(u"annotation/annotator"_s, values.annotation.annotator);
    file.setValue(u"annotation/rule"_s, values.annotation.rule);
    file.setValue(u"annotation/threshold"_s, values.annotation.threshold);
    file.setValue(u"annotation/reaction_ms"_s, values.annotation.reactionMs);
    file.setValue(u"annotation/consensus"_s, values.annotation.showsConsensus);
    file.setValue(u"annotation/consensus_rule"_s, values.annotation.consensusRule);
    file.setValue(u"shortcuts/preset"_s, values.keyPreset);
    for (auto it = values.shortcuts.begin(); it != values.shortcuts.end(); ++it)
        file.setValue(u"keys/"_s + it.key(), it.value());
}

void readState(QSettings &file, SettingsValues &values)
{
    values.recent.files = readList(file, u"recent/files"_s);
    values.recent.models = readList(file, u"recent/models"_s);
    values.recent.projects = readList(file, u"recent/projects"_s);
    values.window.geometry = file.value(u"window/geometry"_s).toByteArray();
    values.window.docks = file.value(u"window/docks"_s).toByteArray();
    values.window.splitter = file.value(u"window/splitter"_s).toByteArray();
    values.window.timeline = file.value(u"window/timeline"_s).toString();
    read(file, u"start/is_first"_s, values.isFirstStart);
    const int count = qMin(file.beginReadArray(u"positions"_s), Settings::kRememberedPositions);
    for (int i = 0; i < count; ++i) {
        file.setArrayIndex(i);
        const QString path = file.value(u"path"_s).toString();
        qint64 us = 0;
        readInteger<qint64>(file, u"us"_s, 0, std::numeric_limits<qint64>::max(), us);
        if (!path.isEmpty() && us > 0)
            values.positions.push_back(FilePosition{path, MediaTime(us)});
    }
    file.endArray();
    read(file, u"window/divider"_s, 0, 1, values.divider);
    readMarkers(file, values.marked);
}

void writeState(QSettings &file, const SettingsValues &values)
{
    file.clear();
    file.setValue(u"recent/files"_s, values.recent.files);
    file.setValue(u"recent/models"_s, values.recent.models);
    file.setValue(u"recent/projects"_s, values.recent.projects);
    file.setValue(u"window/geometry"_s, values.window.geometry);
    file.setValue(u"window/docks"_s, values.window.docks);
    file.setValue(u"window/splitter"_s, values.window.splitter);
    file.setValue(u"window/timeline"_s, values.window.timeline);
    file.setValue(u"window/divider"_s, values.divider);
    file.setValue(u"start/is_first"_s, values.isFirstStart);
    file.beginWriteArray(u"positions"_s, static_cast<int>(values.positions.size()));
    for (std::size_t i = 0; i < values.positions.size(); ++i) {
        file.setArrayIndex(static_cast<int>(i));
        file.setValue(u"path"_s, values.positions[i].path);
        file.setValue(u"us"_s, QString::number(values.positions[i].position.count()));
    }
    file.endArray();
    writeMarkers(file, values.marked);
}

} // namespace soundlocus

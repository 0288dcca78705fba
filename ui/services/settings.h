// SPDX-License-Identifier: MIT
#pragma once

#include "ui/services/localization.h"
#include "ui/services/overlay_style.h"

#include <QByteArray>
#include <QMap>
#include <QObject>
#include <QStringList>

#include <vector>

namespace soundlocus {

enum class Theme { System, Light, Dark };

struct SoundSettings
{
    double volume = 0.8; ///< 0 .. 1
    bool isMuted = false;

    bool operator==(const SoundSettings &) const = default;
};

struct PlaybackSettings
{
    double speed = 1.0;
    bool repeats = false;    ///< a file starts again at its end
    bool playsOnOpen = true; ///< a file that is opened plays at once
    bool resumes = true;     ///< a file opens where it was left
    bool goesOn = true;      ///< after a file of the list the next one plays
    bool reopens = true;     ///< a start without files opens what was open last, paused

    bool operator==(const PlaybackSettings &) const = default;
};

struct AppearanceSettings
{
    Theme theme = Theme::System;
    QString language; ///< "en", "de", "zh_CN"; empty: that of the system

    bool operator==(const AppearanceSettings &) const = default;
};

struct AnnotationSettings
{
    QString annotator;                       ///< who drew last; empty: nobody yet
    QString rule = QStringLiteral("ssltie"); ///< of the live score: id of protocolRules()
    double threshold = 0.5;                  ///< of the rule "absolute", on the normalised map
    /// From hearing something to pressing the key; taken off the times of sounding intervals.
    int reactionMs = 200;
    bool showsConsensus = false; ///< the map of what the layers agree on, over the picture
    QString consensusRule = QStringLiteral("flickr"); ///< id of consensus_box.h

    bool operator==(const AnnotationSettings &) const = default;
};

/// Newest first.
struct RecentPaths
{
    QStringList files;
    QStringList models;
    QStringList projects;

    bool operator==(const RecentPaths &) const = default;
};

/// Where a file was left.
struct FilePosition
{
    QString path;
    MediaTime position{0};

    bool operator==(const FilePosition &) const = default;
};

/// A time of a file that somebody noted.
struct FileMarker
{
    MediaTime time{0};
    QString name; ///< may be empty

    bool operator==(const FileMarker &) const = default;
};

struct MarkedFile
{
    QString path;
    std::vector<FileMarker> markers; ///< by time, no two at the same

    bool operator==(const MarkedFile &) const = default;
};

/// As the window and its parts save them; opaque.
struct WindowLayout
{
    QByteArray geometry;
    QByteArray docks;
    QByteArray splitter;
    QString timeline;

    bool operator==(const WindowLayout &) const = default;
};

/// Keys of the commands whose keys differ from the defaults: command id -> sequences as portable
/// text.
using ShortcutOverrides = QMap<QString, QStringList>;

/// Everything that is remembered, and its defaults.
struct SettingsValues
{
    OverlayStyle overlay;
    LocalizationSettings localization;
    LocalizationSettings comparison; ///< of the map that the main one is compared with
    ComparisonLayout layout = ComparisonLayout::SideBySide;
    SoundSettings sound;
    PlaybackSettings playback;
    AppearanceSettings appearance;
    AnnotationSettings annotation;
    QString keyPreset = QStringLiteral("default"); ///< whose keys the shortcuts differ from
    ShortcutOverrides shortcuts;
    RecentPaths recent;
    std::vector<FilePosition> positions; ///< newest first
    std::vector<MarkedFile> marked;      ///< whose markers changed last first
    double divider = 0.5;                ///< between two pictures: share of the canvas left of it
    WindowLayout window;
    bool isFirstStart = true;

    bool operator==(const SettingsValues &) const = default;
};

/// What the program remembers, one value per group with a signal that says it changed. Knows no
/// file: the application stores it. Threads: GUI thread only.
class Settings : public QObject
{
    Q_OBJECT
public:
    static constexpr int kRecentPaths = 12;
    static constexpr int kRememberedPositions = 200;
    static constexpr int kMarkedFiles = 500;

    explicit Settings(QObject *parent = nullptr);

    [[nodiscard]] const SettingsValues &values() const { return m_values; }
    /// Takes over everything, with a signal for each group that differs.
    void setValues(const SettingsValues &values);

    void setOverlay(const OverlayStyle &overlay);
    void setLocalization(MapSlot slot, const LocalizationSettings &localization);
    [[nodiscard]] const LocalizationSettings &localization(MapSlot slot) const;
    void setLayout(ComparisonLayout layout);
    void setSound(const SoundSettings &sound);
    void setPlayback(const PlaybackSettings &playback);
    void setAppearance(const AppearanceSettings &appearance);
    void setAnnotation(const AnnotationSettings &annotation);
    void setKeyPreset(const QString &preset);
    void setShortcuts(const ShortcutOverrides &shortcuts);
    void setWindow(const WindowLayout &window);
    void setFirstStartDone();

    /// Puts a path in front of its list.
    void addRecentFile(const QString &path);
    void addRecentModel(const QString &path);
    void addRecentProject(const QString &path);
    void clearRecent();
    void clearRecentFiles();
    void clearRecentModels();
    void clearRecentProjects();

    /// Beginning and end of a file are not worth remembering: pass 0 to forget.
    void rememberPosition(const QString &path, MediaTime position);
    /// 0 for a file that is not known.
    [[nodiscard]] MediaTime position(const QString &path) const;

    /// Those of a file, by time.
    [[nodiscard]] std::vector<FileMarker> markers(const QString &path) const;
    /// Replaces those of a file; of several at the same time the first stays.
    void setMarkers(const QString &path, std::vector<FileMarker> markers);

    void setDivider(double share);

Q_SIGNALS:
    void overlayChanged(const soundlocus::OverlayStyle &overlay);
    void localizationChanged(soundlocus::MapSlot slot);
    void layoutChanged(soundlocus::ComparisonLayout layout);
    void soundChanged(const soundlocus::SoundSettings &sound);
    void playbackChanged(const soundlocus::PlaybackSettings &playback);
    void appearanceChanged(const soundlocus::AppearanceSettings &appearance);
    void annotationChanged(const soundlocus::AnnotationSettings &annotation);
    void keyPresetChanged(const QString &preset);
    void shortcutsChanged(const soundlocus::ShortcutOverrides &shortcuts);
    void recentChanged(const soundlocus::RecentPaths &recent);
    void markersChanged(const QString &path);
    /// Any value, after the signal of its group.
    void changed();

private:
    void setRecent(const RecentPaths &recent);

    SettingsValues m_values;
};

} // namespace soundlocus

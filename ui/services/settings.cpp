// SPDX-License-Identifier: MIT
#include "ui/services/settings.h"

#include <algorithm>
#include <utility>

namespace soundlocus {

namespace {

/// Stores `wanted` in `value`; whether that changed it.
template <typename T>
bool assign(T &value, const T &wanted)
{
    if (value == wanted)
        return false;
    value = wanted;
    return true;
}

QStringList withFront(QStringList paths, const QString &path)
{
    paths.removeAll(path);
    paths.prepend(path);
    while (paths.size() > Settings::kRecentPaths)
        paths.removeLast();
    return paths;
}

} // namespace

Settings::Settings(QObject *parent)
    : QObject(parent)
{}

void Settings::setValues(const SettingsValues &values)
{
    setOverlay(values.overlay);
    setLocalization(MapSlot::Main, values.localization);
    setLocalization(MapSlot::Comparison, values.comparison);
    setLayout(values.layout);
    setSound(values.sound);
    setPlayback(values.playback);
    setAppearance(values.appearance);
    setAnnotation(values.annotation);
    setKeyPreset(values.keyPreset);
    setShortcuts(values.shortcuts);
    setWindow(values.window);
    if (assign(m_values.recent, values.recent))
        Q_EMIT recentChanged(m_values.recent);
    m_values.positions = values.positions;
    m_values.marked = values.marked;
    m_values.divider = values.divider;
    m_values.isFirstStart = values.isFirstStart;
    Q_EMIT changed();
}

void Settings::setOverlay(const OverlayStyle &overlay)
{
    if (!assign(m_values.overlay, overlay))
        return;
    Q_EMIT overlayChanged(overlay);
    Q_EMIT changed();
}

void Settings::setLocalization(MapSlot slot, const LocalizationSettings &localization)
{
    auto &value = slot == MapSlot::Main ? m_values.localization : m_values.comparison;
    if (!assign(value, localization))
        return;
    Q_EMIT localizationChanged(slot);
    Q_EMIT changed();
}

const LocalizationSettings &Settings::localization(MapSlot slot) const
{
    return slot == MapSlot::Main ? m_values.localization : m_values.comparison;
}

void Settings::setLayout(ComparisonLayout layout)
{
    if (!assign(m_values.layout, layout))
        return;
    Q_EMIT layoutChanged(layout);
    Q_EMIT changed();
}

void Settings::setSound(const SoundSettings &sound)
{
    if (!assign(m_values.sound, sound))
        return;
    Q_EMIT soundChanged(sound);
    Q_EMIT changed();
}

void Settings::setPlayback(const PlaybackSettings &playback)
{
    if (!assign(m_values.playback, playback))
        return;
    Q_EMIT playbackChanged(playback);
    Q_EMIT changed();
}

void Settings::setAppearance(const AppearanceSettings &appearance)
{
    if (!assign(m_values.appearance, appearance))
        return;
    Q_EMIT appearanceChanged(appearance);
    Q_EMIT changed();
}

void Settings::setAnnotation(const AnnotationSettings &annotation)
{
    if (!assign(m_values.annotation, annotation))
        return;
    Q_EMIT annotationChanged(annotation);
    Q_EMIT changed();
}

void Settings::setKeyPreset(const QString &preset)
{
    if (!assign(m_values.keyPreset, preset))
        return;
    Q_EMIT keyPresetChanged(preset);
    Q_EMIT changed();
}

void Settings::setShortcuts(const ShortcutOverrides &shortcuts)
{
    if (!assign(m_values.shortcuts, shortcuts))
        return;
    Q_EMIT shortcutsChanged(shortcuts);
    Q_EMIT changed();
}

void Settings::setWindow(const WindowLayout &window)
{
    if (assign(m_values.window, window))
        Q_EMIT changed();
}

void Settings::setFirstStartDone()
{
    if (assign(m_values.isFirstStart, false))
        Q_EMIT changed();
}

void Settings::addRecentFile(const QString &path)
{
    RecentPaths recent = m_values.recent;
    recent.files = withFront(recent.files, path);
    setRecent(recent);
}

void Settings::addRecentModel(const QString &path)
{
    RecentPaths recent = m_values.recent;
    recent.models = withFront(recent.models, path);
    setRecent(recent);
}

void Settings::addRecentProject(const QString &path)
{
    RecentPaths recent = m_values.recent;
    recent.projects = withFront(recent.projects, path);
    setRecent(recent);
}

void Settings::clearRecent()
{
    setRecent(RecentPaths{});
}

void Settings::clearRecentFiles()
{
    RecentPaths recent = m_values.recent;
    recent.files.clear();
    setRecent(recent);
}

void Settings::clearRecentModels()
{
    RecentPaths recent = m_values.recent;
    recent.models.clear();
    setRecent(recent);
}

void Settings::clearRecentProjects()
{
    RecentPaths recent = m_values.recent;
    recent.projects.clear();
    setRecent(recent);
}

void Settings::setRecent(const RecentPaths &recent)
{
    if (!assign(m_values.recent, recent))
        return;
    Q_EMIT recentChanged(m_values.recent);
    Q_EMIT changed();
}

void Settings::rememberPosition(const QString &path, MediaTime position)
{
    auto positions = m_values.positions;
    std::erase_if(positions, [&](const FilePosition &known) { return known.path == path; });
    if (position > MediaTime{0})
        positions.insert(positions.begin(), FilePosition{path, position});
    if (positions.size() > std::size_t{kRememberedPositions})
        positions.resize(kRememberedPositions);
    if (assign(m_values.positions, positions))
        Q_EMIT changed();
}

MediaTime Settings::position(const QString &path) const
{
    const auto found = std::find_if(m_values.positions.begin(),
                                    m_values.positions.end(),
                                    [&](const FilePosition &known) { return known.path == path; });
    return found == m_values.positions.end() ? MediaTime{0} : found->position;
}

std::vector<FileMarker> Settings::markers(const QString &path) const
{
    const auto found = std::ranges::find(m_values.marked, path, &MarkedFile::path);
    return found == m_values.marked.end() ? std::vector<FileMarker>{} : found->markers;
}

void Settings::setMarkers(const QString &path, std::vector<FileMarker> markers)
{
    std::ranges::stable_sort(markers, {}, &FileMarker::time);
    const auto isSame = [](const FileMarker &a, const FileMarker &b) { return a.time == b.time; };
    markers.erase(std::unique(markers.begin(), markers.end(), isSame), markers.end());
    if (markers == this->markers(path))
        return;
    std::erase_if(m_values.marked, [&](const MarkedFile &file) { return file.path == path; });
    if (!markers.empty())
        m_values.marked.insert(m_values.marked.begin(), MarkedFile{path, std::move(markers)});
    if (m_values.marked.size() > std::size_t{kMarkedFiles})
        m_values.marked.resize(kMarkedFiles);
    Q_EMIT markersChanged(path);
    Q_EMIT changed();
}

void Settings::setDivider(double share)
{
    if (assign(m_values.divider, share))
        Q_EMIT changed();
}

} // namespace soundlocus

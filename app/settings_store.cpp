// SPDX-License-Identifier: MIT
#include "app/settings_store.h"

#include "app/settings_codec.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSettings>

#include <algorithm>
#include <chrono>
#include <functional>
#include <iterator>

namespace soundlocus {

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::milliseconds kSaveDelay(500);

QString xdgFolder(const char *variable, const QString &fallback)
{
    const QString folder = qEnvironmentVariable(variable);
    // The standard says that relative paths are to be ignored.
    return QDir::isAbsolutePath(folder) ? folder : QDir::home().filePath(fallback);
}

bool isIniLine(const QByteArray &line)
{
    const bool hasControls = std::any_of(
            line.begin(), line.end(), [](char c) { return c >= 0 && c < ' ' && c != '\t'; });
    if (hasControls)
        return false;
    const bool isComment = line.startsWith(';') || line.startsWith('#');
    const bool isSection = line.startsWith('[') && line.endsWith(']');
    return line.isEmpty() || isComment || isSection || line.contains('=');
}

/// QSettings passes over what it does not understand, and the next save would lose it.
bool isReadable(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return false;
    while (!file.atEnd()) {
        if (!isIniLine(file.readLine().trimmed()))
            return false;
    }
    return true;
}

Error moveAside(const QString &path)
{
    const QString copy = path + u".broken"_s;
    QFile::remove(copy);
    const bool isKept = QFile::rename(path, copy);
    return Error{
            ErrorCode::CorruptData,
            QStringLiteral("%1: the settings are damaged, the defaults are used; %2")
                    .arg(path,
                         isKept ? u"a copy is in %1"_s.arg(copy) : u"the file stays as it is"_s)
                    .toStdString(),
            {}};
}

bool writeFile(const QString &path,
               void (*encode)(QSettings &, const SettingsValues &),
               const SettingsValues &values)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QSettings file(path, QSettings::IniFormat);
    encode(file, values);
    file.sync();
    return file.status() == QSettings::NoError;
}

Unexpected notWritten(const QString &path)
{
    return fail(ErrorCode::WriteFailed,
                QStringLiteral("%1: the settings cannot be written").arg(path).toStdString());
}

/// Copies the values that stand in the state file; the others are those of `to`.
void copyState(const SettingsValues &from, SettingsValues &to)
{
    to.recent = from.recent;
    to.positions = from.positions;
    to.marked = from.marked;
    to.divider = from.divider;
    to.window = from.window;
    to.isFirstStart = from.isFirstStart;
}

bool haveSameConfig(const SettingsValues &a, const SettingsValues &b)
{
    SettingsValues withSameState = a;
    copyState(b, withSameState);
    return withSameState == b;
}

bool haveSameState(const SettingsValues &a, const SettingsValues &b)
{
    SettingsValues withSameState = a;
    copyState(b, withSameState);
    return withSameState == a;
}

std::vector<FileMarker> markersOf(const std::vector<MarkedFile> &marked, const QString &path)
{
    const auto found = std::ranges::find(marked, path, &MarkedFile::path);
    return found == marked.end() ? std::vector<FileMarker>{} : found->markers;
}

/// Markers are work, and another window may have set some: of files whose markers did not change
/// here since `before`, those of the file on disk stay.
std::vector<MarkedFile> merged(const std::vector<MarkedFile> &before,
                               const std::vector<MarkedFile> &mine,
                               const std::vector<MarkedFile> &disk)
{
    const auto isMine = [&](const MarkedFile &file) {
        return markersOf(mine, file.path) != markersOf(before, file.path);
    };
    std::vector<MarkedFile> all;
    std::ranges::copy_if(mine, std::back_inserter(all), isMine);
    std::ranges::copy_if(disk, std::back_inserter(all), std::not_fn(isMine));
    return all;
}

} // namespace

SettingsPaths SettingsPaths::standard()
{
    return {xdgFolder("XDG_CONFIG_HOME", u".config"_s) + u"/soundlocus/soundlocus.ini"_s,
            xdgFolder("XDG_STATE_HOME", u".local/state"_s) + u"/soundlocus/state.ini"_s};
}

SettingsStore::SettingsStore(SettingsPaths paths, Settings &settings, QObject *parent)
    : QObject(parent)
    , m_paths(std::move(paths))
    , m_settings(settings)
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(kSaveDelay);
    m_writer.setMaxThreadCount(1);
    // Its thread begins now and stays: while LibTorch is loaded, making one was seen to keep the
    // GUI thread waiting for half a second.
    m_writer.setExpiryTimeout(-1);
    m_writer.start([] {});
    connect(&m_delay, &QTimer::timeout, this, &SettingsStore::saveInBackground);
}

std::vector<Error> SettingsStore::load()
{
    std::vector<Error> errors;
    SettingsValues values;
    for (const QString &path : {m_paths.config, m_paths.state}) {
        if (QFileInfo::exists(path) && !isReadable(path))
            errors.push_back(moveAside(path));
    }
    const QSettings config(m_paths.config, QSettings::IniFormat);
    if (config.status() != QSettings::FormatError)
        readConfig(config, values);
    QSettings state(m_paths.state, QSettings::IniFormat);
    if (state.status() != QSettings::FormatError)
        readState(state, values);
    m_settings.setValues(values);
    m_written = values;
    connect(&m_settings,
            &Settings::changed,
            &m_delay,
            qOverload<>(&QTimer::start),
            Qt::UniqueConnection);
    return errors;
}

Result<void> SettingsStore::save()
{
    m_delay.stop();
    m_writer.waitForDone();
    return write(m_settings.values());
}

/// Only what changed: somebody may have a file open in an editor.
Result<void> SettingsStore::write(const SettingsValues &values)
{
    const bool isNew = !m_written.has_value();
    if (isNew || !haveSameConfig(values, *m_written)) {
        if (!writeFile(m_paths.config, writeConfig, values))
            return notWritten(m_paths.config);
    }
    if (isNew || !haveSameState(values, *m_written)) {
        SettingsValues disk;
        QSettings file(m_paths.state, QSettings::IniFormat);
        readState(file, disk);
        SettingsValues state = values;
        state.marked = merged(
                isNew ? std::vector<MarkedFile>{} : m_written->marked, values.marked, disk.marked);
        if (!writeFile(m_paths.state, writeState, state))
            return notWritten(m_paths.state);
    }
    m_written = values;
    return {};
}

void SettingsStore::saveInBackground()
{
    m_writer.start([this, values = m_settings.values()] {
        const auto saved = write(values);
        QMetaObject::invokeMethod(
                this, [this, saved] { onSaved(saved); }, Qt::QueuedConnection);
    });
}

void SettingsStore::onSaved(const Result<void> &saved)
{
    if (saved || m_hasFailed)
        return;
    m_hasFailed = true;
    Q_EMIT saveFailed(saved.error());
}

} // namespace soundlocus

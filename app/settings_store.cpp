// SPDX-License-Identifier: MIT
#include "app/settings_store.h"

#include "app/settings_codec.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSettings>

#include <algorithm>
#include <chrono>

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

bool write(const QString &path,
           void (*encode)(QSettings &, const SettingsValues &),
           const SettingsValues &values)
{
    QDir().mkpath(QFileInfo(path).absolutePath());
    QSettings file(path, QSettings::IniFormat);
    encode(file, values);
    file.sync();
    return file.status() == QSettings::NoError;
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
    connect(&m_delay, &QTimer::timeout, this, [this] {
        const auto saved = save();
        if (!saved && !m_hasFailed) {
            m_hasFailed = true;
            Q_EMIT saveFailed(saved.error());
        }
    });
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
    for (const auto &[path, encode] :
         {std::pair(m_paths.config, &writeConfig), std::pair(m_paths.state, &writeState)}) {
        if (!write(path, encode, m_settings.values()))
            return fail(
                    ErrorCode::WriteFailed,
                    QStringLiteral("%1: the settings cannot be written").arg(path).toStdString());
    }
    return {};
}

} // namespace soundlocus

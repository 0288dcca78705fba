// SPDX-License-Identifier: MIT
#pragma once

#include "engine/core/result.h"
#include "ui/services/settings.h"

#include <QObject>
#include <QString>
#include <QThreadPool>
#include <QTimer>

#include <optional>
#include <vector>

namespace soundlocus {

/// Files that settings are kept in.
struct SettingsPaths
{
    QString config; ///< what the user chose
    QString state;  ///< what the program remembers: recent files, positions, layout

    /// $XDG_CONFIG_HOME/soundlocus/soundlocus.ini and $XDG_STATE_HOME/soundlocus/state.ini, with
    /// the standard's defaults below the home folder.
    [[nodiscard]] static SettingsPaths standard();
};

/// Reads the settings from two INI files and writes them back soon after each change, on a thread
/// of its own: the disk may take a tenth of a second. Keys and values are stable text ids.
/// Threads: GUI thread only.
class SettingsStore final : public QObject
{
    Q_OBJECT
public:
    SettingsStore(SettingsPaths paths, Settings &settings, QObject *parent = nullptr);

    /// Fills the settings; a value that cannot be read keeps its default. A damaged file is kept as
    /// a copy beside it (".broken") and the defaults take its place.
    /// @return one CorruptData for each damaged file, its message names the copy
    std::vector<Error> load();
    /// Writes now and waits for it. Errors: WriteFailed (a read-only home, for instance).
    Result<void> save();

Q_SIGNALS:
    /// Saving in the background failed; said once.
    void saveFailed(const soundlocus::Error &error);

private:
    void saveInBackground();
    Result<void> write(const SettingsValues &values);
    void onSaved(const Result<void> &saved);

    SettingsPaths m_paths;
    Settings &m_settings;
    QTimer m_delay;
    bool m_hasFailed = false;
    std::optional<SettingsValues> m_written; // last, or read; of the writer while it works
    QThreadPool m_writer;                    // of one thread: the newest values come last
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "app/demo_files.h"
#include "app/services.h"
#include "app/settings_store.h"
#include "app/theme.h"
#include "app/translation.h"

#include <QObject>
#include <QStringList>

#include <memory>
#include <optional>

namespace soundlocus {

class BoxCarrier;
class CoverMaker;
class LogChannel;
class MainWindow;
class Session;

struct StartOptions
{
    QStringList files;
    QString checkpoint; ///< empty: the demo model
    QString language;   ///< empty: as in the settings
    bool isCheck = false;
    bool isDemo = false;
};

/// Builds the services, the session and the window, connects them and takes them down in the
/// reverse order. Once per process, after QApplication. Threads: GUI thread only.
class Application final : public QObject
{
    Q_OBJECT
public:
    explicit Application(StartOptions options);
    ~Application() override;

    /// Shows the window, runs the event loop and, at its end, writes the settings. @return exit
    /// code
    int run();
    /// Closes everything without asking for what can be done again: a signal wants an end.
    void end();
    /// Shows the window; files and model follow its first paint.
    void show();
    /// Live as long as the application does.
    [[nodiscard]] Services services();
    /// Another one after a change of the language.
    [[nodiscard]] MainWindow &window() { return *m_window; }
    [[nodiscard]] Session &session() { return *m_session; }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void loadSettings();
    void makeServices();
    void makeWindow();
    void applyAppearance();
    void start();
    bool openFirst();
    void reopenLast();
    void loadModelBehindPicture();
    void loadFirstModel();
    void startCheck();

    StartOptions m_options;
    std::optional<DemoFiles> m_demo;
    ThemeSwitch m_theme;
    Translation m_translation;
    QString m_language; // in use
    Settings m_settings;
    std::unique_ptr<SettingsStore> m_store; // none while checking: nothing is remembered
    std::vector<Error> m_settingsFaults;
    std::unique_ptr<LogChannel> m_log;
    std::unique_ptr<Player> m_player;
    std::unique_ptr<Localization> m_localization;
    std::unique_ptr<TimelineSource> m_timeline;
    std::unique_ptr<Exporter> m_exporter;
    std::unique_ptr<ProjectService> m_project;
    std::unique_ptr<BoxCarrier> m_carrier;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<CoverMaker> m_covers;
    std::unique_ptr<MainWindow> m_window;
    bool m_hasStarted = false;
    bool m_hasFirstModel = false;
};

} // namespace soundlocus

// SPDX-License-Identifier: MIT
#pragma once

#include "app/application.h"
#include "app/main_window.h"
#include "tests/support/test_paths.h"
#include "ui/services/localization.h"
#include "ui/services/player.h"
#include "ui/services/settings.h"

#include <QAction>
#include <QApplication>
#include <QTemporaryDir>

namespace soundlocus::test {

inline const std::filesystem::path kDemo = SOUNDLOCUS_DEMO_DIR;
inline const std::filesystem::path kDemoScene = kDemo / "scene/scenes/test-21-000000/scene.mp4";
inline const std::filesystem::path kDemoModel = kDemo / "model.safetensors";

[[nodiscard]] inline QString textOf(const std::filesystem::path &path)
{
    return QString::fromStdString(path.string());
}

/// Settings and caches of a test's own, for as long as it lives.
class OwnHome
{
public:
    OwnHome()
    {
        for (const char *name : {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "SOUNDLOCUS_CACHE_DIR"})
            qputenv(name, m_folder.path().toUtf8());
        // Windows come and go, and dialogs run event loops of their own.
        QApplication::setQuitOnLastWindowClosed(false);
    }
    [[nodiscard]] std::filesystem::path path() const { return pathOf(m_folder); }

private:
    QTemporaryDir m_folder;
};

/// The program with its window open, as `soundlocus SCENE` starts it; the scene repeats, so that it
/// still plays where the network comes late.
struct ProgramRun
{
    ProgramRun()
        : program(std::make_unique<Application>(options()))
    {
        Settings &settings = program->services().settings;
        PlaybackSettings playback = settings.values().playback;
        playback.repeats = true;
        settings.setPlayback(playback);
        program->show();
    }
    [[nodiscard]] static StartOptions options()
    {
        StartOptions options;
        options.files = {textOf(kDemoScene)};
        options.checkpoint = textOf(kDemoModel);
        options.language = QStringLiteral("en");
        return options;
    }
    [[nodiscard]] Player &player() const { return program->services().player; }
    [[nodiscard]] Localization &localization() const { return program->services().localization; }
    [[nodiscard]] QAction &action(const char *id) const
    {
        return *program->window().actions().action(QString::fromLatin1(id));
    }
    [[nodiscard]] bool isPlaying() const { return player().state() == Player::State::Playing; }
    [[nodiscard]] bool hasModel() const { return localization().model(MapSlot::Main).has_value(); }

    std::unique_ptr<Application> program;
};

} // namespace soundlocus::test

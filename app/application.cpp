// SPDX-License-Identifier: MIT
#include "app/application.h"

#include "app/check_run.h"
#include "app/focus_keys.h"
#include "app/log_channel.h"
#include "app/main_window.h"
#include "app/services/annotation/engine_box_carrier.h"
#include "app/services/annotation/engine_project_service.h"
#include "app/services/localization/engine_localization.h"
#include "app/services/localization/pipeline_exporter.h"
#include "app/services/playback/engine_player.h"
#include "app/services/playback/sink_audio_output.h"
#include "app/services/timeline/cover_maker.h"
#include "app/services/timeline/engine_timeline_source.h"
#include "app/session.h"
#include "engine/core/cache_folder.h"
#include "ui/panels/error_sentences.h"
#include "ui/services/service_types.h"

#include <QApplication>
#include <QEvent>
#include <QFileInfo>
#include <QTimer>

#include <chrono>
#include <cstdio>
#include <utility>

namespace soundlocus {

using namespace Qt::StringLiterals;

namespace {
/// A picture that was shown is on the screen then.
constexpr std::chrono::milliseconds kUntilPainted{50};
} // namespace

Application::Application(StartOptions options)
    : m_options(std::move(options))
    , m_demo(findDemo())
{
    registerServiceTypes();
    m_log = std::make_unique<LogChannel>();
    loadSettings();
    applyAppearance();
    makeServices();
    makeWindow();
    qApp->installEventFilter(new FocusKeys(this));
    connect(&m_settings, &Settings::appearanceChanged, this, [this] {
        // Later: the control that asked for it is a child of the window.
        QTimer::singleShot(0, this, &Application::applyAppearance);
    });
}

Application::~Application()
{
    m_window.reset();
    m_covers.reset();
    m_session.reset();
    m_carrier.reset();
    m_project.reset();
    m_exporter.reset();
    m_localization.reset();
    m_timeline.reset();
    m_player.reset();
}

void Application::loadSettings()
{
    if (m_options.isCheck)
        return;
    m_store = std::make_unique<SettingsStore>(SettingsPaths::standard(), m_settings);
    m_settingsFaults = m_store->load();
}

void Application::makeServices()
{
    EnginePlayerOptions options;
    options.indexFolder = cacheFolder();
    options.outputs = makeSinkAudioOutputs;
    m_player = std::make_unique<EnginePlayer>(std::move(options));
    m_timeline = std::make_unique<EngineTimelineSource>(cacheFolder());
    m_localization = std::make_unique<EngineLocalization>();
    connect(m_localization.get(), &Localization::modelLoading, this, [this](MapSlot slot) {
        m_hasFirstModel = m_hasFirstModel || slot == MapSlot::Main; // one of the files to open
    });
    m_exporter = std::make_unique<PipelineExporter>();
    m_project = std::make_unique<EngineProjectService>();
    m_carrier = std::make_unique<EngineBoxCarrier>();
    m_session = std::make_unique<Session>(services(), m_demo ? m_demo->model : QString());
    m_covers = std::make_unique<CoverMaker>();
    PlaylistModel &playlist = m_session->playlist();
    connect(&playlist, &PlaylistModel::thumbnailWanted, m_covers.get(), &CoverMaker::make);
    connect(m_covers.get(), &CoverMaker::made, &playlist, &PlaylistModel::setThumbnail);
    if (m_store) {
        connect(m_store.get(),
                &SettingsStore::saveFailed,
                m_session.get(),
                [this](const Error &error) { m_session->raise(error); });
    }
}

void Application::makeWindow()
{
    m_window = std::make_unique<MainWindow>(
            services(), *m_session, m_demo ? m_demo->scene : QString());
    connect(m_log.get(), &LogChannel::logged, m_window.get(), &MainWindow::appendLog);
}

void Application::applyAppearance()
{
    const AppearanceSettings &appearance = m_settings.values().appearance;
    m_theme.apply(appearance.theme);
    const QString language = m_options.language.isEmpty() ? appearance.language
                                                          : m_options.language;
    const bool isNew = language != m_language || !m_window;
    m_language = language;
    if (!isNew)
        return;
    m_translation.use(language);
    if (!m_window)
        return;
    // Texts are made with the window; the services keep what is open.
    QApplication::setQuitOnLastWindowClosed(false);
    m_window->storeLayout();
    const PlaybackCommands::Passage passage = m_window->passage();
    m_window.reset(); // before the next one tells the services who it is
    makeWindow();
    m_window->setPassage(passage);
    m_window->show();
    QApplication::setQuitOnLastWindowClosed(true);
    if (!m_player->frame().isEmpty())
        m_localization->showFrame(m_player->frame(), m_player->state() == Player::State::Playing);
}

Services Application::services()
{
    return {*m_player,
            *m_localization,
            *m_timeline,
            *m_exporter,
            m_settings,
            *m_project,
            *m_carrier};
}

void Application::show()
{
    m_window->installEventFilter(this);
    m_window->show();
}

int Application::run()
{
    show();
    const int code = QApplication::exec();
    m_session->rememberPosition();
    if (m_store) {
        if (const auto saved = m_store->save(); !saved)
            log(LogLevel::Warning, toString(saved.error()));
    }
    return code;
}

bool Application::eventFilter(QObject *watched, QEvent *event)
{
    // What follows loads LibTorch: after the first paint, so that the window is there at once.
    if (watched == m_window.get() && event->type() == QEvent::Paint && !m_hasStarted) {
        m_hasStarted = true;
        m_window->removeEventFilter(this);
        QTimer::singleShot(0, this, &Application::start);
    }
    return QObject::eventFilter(watched, event);
}

void Application::end()
{
    m_window->stopAsking();
    QApplication::closeAllWindows();
}

void Application::start()
{
    for (const Error &fault : m_settingsFaults)
        m_session->raise(
                Notice{Notice::Severity::Warning,
                       QCoreApplication::translate(
                               "Application",
                               "The settings were damaged: those that cannot be read are as "
                               "when the program was new."),
                       errorDetail(fault)});
    if (m_options.isCheck)
        startCheck();
    if (m_options.isDemo)
        m_window->setDemoMode(true);
    if (openFirst())
        loadModelBehindPicture();
    else
        loadFirstModel();
}

/// LibTorch and a network keep every core busy for a while: the first picture goes before.
void Application::loadModelBehindPicture()
{
    const auto later = [this] {
        QTimer::singleShot(kUntilPainted, this, &Application::loadFirstModel);
    };
    connect(m_player.get(), &Player::frameShown, this, later, Qt::SingleShotConnection);
    connect(m_player.get(), &Player::openFailed, this, later, Qt::SingleShotConnection);
    connect(m_player.get(), &Player::opened, this, [later](const MediaSummary &media) {
        if (!media.hasPicture())
            later();
    });
}

void Application::loadFirstModel()
{
    if (std::exchange(m_hasFirstModel, true))
        return;
    if (!m_options.checkpoint.isEmpty())
        m_session->loadModel(MapSlot::Main, m_options.checkpoint);
    else if (m_demo && !m_localization->model(MapSlot::Main))
        m_session->loadModel(MapSlot::Main, m_demo->model);
}

/// @return whether a file is on its way
bool Application::openFirst()
{
    const bool isDemoWanted = m_options.isCheck || m_options.isDemo
                              || m_settings.values().isFirstStart;
    if (!m_options.files.isEmpty())
        m_session->open(m_options.files);
    else if (isDemoWanted && m_demo)
        m_session->open({m_demo->scene});
    else
        reopenLast();
    m_settings.setFirstStartDone();
    return m_player->state() == Player::State::Opening;
}

/// What was open last, where it was left; a file that is gone is passed over in silence.
void Application::reopenLast()
{
    const SettingsValues &values = m_settings.values();
    if (!values.playback.reopens || values.recent.files.isEmpty())
        return;
    const QString &last = values.recent.files.first();
    if (QFileInfo(last).isFile())
        m_session->reopen(last);
}

void Application::startCheck()
{
    const auto end = [](const QString &fault) {
        if (!fault.isEmpty())
            std::fprintf(stderr, "soundlocus: check failed: %s\n", qUtf8Printable(fault));
        QCoreApplication::exit(fault.isEmpty() ? 0 : 1);
    };
    if (!m_demo && m_options.files.isEmpty()) {
        end(u"the demo scene is not beside the program; install it again"_s);
        return;
    }
    auto *check = new CheckRun(services(), this);
    connect(check, &CheckRun::finished, qApp, end);
}

} // namespace soundlocus
